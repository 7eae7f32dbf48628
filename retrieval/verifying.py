"""What a text claims, held against the reports: each number about a known body is right, wrong, or cannot be told.

A sentence becomes the question that its number answers: 共收到申请12件 asks 共收到申请多少件. It is compared only where
that question is resolved without a doubt, into one body, one year and one measure; else the reason is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from report.facts import Citation
from report.form import RATES, Cell, describe
from report.numbers import render
from retrieval.question import Answer, Figure, Operation, Question, StoredAgency
from retrieval.understanding import understand

MOST_CLAIMS = 40
_UNITS = r"件次|人次|万元|亿元|件|条|项|人|家|个百分点|个|次|元|篇|[%％]"
_ENGLISH = r"applications?|requests?|cases?|lawsuits?|reviews?|documents?|per ?cent|%"
_DIGITS = r"\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?<![第\d.,\-—至])(?P<value>{_DIGITS})\s*(?P<more>余|多)?(?P<unit>{_UNITS})"
    rf"|(?<![\w.,\-])(?P<en>{_DIGITS})\s*(?P<en_unit>(?:[a-z]+ )?(?:{_ENGLISH}))(?![a-z])",
    re.I,
)
_SENTENCE = re.compile(r"[。！!？?；;\n]+|\.(?=\s|$)")
_CLAUSE = re.compile(r"[，、：:（）()]|,(?!\d{3})|\band (?=\w+ \d)")
_ABOUT = re.compile(
    r"约|近(?!期|日)|超过?|逾|不足|将近|左右|以上|以下|上下|\b(?:about|nearly|over|almost|more than|less than)\b", re.I
)
_FALLING = re.compile(r"下降|减少|降低|回落|少了|\b(?:fell|fewer|less|decreas\w+|drop\w*|down)\b", re.I)
_RISING = re.compile(r"增长|增加|上升|提高|多了|\b(?:rose|more|increas\w+|grew|up)\b", re.I)
_ASKS = re.compile(
    r"[?？]|多少|几[件家个条项年]|吗|呢|哪|怎么|什么|是否|\b(?:how|what|which|when|who|whose|does|did)\b", re.I
)
# Somebody who is named and not recognised: the figure may be theirs.
_SOMEBODY = re.compile(
    r"[\u4e00-\u9fff]{2}(?:局|委|委员会|厅|公司|中心|医院|学院|大学|学校|政府|街道|镇|乡|法院|协会)(?!信息)"
)
_OURSELVES = re.compile(r"[本我该各]?(?:局|委|厅|单位|机关|中心)机?关?")


class Verdict(StrEnum):
    """What became of a claim."""

    RIGHT = "right"
    WRONG = "wrong"
    OPEN = "open"  # cannot be told


@dataclass(frozen=True, slots=True)
class Claimed:
    """A number that a text states, and the question that it would answer."""

    words: str
    value: Decimal
    unit: str
    rough: bool  # 约, 余, 超过
    clear: bool  # its clause says what was counted, and says one number
    question: Question


@dataclass(frozen=True, slots=True)
class Verified:
    """A claim, what became of it, and the report's figure where there is one."""

    claim: Claimed
    verdict: Verdict
    reason: str = ""
    answer: Answer | None = None


def verify(
    text: str, agencies: Sequence[StoredAgency], today: date, answered: Callable[[Question], Answer]
) -> Answer | None:
    """An answer that marks each claim of a text; None where it makes none. `answered` looks a question up."""
    claims = list(find_claims(text, agencies, today))[:MOST_CLAIMS]
    if not claims:
        return None
    return _render(text, [check_claim(claim, answered) for claim in claims])


def is_question(text: str) -> bool:
    """Whether a text asks, rather than tells."""
    return _ASKS.search(text) is not None


def nothing_claimed(text: str) -> Answer:
    """The answer to a text that states no number about anybody."""
    if re.search(r"[\u4e00-\u9fff]", text):
        said = "这段文字里没有可以核对的数字。我核对写明了单位、年份和数字的话，例如“某某局2023年收到申请12件”。"
        return Answer("help", said, "zh", text)
    said = "There is no figure to check in this text. I check what names a body, a year and a number."
    return Answer("help", said, "en", text)


