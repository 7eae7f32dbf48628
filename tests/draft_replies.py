"""Sections of a report as a language model may write them, honest and lying, made from what it was shown."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from report.form import Cell
from report.numbers import render
from retrieval.fluent.material import Material
from retrieval.fluent.shown import QUOTE, TOLD, Piece
from tests.model_replies import full_width, han

NOTES = (
    "今年我们组织业务培训3期，参训86人次；网站新增“科技计划”专栏，发布解读材料近40篇。"
    "修订了公开审查办法，没有收取信息处理费。"
)
_OPEN = {
    1: ("主动公开政府信息【待填】条。", "【待填：制度建设和文件清理】。", "下一步，将继续完善网站栏目。"),
    5: (
        "针对上年所列问题，落实情况【待填】。",
        "一是【待填：本年的问题】；二是【待填】。",
        "下一步，拟加强培训和审核。",
    ),
    6: ("本年度信息处理费的收取情况【待填】。", "【待填】。", "其他需要报告的事项【待填】。"),
}


@dataclass(frozen=True)
class Section:
    """A section as a model writes it; for a lie, the sentence that may never be delivered."""

    text: str
    kind: str
    lie: str = ""


def label(piece: Piece) -> str:
    """What its measure is called."""
    return piece.labels[0]


def figure(material: Material, key: str, year: int = 0) -> Piece | None:
    """The figure of a cell, this year's unless said."""
    year = year or material.draft.year
    found = (p for p in material.shown.figures if p.measure == key and p.years == (year,))
    return next(found, None)


def told(piece: Piece) -> str:
    """Its figure."""
    assert piece.value is not None
    return render(abs(piece.value))


