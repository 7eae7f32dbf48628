"""The pieces of all pages become the blocks of a document.

A page break cuts where the paper ends: through a paragraph, between two rows, or through a row. What it cut is joined
again; a head that is printed anew on each page is told once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Block, Box, Table, Text
from ingest.readers.columns import is_figure
from ingest.readers.lines import is_numbered, join_texts
from ingest.readers.pdf_page import Page
from report.facts import Area


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a table as far as it stands on one page."""

    page: int
    top: float
    bottom: float
    text: str = ""
    heading: bool = False
    full: bool = False  # the paragraph's last line reaches the right edge
    indented: bool = False
    boxes: tuple[Box, ...] = ()
    edges: tuple[float, ...] = ()  # where a ruled table's columns lie
    spans: tuple[tuple[float, float], ...] = ()  # where the columns of a table without rules stand
    labels: int = 0  # how many of them hold labels
    exact: bool = False
    area: Area | None = None  # of a paragraph

    @property
    def width(self) -> int:
        """Columns of the table."""
        return max((box.column + box.colspan for box in self.boxes), default=0)

    @property
    def height(self) -> int:
        """Rows of the table."""
        return max((box.row + box.rowspan for box in self.boxes), default=0)


def pieces_to_blocks(pages: Sequence[Sequence[Piece]], sizes: Sequence[Page]) -> Iterator[Block]:
    """The blocks of a document, what page breaks cut put together."""
    running = _running_heads(pages, sizes)
    joined: list[Piece] = []
    for pieces in pages:
        kept = [piece for piece in pieces if piece.boxes or _masked(piece.text) not in running]
        for at, piece in enumerate(kept):
            before = joined[-1] if joined else None
            crosses = at == 0 and before is not None and before.page < piece.page
            if crosses and before is not None and (whole := _join(before, piece)) is not None:
                joined[-1] = whole
            else:
                joined.append(piece)
    number = 0
    for piece in joined:
        if piece.boxes:
            number += 1
            yield Table(piece.boxes, number, _first_page(piece), piece.exact)
        elif piece.text.strip():
            yield Text(piece.text, _first_page(piece), piece.heading, piece.area)


def _first_page(piece: Piece) -> int:
    return piece.page


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", text.strip())


def _running_heads(pages: Sequence[Sequence[Piece]], sizes: Sequence[Page]) -> set[str]:
    """Lines that stand at the upper or lower end of most pages."""
    if len(pages) < 3:
        return set()
    counts: dict[str, int] = {}
    for pieces, page in zip(pages, sizes, strict=True):
        ends = {
            _masked(piece.text)
            for piece in (*pieces[:1], *pieces[-1:])
            if piece.text
            and len(piece.text) < 80
            and (piece.bottom < 0.1 * page.height or piece.top > 0.9 * page.height)
        }
        for text in ends:
            counts[text] = counts.get(text, 0) + 1
    return {text for text, count in counts.items() if count >= max(3, 0.6 * len(pages))}


def _join(one: Piece, two: Piece) -> Piece | None:
    """What a page break cut in two, or None where it cut nothing."""
    if one.boxes and two.boxes:
        return _join_tables(one, two) if _same_columns(one, two) else None
    if one.boxes or two.boxes or not one.full or two.indented or one.heading or two.heading:
        return None
    if is_numbered(two.text) or re.search(r"[。！？]$", one.text):
        return None
    return replace(one, text=join_texts(one.text, two.text), full=two.full, bottom=two.bottom)


def _same_columns(one: Piece, two: Piece) -> bool:
    if one.exact != two.exact:
        return False
    if not one.edges or not two.edges:
        return _same_figures(one, two)
    # Columns that no row on the second page parts are missing from its grid, so it may have fewer.
    wide, narrow = (one.edges, two.edges) if len(one.edges) >= len(two.edges) else (two.edges, one.edges)
    if abs(wide[0] - narrow[0]) > 6 or abs(wide[-1] - narrow[-1]) > 6:
        return False
    return all(min(abs(edge - other) for other in wide) < 4 for edge in narrow) and len(narrow) > 2


def _same_figures(one: Piece, two: Piece) -> bool:
    """Whether the figures of two tables without rules stand in the same columns."""
    upper, lower = one.spans[one.labels :], two.spans[two.labels :]
    if not upper or not lower:
        return False
    return len(upper) == len(lower) and all(
        a[0] < b[1] + 8 and b[0] < a[1] + 8 for a, b in zip(upper, lower, strict=True)
    )


def _aligned(one: Piece, two: Piece) -> tuple[list[Box], list[Box]]:
    """The boxes of two tables without rules on common columns: the label columns differ, those of figures do not."""
    labels = max(one.labels, two.labels)

    def moved(piece: Piece, other: Piece) -> list[Box]:
        shift = labels - piece.labels
        boxes = []
        for box in piece.boxes:
            end = box.column + box.colspan
            if box.column >= piece.labels:
                boxes.append(replace(box, column=box.column + shift))
                continue
            left = piece.spans[box.column][0]
            near = [at for at in range(other.labels) if abs(other.spans[at][0] - left) < 12]
            column = near[0] if near and shift else box.column
            boxes.append(
                replace(
                    box, column=column, colspan=max(1, (end + shift if end > piece.labels else column + 1) - column)
                )
            )
        return boxes

    return moved(one, two), moved(two, one)


