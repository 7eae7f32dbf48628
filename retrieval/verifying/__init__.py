"""What a text claims, held against the reports: each number about a known body is right, wrong, or cannot be told.

`numbers` finds what is stated, `parts` the words around each, `reading` of whom and of what it is said, `plain` whether
anything else is said, `checking` looks it up. Only what is resolved without a doubt gets a verdict; else the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from report.facts import Citation
from report.form import RATES, Cell, describe
from report.numbers import render
from retrieval.question import Answer, Figure, Question, StoredAgency
from retrieval.verifying.checking import Verdict, Verified, check_claim, figures_of
from retrieval.verifying.claims import Kind
from retrieval.verifying.reading import find_claims

MOST_CLAIMS = 40
_ASKS = re.compile(
    r"[?？]|多少|几[件家个条项年]|吗|呢|哪|怎么|什么|是否|\b(?:how|what|which|when|who|whose|does|did)\b", re.I
)


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


_WORDS = {
    "zh": {
        "head": "核对了{all}处数字：{right}处相符，{wrong}处不符，{open}处无法核实。",
        "right": "相符：“{words}”。",
        "reckoned": "相符：“{words}”。按报告算得{value}（{about}）。",
        "wrong": "不符：“{words}”。报告上是{value}（{about}）。",
        "open": "无法核实：“{words}”。{reason}",
        "several": "名称对得上几个单位。",
        "body": "没有认出是哪个已收录的单位。",
        "year": "没有说是哪一年。",
        "measure": "没有认出说的是报告里的哪一栏。",
        "none": "{said}",
        "unlike": "和报告里的数字不是同一种单位。",
        "rough": "说的是约数；报告上是{value}（{about}）。",
    },
    "en": {
        "head": "{all} {figures} checked: {right} agree, {wrong} do not, {open} cannot be verified.",
        "right": "Agrees: “{words}”.",
        "reckoned": "Agrees: “{words}”. By the reports it is {value} ({about}).",
        "wrong": "Does not agree: “{words}”. The report has {value} ({about}).",
        "open": "Cannot be verified: “{words}”. {reason}",
        "several": "The name fits several bodies.",
        "body": "No stored body was recognised.",
        "year": "No year is named.",
        "measure": "Which figure of the report is meant was not recognised.",
        "none": "{said}",
        "unlike": "The report counts this in another unit.",
        "rough": "It is a round figure; the report has {value} ({about}).",
    },
}


def _render(text: str, verified: Sequence[Verified]) -> Answer:
    language = verified[0].claim.language
    words = _WORDS["en" if language == "en" else "zh"]
    counts = {verdict.value: sum(one.verdict == verdict for one in verified) for verdict in Verdict}
    lines = [
        words["head"].format(all=len(verified), figures="figure" if len(verified) == 1 else "figures", **counts),
        *(_line(one, words, language) for one in verified),
    ]
    figures: dict[tuple[object, ...], Figure] = {}
    citations: list[Citation] = []
    for answer, figure in figures_of(verified):
        places = [answer.citations[n] for n in figure.citations]
        citations += [place for place in dict.fromkeys(places) if place not in citations]
        key = figure.agency, figure.year, figure.measure
        figures.setdefault(key, replace(figure, citations=tuple(citations.index(place) for place in places)))
    return Answer("check", "\n".join(lines), language, text, tuple(figures.values()), tuple(citations))


def _line(one: Verified, words: dict[str, str], language: str) -> str:
    values = {"words": one.claim.words, "value": "", "about": "", "said": ""}
    if one.answers:
        values["said"] = one.answers[0].text.split("\n")[0]
    if one.value is not None:
        value = round(one.value, 2) if one.unit == "%" else one.value
        values["value"] = f"{render(value)}{one.unit if language != 'en' or one.unit == '%' else ''}"
        values["about"] = _about(one, language)
    reason = words[one.reason].format(**values) if one.reason else ""
    reckoned = one.verdict is Verdict.RIGHT and one.claim.kind is not Kind.LEVEL
    return words["reckoned" if reckoned else one.verdict].format(reason=reason, **values)


def _about(one: Verified, language: str) -> str:
    """Whose figure it is, of which years, and what: for what was reckoned, the figures that it was reckoned from."""
    figures = [figure for answer in one.answers for figure in answer.figures]
    tongue = "en" if language == "en" else "zh"
    join, gap = (" ", ", ") if tongue == "en" else ("年", "，")
    if len(figures) == 1:
        return f"{figures[0].agency} {_year(figures[0])}{join}{_name(figures[0].measure, tongue)}".strip()
    names = list(dict.fromkeys(figure.measure for figure in figures))
    bodies = list(dict.fromkeys(figure.agency for figure in figures))
    told = []
    for figure in figures:
        label = _name(figure.measure, tongue) if len(names) > 1 else ""
        body = str(figure.agency) if len(bodies) > 1 else ""
        year = f"{_year(figure)}{join}".strip() if len({_year(each) for each in figures}) > 1 else ""
        shown = f"{body}{year}{label}" if tongue == "zh" else " ".join(filter(None, (body, year, label)))
        told.append(f"{shown} {render(figure.value)}{figure.unit if tongue == 'zh' else ''}".strip())
    one_body = str(bodies[0]) if len(bodies) == 1 else ""
    one_year = f"{_year(figures[0])}{join}".strip() if len({_year(each) for each in figures}) == 1 else ""
    one_name = _name(names[0], tongue) if len(names) == 1 else ""
    head = " ".join(filter(None, (one_body, f"{one_year}{one_name}" if tongue == "zh" else f"{one_year} {one_name}")))
    return f"{head.strip()}：{gap.join(told)}" if tongue == "zh" else f"{head.strip()}: {gap.join(told)}"


def _year(figure: Figure) -> str:
    return "—".join(map(str, figure.year)) if isinstance(figure.year, tuple) else str(figure.year)


def _name(measure: str, tongue: str) -> str:
    return describe(Cell.parse(measure), tongue) if measure.count("/") == 2 else getattr(RATES.get(measure), tongue, "")


__all__ = ["find_claims", "is_question", "nothing_claimed", "verify"]