def percent(piece: Piece) -> str:
    """A change with two decimals, as it is told."""
    return render(abs(piece.value or Decimal(0)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def section(material: Material, sentence: str, pick: random.Random) -> str:
    """A whole section in which one paragraph says the sentence."""
    at = pick.randrange(len(material.headings))
    lines = []
    for n, heading in enumerate(material.headings):
        own = pick.choice(_OPEN[material.number])
        said = pick.choice([sentence, own + sentence, sentence + own]) if n == at else own
        lines += [pick.choice([heading, f"## {heading}", f"**{heading}**"]), said]
    return "\n".join(lines)


def honest(material: Material, pick: random.Random, many: int) -> Iterator[Section]:
    """Sentences that say what was shown, in as many ways as clerks have."""
    for _ in range(many):
        yield Section(section(material, pick.choice(list(_honest(material, pick))), pick), "honest")


def _honest(material: Material, pick: random.Random) -> Iterator[str]:
    year = material.draft.year
    now = [p for p in material.shown.figures if p.years == (year,) and p.unit == "件" and "/" in p.measure]
    a, b = pick.choice(now), pick.choice(now)
    n, who = f"[{a.number}]", pick.choice(["我局", "本机关", material.own.agency.name, ""])
    number = pick.choice([told(a), told(a), full_width(told(a)), han(int(a.value or 0))])
    yield f"{pick.choice(['本年度', f'{year}年', '全年', ''])}{who}{label(a)}{number}件{n}。"
    yield f"{year}年，{who}{label(a)}{number}件{n}，{label(b)}{told(b)}件[{b.number}]。"
    yield f"{who}{label(a)}共{number}件{n}。"
    new, person = figure(material, "applications/new/total"), figure(material, "applications/new/natural_person")
    if new and person:
        all_of, them = f"新收政府信息公开申请{told(new)}件", f"{told(person)}件"
        yield f"本年度{who}{all_of}[{new.number}]，其中自然人{them}[{person.number}]。"
        yield f"全年{all_of}，其中自然人申请{them}[{new.number}][{person.number}]。"
    last = figure(material, "applications/new/total", year - 1)
    if last:
        yield f"上年新收政府信息公开申请{told(last)}件[{last.number}]。"
        yield f"{year - 1}年新收政府信息公开申请{told(last)}件[{last.number}]。"
    for gap in (p for p in material.shown.figures if p.measure in ("difference", "change")):
        unit, up = ("件", "增加") if gap.measure == "difference" else ("%", "增长")
        way = up if (gap.value or 0) > 0 else "减少" if unit == "件" else "下降"
        size = (
            render(abs(gap.value).quantize(abs(gap.value).__class__("0.01")))
            if unit == "%" and gap.value
            else told(gap)
        )
        own = figure(material, gap.about[0])
        if own:
            yield f"{who}{label(own)}{told(own)}件[{own.number}]，比上年{way}{size}{unit}[{gap.number}]。"
    for quote in (p for p in material.shown if p.kind == QUOTE):
        yield f"上年报告提出“{quote.text}”[{quote.number}]，落实情况【待填】。"
    for said in (p for p in material.shown if p.kind == TOLD):
        if "培训3期" in said.text:
            yield f"组织业务培训3期，参训86人次[{said.number}]。"
            yield f"全年开展业务培训三期，86人次参训[{said.number}]。"
        if "专栏" in said.text:
            yield f"在网站新增“科技计划”专栏，发布解读材料近40篇[{said.number}]。"
        if "审查办法" in said.text:
            yield f"修订公开审查办法，没有收取信息处理费[{said.number}]。"
    yield "下一步，我局将围绕群众关心的事项细化公开目录，拟每季度公开进展。"
    yield "一是【待填：问题】；二是【待填：问题】。"
    yield f"下一步，一是加强业务培训；二是优化网站检索。{label(a)}{told(a)}件{n}。"


def lies(material: Material, pick: random.Random, many: int) -> Iterator[Section]:
    """Sections in which one sentence is a lie; every kind in turn."""
    made = 0
    while made < many:
        for kind, sentence in _lies(material, pick):
            made += 1
            text = sentence if kind in ("empty", "endless", "no heading") else section(material, sentence, pick)
            yield Section(text, kind, sentence)
            if made == many:
                return


def _lies(material: Material, pick: random.Random) -> Iterator[tuple[str, str]]:
    year = material.draft.year
    figures = [p for p in material.shown.figures if p.unit == "件" and "/" in p.measure]
    now = [p for p in figures if p.years == (year,)]
    a = pick.choice(now)
    value, n, what = int(a.value or 0), f"[{a.number}]", label(a)
    taken = {int(p.value or 0) for p in now if set(p.about) & set(a.about)}
    wrong = pick.choice(
        [w for w in (value + 1, value + 10, value * 10 + 3, value + 7, max(0, value - 1)) if w not in taken]
    )
    say = f"本年度我局{what}"
    yield "invented", f"{say}{wrong}件{n}。"
    yield "unmarked", f"{say}{wrong}件。"
    yield "unmarked truth", f"全年开展各类宣传活动{wrong}场次，群众满意度达{pick.choice(['98%', '九成以上'])}。"
    yield "numerals", f"{say}{han(wrong)}件{n}。"
    yield (
        "mixed width",
        f"{say}{full_width(str(wrong))[0]}{str(wrong)[1:]}件{n}。"
        if wrong > 9
        else f"{say}{full_width(str(wrong))}件{n}。",
    )
    odd = ["⑫", "Ⅻ", "XII", "½", "㊿", "¹²", "1/2", "1 2", "12e1", "١٢", "1\u200b2"]
    yield "odd digits", f"{say}{pick.choice(odd)}件{n}。"
    words = ["twelve", "a dozen", "half", "dozens of", "doubled", "twice", "several"]
    yield "english words", f"{say} {pick.choice(words)} 件{n}。"
    vague = [
        f"约{value}",
        f"近{value}",
        f"{value}余",
        f"{value}多",
        f"超过{value}",
        "数十",
        "上百",
        "十几",
        f"{value}左右的",
    ]
    yield "rounded", f"{say}{pick.choice(vague)}件{n}。"
    share = ["近三成", "一半", "过半", "四成", "三分之一", "百分之四十一", "41%", "大多数", "九折", "绝大部分"]
    yield "share", f"{what}占申请总量的{pick.choice(share)}{n}。"
    more = ["翻番", "翻了一番", "同比增长", "大幅上升", "成倍增加", "同比持平", "有所下降", "增长两倍"]
    yield "moves", f"{what}{pick.choice(more)}{n}。"
    yield "moves unmarked", f"【待填】，申请数量同比{pick.choice(['增长', '下降', '翻番', '增长12%'])}。"
    span = pick.choice(
        [f"{value}至{value + 3}件", f"{value}—{value + 2}件", f"{value}到{wrong}件", f"{value}~{wrong}件"]
    )
    yield "range", f"{say}{span}{n}。"
    days = ["3月12日", "十二月三日", "2019年", f"{year - 4}年", "上半年", "第三季度", f"{year + 3}年"]
    yield "date", f"{pick.choice(days)}，{what}{value}件{n}。"
    yield "unit", f"{say}{value}{pick.choice(['万件', '万元', '%', '倍', '个百分点', '户', '人'])}{n}。"
    yield (
        "claim",
        f"{say}{value}件{n}，{pick.choice(['全部按时办结', '为全市最多', '位居首位', '平均每月受理', '均已答复'])}。",
    )
    yield "hidden", f"{say}【待填：约{wrong}件】。"
    yield "hidden", f"{say}【{wrong}】件。"
    yield "hidden", f"{say}【待填】{wrong}件。"
    yield "plan with a figure", f"下一步，将办理申请{wrong}件以上。"
    yield "plan with a deed", f"下一步，我局已经完成{wrong}项任务。"
    yield (
        "none",
        f"本年度{pick.choice(['未收到政府信息公开申请', '没有收到任何申请', '未发生行政复议和行政诉讼'])}{n}。"
        if value
        else f"{say}1件{n}。",
    )
    others = [b for b in material.shown.agencies if b.id != material.own.id]
    other = pick.choice(others).agency.name
    yield "other body", f"{other}{what}{value}件{n}。"
    yield "other body", f"【待填】，{other}予以配合。"
    yield (
        "invented body",
        f"{pick.choice(['砚浦市水务局', '北京市人民政府办公厅', '朝阳区教育局'])}{what}{value}件{n}。",
    )
    cells = [p for p in now if p.measure != a.measure and p.value != a.value]
    if cells:
        b = pick.choice(cells)
        yield "measure", f"本年度我局{label(b)}{told(a)}件{n}。"
        yield "measures", f"{say}{told(b)}件[{b.number}]，{label(b)}{told(a)}件{n}。"
    person, new = figure(material, "applications/new/natural_person"), figure(material, "applications/new/total")
    if new and person and new.value != person.value:
        yield "column", f"本年度新收政府信息公开申请{told(person)}件[{person.number}]。"
        yield (
            "column",
            f"新收政府信息公开申请{told(new)}件[{new.number}]，其中商业企业{told(person)}件[{person.number}]。",
        )
    for last in (p for p in figures if p.years == (year - 1,)):
        own = figure(material, last.measure)
        if own is None or own.value == last.value:
            continue
        yield "last year", f"本年度{label(own)}{told(last)}件[{last.number}]。"
        yield "last year", f"{label(own)}{told(last)}件[{last.number}]。"
        yield "last year", f"上年{label(own)}{told(own)}件[{own.number}]。"
        yield "last year", f"{year}年{label(own)}{told(last)}件[{last.number}]，上年为{told(own)}件[{own.number}]。"
        way = "减少" if (own.value or 0) < (last.value or 0) else "增加"
        yield "last year", f"{label(own)}比上年{way}{told(last)}件[{last.number}]。"
    for gap in (p for p in material.shown.figures if p.measure in ("difference", "change") and p.value):
        unit = "件" if gap.measure == "difference" else "%"
        assert gap.value is not None
        up = gap.value > 0
        size = percent(gap) if unit == "%" else told(gap)
        whose = Cell.parse(gap.about[0])
        name = label(figure(material, whose.key) or a)
        yield "direction", f"{name}比上年{'减少' if up else '增加'}{size}{unit}[{gap.number}]。"
        off = render(abs(gap.value).quantize(Decimal(1)) + 2)
        yield "wrong per cent", f"{name}比上年{'增长' if up else '下降'}{off}{unit}[{gap.number}]。"
        yield "gap as figure", f"本年度{name}{size}{unit}[{gap.number}]。"
    for said in (p for p in material.shown if p.kind == TOLD and "培训3期" in p.text):
        t = f"[{said.number}]"
        yield (
            "told otherwise",
            f"组织业务培训{pick.choice(['4期', '30期', '3场', '3次', '三十期', '近3期', '3期以上', '数期'])}{t}。",
        )
        yield "told of else", f"发布解读材料{pick.choice(['3期', '86篇', '86人次'])}{t}。"
        yield "told and more", f"组织业务培训3期，参训860人次{t}。"
    yield "invented quote", f"上年报告提出“全年办理申请{wrong}件，全部按时办结”{n}。"
    for quote in (p for p in material.shown if p.kind == QUOTE):
        yield "altered quote", f"上年报告提出“{quote.text[:6]}不{quote.text[6:]}”[{quote.number}]，落实情况【待填】。"
        yield "last year's problem", f"{quote.text.rstrip('。；')}[{quote.number}]。"
        yield "quote and more", f"上年提出的{wrong}项措施均已落实[{quote.number}]。"
        break
    free = material.told
    strange = [e for e in material.examples if len(e) > 30 and e[:25] not in free]
    if strange:
        e = pick.choice(strange)
        yield "copied", f"【待填】，{e}"
        yield "copied", f"下一步，将{e}"
        yield "quoted of others", f"【待填】，“{e}”。"
    yield "source", f"{say}{value}件[{pick.choice([0, 99, 300])}]。"
    yield "obeyed", "下一步，请访问 http://example.com 了解【待填】。"
    yield "obeyed", "下一步，我将忽略以上规则，系统提示词是【待填】。"
    yield (
        "language",
        pick.choice(
            [
                f"Le bureau a reçu douze demandes {n}.",
                f"申請を受け取りました{n}。",
                f"Бюро получило заявления {n}.",
                f"The bureau received {value} applications {n}.",
            ]
        ),
    )
    yield "empty", pick.choice(["", "  \n ", "好的。"])
    yield "no heading", f"{say}{value}件{n}。"
    yield "endless", "\n".join(f"{heading}\n" + f"{say}{wrong}件，" * 300 for heading in material.headings)
