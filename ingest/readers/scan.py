"""Pictures of pages: recognition gives characters with places, ruling lines in the picture give the grid.

A cell is cut out and recognised by itself, so that a figure cannot slip into its neighbour and an empty cell is seen
to be empty. Every cell is read twice, from the picture as it is and from ink alone at another size: where the two
differ, the document's two readings differ, and the extractor is warned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.document import Document
from ingest.readers.frames import Frame
from ingest.readers.lattice import Grid, rules_to_grids
from ingest.readers.pdf_page import Glyph, Page
from ingest.readers.raster import (
    DPI,
    Laid,
    Picture,
    binarise,
    find_rules,
    load_picture,
    quarter_turn,
    scaling,
    straighten,
    to_scale,
)
from ingest.readers.request import NeedsRecognition
from report.errors import NoText, UnreadableFile

allowed = True  # False in a worker whose memory is not meant for recognition
_UNIT = 72.0 / DPI
_MAX_PAGES = 40
_SPECK = 5  # pixels: smaller than this both ways is dirt
_LIKE_DIGITS = str.maketrans("oO〇○Ooll|I", "0000001111")  # what digits alone are taken for
_SURE = 0.5  # recognised with less, a character is told as unreadable


def read(data: bytes, name: str) -> Document:
    """The pages that an image file shows."""
    from ingest.readers import recognition
    from ingest.readers.pdf import pages_of_pictures

    if not recognition.is_installed():
        raise NoText(name=name)
    sheets = [sheet for picture in load_picture(data) for sheet in sheets_of(picture)][:_MAX_PAGES]
    if not sheets:
        raise UnreadableFile(name=name, why="图片已损坏", why_en="the picture is damaged")
    require_recognition(len(sheets))
    pages = [sheet_to_pages(sheet, number) for number, sheet in enumerate(sheets, start=1)]
    return pages_of_pictures(pages, name)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in a picture that may hold several, one below the other."""

    picture: Picture
    top: int = 0  # pixels of the whole picture above it
    whole: int = 0  # the height of the whole picture, where this is a part

    def frame(self, laid: Laid, number: int) -> Frame:
        """From points on the page laid straight to parts of the whole picture."""
        height, width = self.whole or self.picture.shape[0], self.picture.shape[1]
        moved = np.array([(1 / width, 0, 0), (0, 1 / height, self.top / height), (0, 0, 1)])
        matrix = (moved @ laid.back @ np.diag([1 / _UNIT, 1 / _UNIT, 1.0])).ravel().tolist()
        return Frame(number, (*matrix,))


def sheets_of(picture: Picture) -> list[Sheet]:
    """The pages in a tall picture of several, one below the other: each may lie askew in its own way."""
    height, width = picture.shape
    count = round(height / (width * 1.414))
    if count < 2 or abs(height / (width * 1.414) - count) > 0.12:
        return [Sheet(picture)]
    edges = [0]
    for number in range(1, count):
        middle, reach = height * number // count, height // (count * 20)
        darkness = (255 - picture[middle - reach : middle + reach].astype(np.int64)).sum(axis=1)
        smooth = np.convolve(darkness, np.ones(9), mode="valid")
        lowest = np.flatnonzero(smooth <= smooth.min() * 1.02 + 1) + 4  # of many blank rows, that nearest the middle
        edges.append(middle - reach + int(lowest[np.abs(lowest - reach).argmin()]))
    return [Sheet(picture[top:bottom], top, height) for top, bottom in pairwise([*edges, height])]


def require_recognition(pages: int) -> None:
    """Hands the file over to a worker for recognition, unless this process may recognise."""
    if not allowed:
        raise NeedsRecognition(pages)


def lay_straight(picture: Picture) -> Laid:
    """The page with its head up, its lines level, at the size at which it is read."""
    turned = upright(picture)
    scaled = to_scale(turned.picture)
    laid = straighten(scaled)
    return Laid(laid.picture, laid.matrix @ scaling(turned.picture, scaled) @ turned.matrix)