def find_claims(text: str, agencies: Sequence[StoredAgency], today: date) -> Iterator[Claimed]:
    """The numbers with a unit, in order; a clause goes on from the sentence before it."""
    previous: Question | None = None
    clear = True  # the number before: 同比增长 says how that one has changed
    for sentence in _SENTENCE.split(text):
        begun = ""
        for clause in _CLAUSE.split(sentence):
            words = f"{begun}{' ' if begun and clause[:1].isascii() else ''}{clause}".strip()
            numbers = list(_NUMBER.finditer(words))
            if not numbers:
                begun = words
                continue
            begun = ""
            for number in numbers:
                question = understand(_asking(words, number), agencies, today, previous)
                value, unit = _stated(number, words)
                rough = bool(number["more"] or _ABOUT.search(words))
                clear = len(numbers) == 1 and _says_what(question, previous, clear)
                yield Claimed(words, value, unit, rough, clear, replace(question, text=words))
            if not _known(question):
                previous = None
            elif previous is None or question.named & {"measures", "agencies", "years"}:
                previous = question  # not of 其中自然人2件: what comes next is not of natural persons only
        if begun:
            named = understand(begun, agencies, today, previous)
            previous = named if _known(named) and named.named & {"agencies", "years"} else previous


def _asking(words: str, number: re.Match[str]) -> str:
    if number["en"]:
        return f"{words[: number.start()]}how many {number['en_unit']}{words[number.end() :]}"
    return f"{words[: number.start()]}多少{number['unit']}{words[number.end() :]}"


def _stated(number: re.Match[str], words: str) -> tuple[Decimal, str]:
    value = Decimal(re.sub("[,，]", "", number["value"] or number["en"]))
    unit = (number["unit"] or "件").replace("％", "%")
    if number["en_unit"] and re.search(r"cent|%", number["en_unit"]):
        unit = "%"
    if unit == "%" and _FALLING.search(words) and not _RISING.search(words):
        value = -value
    return (value * 10_000, "万元") if unit == "亿元" else (value, unit)


def _says_what(question: Question, previous: Question | None, clear: bool) -> bool:
    """Whether a clause names what was counted, or a part or change of what the one before clearly named."""
    if len(question.measures) != 1 or question.topic or question.outside:
        return False
    changed = previous is not None and question.measures != previous.measures
    return "measures" in question.named or (clear and (changed or question.operation is Operation.CHANGE))


def _known(question: Question) -> bool:
    return len(question.agencies) == 1 and not question.candidates and not question.unknown


def check_claim(claim: Claimed, answered: Callable[[Question], Answer]) -> Verified:
    """One claim against the report that it speaks of."""
    reason = _doubt(claim)
    if reason:
        return Verified(claim, Verdict.OPEN, reason)
    answer = answered(claim.question)
    figure = _comparable(claim, answer)
    if figure is None:
        return Verified(claim, Verdict.OPEN, "none" if not answer.figures else "unlike", answer)
    if claim.rough:
        return Verified(claim, Verdict.OPEN, "rough", answer)
    return Verified(claim, Verdict.RIGHT if _same(claim, figure) else Verdict.WRONG, "", answer)


def _doubt(claim: Claimed) -> str:
    question = claim.question
    if question.candidates:
        return "several"
    if question.unknown or len(question.agencies) != 1 or question.scope is not None:
        return "body"
    said = _OURSELVES.sub("", claim.words.replace("政府信息", ""))
    if "agencies" not in question.named and _SOMEBODY.search(said):
        return "body"
    if not question.year_said or not question.years:
        return "year"
    if not claim.clear:
        return "measure"
    wanted = (Operation.CHANGE,) if claim.unit == "%" and question.measures[0] not in RATES else (Operation.FIGURE,)
    return "" if question.operation in wanted and len(question.years) == 1 else "measure"


def _comparable(claim: Claimed, answer: Answer) -> Figure | None:
    fitting = [figure for figure in answer.figures if claim.unit != "%" or figure.unit == "%"]
    if len(fitting) != 1:
        return None
    unit = fitting[0].unit
    money = {"元", "万元"}
    return fitting[0] if unit == claim.unit or {unit, claim.unit} <= money or _counts(unit, claim.unit) else None


