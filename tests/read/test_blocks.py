"""Running text without boilerplate: what stays, and what is left out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.blocks import LONGEST_BLOCK, main_language, split_blocks

FIRST = "Harbour Steel said on Friday it had bought 30% of Tinnevik Wind for €120 million."
LAST = "The deal gives the steelmaker two seats on the board."
CHINESE_PARAGRAPH = "青屿生物周一与临江新区签署协议,将投资3亿元建设新工厂。项目预计2027年投产,可提供200个岗位。"

TEASERS = {
    "Chinese headlines glued together": (
        "股市三连阳!这只股票翻倍了重磅:海岚汽车新车谍照曝光,售价或超20万明星夫妻官宣离婚?当事人回应来了8.8亿元!青屿生物再融资"
        "《山河令》导演回应争议:没有抄袭2024年公务员考试报名今日开启教你三招识别假蜂蜜|生活小妙招女子网购手机收到肥皂 平台:已退款"
    ),
    "Chinese headlines around the article's own company": (
        "青屿生物2025校招启动,尽快投递!青屿生物原研药招募患者@临江医院及全国20家医院青屿生物:以人才为引擎 驱动增长飞轮第3章 他回来了"
        "突发!两家银行被罚500万|早报 社招 | 青屿生物来袭!25天年假,海外有岗总额超10亿美元,青屿生物采购「新一代」减重药"
        "从没见过这么便宜的机票!兑换里程攻略四 公主的故事"
    ),
    "Chinese headlines parted by spaces and bars": (
        "台风明日登陆 多地停课 | 油价今晚下调 加满一箱省10元 | 国足名单公布:三人落选 | 这五种水果别放冰箱 | 房贷利率又降了?专家解读 | "
        "高考志愿怎么填!一图看懂 | 网红奶茶店被曝用过期原料 | 新款手机发布 售价2999元起"
    ),
    "English headlines glued together": (
        "Stocks Surge as Traders Cheer Rate Cut 10 Best Laptops of the Year Why Your Cat Hates You Star Splits From Husband: "
        "What We Know Is the Housing Market About to Crash? Five Foods Doctors Never Eat Watch: Dog Rescues Toddler From "
        "River Top Chef Reveals Secret to Perfect Eggs Quarterback Out for Season!"
    ),
    "English teasers in lower case with marks": (
        "Could this be the end of cash? | How to sleep better: six tips from a pilot | Quiz: what sort of driver are you? | "
        "Revealed: the street where nobody pays tax | Who will win the cup? | Live: storm reaches the coast! | Recipe: a pie "
        "for cold days | Podcast: why the bees left | Is your phone listening?"
    ),
}

FURNITURE = [
    "© 2024 The Ledger. All rights reserved.",
    "Subscribe to our newsletter",
    "Sign up for our daily newsletter and never miss a story.",
    "We use cookies to improve your experience. Accept all cookies",
    "This website uses cookies.",
    "Read more: Ten wind stocks to watch",
    "Share on Facebook | Twitter",
    "Advertisement",
    "Home | Markets | Technology | Opinion | Sport",
    "首页 财经 科技 体育 娱乐",
    "当前位置:首页 > 财经 > 正文",
    "版权所有 每日快讯 未经授权不得转载",
    "(责任编辑:王小芳)",
    "来源:每日快讯 责任编辑:王小芳",
    "扫码关注每日快讯公众号",
    "上一篇:台风明日登陆",
    "By Ada Brook, ada.brook@ledger.example",
    "记者 李小明 xiaoming@kuaixun.example",
    "press@harbour.example",
    "* * *",
    "--------",
]

KEPT = {
    "dense Chinese prose": (
        "临江新区管委会5日发布消息称,今年前三季度,新区实现地区生产总值486.5亿元,同比增长7.2%;规模以上工业增加值增长9.8%,高于全市平均"
        "水平2.1个百分点。其中,生物医药、新能源、电子信息三大产业分别完成产值120亿元、96亿元和75亿元,青屿生物、海岚汽车等12家企业产值超过10亿元。"
    ),
    "Chinese prose with quotes and questions": (
        "“企业最需要什么?”在调研中,记者问青屿生物的负责人。“是人才!”他说,公司今年在临江招聘了300人,其中三成有博士学位,但是研发岗位"
        "仍有缺口。临江新区表示,将为这样的企业提供住房补贴,并与三所大学合作培养人才。"
    ),
    "a Chinese list of names without a full stop": (
        "参加签约的企业有:青屿生物、海岚汽车、云际航空、北塔能源、松谷半导体、南麓新材料、东渡物流、西岭水泥、天衡仪器、长汀食品、明溪制药、"
        "白鹭软件、金穗种业、远帆船舶、蓝汐海洋、红枫电气、青禾农机、银杏文旅"
    ),
    "English prose with many numbers": (
        "Revenue rose 12.4% to €3.1 billion in the 12 months to 31 March 2024, from €2.76 billion in 2023, while net profit "
        "fell 3% to €210.5 million, or €1.12 a share, on 187.9 million shares. The company cut 1,250 of its 14,300 jobs and "
        "closed 3 of 17 plants, it said."
    ),
    "a long English list of names": (
        "The partners are Harbour Steel, Tinnevik Wind, Quay Works, Nordhaven Port, Lakeside Foods, Brightwater Power, Oakfield "
        "Insurance, Northern Rail Freight, Silver Birch Capital, Stonebridge Cement, Redwood Timber, Eastgate Motors, Highland "
        "Water, Crown Glass Works, Union Paper Mills, Ashdown Textiles, Fairview Hospitals, Kingsway Hotels and Lowland Dairy."
    ),
    "a headline in title case": "Harbour Steel Buys a Stake in Tinnevik Wind for €120 Million",
    "a headline with marks": "8.8亿元!青屿生物落子临江:三年内建成",
    "an English headline with a question": "Can Harbour Steel Turn Green? Its Boss Says Yes!",
    "a company's own address inside a sentence": "Applicants can write to the fund at grants@harbour.example until the end of June, the ministry said on its site on Friday.",
    "a sentence about cookies that are biscuits": "Lakeside Foods bakes cookies in Porto.",
    "a sentence about rights": "The company bought the rights to sell the drug in Asia, and shared them with Quay Works.",
    "a sentence that begins like a copyright line": "Copyright holders sued Quay Works for €3 million.",
    "a sentence about a publication": "The report may not be published until May, the ministry said.",
    "a table row with figures": "Revenue | 310 | 276 | 240 | 201",
}


def blocks_of(text: str) -> list[str]:
    return [text[block.span.start : block.span.end] for block in split_blocks(text)]


@pytest.mark.parametrize("teaser", TEASERS.values(), ids=list(TEASERS))
def test_a_run_of_headlines_is_left_out_and_the_sentences_before_it_stay(teaser: str) -> None:
    assert blocks_of(f"{FIRST}\n\n{CHINESE_PARAGRAPH}\n\n{teaser}\n") == [FIRST, CHINESE_PARAGRAPH]


@pytest.mark.parametrize("teaser", TEASERS.values(), ids=list(TEASERS))
def test_a_run_of_headlines_glued_to_a_sentence_is_cut_off(teaser: str) -> None:
    sentence = CHINESE_PARAGRAPH if teaser[0] > "z" else FIRST + " " + LAST
    assert blocks_of(f"{FIRST}\n\n{sentence}{'' if teaser[0] > 'z' else ' '}{teaser}") == [FIRST, sentence]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_of_the_page_is_left_out(line: str) -> None:
    assert blocks_of(f"{FIRST}\n\n{line}\n\n{LAST}") == [FIRST, LAST]


@pytest.mark.parametrize("paragraph", KEPT.values(), ids=list(KEPT))
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_text_stays(paragraph: str, place: str) -> None:
    paragraphs = {"first": [paragraph, FIRST], "middle": [FIRST, paragraph, LAST], "last": [FIRST, paragraph]}[place]
    assert blocks_of("\n\n".join(paragraphs)) == paragraphs


def test_bullets_and_editors_are_cut_off_the_paragraph_they_are_glued_to() -> None:
    assert blocks_of(f"- {FIRST}\n• {LAST}") == [FIRST, LAST]
    assert blocks_of(f"{FIRST}\n\n{CHINESE_PARAGRAPH}(责任编辑:王小芳)") == [FIRST, CHINESE_PARAGRAPH]


def test_headlines_under_a_heading_for_links_are_left_out() -> None:
    text = f"{FIRST}\n\nRelated stories\nTen wind stocks to watch\nWhy steel is green\n\n{LAST}\n\n相关阅读:\n油价今晚下调\n国足名单公布"
    assert blocks_of(text) == [FIRST, LAST]


def test_a_menu_with_an_entry_a_line_is_left_out() -> None:
    menu = "Home\nMarkets\nCompanies\nOpinion\nLuxury\nSport"
    assert blocks_of(f"{menu}\n\n{FIRST}\n{LAST}") == [FIRST, LAST]


def test_unrelated_headlines_that_close_a_page_are_left_out() -> None:
    headlines = [
        "Storm reaches the southern coast as schools close early",
        "Five tips for better sleep from a retired airline pilot",
        "Quarterback out for the season after injury in practice",
        "Actor and singer announce their second child this summer",
    ]
    assert blocks_of("\n\n".join([FIRST, LAST, *headlines])) == [FIRST, LAST]
    assert blocks_of("\n\n".join([FIRST, "It reported on:", *headlines])) == [FIRST, "It reported on:", *headlines]


def test_headings_about_the_article_itself_stay_at_its_end() -> None:
    headings = [
        "Harbour Steel has 30% of Tinnevik Wind",
        "Steelmaker gets two seats on the board",
        "The deal costs Harbour Steel €120 million",
        "Tinnevik Wind board has two new seats",
    ]
    assert blocks_of("\n".join([FIRST, LAST, *headings])) == [FIRST, LAST, *headings]


def test_headlines_alone_are_a_text() -> None:
    assert len(blocks_of("\n".join(f"Quay number {n} opens to the public in spring" for n in range(6)))) == 6


def test_a_paragraph_that_changes_script_gives_a_block_for_each_language() -> None:
    text = f"{FIRST} {CHINESE_PARAGRAPH}"
    blocks = split_blocks(text)
    assert [(text[block.span.start : block.span.end], block.language) for block in blocks] == [
        (FIRST, "en"),
        (CHINESE_PARAGRAPH, "zh"),
    ]
    assert main_language(text, blocks) == "zh"


@pytest.mark.parametrize("unit", [FIRST + " ", CHINESE_PARAGRAPH, "word ", "x", "!", ". "])
def test_one_huge_line_is_cut_in_linear_time(unit: str) -> None:
    text = unit * (500_000 // len(unit))
    begin = time.perf_counter()
    blocks = split_blocks(text)
    assert time.perf_counter() - begin < 10
    assert all(0 < len(block.span) <= LONGEST_BLOCK for block in blocks)


WORDS = st.sampled_from(
    [
        FIRST,
        LAST,
        CHINESE_PARAGRAPH,
        *TEASERS.values(),
        *FURNITURE,
        "\n",
        "\n\n",
        " ",
        "\u00a0",
        "。",
        "!",
        ". ",
        "a@b.example",
        "word",
        "药",
    ]
)


@given(st.one_of(st.text(), st.lists(WORDS, max_size=25).map("".join)))
def test_blocks_are_ordered_apart_inside_the_text_and_not_empty(text: str) -> None:
    blocks = split_blocks(text)
    end = 0
    for block in blocks:
        assert end <= block.span.start < block.span.end <= len(text)
        quote = text[block.span.start : block.span.end]
        assert quote == quote.strip()
        assert block.language in {"en", "zh"}
        end = block.span.end
    assert split_blocks(text) == blocks