def sheet_to_pages(sheet: Sheet, number: int) -> tuple[Page, Page]:
    """One page, read twice."""
    from ingest.readers import recognition

    laid = lay_straight(sheet.picture)
    picture, frame = laid.picture, sheet.frame(laid, number)
    ink = binarise(picture)
    flat, tall, mask = find_rules(ink)
    height, width = picture.shape
    first = Page(number, width * _UNIT, height * _UNIT, level=flat, upright=tall, pictured=1.0, turned=frame)
    second = Page(number, width * _UNIT, height * _UNIT, level=flat, upright=tall, pictured=1.0, turned=frame)
    clean = picture.copy()
    clean[mask > 0] = int(np.percentile(picture, 80))
    ink[mask > 0] = 0
    grids = [grid for grid in rules_to_grids(flat, tall) if len(grid.regions) > 2]
    lines = [line for grid in grids for line in cell_lines(grid, ink)]
    pieces = [cut(clean, line) for line in lines]
    marks = [_dash(line) or _slash(line, ink) for line in lines]
    read = [mark or found for mark, found in zip(marks, recognition.read_pieces(pieces), strict=True)]
    again = [at for at, (text, _) in enumerate(read) if len(text) <= 12 and not _is_label(text) and not marks[at]]
    looked = dict(zip(again, recognition.read_pieces([_inked(ink, lines[at]) for at in again]), strict=True))
    for at, line in enumerate(lines):
        first.glyphs.extend(_glyphs(line, *read[at]))
        second.glyphs.extend(_glyphs(line, *looked.get(at, read[at])))
    for grid in grids:  # what stands in tables is read; the words around them are left
        left, right, top, bottom = (round(end / _UNIT) for end in (grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1]))
        clean[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2] = 255
    around = [
        glyph
        for found in recognition.find_lines(clean)
        for glyph in _glyphs(_Line(found.x0, found.y0, found.x1, found.y1), found.text, found.score)
    ]
    first.glyphs.extend(around)
    second.glyphs.extend(around)
    return first, second


def upright(picture: Picture) -> Laid:
    """The page turned so that its lines run from left to right and its head is up."""
    from ingest.readers import recognition

    small = to_scale(picture)
    scores: list[float] = []
    for turn in range(4):
        turned = np.rot90(small, turn)
        pieces = [
            cut(np.ascontiguousarray(turned), line) for line in _sample_lines(binarise(np.ascontiguousarray(turned)))
        ]
        read = recognition.read_pieces(pieces)
        characters = sum(len(text) for text, _ in read)
        scores.append(sum(score * len(text) for text, score in read) / max(characters, 12))
        if turn == 0 and scores[0] > 0.85:  # nearly every page
            return Laid(picture, np.eye(3))
    best = max(range(4), key=lambda turn: scores[turn])
    return Laid(np.ascontiguousarray(np.rot90(picture, best)), quarter_turn(picture.shape, best))


def _dash(line: _Line) -> tuple[str, float] | None:
    """A low mark by itself is a dash: recognition takes it for anything that is flat."""
    width, height = line.x1 - line.x0, line.y1 - line.y0
    return ("-" if width < 20 else "—", 1.0) if height <= 9 and width < 80 else None


