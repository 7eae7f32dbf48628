"""Text with a box on every line, an empty line for an empty box: then counting lines puts every figure in its column.

Whether empty lines are boxes, the rows of section 三 prove: between their labels stand seven lines, all over the table.
Rows with another number of lines, cut by a page or damaged, stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Block, Text
from ingest.extract.labels import bare, columns, core, find_exact, group_labels
from ingest.extract.regions import find_heading, is_prose
from ingest.extract.strips import UNSURE, Kind, Piece, Shape, Strip, with_pieces
from report.form import row_of

_WIDTH, _REVIEW = 7, 15
_FEWEST = 12  # rows of section 三 that prove it
_MOST_LINES = 8  # of one label
_EMPTY, _PAGE = Piece(""), Piece("")  # an empty line, and a line that is known to number a page


@dataclass(slots=True)
class _Group:
    """The lines of a label, and the boxes on the lines behind it."""

    labels: list[Strip] = field(default_factory=list)
    boxes: list[Piece] = field(default_factory=list)
    held: list[Strip] = field(default_factory=list)  # the printed rows of the boxes
    spoilt: bool = False  # something else stands among them
    last: bool = False  # the table ends behind it


def boxes_by_line(strips: list[Strip], blocks: Sequence[Block]) -> list[Strip]:
    """The printed rows, those of one box a line put together where empty lines are known to be empty boxes."""
    groups = list(_groups(strips, blocks))
    rows = [group for group in groups if group.labels and _item(group, "applications")]
    whole = [group for group in rows if _boxes(group, _WIDTH)]
    blank = any(piece is _EMPTY for group in whole for piece in group.boxes)
    if len(whole) < _FEWEST or len(whole) * 10 < len(rows) * 8 or not blank:
        return strips
    made: dict[int, list[Strip]] = {}
    edition = _edition(groups)
    gone: set[int] = set()
    for group in groups:
        count, row = _row(group, edition)
        if not row and _is_form_row(group):
            made |= {id(strip): [_unsure(strip)] for strip in group.held}
        elif row:
            first = group.held[0] if group.held else group.labels[-1]
            kept = group.labels[: len(group.labels) - count]
            made[id(group.labels[0])] = [*kept, replace(first, pieces=row, shape=Shape.RAGGED, closed=True)]
            gone |= {id(strip) for strip in (*group.labels, *group.held)}
    return [each for strip in strips for each in made.get(id(strip), [] if id(strip) in gone else [strip])]


def _groups(strips: Sequence[Strip], blocks: Sequence[Block]) -> Iterator[_Group]:
    group = _Group()
    before = -1
    for strip in strips:
        for number in range(before + 1, strip.block) if before >= 0 else ():
            block = blocks[number]
            if isinstance(block, Text) and not block.text.strip():
                group.boxes.append(_EMPTY)
            else:
                group.spoilt = True
        before = strip.block
        if not strip.pieces and strip.shape is Shape.LINE:  # the number of a page
            block = blocks[strip.block]
            text = block.text.strip() if isinstance(block, Text) else ""
            group.boxes.append(Piece(text) if text.isdigit() else _PAGE)  # or a figure between empty boxes
        elif not _is_box(strip):
            group.spoilt = group.spoilt or not find_heading(strip)
            group.last = True
            yield group
            group = _Group()
        elif strip.pieces[0].kind is Kind.WORDS:
            if group.boxes:
                yield group
                group = _Group()
            group.labels.append(strip)
        else:
            group.boxes.append(strip.pieces[0])
            group.held.append(strip)
    yield group


def _is_box(strip: Strip) -> bool:
    one = strip.shape is Shape.LINE and strip.table is None and len(strip.pieces) == 1
    return one and not find_heading(strip) and not is_prose(strip)


def _boxes(group: _Group, count: int) -> list[Piece] | None:
    """The boxes of a row of so many; a table's last row may have empty lines behind it."""
    if not group.spoilt and len(group.boxes) == count and not any(piece is _PAGE for piece in group.boxes):
        return group.boxes
    if group.last and len(group.boxes) > count and all(piece is _EMPTY for piece in group.boxes[count:]):
        return group.boxes[:count]
    ways = list(_without_page(group.boxes, len(group.boxes) - count)) if not group.spoilt else []
    return ways[0] if ways and all([p.text for p in way] == [p.text for p in ways[0]] for way in ways) else None


def _without_page(boxes: list[Piece], extra: int) -> Iterator[list[Piece]]:
    """The boxes without a page's number and the empty lines that set it apart."""
    for at, piece in enumerate(boxes if 1 <= extra <= 3 else ()):
        if piece is not _PAGE and not (piece.text.isdigit() and len(piece.text) <= 3 and piece.text[0] != "0"):
            continue
        for start in range(max(0, at - 1), at + 1):
            end = start + extra
            if at < end <= len(boxes) and all(other is _EMPTY for other in boxes[start:end] if other is not piece):
                yield boxes[:start] + boxes[end:]


def _item(group: _Group, table: str) -> str:
    return _named(group, table)[0]


def _named(group: _Group, table: str) -> tuple[str, int]:
    """The item that the last lines of a label name, and how many lines they are with a group's label before them."""
    texts = [strip.text for strip in group.labels]
    for at in range(len(texts) - 1, max(-1, len(texts) - _MOST_LINES), -1):
        if item := find_exact("".join(texts[at:]), table):
            while at and core(texts[at - 1]) in group_labels():
                at -= 1
            return item, len(texts) - at
    return "", 0


def _width(item: str, edition: str) -> int:
    """How many figures a row of section 二 has in an edition."""
    form_row = row_of("disclosure", item) if item else None
    return len(form_row.columns.get(edition, ())) if form_row else 0


def _edition(groups: Sequence[_Group]) -> str:
    """The edition of section 二 whose rows have as many boxes as stand behind their labels."""
    told = [(_item(group, "disclosure"), len(group.boxes)) for group in groups if group.boxes]
    fitting = {edition: sum(_width(item, edition) == count for item, count in told) for edition in ("2021", "2019")}
    return max(fitting, key=lambda edition: fitting[edition])


def _row(group: _Group, edition: str) -> tuple[int, tuple[Piece, ...]]:
    """How many lines of its label a row of the form has, and its pieces; none where it is no such row."""
    texts = [strip.text for strip in group.labels]
    item, count = _named(group, "applications")
    if item and (boxes := _boxes(group, _WIDTH)):
        return count, (*map(Piece, texts[-count:]), *_placed(boxes))
    item, count = _named(group, "disclosure")
    if (width := _width(item, edition)) and (boxes := _boxes(group, width)):
        return count, (*map(Piece, texts[-count:]), *_placed(boxes))
    names = [columns("review_litigation").get(bare(text), "") for text in texts]
    if "pending" in names and names[-1] == "total" and (boxes := _boxes(group, _REVIEW)):
        return 0, tuple(_placed(boxes))
    return 0, ()


def _is_form_row(group: _Group) -> bool:
    """Whether boxes that are too many or too few stand behind a label of the form."""
    texts = [strip.text for strip in group.labels]
    named = any(_item(group, table) for table in ("applications", "disclosure"))
    outcomes = {columns("review_litigation").get(bare(text)) for text in texts} if len(group.boxes) > _WIDTH else set()
    return bool(group.held) and (named or "pending" in outcomes)


def _unsure(strip: Strip) -> Strip:
    return with_pieces(strip, [replace(piece, text=piece.text + UNSURE) for piece in strip.pieces])


def _placed(boxes: Sequence[Piece]) -> Iterator[Piece]:
    return (replace(piece, column=-1, left=-1, right=-1) for piece in boxes)
