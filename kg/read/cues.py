"""Words that mark lines of a page which are not part of its article."""

from __future__ import annotations

import re

# A short line that begins so is furniture of the page.
LINE_STARTS = (
    r"©|\(c\)\s|copyright\s*(?:©|\(c\)|\d{4}|[:：]|by\b)|all rights reserved",
    r"(?:privacy policy|terms (?:of|and) (?:use|service|conditions))\s*(?:$|[|·&/])",
    r"read (?:more|also|next)\s*[:：>»|]|read more$|see also\s*[:：]|related\s*[:：]|also read\b|watch\s*[:：]",
    r"(?:subscribe|sign up|log ?in|sign ?in|register)\b(?=.*\b(?:newsletter|updates?|alerts?|account|continue|free)\b)",
    r"(?:subscribe|log ?in|sign ?in|sign up|register|advertisement|sponsored(?: content)?|print this page)[.!]?$",
    r"follow us\b|like us on|find us on|join us on|share (?:this|on|via)\b|share\s*[:：]|tweet this|email this",
    r"(?:this (?:web)?site|we) uses? cookies|accept (?:all )?cookies|cookie (?:policy|settings|preferences|notice)",
    r"by (?:continuing|clicking|using this site)\b.*\b(?:cookies|privacy|terms)\b|click here\b|download our app",
    r"tags?\s*[:：]|filed under\b|topics?\s*[:：]|photo(?: credit)?\s*[:：]|image(?: credit)?\s*[:：]|photo by\b",
    r"skip to (?:main )?content|back to top|(?:previous|next) (?:article|post)|leave a (?:comment|reply)",
    r"版权所有|版權所有|著作权归|转载请|轉載請|免责声明|免責聲明|特别声明|声明\s*[:：]",
    r"未经.{0,16}(?:转载|复制|摘编)|未經.{0,16}(?:轉載|複製|摘編)",
    r"[(（【\[]?\s*(?:责任编辑|責任編輯|责编|編輯|编辑|校对|审核|值班编辑|监制|本文来源|文章来源|稿源)\s*[:：/|]",
    r"来源\s*[:：].{0,40}$|來源\s*[:：].{0,40}$",
    r"上一篇|下一篇|返回(?:首页|顶部|列表)|点击(?:查看|进入|下载|阅读)|阅读(?:原文|全文|更多)|查看(?:更多|全文)",
    r"展开全文|打开APP|扫(?:码|一扫|描).{0,20}(?:关注|下载|二维码|分享)|长按.{0,10}二维码",
    r"关注(?:我们|公众号|微信)|分享(?:到|至|给)|欢迎(?:关注|订阅|投稿)",
    r"(?:登录|注册|举报|点赞|收藏|评论)(?:$|[/|\s·])|(?:联系|关于)我们\s*$",
    r"\S{0,2}icp[备證证]|.{0,4}公网安备|网站地图",
    r"当前位置\s*[:：]|您(?:当前|现在)?的?位置\s*[:：]|标签\s*[:：]|关键词\s*[:：]|关键字\s*[:：]",
)
# A short line that holds one of these anywhere is furniture too.
ANYWHERE = (
    r"all rights reserved|unauthori[sz]ed (?:copying|reproduction)|uses? cookies to|follow us on \w+",
    r"subscribe to (?:our|the) .{0,30}(?:newsletter|channel|updates)",
    r"sign up (?:for|to) (?:our|the) .{0,30}(?:newsletter|updates|alerts)",
    r"may not be (?:published, broadcast|reproduced|redistributed|copied)",
    r"版权所有|版權所有|icp备\d+",
)
# A line of its own that announces links to other stories: short lines after it go too.
SECTION_HEADS = (
    r"(?:related|recommended|more|latest|top|popular|trending)(?: \w+)? (?:articles|stories|news|posts|links)",
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|most (?:read|popular|viewed|shared)",
    r"more from .{1,40}|read more|related|recommended(?: for you)?|trending(?: now)?|don['\u2019]t miss",
    r"editor['\u2019]?s['\u2019]? picks?|up next|what to read next|also read",
    r"(?:相关|推荐|延伸|热门|精彩|最新|更多|往期|热点|今日|编辑)(?:阅读|文章|新闻|推荐|资讯|报道|内容|链接|专题|排行)",
    r"(?:往期|精彩|热门)(?:回顾|精选|话题|头条)",
    r"大家都在看|猜(?:你|您)喜欢|相關(?:閱讀|新聞|文章|報導)|延伸閱讀|推薦閱讀|熱門(?:文章|新聞)|(?:新闻|点击)排行榜?",
)
# Entries of menus; a list of links made mostly of these is navigation.
MENU = (
    "home|about|about us|contact|contact us|login|log in|sign in|sign up|register|subscribe|search|menu|news|latest|"
    "world|business|politics|technology|tech|sports|sport|opinion|culture|entertainment|lifestyle|health|science|travel|"
    "weather|video|videos|photos|podcasts|newsletters|markets|economy|finance|careers|jobs|privacy|privacy policy|"
    "terms|terms of use|cookies|help|faq|sitemap|advertise|press|investors|products|services|solutions|events|blog|"
    "resources|support|english|中文|facebook|twitter|x|linkedin|instagram|youtube|whatsapp|wechat|weibo|email|print|share|首页|首頁|"
    "新闻|新聞|财经|財經|科技|体育|體育|娱乐|娛樂|汽车|房产|教育|军事|国际|國際|国内|社会|社會|时尚|健康|旅游|文化|视频|視頻|"
    "图片|图库|评论|專題|专题|博客|论坛|论壇|股票|基金|更多|登录|注册|搜索|导航|关于我们|联系我们|网站地图|加入我们|产品中心|"
    "新闻中心|公司简介|招聘|客户端|下载|微信|微博|收藏|举报"
)
MENU_WORDS = frozenset(MENU.split("|"))
# Who edited a story, glued to the end of its last sentence.
SIGNATURE = re.compile(r"\s*[(（\[【]?\s*(?:责任编辑|責任編輯|责编|编辑|校对|审核)\s*[:：/][^。\n]{0,30}$")
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
BYLINE_LEAD = re.compile(
    r"(?:(?:by|written by|reporting by|edited by|editing by|contact|media contact|press contact|e-?mail|tel|phone)\b|"
    r"(?:.{0,20}(?:记者|通讯员|作者|编辑|联系人|邮箱|记 者)))",
    re.IGNORECASE,
)


def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for any of several, regardless of case."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


STARTS_FURNITURE = any_of(LINE_STARTS)
HOLDS_FURNITURE = any_of(ANYWHERE)
HEADS_LINKS = re.compile(rf"(?:{any_of(SECTION_HEADS).pattern})\s*[:：>»…]*", re.IGNORECASE)
