"""The place where a figure is printed, as a picture: the page itself, or the table redrawn and marked as such.

A page, of a PDF or a picture, is cropped around the row, row and cell boxed. For other formats the table, or the lines,
are drawn as the file has them. File, page, section, row, time of capture and hash stand in the caption.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.pictures.pages import draw_spot, draw_whole
from bot.pictures.places import find_spot, is_picture
from bot.pictures.redrawn import redraw
from report.errors import ReportError
from report.facts import Report
from report.form import Cell

if TYPE_CHECKING:
    from PIL.Image import Image

    from retrieval.store import Store
    from retrieval.store.reading import StoredReport


class NoOriginal(ReportError):
    """The file that a figure was read from is not kept any more."""

    zh = "《{file}》的原文件已经不在了，没法画出印着它的地方。"
    en = "The original of {file} is gone, so the place cannot be shown."


@dataclass(frozen=True, slots=True)
class Proof:
    """A PNG and what stands under it."""

    picture: bytes
    caption: str


def draw_proof(
    citation: Mapping[str, Any], store: Store, language: str | None, column: int | None = None, measure: str = ""
) -> Proof:
    """The place that a citation, as `ask --json` writes it, names; raises `ReportError` where it cannot be drawn.

    The cell is boxed by its column, or by the cell of the form that `measure` names where a row has no columns.
    """
    stored = _stored(citation, store)
    path = store.data / stored.original
    if not stored.original or not path.is_file():
        raise NoOriginal(file=citation["file"])
    language = _written(language)
    cell = Cell.parse(measure) if measure.count("/") == 2 else None
    drawn, how = _draw(path, store.report_by_id(stored.report_id), citation, column, cell, language)
    out = io.BytesIO()
    drawn.save(out, format="PNG", compress_level=4)  # a photo is nothing but noise to a packer
    return Proof(out.getvalue(), _caption(citation, stored, how, language))


def _draw(
    path: Path, report: Report | None, citation: Mapping[str, Any], column: int | None, cell: Cell | None, language: str
) -> tuple[Image, str]:
    """The picture, and how it was made."""
    from ingest.readers.guard import read_guarded

    spot = find_spot(path, report, citation, column, cell)
    if spot is not None:
        return draw_spot(path, spot, PAGE[language]), "page"
    page = (citation.get("locator") or {}).get("page")
    if is_picture(path, page):
        return draw_whole(path, page), "scan"
    return redraw(read_guarded(path, citation["file"]), citation, column, cell, language), "redrawn"


def original_of(citation: Mapping[str, Any], store: Store) -> Path | None:
    """The file that a citation was read from, where it is still kept."""
    try:
        stored = _stored(citation, store)
    except NoOriginal:
        return None
    path = store.data / stored.original
    return path if stored.original and path.is_file() else None


def _stored(citation: Mapping[str, Any], store: Store) -> StoredReport:
    found = [report for report in store.matching(file=citation["file"]) if report.year == citation["year"]]
    if not found:
        raise NoOriginal(file=citation["file"])
    return found[0]


HOW = {
    "page": {"zh": "原页截图", "zh-Hant": "原頁截圖", "en": "The page itself"},
    "scan": {
        "zh": "原页图像（读入时没有记下位置，请在图中查看）",
        "zh-Hant": "原頁影像（讀入時沒有記下位置，請在圖中查看）",
        "en": "The page itself; where on it was not kept when it was read",
    },
    "redrawn": {"zh": "按文件内容重绘", "zh-Hant": "按檔案內容重繪", "en": "Redrawn from the file"},
}
PAGE = {"zh": "第{page}页", "zh-Hant": "第{page}頁", "en": "page {page}"}
READ = {
    "zh": "读入于 {when} UTC，SHA-256 {hash}",
    "zh-Hant": "讀入於 {when} UTC，SHA-256 {hash}",
    "en": "read {when} UTC, SHA-256 {hash}",
}


def _written(language: str | None) -> str:
    """zh, zh-Hant or en, from what a messenger says that somebody reads."""
    told = (language or "zh").lower()
    if not told.startswith("zh"):
        return "en"
    return "zh-Hant" if any(mark in told for mark in ("hant", "tw", "hk", "mo")) else "zh"


def _caption(citation: Mapping[str, Any], stored: StoredReport, how: str, language: str) -> str:
    place = citation.get("locator") or {}
    when = stored.read_at.strftime("%Y-%m-%d %H:%M")
    parts = [
        HOW[how][language],
        citation["file"],
        PAGE[language].format(page=place["page"]) if place.get("page") else "",
        citation["section"],
        place.get("text") or "",
        READ[language].format(when=when, hash=stored.sha256[:16]),
        stored.url,
    ]
    return "\n".join(part for part in parts if part)
