"""Persons in Chinese text: a name after a title, and foreign names written with a dot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.annotate.chinese_names import TYPED, Find
from kg.annotate.chinese_nouns import ChineseNouns
from kg.annotate.chinese_words import TITLE_END
from kg.records import MentionKind

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚"
    "卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康"
    "施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成"
    "苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党"
    "宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_DOUBLE = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|端木"
_CHINESE = re.compile(rf"(?:{_DOUBLE})[一-鿿]{{1,2}}|[{_SURNAMES}][一-鿿]{{1,2}}")
_FOREIGN = re.compile(r"[一-鿿]{1,7}(?:[·•・][一-鿿A-Z.]{1,8})+")
_LATIN = re.compile(r"[A-Z][a-z]+(?:[ ·][A-Z][a-z.]*){1,3}")


def people(text: str, nouns: ChineseNouns, person: str) -> Iterator[Find]:
    """The persons that titles introduce, and those whose name has a dot in it."""
    for match in nouns.titles.finditer(text):
        position = match.end() + (1 if text[match.end() : match.end() + 1] in (" ", "：") else 0)
        found = _foreign(text, position) or _chinese(text, position)
        if found:
            yield Find(*found, TYPED, MentionKind.NAME, person)


def _foreign(text: str, position: int) -> tuple[int, int] | None:
    match = _FOREIGN.match(text, position) or _LATIN.match(text, position)
    if match is None:
        return None
    end = match.end()
    last = max(text.rfind("·", position, end), text.rfind("•", position, end), text.rfind("・", position, end))
    for stop in range(last + 2, end + 1):  # the shortest end after which the text goes on as after a name
        if last > 0 and TITLE_END.match(text, stop):
            return position, stop
    return position, end


def _chinese(text: str, position: int) -> tuple[int, int] | None:
    match = _CHINESE.match(text, position)
    if match is None:
        return None
    for end in (match.end(), match.end() - 1):
        if end - position >= 2 and TITLE_END.match(text, end):
            return position, end
    return None