def _counts(printed: str, said: str) -> bool:
    """件 is said for what the form counts, and 个, 项 or 条 for the same."""
    alike = {"件", "件次", "个", "项", "条", ""}
    return printed in alike and said in alike


def _same(claim: Claimed, figure: Figure) -> bool:
    printed, said = figure.value, claim.value
    if {figure.unit, claim.unit} == {"元", "万元"}:
        said = said / 10_000 if claim.unit == "元" else said * 10_000
    if claim.unit == "%" and not _FALLING.search(claim.words) and not _RISING.search(claim.words):
        printed = abs(printed)
    places = -int(claim.value.as_tuple().exponent)
    return round(printed, places) == said if claim.unit in ("%", "万元") else printed == said


# -- words

_WORDS = {
    "zh": {
        "head": "核对了{all}处数字：{right}处相符，{wrong}处不符，{open}处无法核实。",
        "right": "相符：“{words}”。",
        "wrong": "不符：“{words}”。报告上是{value}（{about}）。",
        "open": "无法核实：“{words}”。{reason}",
        "several": "名称对得上几个单位。",
        "body": "没有认出是哪个已收录的单位。",
        "year": "没有说是哪一年。",
        "measure": "没有认出说的是报告里的哪一栏。",
        "none": "{said}",
        "unlike": "和报告里的数字不是同一种单位。",
        "rough": "说的是约数；报告上是{value}（{about}）。",
        "join": "年",
    },
    "en": {
        "head": "{all} figures checked: {right} agree, {wrong} do not, {open} cannot be verified.",
        "right": "Agrees: “{words}”.",
        "wrong": "Does not agree: “{words}”. The report has {value} ({about}).",
        "open": "Cannot be verified: “{words}”. {reason}",
        "several": "The name fits several bodies.",
        "body": "No stored body was recognised.",
        "year": "No year is named.",
        "measure": "Which figure of the report is meant was not recognised.",
        "none": "{said}",
        "unlike": "The report counts this in another unit.",
        "rough": "It is a round figure; the report has {value} ({about}).",
        "join": " ",
    },
}


def _render(text: str, verified: Sequence[Verified]) -> Answer:
    language = verified[0].claim.question.language
    words = _WORDS["en" if language == "en" else "zh"]
    counts = {verdict.value: sum(one.verdict == verdict for one in verified) for verdict in Verdict}
    lines = [words["head"].format(all=len(verified), **counts)]
    figures: list[Figure] = []
    citations: list[Citation] = []
    for one in verified:
        lines.append(_line(one, words, language))
        for figure in one.answer.figures if one.answer is not None else ():
            numbers = []
            for citation in [one.answer.citations[n] for n in figure.citations] if one.answer else []:
                if citation not in citations:
                    citations.append(citation)
                numbers.append(citations.index(citation))
            if figure not in figures:
                figures.append(replace(figure, citations=tuple(numbers)))
    return Answer("check", "\n".join(lines), language, text, tuple(figures), tuple(citations))


def _line(one: Verified, words: dict[str, str], language: str) -> str:
    values = {"words": one.claim.words, "value": "", "about": "", "said": ""}
    if one.answer is not None:
        values["said"] = one.answer.text.split("\n")[0]
        figure = _comparable(one.claim, one.answer)
        if figure is not None:
            unit = figure.unit if language != "en" or figure.unit == "%" else ""
            values["value"] = f"{render(round(figure.value, 2) if unit == '%' else figure.value)}{unit}"
            values["about"] = (
                f"{figure.agency} {_years(figure)}{words['join']}{_name(figure.measure, one, language)}".strip()
            )
    reason = words[one.reason].format(**values) if one.reason else ""
    return words[one.verdict].format(reason=reason, **values)


def _years(figure: Figure) -> str:
    return "—".join(map(str, figure.year)) if isinstance(figure.year, tuple) else str(figure.year)


def _name(measure: str, one: Verified, language: str) -> str:
    asked = one.claim.question.measures[0]
    tongue = "en" if language == "en" else "zh"
    name = describe(Cell.parse(asked), tongue) if asked.count("/") == 2 else getattr(RATES.get(asked), tongue, "")
    if measure == "change":
        return f"{name}同比" if tongue == "zh" else f"{name}, change"
    return name
