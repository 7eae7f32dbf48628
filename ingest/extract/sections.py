"""The six parts of a report, whatever their numbering.

The words of a heading decide, not its numeral: numerals come shifted, damaged (1、 l六) or not at all. A list of
contents and a preamble that names all six parts are no headings: a part is where something follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Block, Document, Table, Text
from ingest.extract.prose import CHROME, TITLE, Line, is_table_line, join_lines, read_lines
from ingest.extract.script import to_simplified
from report.agencies import is_body_name
from report.facts import Area, Paragraph, Place, Section

_NUMBER = (
    r"(?P<number>[\s#*l|Il]*(?:第?[一二三四五六七八九十]{1,2}(?:部分|、|[.．,，:：]|\s)\s*|\d{1,2}\s*[、.．,，]\s*|"
    r"[①-⑥]\s*|[一二三四五六](?=[总主收行存其政因]))?)"
)
_SUB = re.compile(r"\s*[（(【\[]\s*[一二三四五六七八九十\d]{1,2}\s*[）)】\]]")
_WORDS: dict[int, str] = {
    1: r"(?:政府)?(?:信息公开)?(?:工作)?(?:的)?(?:总体|基本|整体|概括)(?:工作)?情况(?:概述)?|概述|概况|工作概况",
    2: r"(?:政府)?(?:信息)?主动公开(?:的)?(?:政府)?(?:信息)?(?:工作)?(?:的)?(?:情况|工作)",
    3: r"(?:收到(?:和|与|及|并|、)?(?:处理|办理))(?:的)?(?:政府)?信息(?:公开)?(?:的)?申请(?:的)?(?:办理)?情况|"
    r"(?:政府信息)?依申请公开(?:政府信息)?(?:办理|工作|申请)?(?:的)?情况",
    4: r"(?:因)?(?:政府)?(?:信息公开)?(?:工作)?(?:被)?(?:申请|提起|引发|的)*行政复议(?:和|、|及|与|或|以及)?(?:被)?"
    r"(?:提起|提出)?(?:的)?(?:行政)?诉讼(?:的)?(?:相关|有关)?(?:情况)?",
    5: r"(?:政府)?(?:信息公开)?(?:工作)?(?:中)?(?:存在)?(?:的)?(?:主要)?(?:问题|不足|困难)(?:与|和|及|、|以及)?"
    r"(?:下一步|今后|下步|20\d\d年)?(?:的)?(?:工作)?(?:改进|整改|解决|对策|打算|安排|计划|思路|举措|建议)"
    r"(?:情况|措施|办法|打算|意见|方向|工作)*(?:及改进(?:情况|措施))?",
    6: r"(?:其他|其它)(?:需要|需|应当|应)?(?:报告|说明|特别说明)?(?:的)?(?:其他|有关)?(?:事项|情况|内容)|"
    r"(?:需要|需|应当)(?:报告|说明)的(?:其他|其它)?(?:有关)?(?:事项|情况)",
}
# The form's own words; others may as well be topics of the first part that a report numbers like parts.
_OWN_WORDS = re.compile(r"总体情况|主动公开政府信息|收到(?:和|与|及)?处理|行政复议.*诉讼|问题.*改进|其他需要报告")
_HEADINGS = {
    number: re.compile(rf"{_NUMBER}\s*(?P<title>{words})(?P<rest>.*)", re.S) for number, words in _WORDS.items()
}
_YEAR_DIGITS = r"[\d〇○零一二三四五六七八九十０-９]"
_DATE = rf"(?:{_YEAR_DIGITS}{{2,4}}\s*年\s*{_YEAR_DIGITS}{{1,3}}\s*月\s*{_YEAR_DIGITS}{{1,3}}\s*日)"
DATE_LINE = re.compile(rf"[（(]?\s*(?P<date>{_DATE}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}})\s*[）)]?")
SIGNED = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{4,40}})\s*(?P<date>{_DATE})")
_FEWEST_PARTS = 4  # of a whole report
_TRAILING = re.compile(r"[.．…·、\s\d]*")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a part begins: the index of its line, and what stands behind the heading on that line."""

    number: int
    title: str
    line: int
    rest: str = ""
    weight: int = 0


def read_sections(document: Document, lines: Sequence[Line] | None = None) -> tuple[Section, ...]:
    """The parts in the order in which they stand, 0 for what stands before the first; `lines` are its own, if known."""
    lines = own_lines(read_lines(document)) if lines is None else lines
    headings = find_headings(lines, document)
    sections: list[Section] = []
    starts = [Heading(0, "", -1), *headings]
    for here, following in zip(starts, [*headings, None], strict=True):
        stop = following.line if following else len(lines)
        own = list(lines[here.line + 1 : stop])
        if here.rest:
            own.insert(0, Line(here.rest, lines[here.line].block, lines[here.line].page))
        if following is None:
            own = own[: _end(own)]
        if here.number == 0:
            own = own[max((i for i, line in enumerate(own) if TITLE.search(line.text)), default=0) :]
        paragraphs = _paragraphs(own, here.number, document)
        if here.number or paragraphs:
            sections.append(Section(here.number, here.title, paragraphs))
    return tuple(sections)


def _paragraphs(lines: Sequence[Line], number: int, document: Document) -> tuple[Paragraph, ...]:
    kept = [
        line for line in lines if not CHROME.match(line.text) and not (number in (2, 3, 4) and _is_scrap(line.text))
    ]
    return tuple(
        Paragraph(line.text, Place(page=line.page, text=line.text[:30], area=_area_of(document.blocks[line.block])))
        for line in join_lines(kept)
        if line.text.strip()
    )


