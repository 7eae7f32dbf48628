"""What a check of a draft could not look at, and why; and what it reminds of without calling it a fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from report.checks import is_tables_only
from report.facts import Report, Status
from report.fees import tells_of_fees
from report.figures import Figures
from report.form import SECTION_OF, Cell, describe
from report.open_places import open_places

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Something that was not checked: which kind of thing, and what its sentence needs."""

    what: str  # body year previous tables_only recognised blank unread empty places… fees_untold
    values: dict[str, object] = field(default_factory=dict)


def find_unchecked(report: Report, previous: Report | None, *, recognised: bool = False) -> tuple[Unchecked, ...]:
    """What this check left out."""
    return tuple(_found(report, previous, recognised=recognised))


def _found(report: Report, previous: Report | None, *, recognised: bool) -> Iterator[Unchecked]:
    figures = Figures(report)
    if recognised:
        yield Unchecked("recognised")
    if not report.year:
        yield Unchecked("year")
    if not report.agency.name:
        yield Unchecked("body")
    elif report.year and previous is None:
        yield Unchecked("previous", {"agency": report.agency.name, "year": report.year - 1})
    if is_tables_only(report):
        yield Unchecked("tables_only")
    yield from _not_filled(figures)
    unread = [fact.cell for fact in report.facts if fact.status is Status.UNREAD]
    if unread:
        yield Unchecked("unread", {"cells": unread, "edition": report.edition})
    for section in report.sections:
        if section.number in (1, 5, 6) and not section.paragraphs:
            yield Unchecked("empty", {"section": section.number})
    for number, places in open_places(report).items():
        what = [place for place in places if place]
        kind = "places_told" if number and what else "places" if number else "places_outside"
        yield Unchecked(kind, {"section": number or 1, "count": len(places), "what": what})
    if not is_tables_only(report) and not tells_of_fees(figures):
        yield Unchecked("fees_untold")


def _not_filled(figures: Figures) -> Iterator[Unchecked]:
    """Blank cells that a sum needs, table by table."""
    for table in ("applications", "review_litigation"):
        blank = {fact.cell for fact in figures.report.facts if fact.cell.table == table and fact.status is Status.BLANK}
        sums = sum(any(cell in blank for cell in (*e.left, *e.right)) for e in figures.form.equations())
        if blank and sums:
            yield Unchecked("blank", {"section": SECTION_OF[table], "count": len(blank), "sums": sums})


def render_unchecked(one: Unchecked, language: str = "zh") -> str:
    """One sentence."""
    zh, en = _WORDS[one.what]
    values = dict(one.values)
    cells = values.get("cells")
    if isinstance(cells, list):
        edition = str(values.get("edition", "2021"))
        shown = [
            describe(c, "en" if language == "en" else "zh", edition) for c in cells[:_NAMED] if isinstance(c, Cell)
        ]
        values |= {"count": len(cells), "cells": (", " if language == "en" else "、").join(shown)}
        values["more"] = ("…" if language == "en" else "等") if len(cells) > _NAMED else ""
    if isinstance(what := values.get("what"), list):
        values["what"] = ("; " if language == "en" else "；").join(map(str, what))
    if "section" in values:
        values["part"] = "一二三四五六"[int(str(values["section"])) - 1]
    return (en if language == "en" else zh).format(**values)


_WORDS = {
    "recognised": (
        "文字由图片识别得来，可能有误读，报出的问题请先对照原件；图片上没有的部分没有查",
        "The text was recognised from pictures and may be misread: compare each finding with the original; "
        "what the pictures do not show was not checked",
    ),
    "year": (
        "没有读出报告年度：没有与去年的报告对照，表格版本和年份用语也没有查",
        "The draft does not tell its year: it was not compared with last year's report, nor were edition and years",
    ),
    "body": (
        "没有读出是哪个机关的报告：没有与去年的报告对照（结转、现行有效件数、与去年雷同、数字是否悬殊）",
        "The draft does not tell whose it is: it was not compared with last year's report",
    ),
    "previous": (
        "没有存{agency} {year} 年的报告：结转衔接、现行有效件数、与去年文字雷同没有查",
        "The report of {agency} for {year} is not stored: carry-over, documents in force and copied prose were not "
        "checked",
    ),
    "tables_only": (
        "只有表格，没有正文：各部分是否齐全、正文与表格是否一致没有查",
        "There are tables only: the parts in prose, and prose against tables, were not checked",
    ),
    "blank": (
        "第{part}部分表格有 {count} 格空白或待填，涉及的 {sums} 个等式只查了已填的数",
        "Section {section} has {count} cells blank or to be filled in; {sums} sums were judged by what is filled in",
    ),
    "unread": (
        "有 {count} 格没有读准（{cells}{more}），涉及的等式没有查",
        "{count} cells could not be read for certain ({cells}{more}); their sums were not checked",
    ),
    "empty": (
        "第{part}部分只有标题，还没有内容",
        "Section {section} has its heading only",
    ),
    "places": (
        "第{part}部分还有 {count} 处待填",
        "Section {section} has {count} places that are still to be filled in",
    ),
    "places_told": (
        "第{part}部分还有 {count} 处待填：{what}",
        "Section {section} has {count} places that are still to be filled in: {what}",
    ),
    "places_outside": (
        "正文开头还有 {count} 处待填",
        "{count} places before the first part are still to be filled in",
    ),
    "fees_untold": (
        "提醒：第六部分没有写信息处理费的收取情况；按规定应当写明，没有收取的也写一句（这不算错误）",
        "A reminder, not a fault: section 6 does not say what was charged for handling applications",
    ),
}
