"""What last year's report left in this year's: its year, and its words.

A report is written over the one before. A year that can only be a slip is told at once in a draft; in a report that is
published already only where the words allow no other reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from report.facts import Finding, Paragraph, Place, Report, Section
from report.figures import Figures
from report.prose import PROSE_SECTIONS, copied_sentences, mask

_MOST_PASSAGES = 20
_WE = r"(?:我|本|全)[省市区县州局厅委办院镇乡]|本机关|本单位|[省市区县州]政府|本街道|我街道"


def check_stale_years(figures: Figures, *, draft: bool = False) -> Iterator[Finding]:
    """stale_year: the year before, where only the report's own year, or the coming one, can stand."""
    year = figures.report.year
    if not year:
        return
    published = _published(year)
    for section in figures.report.sections:
        for at, paragraph in enumerate(section.paragraphs):
            bare = re.sub(r"\s", "", paragraph.text)
            match, what = published.search(bare), "prose"
            if match is None and draft:
                match = _in_draft(bare, year, section, first=at == 0)
            if match is None and draft and section.number == 5:
                match, what = _plan(year).search(bare), "plan"
            if match:
                yield _stale(match[0], year, section.number, paragraph.place, what)
    if draft:
        yield from _stale_date(figures)


def _published(year: int) -> re.Pattern[str]:
    last = year - 1
    return re.compile(
        rf"(?:统计期限|统计数据的?期限|所列数据的?期限)[^。；]{{0,12}}?{last}年1月1日[^。；]{{0,4}}{last}年12月31日"
        rf"|现将{last}年度?[^。；]{{0,30}}(?:报告|公布)如下"
    )


def _plan(year: int) -> re.Pattern[str]:
    """What is planned is planned for the year after."""
    over = "进一步|继续|着力|重点|从以下|不断|持续|采取|加强|做好"
    return re.compile(rf"{year}年[，,]?(?:{_WE})[^，。；]{{0,6}}将(?:{over})|下一步[，,]?{year}年")


def _in_draft(bare: str, year: int, section: Section, *, first: bool) -> re.Match[str] | None:
    """A year in words that a clerk changes every January, and here forgot."""
    last = year - 1
    own = str(year) not in bare
    patterns = [rf"数据[^。；]{{0,16}}?{last}年1月1日[^。；]{{0,6}}(?:{last}年)?12月31日"]
    if section.number == 0 and own:
        patterns.append(rf"(?:编[写制]了?|发布|公布|形成了?|报告)[^。；\d]{{0,12}}{last}年度?[^。；\d]{{0,20}}报告")
    if section.number == 1 and first and own:
        patterns.append(rf"^(?:[（(]?[一1][)）、.．])?{last}年度?(?:[，,]|{_WE})")
    if section.number == 5 and own:
        patterns.append(rf"^{last}年度?[，,]?(?:{_WE})[^。；]{{0,24}}(?:取得|存在)")
    return next((found for pattern in patterns if (found := re.search(pattern, bare))), None)


def _stale_date(figures: Figures) -> Iterator[Finding]:
    """The title and the date below: a report bears its own year, and is signed after that year has ended."""
    report = figures.report
    titled = set(re.findall(r"20\d\d(?=年)", re.sub(r"\s", "", report.title)))
    if titled == {str(report.year - 1)}:
        yield _stale(report.title, report.year, 0, Place(text=report.title[:30]), "title")
    if titled == {str(report.year + 1)}:
        yield _stale(report.title, report.year, 0, Place(text=report.title[:30]), "text")
    signed = report.published
    if signed is not None and signed.year == report.year and signed.month < 12:
        words = f"{signed.year}年{signed.month}月{signed.day}日"
        yield _stale(words, report.year, 0, Place(text=words), "date")


def _stale(words: str, year: int, section: int, place: Place, what: str = "prose") -> Finding:
    values: dict[str, object] = {"words": words, "year": year, "section": section, "what": what}
    return Finding("stale_year", "warning", (), None, None, place, values)


def check_boilerplate(figures: Figures, before: Figures) -> Iterator[Finding]:
    """boilerplate: half or more of the prose, digits masked, stands in last year's report."""
    copied, count = copied_sentences(figures.sections(PROSE_SECTIONS), before.report.sections)
    if count and 2 * len(copied) >= count:
        values: dict[str, object] = {
            "copied": len(copied),
            "sentences": count,
            "share": round(100 * len(copied) / count),
            "last_year": before.report.year,
            "passages": list(dict.fromkeys(copied))[:_MOST_PASSAGES],
        }
        place = next((p.place for p in copied_paragraphs(figures.report, copied)), Place())
        yield Finding("boilerplate", "warning", (), Decimal(count), Decimal(len(copied)), place, values)


def copied_paragraphs(report: Report, passages: Sequence[str]) -> Iterator[Paragraph]:
    """The paragraphs that hold one of these passages, masked as they are."""
    for section in report.sections:
        if section.number in PROSE_SECTIONS:
            yield from (p for p in section.paragraphs if any(passage in mask(p.text) for passage in passages))
