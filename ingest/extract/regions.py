"""Which printed rows belong to which table of the form.

The headings of the six sections say where a table should be, the words of its rows and columns say where it is; the
words win, since headings are lost and misnumbered, and the rest follows the row before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.labels import bare, columns, disclosure_columns, find_exact
from ingest.extract.numbering import without_numbers
from ingest.extract.strips import Kind, Shape, Strip
from report.form import SECTION_OF, TABLES

_HEADINGS = (
    (1, re.compile(r"^(?:总体情况|工作总体情况|概述|工作基本情况|政府信息公开工作的?基本情况|基本情况)")),
    (2, re.compile(r"^(?:.{0,12})主动公开政府信息的?(?:工作)?(?:总体)?情况$")),
    (3, re.compile(r"^(?:.{0,8})收到和?处理.{0,12}申请.{0,4}(?:情况)?$")),
    (4, re.compile(r"^(?:.{0,20})行政复议.{0,14}行政诉讼.{0,12}情况$")),
    (5, re.compile(r"^(?:.{0,14})存在的?(?:主要)?问题.{0,16}$")),
    (6, re.compile(r"^其他(?:需要|应当)?报告的?事项")),
)
_NUMBER = re.compile(r"^[#\s*]*(?:[(（]?[一二三四五六七八九十\dl]{1,3}[)）]?\s*[、.．:：,，]?\s*)?")
_EVIDENCE = {
    "disclosure": re.compile(
        r"第二十条第|信息内容|制发件数|制发数量|废止件数|现行有效件?|新制作数量|新公开数量|对外公开总数|处理决定数量|上一?年项目|"
        r"本年增减|本年收费金额|采购总金额|采购项目|其他对外管理|行政事业性收费|政府集中采购|规范性文件"
    ),
    "applications": re.compile(
        r"勾稽关系|申请人情况|法人或其他组织|商业企业|科研机构|社会公益|法律服务机构|自然人|新收政府信息公开|本年新收|予以公开|部分公开|"
        r"不予公开|国家秘密|禁止公开|三安全|第三方合法|三类内部|四类过程|执法案卷|行政查询事项|无法提供|不掌握相关|没有现成信息|补正后申请|"
        r"不予处理|信访举报|重复申请|公开出版物|反复申请|重新出具|逾期不补正|逾期未按|逾期不缴费|结转下年|上年结转|本年度办理结果"
    ),
    "review_litigation": re.compile(r"结果维持|结果纠正|尚未审结|未经复议|复议后起诉|其他结果"),
}
_LITIGATION_HEADS = re.compile(r"^(?:行政复议|行政诉讼)+$")
_MOST = 1200  # printed rows; no table comes near, and a file of a million lines is not to take an hour
_PROSE = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True)
class Region:
    """The rows that print one table, in reading order."""

    table: str
    strips: tuple[Strip, ...]


def find_heading(strip: Strip) -> int:
    """The number of the section that a row is the heading of; 0 where it is none."""
    pieces = [piece for piece in strip.pieces if piece.text]
    if len(pieces) > 3 or not pieces:
        return 0
    text = "".join(piece.text for piece in pieces)
    if len(text) > 50 or _PROSE.search(text):
        return 0
    text = bare(_NUMBER.sub("", text, count=1)).lstrip("l六五四三二一")
    return next((number for number, pattern in _HEADINGS if pattern.match(text)), 0)


def is_prose(strip: Strip) -> bool:
    """Whether a row is a stretch of sentences."""
    filled = [piece for piece in strip.pieces if piece.text]
    if len(filled) > 3 and strip.shape is not Shape.LINE:
        return False
    text = "".join(piece.text for piece in filled)
    if not _PROSE.search(text):
        return len(filled) <= 2 and len(text) > 70 and "，" in text and "勾稽" not in text and "补正" not in text
    return sum(piece.kind is Kind.FIGURE for piece in filled) < 7


def evidence(strip: Strip) -> str:
    """The table that the words of a row speak for; empty where they speak for none."""
    words = bare("".join(strip.words))
    if not words:
        return ""
    found = [table for table in TABLES if _EVIDENCE[table].search(words)]
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        counts = {table: len(_EVIDENCE[table].findall(words)) for table in found}
        best = max(counts.values())
        return next(table for table in found if counts[table] == best)
    for piece in strip.words:
        if find_exact(piece, "disclosure") or bare(piece) in disclosure_columns():
            return "disclosure"
    if _LITIGATION_HEADS.match(words):
        return "review_litigation"
    return ""


def strips_to_regions(strips: Sequence[Strip]) -> dict[str, Region]:
    """The rows of each table that the document prints."""
    placed: dict[str, list[tuple[int, Strip]]] = {table: [] for table in TABLES}
    section, region = 0, ""
    own = {number: table for table, number in SECTION_OF.items()}
    for strip in strips:
        if heading := find_heading(strip):
            section, region = heading, own.get(heading, "")
            continue
        if not strip.pieces or is_prose(strip):
            continue
        said = evidence(strip)
        if not said and region and not _continues(strip, region):
            continue
        region = said or region
        if region:
            placed[region].append((section, strip))
    return {
        table: Region(table, tuple(without_numbers(_cut(_in_place(rows, SECTION_OF[table])))))
        for table, rows in placed.items()
        if rows
    }


def _cut(strips: Sequence[Strip]) -> tuple[Strip, ...]:
    """The rows at both ends of a run that is too long for a table."""
    if len(strips) <= _MOST:
        return tuple(strips)
    return (*strips[: _MOST // 2], *strips[-_MOST // 2 :])


def _continues(strip: Strip, region: str) -> bool:
    """Whether a row without words of its own table may still belong to it."""
    if strip.has_figures or strip.shape is not Shape.LINE:
        return True
    text = "".join(strip.words)
    if region == "disclosure":
        return len(text) <= 20
    known = columns(region)
    return len(text) <= 40 or bare(text) in known


def _in_place(rows: Sequence[tuple[int, Strip]], section: int) -> list[Strip]:
    """Rows in the table's own part of the report, where there are some; home-made tables elsewhere do not count."""
    inside = [strip for at, strip in rows if at in (2, 3, 4)]
    if any(strip.has_figures for strip in inside):
        mine = [strip for at, strip in rows if at == section]
        return mine if sum(s.has_figures for s in mine) * 2 > sum(s.has_figures for s in inside) else inside
    return [strip for _, strip in rows]
