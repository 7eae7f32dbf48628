"""Fees told in prose, held against the tables: the fee for an application is one thing, 行政事业性收费 another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from report.facts import Finding
from report.figures import Figures
from report.form import Cell
from report.numbers import normalise

_UNPAID = Cell("applications", "other.unpaid", "total")
_CHARGED = Cell("disclosure", "fees", "amount")
_NO_NOTICE = re.compile(
    "(?:未|没有|无)(?:向[^，。；]{0,12})?(?:发出|开具|下达|出具)(?:任何|过)?(?:信息处理费)?(?:收费|缴费)通知"
)
_AMOUNT = re.compile(
    r"(?:收取|征收|发生)?(?:的)?行政事业性收费(?:总?金额|收入|共计|总计|合计|共|计|为|是|达|[：:]){0,3}"
    r"(?P<figure>\d[\d,]*(?:\.\d+)?)(?P<unit>万?元)"
)
_NONE = re.compile(r"(?:未|没有|无)(?:发生|收取|征收|产生|有)?(?:任何|过)?行政事业性收费(?!.{0,4}(?:减免|争议|投诉))")
_OTHER_TIME = re.compile(r"去年|上年|同比|历年|累计|其中|减免|取消|停征|季度|月")


def check_fees(figures: Figures) -> Iterator[Finding]:
    """fees: what the prose says of notices and of charges is what the tables count."""
    yield from _notices(figures)
    yield from _charges(figures)


def _notices(figures: Figures) -> Iterator[Finding]:
    """No notice was sent, says the prose; somebody did not pay after a notice, says the table."""
    unpaid = figures.value(_UNPAID)
    if not unpaid:
        return
    for section in figures.sections([1, 3, 6]):
        for paragraph in section.paragraphs:
            match = _NO_NOTICE.search(re.sub(r"\s", "", paragraph.text))
            if match:
                values: dict[str, object] = {"words": match[0], "section": section.number}
                yield Finding("fees", "warning", (_UNPAID,), unpaid, Decimal(0), paragraph.place, values)
                return


def _charges(figures: Figures) -> Iterator[Finding]:
    """行政事业性收费 by name in part 六, against the amount in part 二; only edition 2021 counts money there."""
    amount = figures.value(_CHARGED)
    if amount is None or figures.report.edition != "2021":
        return
    for section in figures.sections([6]):
        for paragraph in section.paragraphs:
            for sentence in re.split("[。；]", normalise(paragraph.text)):
                told = _told(sentence)
                if told is None or told[1] == amount or abs(told[1] - amount) < Decimal("0.01"):
                    continue
                values: dict[str, object] = {"words": told[0], "section": 6, "what": "charges"}
                yield Finding("fees", "warning", (_CHARGED,), amount, told[1], paragraph.place, values)
                return


def _told(sentence: str) -> tuple[str, Decimal] | None:
    """The words that tell of charges, and how much in 万元."""
    if _OTHER_TIME.search(sentence):
        return None
    match = _AMOUNT.search(sentence)
    if match:
        figure = Decimal(match["figure"].replace(",", ""))
        return match[0], figure if match["unit"] == "万元" else figure / 10_000
    none = _NONE.search(sentence)
    return (none[0], Decimal(0)) if none else None


def tells_of_fees(figures: Figures) -> bool:
    """Whether part 六 says what was charged for handling applications, as reports since 2021 are asked to."""
    prose = "".join(p.text for section in figures.sections([6]) for p in section.paragraphs)
    return figures.report.edition != "2021" or not prose or bool(re.search("处理费|收费|费用", prose))
