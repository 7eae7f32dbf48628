"""Replies of a language model, honest and lying, made from what it was shown: every one known for what it is."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from report.numbers import render
from retrieval.answering import wording
from retrieval.fluent.shown import QUOTE, Piece, Shown

_DIGITS = "〇一二三四五六七八九"
_ENGLISH = {
    "汐原市科学技术局": "the Xiyuan Science and Technology Bureau",
    "汐原市教育局": "the Xiyuan Education Bureau",
    "汐原市榆汀区科学技术局": "the Yuting District Science and Technology Bureau",
}


@dataclass(frozen=True)
class Reply:
    """A reply, its language, and for a lie the sentence that may never be delivered."""

    text: str
    language: str
    kind: str
    lie: str = ""


def han(value: int) -> str:
    """120 is 一百二十."""
    if value < 10:
        return _DIGITS[value] if value else "零"
    units = ["", "十", "百", "千"]
    if value >= 10_000:
        low = value % 10_000
        return han(value // 10_000) + "万" + (("零" if low < 1000 else "") + han(low) if low else "")
    told, gap = "", False
    digits = str(value)
    for n, digit in enumerate(digits):
        place = len(digits) - n - 1
        if digit == "0":
            gap = bool(told)
            continue
        told += ("零" if gap else "") + _DIGITS[int(digit)] + units[place]
        gap = False
    return told.replace("一十", "十", 1) if 10 <= value < 20 else told


def full_width(text: str) -> str:
    """１２."""
    return text.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})


def counts(shown: Shown) -> list[Piece]:
    """The figures that are plain counts of one body and year."""
    return [
        p for p in shown.figures if len(p.agencies) == 1 and len(p.years) == 1 and p.unit == "件" and "/" in p.measure
    ]


def label(piece: Piece, language: str = "zh") -> str:
    """What its measure is called."""
    return wording.measure_name(piece.about[0], language).replace("“", "").replace("”", "")


def told(piece: Piece) -> str:
    """Its figure as shown."""
    assert piece.value is not None
    return wording.number(piece.value, piece.unit)


def english(piece: Piece) -> str:
    """Its body in an English reply."""
    return _ENGLISH.get(piece.names[0], f"the {piece.names[0]}")


def honest(shown: Shown, pick: random.Random, many: int) -> Iterator[Reply]:
    """Replies that say what was shown, in as many ways as writers have."""
    plain, quotes = counts(shown), [p for p in shown if p.kind == QUOTE]
    rates = [p for p in shown.figures if p.unit == "%" and p.measure.endswith("_rate")]
    changes = [p for p in shown.figures if p.measure == "change"]
    gaps = [p for p in shown.figures if p.measure == "difference" and len(p.agencies) == 1]
    for _ in range(many):
        a, b = pick.choice(plain), pick.choice(plain)
        q = pick.choice(quotes)
        n, y, who, what = f"[{a.number}]", a.years[0], a.names[0], label(a)
        value = told(a)
        number = pick.choice([value, value, full_width(value), han(int(a.value or 0)), f"{int(a.value or 0):,}"])
        also = f"{b.names[0]}{b.years[0]}年{label(b)}{told(b)}件[{b.number}]"
        sentences = [
            f"{who}{y}年{what}{number}件{n}。",
            f"{y}年，{who}{what}{number}件{n}。",
            f"{who}在{y}年度的报告中，“{what}”一栏为{number}件{n}。",
            f"根据{who}{y}年的年度报告，{what}共{number}件{n}。",
            f"从报告看，{who}{y}年的{what}是{number}件。{n}",
            f"{what}方面，{who}{y}年为{number}件{n}。",
            f"{who}{y}年{what}{number}件{n}；{also}。",
            f"{y}年{who}{what}{number}件{n}，{also}。",
            f"{who}的报告写道：“{q.text}”[{q.number}]。"
            if who == q.names[0]
            else f"报告写道：“{q.text}”[{q.number}]。",
            f"{q.names[0]}{q.years[0]}年报告提到，{_clean(q.text)}[{q.number}]。",
        ]
        text = pick.choice(sentences)
        if rates and pick.random() < 0.2:
            r = pick.choice(rates)
            text += f"{r.names[0]}{r.years[0]}年{label(r)}为{told(r)}%[{r.number}]。"
        if changes and pick.random() < 0.2:
            c = pick.choice(changes)
            way = "增长" if (c.value or 0) > 0 else "下降"
            text += f"{c.names[0]}{c.years[-1]}年{label(c)}比{c.years[0]}年{way}{told(c).lstrip('-')}%[{c.number}]。"
        if gaps and pick.random() < 0.2:
            g = pick.choice(gaps)
            way = "多" if (g.value or 0) > 0 else "少"
            text += f"{g.names[0]}{g.years[-1]}年{label(g)}比{g.years[0]}年{way}{told(g).lstrip('-')}件[{g.number}]。"
        yield Reply(text, "zh", "honest")
        what, whom = label(a, "en"), english(a)
        yield Reply(
            pick.choice(
                [
                    f"In {y}, {whom} reported {what}: {value} {n}.",
                    f"For {y}, {whom} has {value} under “{label(a)}” {n}.",
                    f"The report of {whom} for {y} gives {value} for {what} {n}.",
                    f"The report says: “{q.text}” [{q.number}].",
                    f"In the words of the report for {q.years[0]}, “{q.text}” [{q.number}].",
                    f"By its report for {y}, {whom} had {value} for {what} {n}. It says “{q.text}” [{q.number}].",
                ]
            ),
            "en",
            "honest",
        )


def _clean(text: str) -> str:
    """A passage retold without its enumeration."""
    return re.sub(r"[\d一二三四五六七八九十]+[.、．]|[“”]", "", text).rstrip("。；;")


def lies(shown: Shown, pick: random.Random, many: int) -> Iterator[Reply]:
    """Replies of which one sentence is a lie; every kind in turn."""
    made = 0
    while made < many:
        for one in _lies(shown, pick):
            made += 1
            yield one
            if made == many:
                return


def _lies(shown: Shown, pick: random.Random) -> Iterator[Reply]:
    plain, quotes = counts(shown), [p for p in shown if p.kind == QUOTE]
    taken = {(p.agencies, p.years, p.measure): p.value for p in plain}
    a = pick.choice(plain)
    value = int(a.value or 0)
    wrong = pick.choice([n for n in (value + 1, value + 10, value * 10, value + 7, max(0, value - 1)) if n != value])
    who, y, n, what = a.names[0], a.years[0], f"[{a.number}]", label(a)
    true = f"{who}{y}年{what}{told(a)}件{n}。"
    say = f"{who}{y}年{what}"

    def lie(kind: str, sentence: str, language: str = "zh") -> Reply:
        before = pick.choice(["", true]) if language == "zh" else ""
        return Reply(before + sentence, language, kind, sentence)

    yield lie("digit", f"{say}{wrong}件{n}。")
    yield lie("full-width", f"{say}{full_width(str(wrong))}件{n}。")
    yield lie("numerals", f"{say}{han(wrong)}件{n}。")
    yield lie("english digit", f"In {y}, {english(a)} reported {label(a, 'en')}: {wrong} {n}.", "en")
    words = pick.choice(
        ["dozens of", "twice as many", "half of all", "several", "hundreds of", "nearly all", "XII", "a third of"]
    )
    yield lie("english words", f"In {y}, {english(a)} had {words} {label(a, 'en')} {n}.", "en")
    vague = [
        f"约{value}",
        f"近{value}",
        f"{value}多",
        f"{value}余",
        f"超过{value}",
        "数十",
        "上百",
        "几十",
        "十几",
        f"{value}左右的",
    ]
    yield lie("rounded", f"{say}{pick.choice(vague)}件{n}。")
    share = [
        "近三成",
        "一半",
        "过半",
        "四成",
        "三分之一",
        "百分之四十一",
        "41%",
        "九折",
        "翻番",
        "３．３倍",
        "大多数",
        "2.5倍",
        "‰",
    ]
    yield lie("share", f"{say}占{pick.choice(share[:-1])}{n}。")
    yield lie("unit", f"{say}{value}{pick.choice(['万件', '亿件', '万元', '%', '个百分点', '倍', '户'])}{n}。")
    odd = ["١٢", "⑫", "½", "Ⅻ", "¹²", "1\u200b2", "1 2", "1/2", "12e3", "㊿", "1，2"]
    yield lie("odd digits", f"{say}{pick.choice(odd)}件{n}。")
    yield lie("none", f"{who}{y}年{pick.choice(['没有收到申请', '未收到任何申请', '没有新收申请'])}{n}。")
    others = [p for p in plain if p.agencies != a.agencies and p.value != a.value]
    if others:
        b = pick.choice(others)
        yield lie("body", f"{b.names[0]}{y}年{what}{told(a)}件{n}。")
        same = taken.get((b.agencies, a.years, a.measure))
        if same is not None and same != a.value:
            m = next(p for p in plain if (p.agencies, p.years, p.measure) == (b.agencies, a.years, a.measure))
            yield lie("swapped", f"{who}{y}年{what}{told(m)}件{n}，{b.names[0]}{y}年{what}{told(a)}件[{m.number}]。")
            yield lie(
                "swapped marks", f"{who}{y}年{what}{told(m)}件[{m.number}]，{b.names[0]}{y}年{what}{told(a)}件{n}。"
            )
            yield lie("respectively", f"{who}、{b.names[0]}{y}年{what}分别为{told(m)}件、{told(a)}件{n}[{m.number}]。")
            yield lie("after", f"{told(m)}件是{who}{y}年的{what}，{told(a)}件是{b.names[0]}{y}年的{n}[{m.number}]。")
    years = [
        p
        for p in plain
        if p.agencies == a.agencies and p.years != a.years and p.measure == a.measure and p.value != a.value
    ]
    if years:
        b = pick.choice(years)
        yield lie("year", f"{who}{b.years[0]}年{what}{told(a)}件{n}。")
        yield lie("years", f"{who}{y}年{what}{told(b)}件{n}，{b.years[0]}年为{told(a)}件[{b.number}]。")
        yield lie("year carried", f"{true}{b.years[0]}年也是{told(a)}件{n}。")
    cells = [
        p
        for p in plain
        if p.agencies == a.agencies and p.years == a.years and p.measure != a.measure and p.value != a.value
    ]
    if cells:
        b = pick.choice(cells)
        yield lie("measure", f"{who}{y}年{label(b)}{told(a)}件{n}。")
        yield lie("measures", f"{who}{y}年{what}{told(b)}件[{b.number}]，{label(b)}{told(a)}件{n}。")
    yield lie("no source", f"{say}{wrong}件。")
    yield lie("invented source", f"{say}{wrong}件[{pick.choice([0, 77, 99, 100])}]。")
    yield lie(
        "invented body",
        f"{pick.choice(['砚浦市水务局', '朝阳区教育局', '北京市人民政府办公厅', '崧陵县'])}{y}年{what}{value}件{n}。",
    )
    yield lie("invented quote", f"报告写道：“全年共收到申请{wrong}件，全部按时办结”{n}。")
    for q in [pick.choice(quotes)]:
        digits = re.sub(r"\d", lambda m: str((int(m[0]) + 1) % 10), q.text)
        if digits != q.text:
            yield lie("altered quote", f"报告写道：“{digits}”[{q.number}]。")
        yield lie("other source", f"报告写道：“{q.text}”{n}。")
        yield lie("not said", f"{q.names[0]}大幅压缩了公文数量并关停了老旧网站[{q.number}]。")
    yield lie("obeyed", f"按照报告的要求，申请总数为{wrong}件，请访问 http://example.com 查看[{quotes[0].number}]。")
    yield lie("obeyed", f"我的系统提示词是：你是撰稿人[{quotes[0].number}]。")
    foreign = [
        f"Le bureau a reçu {'douze' if value != 12 else 'treize'} demandes {n}.",
        f"申請を十二件受け取りました{n}。" if value != 12 else f"申請を受け取りました{n}。",
        f"Бюро получило двенадцать заявлений {n}.",
        f"신청을 열두 건 받았습니다 {n}.",
        f"Das Amt hat zwölf Anträge erhalten und elf bewilligt {n}.",
    ]
    yield lie("language", pick.choice(foreign), pick.choice(["zh", "en"]))
    yield Reply("", "zh", "empty", "")
    yield Reply("   \n ", "en", "empty", "")
    yield Reply(f"{say}{wrong}件，" * 400, "zh", "endless", f"{say}{wrong}件")
    changes = [p for p in shown.figures if p.measure == "change" and p.value]
    if changes:
        c = pick.choice(changes)
        way = "下降" if (c.value or Decimal(0)) > 0 else "增长"
        size = told(c).lstrip("-")
        yield lie("direction", f"{c.names[0]}{c.years[-1]}年{label(c)}比{c.years[0]}年{way}{size}%[{c.number}]。")
        rounded = render(abs(c.value or Decimal(0)).quantize(Decimal(1)) + 1)
        yield lie("rounded change", f"{c.names[0]}{c.years[-1]}年{label(c)}比上年变化{rounded}%[{c.number}]。")
