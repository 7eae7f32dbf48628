"""The pieces of one page, in reading order: paragraphs and tables.

Three ways to read the same page, which know nothing of one another: by its ruling lines, by the positions of its
words, and line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.document import Box
from ingest.readers.columns import Columns, Row, Zone, find_zones, is_figure, is_running, zone_to_columns
from ingest.readers.frames import Frame
from ingest.readers.lattice import Grid, Region, rules_to_grids
from ingest.readers.lines import Line, Paragraph, glyphs_to_lines, lines_to_paragraphs, lines_to_text
from ingest.readers.pages import Piece
from ingest.readers.pdf_page import Glyph, Page
from ingest.readers.shelves import Stack, cut_at, find_stacks, lines_in, stack_to_columns
from report.facts import Area

_PROSE_IN_CELL = 260  # characters: a cell with more is a frame around prose
_PAGE_NUMBER = re.compile(r"^[-—–－·\s]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:\s*[/／共,，]+\s*\d{1,3}\s*页?)?[-—–－·\s]*$")


def read_ruled_tables(page: Page) -> list[Piece]:
    """The tables alone that ruling lines draw."""
    return [
        _ruled_table(page, grid, cells) for grid, cells in _in_grids(page)[0] if cells and not _is_frame(grid, cells)
    ]


def _in_grids(page: Page) -> tuple[list[tuple[Grid, dict[int, list[Glyph]]]], list[Glyph]]:
    """The glyphs in each cell of each grid, and those in none."""
    grids = rules_to_grids(page.level, page.upright)
    inside: list[dict[int, list[Glyph]]] = [{} for _ in grids]
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        x0, y0, x1, y1, _ = glyph
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        for at, grid in enumerate(grids):
            if (region := grid.find(x, y)) is not None:
                inside[at].setdefault(region, []).append(glyph)
                break
        else:
            outside.append(glyph)
    return list(zip(grids, inside, strict=True)), outside


def read_by_rules(page: Page) -> Iterator[Piece]:
    """Tables where lines are ruled; the rest by position."""
    found, outside = _in_grids(page)
    tables: list[Piece] = []
    for grid, cells in found:
        if _is_frame(grid, cells):
            framed = [glyph for glyphs in cells.values() for glyph in glyphs]
            if len(framed) > 0.5 * len(page.glyphs):
                outside.extend(framed)
            else:  # a box in the text has margins of its own
                tables.extend(_with_prose(page, framed, [], find_tables=True))
        elif cells:
            tables.append(_ruled_table(page, grid, cells))
    grids = [grid for grid, cells in found if cells and not _is_frame(grid, cells)]
    stacks = find_stacks(page.level, grids)
    yield from _with_prose(page, outside, tables, find_tables=True, stacks=stacks)


def read_by_position(page: Page) -> Iterator[Piece]:
    """The page as if it had no ruling lines."""
    yield from _with_prose(page, page.glyphs, [], find_tables=True)


def read_by_lines(page: Page) -> Iterator[Piece]:
    """Every line as it stands, gaps kept as tabs."""
    for line in _without_page_number(glyphs_to_lines(page.glyphs), page):
        words = line.words(0.42)
        area = page.frame.area(line.x0, line.top, line.x1, line.bottom)
        yield Piece(page.number, line.top, line.bottom, text="\t".join(word.text for word in words), area=area)


def _is_frame(grid: Grid, cells: dict[int, list[Glyph]]) -> bool:
    """Whether ruling lines only frame prose: a border round the page, a box round a paragraph."""
    if len(cells) <= 1:
        return True
    return len(grid.xs) == 2 or any(
        len(glyphs) > _PROSE_IN_CELL and len(glyphs_to_lines(glyphs)) > 3 for glyphs in cells.values()
    )


def _ruled_table(page: Page, grid: Grid, cells: dict[int, list[Glyph]]) -> Piece:
    lines = {region: glyphs_to_lines(glyphs) for region, glyphs in cells.items()}
    frame = page.frame
    boxes = [
        Box(
            lines_to_text(lines.get(at, [])),
            region.top,
            region.left,
            region.bottom - region.top,
            region.right - region.left,
            _region_area(frame, grid, region),
        )
        for at, region in enumerate(grid.regions)
    ]
    split = _unruled_rows(grid, lines, frame)
    return Piece(
        page.number,
        grid.ys[0],
        grid.ys[-1],
        boxes=tuple(split if split else boxes),
        edges=tuple(grid.xs),
        exact=not split,
    )


def _are_wrapped(grid: Grid, lines: dict[int, list[Line]], top: int, piles: Sequence[int]) -> bool:
    """Whether piles of figures are long figures in narrow cells: 12 over 3 is 123.

    Rows have labels beside them; a figure that wraps fills all its lines but the last alike.
    """
    here = [line for at, region in enumerate(grid.regions) if region.top == top for line in lines.get(at, [])]
    if all(is_figure(line.text.replace(" ", "")) for line in here):
        return True
    digits = [[line.text.replace(" ", "") for line in lines[at]] for at in piles]
    return all(
        len(pile[0]) > 1
        and pile[0][0] != "0"
        and len({len(text) for text in pile[:-1]}) == 1
        and len(pile[-1]) <= len(pile[0])
        for pile in digits
    )


def _region_area(frame: Frame, grid: Grid, region: Region) -> Area:
    return frame.area(grid.xs[region.left], grid.ys[region.top], grid.xs[region.right], grid.ys[region.bottom])


def _unruled_rows(grid: Grid, lines: dict[int, list[Line]], frame: Frame) -> list[Box]:
    """The table with rows of its own, where lines part its columns and not its rows; else nothing.

    It shows in a place of the grid whose cells hold figures one under another, at the same heights.
    """
    stacked: dict[int, list[int]] = {}  # row of the grid → its regions that hold a pile of figures
    for at, region in enumerate(grid.regions):
        figures = [line for line in lines.get(at, []) if is_figure(line.text.replace(" ", ""))]
        if len(figures) >= 3 and len(figures) >= 0.6 * len(lines[at]):
            stacked.setdefault(region.top, []).append(at)
    stacked = {top: piles for top, piles in stacked.items() if not _are_wrapped(grid, lines, top, piles)}
    if not any(len(regions) >= 2 for regions in stacked.values()):
        return []
    boxes: list[Box] = []
    offset = 0
    for top in range(len(grid.ys) - 1):
        here = [at for at, region in enumerate(grid.regions) if region.top == top]
        if len(stacked.get(top, [])) < 2:
            boxes.extend(_box(grid, at, lines, offset, frame) for at in here)
            continue
        whole = [line for at in here for line in lines.get(at, [])]
        levels = sorted(line.y for at in stacked[top] for line in lines[at])
        rows = [levels[0]]
        for level in levels[1:]:
            if level - rows[-1] > 0.6 * whole[0].size:
                rows.append(level)
        for at in here:
            left, right = grid.xs[grid.regions[at].left], grid.xs[grid.regions[at].right]
            for index, own in enumerate(_by_row(lines.get(at, []), rows)):
                if own:
                    area = frame.area(left, own[0].top, right, own[-1].bottom)
                    text = "\n".join(line.text for line in own)
                    boxes.append(Box(text, top + offset + index, grid.regions[at].left, area=area))
        offset += len(rows) - 1
    return boxes


def _box(grid: Grid, at: int, lines: dict[int, list[Line]], offset: int, frame: Frame) -> Box:
    region = grid.regions[at]
    size = region.bottom - region.top, region.right - region.left
    area = _region_area(frame, grid, region)
    return Box(lines_to_text(lines.get(at, [])), region.top + offset, region.left, *size, area)


def _by_row(lines: Sequence[Line], rows: Sequence[float]) -> list[list[Line]]:
    found: list[list[Line]] = [[] for _ in rows]
    for line in lines:
        nearest = min(range(len(rows)), key=lambda row: abs(rows[row] - line.y))
        found[nearest].append(line)
    return found


def _with_prose(
    page: Page, glyphs: Sequence[Glyph], tables: list[Piece], *, find_tables: bool, stacks: Sequence[Stack] = ()
) -> Iterator[Piece]:
    """The words around the tables as paragraphs, or as tables found by position; all from top to bottom."""
    lines = _without_page_number(glyphs_to_lines(glyphs), page)
    left, right, size = _margins(lines, page)
    pieces = list(tables)
    for start, end in _stretches(lines, tables):
        stretch = lines[start:end]
        at = 0
        for zone, found in _tables_in(stretch, left, right, stacks, page.frame) if find_tables else ():
            pieces.extend(_paragraphs(page, stretch[at : zone.start], left, right, size))
            rows = stretch[zone.start : zone.end]
            pieces.append(
                Piece(
                    page.number,
                    rows[0].top,
                    rows[-1].bottom,
                    boxes=found.boxes,
                    spans=found.spans,
                    labels=found.labels,
                )
            )
            at = zone.end
        pieces.extend(_paragraphs(page, stretch[at:], left, right, size))
    yield from sorted(pieces, key=lambda piece: piece.top)


def _tables_in(
    lines: Sequence[Line], left: float, right: float, stacks: Sequence[Stack], frame: Frame
) -> Iterator[tuple[Zone, Columns]]:
    """The tables among some lines: between level lines where there are such, else by position alone."""
    at = 0
    apart = [line.y for line in lines if is_running(line, left, right)]
    for stack in [part for whole in stacks for part in cut_at(whole, apart)]:
        start, end = lines_in(stack, lines)
        if start < at or start == end or (found := stack_to_columns(stack, lines[start:end], frame)) is None:
            continue
        yield from _zones_in(lines, at, start, left, right, frame)
        yield Zone(start, end), found
        at = end
    yield from _zones_in(lines, at, len(lines), left, right, frame)


def _zones_in(
    lines: Sequence[Line], start: int, end: int, left: float, right: float, frame: Frame
) -> Iterator[tuple[Zone, Columns]]:
    for zone in find_zones(lines[start:end], left, right):
        whole = Zone(start + zone.start, start + zone.end)
        yield whole, zone_to_columns(lines[whole.start : whole.end], frame)


def _stretches(lines: Sequence[Line], tables: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """The lines between two tables belong together; none runs on over a table."""
    start = 0
    for at in range(1, len(lines)):
        if any(lines[at - 1].y < (table.top + table.bottom) / 2 < lines[at].y for table in tables):
            yield start, at
            start = at
    if lines:
        yield start, len(lines)


def _paragraphs(page: Page, lines: Sequence[Line], left: float, right: float, size: float) -> Iterator[Piece]:
    for paragraph in lines_to_paragraphs(lines, left, right):
        first = paragraph.lines[0]
        yield Piece(
            page.number,
            first.top,
            paragraph.lines[-1].bottom,
            text=paragraph.text,
            heading=len(paragraph.lines) <= 2 and first.size > 1.25 * size and len(paragraph.text) < 60,
            full=paragraph.full,
            indented=paragraph.indented,
            area=_paragraph_area(page.frame, paragraph),
        )


def _paragraph_area(frame: Frame, paragraph: Paragraph) -> Area:
    lines = paragraph.lines
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    return frame.area(left, lines[0].top, right, lines[-1].bottom)


def _margins(lines: Sequence[Line], page: Page) -> tuple[float, float, float]:
    """Left and right edge of the running text, and the height of its characters."""
    wide = [line for line in lines if line.x1 - line.x0 > 0.5 * page.width]
    long = [line for line in wide if len(line.words(1.5)) <= 2] or wide or list(lines)
    if not long:
        return 0.0, page.width, 12.0
    lefts, rights = sorted(line.x0 for line in long), sorted(line.x1 for line in long)
    sizes = sorted(line.size for line in long)
    return lefts[len(lefts) // 10], rights[-1 - len(rights) // 10], sizes[len(sizes) // 2]


def _without_page_number(lines: list[Line], page: Page) -> list[Line]:
    """The lines without a page number at the upper or lower end."""
    kept = list(lines)
    for at in (-1, 0):
        if kept:
            line = kept[at]
            edge = line.top > 0.88 * page.height if at == -1 else line.bottom < 0.1 * page.height
            bare = line.text.strip()
            alone = line.x1 - line.x0 < 0.25 * page.width
            marked = not bare.isdigit() or _lonely(line, kept, at)
            if edge and alone and marked and _PAGE_NUMBER.match(bare):
                kept.pop(at)
    return kept


def _lonely(line: Line, lines: Sequence[Line], at: int) -> bool:
    """Whether a bare number stands further from its neighbour than the lines of a table do."""
    if len(lines) > 1 and Row.of(lines[at - 1 if at == -1 else 1]).bears_figures:
        neighbour = lines[-2] if at == -1 else lines[1]
        return abs(neighbour.y - line.y) > 2.2 * line.size
    return True
