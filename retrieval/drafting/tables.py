"""The three tables as the edition prints them: rows, merged boxes, labels in the form's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from xml.sax.saxutils import escape

from report.form import APPLICANTS, OUTCOMES, Cell, Form, Row, column_label, row_label
from report.form import row_of as row_in
from retrieval.drafting.page import NAMESPACE, WIDTH

Fill = Callable[[Cell], str]  # what is printed in a cell
_SUMS = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_RESULTS = "三、本年度办理结果"
_SIZE = 20  # half points, of the text in tables
_DIGIT = 11  # twentieths of a point that a digit is wide, for each point of its size
_MARGINS = 60
_ALL_LABELS = 3  # columns that the labels of table 三 take


@dataclass(frozen=True, slots=True)
class Slot:
    """A box as it is printed; `down` rows from where it begins."""

    text: str
    across: int = 1
    down: int = 1
    label: bool = False  # the name of a row: printed from the left


@dataclass(frozen=True, slots=True)
class Printed:
    """A table: the widths of its columns, its rows of boxes, how many of them are headers."""

    widths: tuple[int, ...]
    rows: tuple[tuple[Slot, ...], ...]
    headers: int = 0
    together: bool = False  # short enough to stand on one page


def print_tables(form: Form, fill: Fill) -> dict[str, Printed]:
    """Every table of the form, filled."""
    return {
        "disclosure": _disclosure(form, fill),
        "applications": _applications(form, fill),
        "review_litigation": _review(form, fill),
    }


def _disclosure(form: Form, fill: Fill) -> Printed:
    rows: list[tuple[Slot, ...]] = []
    for article, group in groupby(form.table_rows("disclosure"), key=lambda row: row.article):
        listed = list(group)
        heads = [column_label(cell) for cell in form.row_cells(listed[0])]
        across = 3 // len(heads)
        rows.append((Slot(article, 4),))
        rows.append((Slot("信息内容"), *(Slot(head, across) for head in heads)))
        for row in listed:
            cells = (Slot(fill(cell), across) for cell in form.row_cells(row))
            rows.append((Slot(row.printed(form.edition)), *cells))
    return Printed((WIDTH // 4,) * 4, tuple(rows), together=True)


def _applications(form: Form, fill: Fill) -> Printed:
    def name(column: str) -> str:
        return column_label(Cell("applications", "new", column))

    first, *organisations = APPLICANTS
    rows: list[tuple[Slot, ...]] = [
        (Slot(_SUMS, _ALL_LABELS, 3), Slot("申请人情况", len(APPLICANTS) + 1)),
        (Slot(name(first), 1, 2), Slot("法人或其他组织", len(organisations)), Slot(name("total"), 1, 2)),
        tuple(Slot(name(column)) for column in organisations),
    ]
    results = [row for row in form.table_rows("applications") if row.item in (*form.result_items, "concluded")]
    open_result = Slot(_RESULTS, 1, len(results))
    for row in form.table_rows("applications"):
        figures = [Slot(fill(cell)) for cell in form.row_cells(row)]
        label = row.printed(form.edition)
        if row not in results:
            rows.append((Slot(label, _ALL_LABELS, label=True), *figures))
            continue
        begins = (open_result,) if row is results[0] else ()
        rows.append((*begins, *_result_labels(row, results, label), *figures))
    labels = (600, 865, 2780)
    figure = (WIDTH - sum(labels)) // 7
    return Printed((*labels, *(figure,) * 7), tuple(rows), headers=3)


def _result_labels(row: Row, results: Sequence[Row], label: str) -> tuple[Slot, ...]:
    """（一）予以公开 over two columns; of a group its name, once, beside its rows."""
    if not row.group:
        return (Slot(label, 2, label=True),)
    group = [other for other in results if other.group == row.group]
    head = Slot(row_label(Cell(row.table, row.group, "total")), 1, len(group), label=True)
    return (*((head,) if row is group[0] else ()), Slot(label, label=True))


def _review(form: Form, fill: Fill) -> Printed:
    items = [row.item for row in form.table_rows("review_litigation")]
    columns = (*OUTCOMES, "total")
    heads = [column_label(Cell("review_litigation", items[0], column)) for column in columns]
    direct, after = (row_in("review_litigation", item) for item in items[1:])
    assert direct is not None
    assert after is not None
    filled = [Slot(fill(Cell("review_litigation", item, column))) for item in items for column in columns]
    rows = (
        (Slot("行政复议", 5), Slot("行政诉讼", 10)),
        (*(Slot(head, 1, 2) for head in heads), Slot(direct.label, 5), Slot(after.label, 5)),
        tuple(Slot(head) for _ in (direct, after) for head in heads),
        tuple(filled),
    )
    narrow = WIDTH // 15
    wide = WIDTH - 15 * narrow
    return Printed((*(narrow + 1,) * wide, *(narrow,) * (15 - wide)), rows, headers=3, together=True)


# -- as WordprocessingML


def table_xml(table: Printed) -> str:
    """The table with its merged boxes; lines around every box, as the form has them."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = (("top", 0), ("left", 28), ("bottom", 0), ("right", 28))
    sides = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in margins)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.widths)
    rows = "".join(_row(boxes, number, table) for number, boxes in enumerate(_boxes(table), 1))
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{sum(table.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


@dataclass(frozen=True, slots=True)
class _Box:
    """A box of one row: a slot, or the part of one that began above."""

    slot: Slot
    column: int
    merge: str = ""  # restart | continue


def _boxes(table: Printed) -> Iterator[list[_Box]]:
    """Each row whole: boxes that reach down from above stand in it too."""
    reaching: dict[int, Slot] = {}  # by column, with the rows still to come
    for row in table.rows:
        boxes: list[_Box] = []
        waiting = list(row)
        column = 0
        while column < len(table.widths):
            above = reaching.pop(column, None)
            slot = above or waiting.pop(0)
            merge = "continue" if above else "restart" if slot.down > 1 else ""
            boxes.append(_Box(slot, column, merge))
            if slot.down > 1 and (above is None or slot.down > 2):
                left = slot.down - 1 if above else slot.down
                reaching[column] = replace(slot, down=left)
            column += slot.across
        yield boxes


def _row(boxes: Iterable[_Box], number: int, table: Printed) -> str:
    repeated = "<w:tblHeader/>" if number <= table.headers else ""
    stays = "<w:keepNext/>" if table.together and number < len(table.rows) else ""
    cells = "".join(_cell(box, table.widths, stays) for box in boxes)
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _cell(box: _Box, widths: Sequence[int], stays: str) -> str:
    slot = box.slot
    width = sum(widths[box.column : box.column + slot.across])
    span = f'<w:gridSpan w:val="{slot.across}"/>' if slot.across > 1 else ""
    merge = f'<w:vMerge w:val="{box.merge}"/>' if box.merge else ""
    side = '<w:jc w:val="left"/>' if slot.label else ""
    run = f'<w:r>{_size(slot.text, width)}<w:t xml:space="preserve">{escape(slot.text)}</w:t></w:r>'
    words = run if box.merge != "continue" else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{stays}{side}</w:pPr>{words}</w:p></w:tc>'
    )


def _size(text: str, width: int) -> str:
    """Long figures in a narrow box are set smaller, so that no line ends within them."""
    fitting = (width - _MARGINS) * 2 // (_DIGIT * max(len(text), 1)) if text.replace(".", "").isdigit() else _SIZE
    if fitting >= _SIZE:
        return ""
    return f'<w:rPr><w:sz w:val="{max(fitting, 8)}"/><w:szCs w:val="{max(fitting, 8)}"/></w:rPr>'
