"""Chinese sentences and what they name, describe and refer to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.chinese import ChineseAnnotator, chinese_annotator
from kg.annotate.chinese_script import simplified
from kg.annotate.chinese_words import normalised, sentence_spans
from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.records import Block, Document, MentionKind, Sentence, Span


@pytest.fixture(scope="module")
def chinese(ontology: Ontology, gazetteer: Gazetteer) -> ChineseAnnotator:
    return chinese_annotator(ontology, gazetteer)


def sentences_of(chinese: ChineseAnnotator, text: str) -> list[Sentence]:
    document = Document(
        "news", text, "news", published="2025-06-10", language="zh", blocks=(Block(Span(0, len(text)), "zh"),)
    )
    return list(chinese.annotate(document))


def found(chinese: ChineseAnnotator, text: str, kind: MentionKind) -> list[str]:
    return [m.name for sentence in sentences_of(chinese, text) for m in sentence.mentions if m.kind is kind]


SENTENCES = [
    ("full stops", "甲公司投产。乙公司停产。", ["甲公司投产。", "乙公司停产。"]),
    ("semicolons and lines", "一期建厂；二期扩产\n三期再说", ["一期建厂；", "二期扩产", "三期再说"]),
    ("a quotation is kept together", "他说：“先建厂。再扩产。”随后离开。", ["他说：“先建厂。再扩产。”", "随后离开。"]),
    ("traditional marks", "他表示「先設廠。再擴產。」隨後離開。", ["他表示「先設廠。再擴產。」", "隨後離開。"]),
    ("no words, no sentence", "。。\n——\n", []),
]


@pytest.mark.parametrize(("what", "text", "expected"), SENTENCES, ids=[case[0] for case in SENTENCES])
def test_sentences_end_at_their_marks(what: str, text: str, expected: list[str]) -> None:
    plain = normalised(text)
    assert [text[span.start : span.end] for span in sentence_spans(plain)] == expected


NAMES = [
    ("legal form", "昨日，山东弘晖生物科技有限公司在济南宣布投产。", "山东弘晖生物科技有限公司"),
    ("after a small word", "公司将与江西青石锂电股份有限公司合作。", "江西青石锂电股份有限公司"),
    ("a small word inside a name", "向日葵光伏科技有限公司完成融资。", "向日葵光伏科技有限公司"),
    ("a verb inside a name", "该线由中国电力建设集团承建。", "中国电力建设集团"),
    ("an ending of everyday use, where it acts", "蓝鲸科技宣布完成融资。", "蓝鲸科技"),
    ("government", "湖北省人民政府近日发文。", "湖北省人民政府"),
    ("zone", "该项目落户合肥经济技术开发区。", "合肥经济技术开发区"),
    ("zone before a noun", "为广州南沙自贸区企业提供服务。", "广州南沙自贸区"),
    ("fund", "双方将共同设立云栖产业基金。", "云栖产业基金"),
    ("research", "中科院大连化学物理研究所研发了新工艺。", "中科院大连化学物理研究所"),
    ("event with its number", "第三届湾区低空经济博览会开幕。", "第三届湾区低空经济博览会"),
    ("in quotation marks after what it is", "芯片公司“微元纪”获得融资。", "微元纪"),
    ("person after a title", "公司董事长韩启明表示，将扩产。", "韩启明"),
    ("person before a title", "该公司由韩启明博士创立。", "韩启明"),
    ("after a country and a trade", "荷兰车企诺瓦维克发布了新车。", "诺瓦维克"),
    ("foreign person", "首席执行官彼得·霍夫曼说，将扩产。", "彼得·霍夫曼"),
    ("a place in brackets inside", "锐澜精密（苏州）有限公司投产。", "锐澜精密（苏州）有限公司"),
    ("a branch's country in brackets", "海澜集团（中国）与青山集团签约。", "海澜集团（中国）"),
    ("an everyday ending before a date", "云栖环保6月9日公告。", "云栖环保"),
    ("before its stock's code", "海澜锂盛（601234）6月9日公告。", "海澜锂盛"),
    ("before its code in Hong Kong", "海瀾盛遠（2345.HK）公布業績。", "海瀾盛遠"),
    ("a partner after its country", "雙方將與日本青瀾簽署協議。", "青瀾"),
    ("a partner after its country and trade", "已與日本商社青瀾簽訂合約。", "青瀾"),
    ("after praise between country and trade", "与荷兰本土快递企业诺瓦维克达成合作。", "诺瓦维克"),
    ("the first of two, before a known one", "青澜海与清华大学联合成立研究院。", "青澜海"),
    ("a known company after its country", "雙方與德國西門子簽署協議。", "西門子"),
    ("who owns a subsidiary", "海澜医疗的新加坡子公司投产。", "海澜医疗"),
    ("a zone that begins like an adjective", "新岳高新区管委会发文。", "新岳高新区管委会"),
    ("no ending, but puts up money", "其中海澜锂膜出资6亿元。", "海澜锂膜"),
    ("no ending, listed with who leads a round", "由青澜海、云栖资本跟投。", "青澜海"),
    ("an everyday ending, listed beside another", "投资方为青澜创投和海澜资本。", "海澜资本"),
    ("no ending, the partner of a company", "海澜集团与青澜海达成合作。", "青澜海"),
    ("no ending, after its owner", "海澜集团旗下云栖重装与青山集团签约。", "云栖重装"),
    ("no ending, its stake is bought", "公司将收购安澜途锐15%的股权。", "安澜途锐"),
    ("Latin letters, introduced", "拟收购德国电源厂商Nordwatt全部股权。", "Nordwatt"),
    ("Latin letters after where it is from", "收購德商Helion Optics全數股權。", "Helion Optics"),
    ("a fund's phase", "由青山产业投资基金三期、海澜集团出资。", "青山产业投资基金三期"),
    ("reach inside a name", "签约共建海尔全球创新园区。", "海尔全球创新园区"),
    ("two countries' zone", "项目在中国—马来西亚青山产业园区投产。", "中国—马来西亚青山产业园区"),
    ("quotation marks before an event", "“投资青山”全球招商大会在厦门举行。", "“投资青山”全球招商大会"),
    ("a quoted plan", "双方启动“青山百校研学计划”。", "青山百校研学计划"),
    ("a product by its code", "国家药监局批准HR-1905上市。", "HR-1905"),
    ("a quoted product", "首款车型为紧凑型SUV“青岚E3”。", "青岚E3"),
    ("a small word inside an office", "合肥市文化和旅游局发文。", "合肥市文化和旅游局"),
    ("an office of a province", "省文旅厅介绍，项目已投产。", "省文旅厅"),
    ("a short form inside a university's name", "西北大学、青山大学共建。", "西北大学"),
    ("a place inside a larger one", "在泰国罗勇府建厂。", "罗勇府"),
    ("a branch of a bank", "中国进出口银行湖南省分行为项目提供贷款。", "中国进出口银行湖南省分行"),
    ("person of two signs before speaking", "公司创始人高朗说，将扩产。", "高朗"),
    ("what kind of company is no part", "公司与人工智能企业思澜集团签署协议。", "思澜集团"),
    ("its country is no part", "公司批准韩国澜达控股扩建。", "澜达控股"),
    ("its country is part of what says little", "公司批准韩国电力公司扩建。", "韩国电力公司"),
    ("a dealer abroad", "海澜集团与挪威经销商莫澜签订供货合同。", "莫澜"),
    ("a firm of a kind abroad", "海澜集团与荷兰园艺公司普澜瓦达成战略合作。", "普澜瓦"),
    ("beside an old shareholder", "由青澜百孚领投，元澜厚望、老股东线澜资本跟投。", "元澜厚望"),
    ("a share in words", "公司拟收购安澜途锐百分之七十股权。", "安澜途锐"),
    ("a start-up abroad and its name", "云栖资本领投以色列热管理新创公司寒澜科技A轮融资。", "寒澜科技"),
    ("among many firms", "展会吸引了海澜集团、立澜信等3000多家企业参展。", "立澜信"),
    ("a trade show", "青山国际照明展昨日开幕。", "青山国际照明展"),
    ("traditional characters", "長河基建股份有限公司昨日開業。", "長河基建股份有限公司"),
]


@pytest.mark.parametrize(("what", "text", "name"), NAMES, ids=[case[0] for case in NAMES])
def test_a_name_begins_and_ends_where_it_should(what: str, text: str, name: str, chinese: ChineseAnnotator) -> None:
    assert name in found(chinese, text, MentionKind.NAME)


NOT_NAMES = [
    "龙头企业纷纷入驻。",
    "推动新能源汽车产业发展。",
    "优化战略布局的延续。",
    "发展硬科技和数字科技。",
    "上市公司业绩向好。",
    "公司正与一家日本企业洽谈。",
    "中国企业正在加速投资。",
    "证券时报e公司讯，今日大盘上涨。",
    "德国化工企业纷纷扩产。",
    "这家公司成立于2019年。",
    "上述议案尚需提交股东大会审议。",
]


@pytest.mark.parametrize("text", NOT_NAMES)
def test_ordinary_words_are_no_organizations(text: str, chinese: ChineseAnnotator, ontology: Ontology) -> None:
    organizations = [
        m.name
        for sentence in sentences_of(chinese, text)
        for m in sentence.mentions
        if m.kind is MentionKind.NAME and ontology.is_a(m.cls, ontology.iri("Organization"))
    ]
    assert organizations == []


DESCRIPTIONS = [
    ("measure words are left out", "公司新增一条罐装饮料生产线。", "罐装饮料生产线"),
    ("capacity is left out", "公司建设年产20GWh储能电池工厂。", "储能电池工厂"),
    ("verbs joined inside", "双方就新药生产及供应扩建项目签约。", "新药生产及供应扩建项目"),
]


@pytest.mark.parametrize(("what", "text", "words"), DESCRIPTIONS, ids=[case[0] for case in DESCRIPTIONS])
def test_an_unnamed_thing_is_described(what: str, text: str, words: str, chinese: ChineseAnnotator) -> None:
    assert words in found(chinese, text, MentionKind.DESCRIPTION)


def test_words_that_refer_back(chinese: ChineseAnnotator) -> None:
    text = "该公司将扩产。双方签约。其工厂已投产。项目总投资20亿元。"
    assert found(chinese, text, MentionKind.REFERENCE) == ["该公司", "双方", "其", "项目"]


def test_a_short_form_is_known_once_the_full_name_was_used(chinese: ChineseAnnotator) -> None:
    text = "江西青石锂电股份有限公司投产。青石锂电同日签约，青石的股价上涨。"
    assert found(chinese, text, MentionKind.NAME) == ["江西青石锂电股份有限公司", "青石锂电", "青石"]


def test_a_name_in_brackets_is_of_the_same_class(chinese: ChineseAnnotator) -> None:
    sentence = sentences_of(chinese, "云栖能源有限公司（以下简称“云栖能源”）投产。")[0]
    assert [(m.name, m.cls) for m in sentence.mentions] == [
        ("云栖能源有限公司", chinese.nouns.company),
        ("云栖能源", chinese.nouns.company),
    ]


def test_sums_and_dates_have_their_values(chinese: ChineseAnnotator) -> None:
    mentions = sentences_of(chinese, "2024年3月，公司投资12.5亿元。")[0].mentions
    date, money = (next(m for m in mentions if m.kind is kind) for kind in (MentionKind.DATE, MentionKind.MONEY))
    assert date.date is not None and date.date.value == "2024-03"
    assert money.money is not None and (money.money.amount, money.money.currency) == (1250000000, "CNY")


def test_traditional_text_keeps_its_length() -> None:
    assert simplified("廣東省與臺灣簽署協議") == "广东省与台湾签署协议"


@given(st.text(alphabet="甲乙公司集团在与和的投资签署协议（）“”，。；\n 1亿元A"))
def test_any_text_gives_mentions_that_quote_it(chinese: ChineseAnnotator, text: str) -> None:
    for sentence in sentences_of(chinese, text):
        for mention in sentence.mentions:
            assert sentence.span.covers(mention.span)
            assert text[mention.span.start : mention.span.end].replace("\n", "") == mention.name
            assert 0 <= mention.head < len(sentence.tokens)


@pytest.mark.parametrize("text", ["项目投产后年产5万吨。", "達產後年產5萬噸。", "投产后年均产值5亿元。"])
def test_a_year_of_output_is_no_date(text: str, chinese: ChineseAnnotator) -> None:
    assert found(chinese, text, MentionKind.DATE) == []


def test_the_year_after_next_is_a_date(chinese: ChineseAnnotator) -> None:
    assert found(chinese, "公司后年投产。", MentionKind.DATE) == ["后年"]


def test_traditional_text_about_taiwan_counts_in_its_dollar(chinese: ChineseAnnotator) -> None:
    mentions = sentences_of(chinese, "新竹廠商今（9）日宣布投資86億元。")[0].mentions
    money = next(m.money for m in mentions if m.kind is MentionKind.MONEY)
    date = next(m.date for m in mentions if m.kind is MentionKind.DATE)
    assert money is not None and money.currency == "TWD"
    assert date is not None and date.value == "2025-06-09"