def _join_tables(one: Piece, two: Piece) -> Piece:
    edges = _merged_edges(one.edges, two.edges)
    upper, lower = (_on(one, edges), _on(two, edges)) if edges else _aligned(one, two)
    lower = _without_repeated_head(upper, lower)
    base = max((box.row + box.rowspan for box in upper), default=0)
    upper, lower, shift = _rejoined(upper, lower, base)
    down = base - shift
    moved = [Box(box.text, box.row + down, box.column, box.rowspan, box.colspan, box.area) for box in lower]
    spans, labels = (one.spans, one.labels) if one.labels >= two.labels else (two.spans, two.labels)
    return replace(one, boxes=(*upper, *moved), edges=edges, spans=spans, labels=labels, bottom=two.bottom)


def _merged_edges(one: tuple[float, ...], two: tuple[float, ...]) -> tuple[float, ...]:
    """The columns of both pages."""
    merged: list[float] = []
    for edge in sorted((*one, *two)):
        if not merged or edge - merged[-1] > 4:
            merged.append(edge)
    return tuple(merged)


def _on(piece: Piece, edges: tuple[float, ...]) -> list[Box]:
    """The boxes of a piece on the columns of the whole table."""
    if not edges:
        return list(piece.boxes)

    at = [min(range(len(edges)), key=lambda place: abs(edges[place] - edge)) for edge in piece.edges]
    ends = ((at[box.column], at[box.column + box.colspan]) for box in piece.boxes)
    return [
        Box(box.text, box.row, column, box.rowspan, max(1, end - column), box.area)
        for box, (column, end) in zip(piece.boxes, ends, strict=True)
    ]


def _row(boxes: Sequence[Box], row: int) -> list[tuple[int, str]]:
    texts = ((box.column, re.sub(r"[\s，,、。；：:;]", "", box.text)) for box in boxes if box.row == row)
    return sorted((column, text) for column, text in texts if text)


def _without_repeated_head(upper: Sequence[Box], lower: list[Box]) -> list[Box]:
    """The lower part without the rows that it has in common with the top of the upper part."""
    same = 0
    while same < 6:
        rows = _row(upper, same), _row(lower, same)
        if not rows[1] or rows[0] != rows[1] or any(is_figure(text) for _, text in rows[1]):
            break
        same += 1
    if same == 0:
        return lower
    return [replace(box, row=box.row - same) for box in lower if box.row >= same]


def _rejoined(upper: list[Box], lower: list[Box], base: int) -> tuple[list[Box], list[Box], int]:
    """Both parts with the row that the break cut through made one again; the rows that vanish by it.

    A row is cut where the second half has only labels, none of them numbered, or the first half only labels while
    the second starts with none. A cell that spans rows goes on where the second page begins it empty.
    """
    last = [box for box in upper if box.row + box.rowspan == base]
    first = [box for box in lower if box.row == 0]
    upper_figures = [box for box in last if box.row == base - 1 and is_figure(box.text)]
    lower_figures = [box for box in first if is_figure(box.text)]
    fragments = [box for box in first if box.text.strip() and not is_figure(box.text)]
    cut = False
    if fragments and not any(is_numbered(box.text) for box in fragments if box.rowspan == 1):
        labels_above = any(box.text.strip() and not is_figure(box.text) for box in last)
        # Words right above the figures are a row of headers, which is whole.
        below = {box.column for box in lower_figures}
        headed = any(box.column in below and box.text.strip() and not is_figure(box.text) for box in last)
        cut = labels_above and not headed and bool(upper_figures) != bool(lower_figures)
    changed: dict[int, Box] = {}
    gone: list[Box] = []
    for box in first:
        above = next((other for other in last if other.column == box.column and other.colspan == box.colspan), None)
        if above is None or box.row != 0:
            continue
        spans = box.rowspan > 1 or above.rowspan > 1
        if cut and box.rowspan == 1:
            changed[id(above)] = replace(above, text=_glued(above.text, box.text))
            gone.append(box)
        elif (not box.text.strip() or not is_numbered(box.text)) and _goes_on(above, box, spans=spans):
            rows = above.rowspan + box.rowspan - (1 if cut else 0)
            changed[id(above)] = replace(above, text=_glued(above.text, box.text), rowspan=rows)
            gone.append(box)
    upper = [changed.get(id(box), box) for box in upper]
    lower = [box for box in lower if not any(box is other for other in gone)]
    return upper, lower, 1 if cut else 0


def _goes_on(above: Box, box: Box, *, spans: bool) -> bool:
    """Whether a label goes on below the break: words above, and below nothing or the rest of them."""
    if not above.text.strip() or is_figure(above.text) or is_figure(box.text):
        return False
    if re.match(r"\d+(?![\d.．、])", re.sub(r"\s", "", box.text)):  # a figure that its narrow column broke up
        return False
    return spans or not box.text.strip()


def _glued(one: str, two: str) -> str:
    return "\n".join(text for text in (one, two) if text.strip())
