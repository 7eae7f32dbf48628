"""A made report laid out: headings, paragraphs, and the form's three tables with their merged boxes."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Block, Box, Document, Table, Text
from report.form import APPLICANTS, OUTCOMES, Cell, column_label, section_title
from tests.maker.made import Made

_ARTICLES = {
    "regulations": "第二十条第（一）项",
    "permits": "第二十条第（五）项",
    "penalties": "第二十条第（六）项",
    "fees": "第二十条第（八）项",
    "procurement": "第二十条第（九）项",
}
_GROUPS = {
    "denied": "（三）不予公开",
    "unavailable": "（四）无法提供",
    "not_processed": "（五）不予处理",
    "other": "（六）其他处理",
}
REMARK = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass
class Sheet:
    """A table in the making: rows of boxes, each laid at the next free place."""

    boxes: list[Box]
    row: int = 0

    def lay(self, *cells: tuple[str, int, int]) -> None:
        """A row of (text, rowspan, colspan), left to right, past what hangs down from above."""
        taken = {
            column
            for box in self.boxes
            if box.row < self.row < box.row + box.rowspan
            for column in range(box.column, box.column + box.colspan)
        }
        column = 0
        for text, rowspan, colspan in cells:
            while column in taken:
                column += 1
            self.boxes.append(Box(text, self.row, column, rowspan, colspan))
            column += colspan
        self.row += 1

    def table(self, number: int) -> Table:
        """The finished table."""
        return Table(tuple(self.boxes), number)


def lay_disclosure(made: Made) -> Table:
    """Table of section 二."""
    sheet = Sheet([])
    for row in made.form.table_rows("disclosure"):
        cells = made.form.row_cells(row)
        wide = 3 // len(cells) if len(cells) != 2 else 1
        spans = [(1, wide)] * len(cells) if len(cells) != 2 else [(1, 1), (1, 2)]
        if row.item in _ARTICLES:
            sheet.lay((_ARTICLES[row.item], 1, 4))
            labels = [column_label(cell, made.edition) for cell in cells]
            sheet.lay(("信息内容", 1, 1), *((label, *span) for label, span in zip(labels, spans, strict=True)))
        label = row.printed(made.edition)
        sheet.lay((label, 1, 1), *((made.printed[cell], *span) for cell, span in zip(cells, spans, strict=True)))
    return sheet.table(1)


def lay_applications(made: Made) -> Table:
    """Table of section 三: three columns of labels, seven of figures."""
    sheet = Sheet([])
    rows = made.form.table_rows("applications")
    results = len(rows) - 3  # 三、本年度办理结果, its 总计 with it
    sheet.lay((REMARK, 3, 3), ("申请人情况", 1, 7))
    sheet.lay(("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1))
    sheet.lay(*((column_label(Cell("applications", "new", column)), 1, 1) for column in APPLICANTS[1:]))
    groups: set[str] = set()
    for row in rows:
        figures = [(made.printed[cell], 1, 1) for cell in made.form.row_cells(row)]
        label = row.printed(made.applications_edition)
        if row.item in ("new", "carried_in", "carried_out"):
            sheet.lay((label, 1, 3), *figures)
            continue
        front = [("三、本年度办理结果", results, 1)] if row.item == "granted" else []
        group = row.group if row.item != "other" else ""
        if not group:
            sheet.lay(*front, (label, 1, 2), *figures)
            continue
        members = sum(other.group == group for other in rows)
        named = [] if group in groups else [(_GROUPS[group], members, 1)]
        groups.add(group)
        sheet.lay(*front, *named, (label, 1, 1), *figures)
    return sheet.table(2)


def lay_review(made: Made) -> Table:
    """Table of section 四: one row of fifteen figures under three rows of headers."""
    sheet = Sheet([])
    outcomes = [column_label(Cell("review_litigation", "reconsideration", column)) for column in (*OUTCOMES, "total")]
    sheet.lay(("行政复议", 1, 5), ("行政诉讼", 1, 10))
    sheet.lay(*((label, 2, 1) for label in outcomes), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5))
    sheet.lay(*((label, 1, 1) for label in outcomes * 2))
    rows = made.form.table_rows("review_litigation")
    sheet.lay(*((made.printed[cell], 1, 1) for row in rows for cell in made.form.row_cells(row)))
    return sheet.table(3)


_LAYS = {2: lay_disclosure, 3: lay_applications, 4: lay_review}


def lay_out(made: Made) -> tuple[Block, ...]:
    """The whole report in reading order."""
    blocks: list[Block] = [Text(made.title, heading=True)]
    blocks += [Text(text) for text in made.prose.parts.get(0, ())]
    for number in range(1, 7):
        if number in made.drop:
            continue
        blocks.append(Text(made.titles.get(number, section_title(number)), heading=True))
        blocks += [Text(text) for text in made.prose.parts.get(number, ())]
        if number in _LAYS:
            blocks.append(_LAYS[number](made))
    signed = made.published
    blocks += [Text(made.body.name), Text(f"{signed.year}年{signed.month}月{signed.day}日")]
    return tuple(blocks)


def make_document(made: Made, name: str = "made.docx") -> Document:
    """What a perfect file reader returns."""
    return Document(name, "made", lay_out(made), made.title)
