"""What Chinese sentences state: frames met in order, subjects taken over, references, polarity and status."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.chinese import ChineseAnnotator, chinese_annotator
from kg.errors import OntologyError
from kg.extract.chinese import ChineseExtractor, chinese_extractor
from kg.extract.chinese_frames import compile_chinese
from kg.gazetteer import Gazetteer
from kg.ontology import Ontology, load_ontology
from kg.records import AnnotatedDocument, Block, Claim, Document, Mention, MentionKind, Polarity, Span, Value


@dataclass(frozen=True)
class Chinese:
    ontology: Ontology
    annotator: ChineseAnnotator
    extractor: ChineseExtractor

    def claims(self, text: str) -> tuple[dict[str, Mention], list[Claim], Document]:
        blocks = (Block(Span(0, len(text)), "zh"),)
        document = Document("news", text, "news", published="2025-06-10", language="zh", blocks=blocks)
        annotated = AnnotatedDocument(document, tuple(self.annotator.annotate(document)))
        reading = self.extractor.read(annotated)
        mentions = {m.id: m for sentence in annotated.sentences for m in sentence.mentions} | reading.mentions
        return mentions, reading.claims, document

    def facts(self, text: str, polarity: Polarity = Polarity.AFFIRMED) -> set[str]:
        mentions, claims, _ = self.claims(text)

        def name(identifier: str) -> str:
            mention = mentions[identifier]
            return self.ontology.name(mention.cls) if mention.kind is MentionKind.EVENT else mention.name

        said = set()
        for claim in claims:
            if claim.polarity is polarity:
                target = claim.object
                last = (
                    target.lexical
                    if isinstance(target, Value)
                    else name(target)
                    if target in mentions
                    else self.ontology.name(target)
                )
                said.add(f"{name(claim.subject)} > {self.ontology.name(claim.predicate)} > {last}")
        return said


@pytest.fixture(scope="module")
def chinese(ontology: Ontology, gazetteer: Gazetteer) -> Chinese:
    return Chinese(ontology, chinese_annotator(ontology, gazetteer), chinese_extractor(ontology))


STATED = [
    ("agreement", "云栖能源有限公司与海澜集团签署战略合作协议。", "Agreement > party > 云栖能源有限公司; Agreement > party > 海澜集团"),
    ("agreement, with modifiers", "湖北省人民政府10日在武汉与电池巨头海澜集团正式签订框架协议。", "Agreement > counterparty > 海澜集团"),
    ("the two sides", "云栖能源有限公司与海澜集团举行会谈。双方签署合作备忘录。", "Agreement > party > 云栖能源有限公司; Agreement > party > 海澜集团"),
    ("investment", "海澜集团将投资20亿元在合肥建设储能电池工厂。",
     "Investment > investor > 海澜集团; Investment > amount > 2000000000; Investment > target > 储能电池工厂"),
    ("what the investment builds", "海澜集团将投资20亿元在合肥建设储能电池工厂。",
     "海澜集团 > establishes > 储能电池工厂; 储能电池工厂 > locatedIn > 合肥"),
    ("total", "储能电池工厂位于合肥，总投资20亿元。", "Investment > target > 储能电池工厂; Investment > amount > 2000000000"),
    ("subject taken over", "海澜集团宣布，将在合肥设立研发中心。", "海澜集团 > establishes > 研发中心; 研发中心 > locatedIn > 合肥"),
    ("subject of the sentence before", "海澜集团昨日开会。公司将收购云栖能源有限公司。", "Investment > investor > 海澜集团; Investment > target > 云栖能源有限公司"),
    ("funding round", "“微元纪”宣布完成3000万美元A轮融资，由云栖资本领投，海澜集团跟投。",
     "Investment > target > 微元纪; Investment > amount > 30000000; Investment > leadInvestor > 云栖资本; Investment > investor > 海澜集团"),
    ("acquisition for a sum", "海澜集团宣布以15亿港元收购云栖能源有限公司55%股权。", "Investment > amount > 1500000000; Investment > currency > HKD"),
    ("fund and its manager", "海澜集团与湖北省人民政府共同设立云栖产业基金，由海澜资本管理。",
     "海澜集团 > launched > 云栖产业基金; 湖北省人民政府 > launched > 云栖产业基金; 海澜资本 > managesFund > 云栖产业基金"),
    ("founders before the fund", "由海澜集团发起的云栖产业基金昨日揭牌。", "海澜集团 > launched > 云栖产业基金"),
    ("a fund's manager and who pays in", "由海澜资本管理的云栖产业基金日前完成设立，出资人包括海澜集团以及云栖能源有限公司。",
     "海澜资本 > managesFund > 云栖产业基金; Investment > investor > 海澜集团; Investment > target > 云栖产业基金"),
    ("a plant that is held", "储能电池工厂由海澜集团持股55%。", "海澜集团 > investsIn > 储能电池工厂"),
    ("partners so far", "海澜集团昨日开会，此前的合作伙伴包括云栖能源有限公司。", "云栖能源有限公司 > cooperatesWith > 海澜集团"),
    ("what is for something else", "海澜集团主要生产用于锂电池的隔膜材料。", "海澜集团 > produces > 隔膜材料"),
    ("a quoted product behind its kind", "海澜集团发布了新款电动皮卡“青岚”。", "海澜集团 > launched > 青岚"),
    ("those who took part in a round", "云栖能源有限公司昨日开会。海澜集团、云栖资本等机构参与了该公司的天使轮融资。", "Investment > investor > 海澜集团; Investment > target > 云栖能源有限公司"),
    ("settled", "海澜集团落户合肥经济技术开发区。", "海澜集团 > locatedIn > 合肥经济技术开发区"),
    ("head office", "海澜集团总部位于杭州。", "海澜集团 > headquarteredIn > 杭州"),
    ("subsidiary", "海澜集团旗下的云栖能源有限公司投产。", "云栖能源有限公司 > subsidiaryOf > 海澜集团"),
    ("products in a list", "海澜集团主要生产隔膜和电解液等产品。", "海澜集团 > produces > 隔膜; 海澜集团 > produces > 电解液"),
    ("fields in a list", "海澜集团专注于糖尿病、肿瘤等领域的新药研发。", "海澜集团 > focusesOn > 糖尿病; 海澜集团 > focusesOn > 肿瘤"),
    ("event", "海澜集团参加第三届湾区低空经济博览会。", "海澜集团 > participatesIn > 第三届湾区低空经济博览会"),
    ("at the event", "第三届湾区低空经济博览会在深圳开幕。会上，海澜集团签约。", "海澜集团 > participatesIn > 第三届湾区低空经济博览会"),
    ("cooperation", "海澜集团和云栖能源有限公司达成深度合作。", "海澜集团 > cooperatesWith > 云栖能源有限公司"),
    ("support", "湖北省人民政府支持海澜集团发展。", "湖北省人民政府 > supports > 海澜集团"),
    ("another name", "云栖能源有限公司（Yunqi Energy）投产。", "云栖能源有限公司 > alsoKnownAs > Yunqi Energy"),
    ("side by side", "海澜集团总部设在四川绵阳。", "绵阳 > locatedIn > 四川; 海澜集团 > headquarteredIn > 绵阳"),
    ("signing ceremony", "湖北省人民政府与海澜集团举行签约仪式。", "Agreement > party > 湖北省人民政府; Agreement > counterparty > 海澜集团"),
    ("who goes on backing", "“微元纪”完成3000万美元A轮融资，老股东云栖资本继续加码。", "Investment > investor > 云栖资本"),
    ("founder", "云栖能源有限公司由韩启明博士创立。", "韩启明 > establishes > 云栖能源有限公司"),
    ("a verb that only describes", "首次参展的海澜集团带来了隔膜和电解液。", "海澜集团 > produces > 隔膜; 海澜集团 > produces > 电解液"),
    ("after the reporter's line", "〔记者王小明／上海报道〕海澜集团将斥资20亿元兴建储能电池工厂。", "Investment > investor > 海澜集团"),
    ("a joint venture", "海澜集团与云栖能源有限公司共同设立合资公司。", "海澜集团 > cooperatesWith > 云栖能源有限公司"),
    ("a loan", "长河银行向海澜集团提供20亿元贷款。", "长河银行 > supports > 海澜集团; Investment > amount > 2000000000"),
    ("the two sides, traditional", "海瀾集團與雲棲能源有限公司會談。雙方簽署協議。", "Agreement > party > 海瀾集團; Agreement > party > 雲棲能源有限公司"),
    ("traditional", "海瀾集團與雲棲能源有限公司簽署協議。", "Agreement > party > 海瀾集團; Agreement > party > 雲棲能源有限公司"),
    ("held share", "海澜集团持有云栖能源有限公司38%的股份。", "海澜集团 > investsIn > 云栖能源有限公司"),
    ("put up money for a fund", "由海澜集团、云栖资本共同出资设立的青山产业基金昨日揭牌。",
     "Investment > investor > 海澜集团; Investment > investor > 云栖资本; Investment > target > 青山产业基金; 海澜集团 > launched > 青山产业基金"),
    ("part of a company's money", "合资公司名为云栖新能，其中海澜集团出资6亿元。", "Investment > investor > 海澜集团; Investment > amount > 600000000"),
    ("price after the purchase", "海澜集团收购云栖能源有限公司全部股权，交易总额约1.8亿欧元。", "Investment > target > 云栖能源有限公司; Investment > amount > 180000000"),
    ("sum after the target", "青山基金将投资云栖能源有限公司3亿元。", "Investment > target > 云栖能源有限公司; Investment > amount > 300000000"),
    ("sum before the verb", "海澜集团拟9.8亿元投建封测基地。", "Investment > amount > 980000000; Investment > target > 封测基地"),
    ("a loan for", "长河银行为云栖能源有限公司提供20亿元贷款。", "长河银行 > supports > 云栖能源有限公司; Investment > amount > 2000000000"),
    ("who sat at the round", "云栖能源有限公司获得5000万美元投资，投资方为青山创投和海澜资本。", "Investment > investor > 青山创投; Investment > investor > 海澜资本"),
    ("a subsidiary named alone", "海澜环保6月9日公告，全资子公司云栖环境工程有限公司投产。", "云栖环境工程有限公司 > subsidiaryOf > 海澜环保"),
    ("the bare company is the one of the paragraph", "海澜集团公告，公司拟收购云栖电子有限公司，交易完成后云栖电子将成为公司控股子公司。", "云栖电子 > subsidiaryOf > 海澜集团"),
    ("the latter", "合肥高新区与海澜集团签约，后者将投资22亿元建设隔膜工厂。", "Investment > investor > 海澜集团; 海澜集团 > establishes > 隔膜工厂"),
    ("a relative clause is not the subject", "海澜集团和云栖资本各持股50%的合资公司将总部设在伦敦。", "海澜集团 > investsIn > 合资公司; 云栖资本 > investsIn > 合资公司"),
    ("described by a clause", "投资15亿元的云栖智能制造项目在昆山正式开工。", "云栖智能制造项目 > locatedIn > 昆山"),
    ("all that were named found it", "合肥高新区与海澜集团签约，共建云栖产业基金。", "合肥高新区 > launched > 云栖产业基金; 海澜集团 > launched > 云栖产业基金"),
    ("who speaks for whom signs", "海澜集团董事长韩启明与云栖资本总裁李文博签署协议。", "Agreement > party > 海澜集团; Agreement > counterparty > 云栖资本"),
    ("an owner before the partner", "海澜集团与青山集团旗下云栖能源有限公司合作。", "海澜集团 > cooperatesWith > 云栖能源有限公司"),
    ("a joint venture by its noun", "海澜集团将与云栖能源有限公司成立合资公司。", "海澜集团 > cooperatesWith > 云栖能源有限公司"),
    ("in a place, by another small word", "海瀾集團將於高雄興建隔膜工廠。", "隔膜工廠 > locatedIn > 高雄"),
    ("a ceremony", "海澜集团在盐城举行叶片工厂奠基仪式。", "海澜集团 > establishes > 叶片工厂; 叶片工厂 > locatedIn > 盐城"),
    ("a place in the name", "海澜集团扩建成都生产基地。", "成都生产基地 > locatedIn > 成都"),
    ("named by its product", "海澜集团建设改性塑料生产基地。", "改性塑料生产基地 > produces > 改性塑料"),
    ("hosts", "第三届湾区低空经济博览会由湖北省人民政府主办。", "湖北省人民政府 > launched > 第三届湾区低空经济博览会"),
    ("who is there", "第三届湾区低空经济博览会在深圳开幕，海澜集团、云栖资本等30余家企业参会。",
     "海澜集团 > participatesIn > 第三届湾区低空经济博览会; 云栖资本 > participatesIn > 第三届湾区低空经济博览会"),
    ("founder by title", "海澜集团创始人韩启明表示，将扩产。", "韩启明 > establishes > 海澜集团"),
    ("approval", "国家药监局批准海澜医药的HR-1905注射液上市，用于治疗糖尿病。",
     "国家药监局 > regulates > HR-1905注射液; HR-1905注射液 > focusesOn > 糖尿病"),
    ("financial adviser", "云栖能源有限公司完成3亿元A轮融资，青山资本担任独家财务顾问。", "青山资本 > supports > 云栖能源有限公司"),
    ("a field's whole name", "云栖产业基金重点投向港航物流和智能装备。", "云栖产业基金 > focusesOn > 港航物流"),
    ("where a company is from", "与高雄的云栖能源有限公司合作。", "云栖能源有限公司 > headquarteredIn > 高雄"),
    ("manager after the fund", "云栖产业基金完成备案，管理人为青山资本。", "青山资本 > managesFund > 云栖产业基金"),
    ("who speaks does not act", "海瀾集團宣布擴產。董事長韓啟明表示，將與雲棲能源有限公司合作。", "海瀾集團 > cooperatesWith > 雲棲能源有限公司"),
    ("who is helped acts", "湖北省人民政府将协助海澜集团在合肥设立研发中心。", "海澜集团 > establishes > 研发中心"),
    ("another name in brackets", "海瀾集團與雲棲能源有限公司（YQE）簽署合作備忘錄。", "Agreement > party > 海瀾集團"),
    ("a subsidiary and its partner", "海澜集团的新加坡子公司云栖国际与青山集团签署协议。", "云栖国际 > subsidiaryOf > 海澜集团"),
    ("a strategic alliance", "海瀾集團與雲棲能源有限公司簽署策略聯盟。", "Agreement > party > 海瀾集團; Agreement > counterparty > 雲棲能源有限公司"),
    ("breaking ground", "海瀾集團昨日舉行隔膜工廠動土典禮。", "海瀾集團 > establishes > 隔膜工廠"),
    ("a joint venture's place", "海瀾集團與青山集團在柔佛州成立合資公司。", "合資公司 > locatedIn > 柔佛州"),
    ("a stake for a sum", "海瀾集團以2億歐元取得雲棲能源有限公司全部股權。", "Investment > investor > 海瀾集團; Investment > amount > 200000000"),
    ("an agent before a verb that ends like a name", "隔膜项目由海澜高科投资建设。", "海澜高科 > establishes > 隔膜项目"),
    ("a zone before a verb that ends like a name", "海澜集团在三江新区投资建设隔膜工厂。", "海澜集团 > establishes > 隔膜工厂"),
    ("what a plant of some capacity is", "海澜集团拟在合肥建设年产5万吨氧化铝项目。", "海澜集团 > establishes > 氧化铝项目; 氧化铝项目 > locatedIn > 合肥"),
    ("builder before what is built", "海澜集团建设的隔膜工厂位于合肥。", "海澜集团 > establishes > 隔膜工厂"),
    ("put into use", "海瀾集團在高雄的隔膜廠今日啟用。", "海瀾集團 > establishes > 隔膜廠; 隔膜廠 > locatedIn > 高雄"),
    ("going abroad", "海瀾集團將赴泰國投資設廠。", "海瀾集團 > investsIn > 泰國"),
    ("a founder who works elsewhere", "云栖能源有限公司由清华大学教授韩启明创办。", "韩启明 > establishes > 云栖能源有限公司"),
    ("the total, in Taiwan's words", "海瀾集團的隔膜廠動土，總投資金額約53億泰銖。", "Investment > amount > 5300000000; Investment > target > 隔膜廠"),
    ("settled companies", "合肥高新区集聚海澜集团等企业170家。", "海澜集团 > locatedIn > 合肥高新区"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "facts"), STATED, ids=[case[0] for case in STATED])
def test_a_sentence_states(what: str, text: str, facts: str, chinese: Chinese) -> None:
    assert set(facts.split("; ")) <= chinese.facts(text)


STANCES = [
    ("denied", "海澜集团否认与云栖能源有限公司签署协议。", Polarity.NEGATED, ""),
    ("did not", "海澜集团未与云栖能源有限公司签署协议。", Polarity.NEGATED, ""),
    ("considers", "海澜集团考虑收购云栖能源有限公司。", Polarity.HYPOTHETICAL, ""),
    ("plans", "海澜集团计划收购云栖能源有限公司。", Polarity.AFFIRMED, "planned"),
    ("has done", "海澜集团已收购云栖能源有限公司。", Polarity.AFFIRMED, "completed"),
    ("signed", "海澜集团与云栖能源有限公司签署协议。", Polarity.AFFIRMED, "signed"),
    ("the future is no denial", "未来海澜集团将收购云栖能源有限公司。", Polarity.AFFIRMED, "planned"),
]


@pytest.mark.parametrize(("what", "text", "polarity", "status"), STANCES, ids=[case[0] for case in STANCES])
def test_polarity_and_status(what: str, text: str, polarity: Polarity, status: str, chinese: Chinese) -> None:
    _, claims, _ = chinese.claims(text)
    assert claims
    assert {claim.polarity for claim in claims} == {polarity}
    if status:
        assert {chinese.ontology.name(claim.status) for claim in claims} == {status}


NOT_STATED = [
    ("a noun is no verb", "海澜集团的投资者参观了合肥。", "investsIn"),
    ("the site does not act", "海澜集团位于合肥的储能电池工厂启用。", "海澜集团 > locatedIn"),
    ("an unknown subject stands in the way", "海澜集团开会。晨光便利小店总部位于合肥。", "headquarteredIn"),
    ("a head office is no other place", "海澜集团总部位于杭州。", "locatedIn > 杭州"),
    ("who watches the signing", "市长韩启明，海澜集团董事长李文博出席并见证签约。", "party"),
    ("a sum is no field", "云栖产业基金将投资2亿元。", "focusesOn"),
    ("a field's first part is not the product", "海澜集团主要生产光伏支架。", "produces > 光伏;"),
    ("a purchase agreement is no purchase", "海澜集团与云栖资本在米兰签署增资协议。", "investsIn"),
    ("a fund is launched, not founded", "海澜集团设立云栖产业基金。", "establishes"),
    (
        "a zone's newly signed projects are not its investments",
        "合肥高新区新增签约项目126个，总投资超800亿元。",
        "investor",
    ),
    ("an owner is not the partner", "海澜集团与青山集团旗下云栖能源有限公司合作。", "cooperatesWith > 青山集团"),
    (
        "who is supported does not support",
        "湖北省人民政府与海澜集团签署协议，支持企业建设超级工厂。",
        "海澜集团 > supports",
    ),
    ("the founder has no fields", "云栖能源有限公司由韩启明创立，专注于储能。", "韩启明 > focusesOn"),
    ("another verb's object", "海澜集团与云栖资本签约共建产业园。", "counterparty > 产业园"),
    ("the place of an approval", "国务院批复同意在海南设立南海新区。", "regulates > 海南"),
    ("a fund's size is no investment", "云栖产业基金首期规模50亿元。", "amount"),
]


@pytest.mark.parametrize(("what", "text", "fact"), NOT_STATED, ids=[case[0] for case in NOT_STATED])
def test_a_sentence_does_not_state(what: str, text: str, fact: str, chinese: Chinese) -> None:
    assert not any(fact in said for said in chinese.facts(text))


def test_every_frame_of_the_lexicon_compiles(ontology: Ontology) -> None:
    assert len(compile_chinese(ontology)) > 80


def test_a_frame_without_words_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    extra = tmp_path / "mine.ttl"
    extra.write_text(
        '@prefix kg: <https://w3id.org/kgbuilder/ontology#> .\nkg:supports kg:frame "{subject}{object}"@zh .', "utf-8"
    )
    with pytest.raises(OntologyError, match="needs both words and roles"):
        compile_chinese(load_ontology([extra]))


@given(
    st.lists(
        st.sampled_from(
            "海澜集团 与 云栖能源有限公司 签署 协议 投资 20亿元 在 合肥 建设 工厂 ， 。 的 和 双方 公司 将 未".split()
        ),
        max_size=14,
    )
)
def test_evidence_is_exact_whatever_is_said(chinese: Chinese, words: list[str]) -> None:
    mentions, claims, document = chinese.claims("".join(words))
    for claim in claims:
        assert claim.subject in mentions
        assert document.quote(claim.evidence.span) == claim.evidence.quote
        assert claim.evidence.sentence.covers(claim.evidence.span)