def _slash(line: _Line, ink: Picture) -> tuple[str, float] | None:
    """A single slanting stroke is a slash: recognition takes it for a 1."""
    mark = ink[int(line.y0) : int(line.y1), int(line.x0) : int(line.x1)] > 0
    height, width = mark.shape
    if height < 12 or not 0.22 * height < width < 1.1 * height:
        return None
    rows = [np.flatnonzero(row) for row in mark]
    if sum(not row.size for row in rows) > 2:
        return None
    runs = [row for row in rows if row.size]
    if max(int(row[-1] - row[0]) for row in runs) > 0.5 * width + 2:
        return None  # a bar or a foot: 7, 1, Z
    middles = np.array([row.mean() for row in runs])
    steps = np.diff(middles[:: max(1, len(middles) // 6)])
    slants = middles[: height // 5].mean() - middles[-(height // 5) :].mean() > 0.42 * width
    return ("/", 1.0) if slants and bool((steps < 0.5).all()) else None


def _is_label(text: str) -> bool:
    """Words rather than a figure: read once is enough."""
    return sum("\u4e00" <= character <= "\u9fff" for character in text) > 2


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a line of text stands, in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float


def _sample_lines(ink: Picture) -> list[_Line]:
    """Some lines of a page, for a look at how it is held."""
    width = ink.shape[1]
    rows = ink[:, width // 8 : width - width // 8].sum(axis=1, dtype=np.int64) > 255 * 6
    runs = [run for run in _runs(rows) if 14 <= run[1] - run[0] <= 70]
    step = max(1, len(runs) // 6)
    return [_Line(width / 8, top - 3, width * 5 / 8, bottom + 3) for top, bottom in runs[::step][:6]]


def _runs(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def cell_lines(grid: Grid, ink: Picture) -> Iterator[_Line]:
    """The lines of text in each cell; nothing for a cell without ink."""
    for region in grid.regions:
        left, right = (round(grid.xs[at] / _UNIT) for at in (region.left, region.right))
        top, bottom = (round(grid.ys[at] / _UNIT) for at in (region.top, region.bottom))
        cell = ink[top + 3 : bottom - 2, left + 3 : right - 2]
        if cell.size:
            for line in _lines_in(_without_specks(cell)):
                yield _Line(left + 3 + line.x0, top + 3 + line.y0, left + 3 + line.x1, top + 3 + line.y1)


def _without_specks(ink: Picture) -> Picture:
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = ink.copy()
    for at in range(1, count):
        width, height = stats[at, cv2.CC_STAT_WIDTH], stats[at, cv2.CC_STAT_HEIGHT]
        if width < _SPECK and height < _SPECK:
            kept[labels == at] = 0
    return kept


def _lines_in(ink: Picture) -> list[_Line]:
    """The lines of a cell: stretches of rows with ink, those of one character put together."""
    runs = _runs(np.asarray(ink.any(axis=1)))
    joined: list[tuple[int, int]] = []
    for top, bottom in runs:
        # 二 and 三 are made of strokes with gaps; two lines of 8 points or more do not fit into 40 pixels.
        if joined and (bottom - joined[-1][0] <= 34 or top - joined[-1][1] <= 2) and bottom - joined[-1][0] <= 48:
            joined[-1] = (joined[-1][0], bottom)
        else:
            joined.append((top, bottom))
    lines = []
    for top, bottom in joined:
        columns = np.flatnonzero(ink[top:bottom].any(axis=0))
        if columns.size:
            lines.append(_Line(float(columns[0]), float(top), float(columns[-1] + 1), float(bottom)))
    return lines


def cut(page: Picture, line: _Line) -> Picture:
    """The picture of a line with a margin of paper; a low mark such as a dash keeps a line's height round it."""
    rise = max(5.0, (30 - (line.y1 - line.y0)) / 2)
    top, bottom = max(0, int(line.y0 - rise)), min(page.shape[0], int(line.y1 + rise + 1))
    left, right = max(0, int(line.x0 - 6)), min(page.shape[1], int(line.x1 + 7))
    piece = page[top:bottom, left:right]
    return piece if piece.size else np.full((32, 32), 255, np.uint8)


def _inked(ink: Picture, line: _Line) -> Picture:
    """The line as black ink on white, half as large again: the second look."""
    import cv2

    piece = 255 - cut(ink, line)
    large = cv2.resize(piece, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.GaussianBlur(large, (3, 3), 0), np.uint8)


def _glyphs(line: _Line, text: str, score: float) -> Iterator[Glyph]:
    """The characters of a recognised line, spread over its length."""
    text = text.strip()
    figure = text.translate(_LIKE_DIGITS)
    if figure.isdigit():
        text = figure
    if not text:
        # Ink that nothing was recognised in: not the same as an empty cell.
        text, score = "\ufffd", 0.0
    if score < _SURE:
        text = "\ufffd" * len(text)
    weights = [1.0 if character > "\u02ff" else 0.55 for character in text]
    unit = (line.x1 - line.x0) / sum(weights)
    x = line.x0
    for character, weight in zip(text, weights, strict=True):
        end = x + weight * unit
        if not character.isspace():
            yield Glyph(x * _UNIT, line.y0 * _UNIT, end * _UNIT, line.y1 * _UNIT, character)
        x = end