def _area_of(block: Block) -> Area | None:
    return block.area if isinstance(block, Text) else None


def _is_scrap(text: str) -> bool:
    """A line inside the tables' parts that is no sentence: a torn label, a cell."""
    return is_table_line(text) or (len(text) < 40 and not re.search(r"[，。；：]", text)) or len(text) < 6


def own_lines(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines up to where another report begins: a title behind the parts of this one, with parts of its own."""
    for at, line in enumerate(lines):
        if at > 5 and len(line.text) < 60 and TITLE.search(line.text):
            told = _parts_told(lines[:at])
            if len(told) >= _FEWEST_PARTS and len(_parts_told(lines[at + 1 :])) >= _FEWEST_PARTS:
                return lines[:at]
    return lines


def _parts_told(lines: Sequence[Line]) -> set[int]:
    """The parts whose heading has more below it than the next heading, as in no list of contents."""
    numbers = [next((heading.number for heading in _read_headings(line, 0)), 0) for line in lines]
    return {number for number, following in pairwise(numbers) if number and not following}


def find_headings(lines: Sequence[Line], document: Document | None = None) -> list[Heading]:
    """The headings of the parts, one a part, in the order in which they stand."""
    found = [heading for index, line in enumerate(lines) for heading in _read_headings(line, index)]
    tables = (
        [i for i, block in enumerate(document.blocks) if isinstance(block, Table) or is_table_line(block.text)]
        if document
        else []
    )
    best: dict[int, Heading] = {}
    followed = [
        _has_content(heading, following, lines, tables)
        for heading, following in zip(found, [*found[1:], None], strict=False)
    ]
    for position, heading in enumerate(found):
        listed = position >= 3 and not any(followed[position - 3 : position])  # the last line of a list of contents
        weight = heading.weight + 2 * (followed[position] and not listed)
        if heading.number not in best or weight > best[heading.number].weight:
            best[heading.number] = Heading(heading.number, heading.title, heading.line, heading.rest, weight)
    return _in_order(sorted(best.values(), key=lambda heading: heading.line))


def _in_order(headings: list[Heading]) -> list[Heading]:
    """A doubtful heading that stands out of order is dropped; sure ones stay, since reports do swap parts."""
    kept = []
    for index, heading in enumerate(headings):
        before = max((h.number for h in headings[:index]), default=0)
        after = min((h.number for h in headings[index + 1 :]), default=9)
        if heading.weight >= 4 or before < heading.number < after:
            kept.append(heading)
    return kept


def _has_content(heading: Heading, following: Heading | None, lines: Sequence[Line], tables: Sequence[int]) -> bool:
    if heading.rest:
        return True
    stop = following.line if following else len(lines)
    if any(len(line.text) > 1 for line in lines[heading.line + 1 : stop]):
        return True
    first = lines[heading.line].block
    last = lines[following.line].block if following else 10**9
    return any(first < table < last for table in tables)


def _read_headings(line: Line, index: int) -> list[Heading]:
    plain = to_simplified(line.text) if len(line.text) <= 400 else line.text
    found = _match_headings(replace(line, text=plain), index)
    if plain == line.text:
        return found
    printed = []
    for heading in found:
        at = plain.find(heading.title)
        rest = line.text[len(line.text) - len(heading.rest) :] if heading.rest else ""
        printed.append(replace(heading, title=line.text[at : at + len(heading.title)], rest=rest))
    return printed


def _match_headings(line: Line, index: int) -> list[Heading]:
    text = line.text
    sub = _SUB.match(text)
    bare = text[sub.end() :] if sub else text
    if len(bare) > 400 and not re.match(r"[\s#*]*[一二三四五六]、", bare):
        return []
    for number, pattern in _HEADINGS.items():
        match = pattern.match(bare.strip())
        if match is None:
            continue
        rest = match["rest"].strip()
        apart = len(rest) > 8 and rest[0] not in "的如表统汇说见及和与、（(良总工分较一"
        numbered = bool(match["number"].strip(" #*"))
        if (
            _TRAILING.fullmatch(rest)
            or rest in ("的", "：", ":", "。")
            or re.fullmatch(r"[（(][^）)]{0,30}[）)]", rest)
        ):
            rest = ""
        elif numbered and not sub and (apart or re.match(r"[。：:．.]|[一-鿿]{0,6}[。：:]", rest)):
            title_more = re.match(r"[一-鿿]{0,6}(?=[。：:])", rest)
            rest = rest[title_more.end() if title_more else 0 :].lstrip("。：:．. ")
        else:
            continue
        if sub and number in (1, 2, 3, 6):  # （一）主动公开情况 is a topic of the first part
            continue
        own = _OWN_WORDS.search(match["title"]) is not None
        weight = 3 * numbered + 2 * line.heading + 2 * own - (2 if sub else -1)
        return [Heading(number, match["title"].strip(), index, rest, weight)]
    return []


def _end(lines: Sequence[Line]) -> int:
    """Where the last part ends: at the signature, or where the site's chrome begins."""
    for index, line in enumerate(lines):
        if CHROME.match(line.text) and index > 0:
            stop = index
            break
    else:
        stop = len(lines)
    for index in range(stop):
        if SIGNED.fullmatch(lines[index].text.strip()):
            return index
        if DATE_LINE.fullmatch(lines[index].text.strip()):
            before = index
            while before > 0 and _is_signature(lines[before - 1].text) and index - before < 2:
                before -= 1
            return before
    if stop and _is_signature(lines[stop - 1].text):
        return stop - 1
    return stop


def _is_signature(text: str) -> bool:
    return is_body_name(text)
