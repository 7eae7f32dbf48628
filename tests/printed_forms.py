"""Filled forms printed in many ways, as values: what tests of the tables read, with what stands in each cell.

A form is filled at random, laid out as rows of boxes, damaged, and printed as lines or grids.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from ingest.document import Block, Box, Document, Table
from report.form import APPLICANTS, OUTCOMES, Cell, column_label, form

COLUMNS = (*APPLICANTS, "total")
Filled = dict[Cell, str]  # what is printed in each cell; empty for a blank
Grid = list[list[Box]]
GROUPS = {
    "granted": ("三、本年度办理结果", 22),
    "denied.state_secret": ("（三）不予公开", 8),
    "unavailable.not_held": ("（四）无法提供", 3),
    "not_processed.petition": ("（五）不予处理", 5),
    "other.uncorrected": ("（六）其他处理", 3),
}


def fill(
    rng: Random, edition: str, applications: str, *, scale: int = 30, zero: str = "0", broken: bool = False
) -> Filled:
    """A form filled so that it keeps its promises, or breaks one."""
    blank = form(edition, applications)
    values: dict[Cell, int] = {}
    items = list(blank.result_items)
    live = [column for column in APPLICANTS if rng.random() < 0.55] or ["natural_person"]
    for column in APPLICANTS:
        settled = 0
        for item in items:
            value = rng.randint(1, scale) if column in live and rng.random() < 0.4 else 0
            values[Cell("applications", item, column)] = value
            settled += value
        left, before = (rng.randint(0, scale // 3) if column in live else 0 for _ in range(2))
        before = min(before, settled + left)
        values[Cell("applications", "concluded", column)] = settled
        values[Cell("applications", "carried_out", column)] = left
        values[Cell("applications", "carried_in", column)] = before
        values[Cell("applications", "new", column)] = settled + left - before
    for item in ("new", "carried_in", *items, "concluded", "carried_out"):
        values[Cell("applications", item, "total")] = sum(values[Cell("applications", item, c)] for c in APPLICANTS)
    for item in ("reconsideration", "litigation_direct", "litigation_after_review"):
        parts = {c: rng.randint(0, scale) if rng.random() < 0.5 else 0 for c in OUTCOMES}
        for column, value in parts.items():
            values[Cell("review_litigation", item, column)] = value
        values[Cell("review_litigation", item, "total")] = sum(parts.values())
    for cell in blank.cells:
        if cell.table == "disclosure":
            values[cell] = rng.randint(1, scale * 9) if rng.random() < 0.6 else 0
    if broken:
        cell = rng.choice([cell for cell in blank.cells if cell.table != "disclosure"])
        values[cell] += rng.randint(1, 5)
    printed = {}
    for cell, value in values.items():
        text = str(value) if value else zero
        if cell.column == "amount" and value:
            text = f"{value}.{rng.randint(1, 9)}"
        if cell.column == "items_change" and value and rng.random() < 0.3:
            text = f"-{value}"
        printed[cell] = text
    return printed


@dataclass(frozen=True)
class Style:
    """How labels are written."""

    number: str = "{n}."
    brackets: str = "（）"
    short: bool = False
    damage: float = 0.0
    wrap: int = 0


def label_of(item_label: str, style: Style, rng: Random) -> str:
    text = item_label
    if text[:1].isdigit():
        text = style.number.format(n=text[0]) + text[2:]
    if style.brackets == "()":
        text = text.replace("（", "(").replace("）", ")")
    if style.short:
        text = text.split("（区分")[0].split("(区分")[0]
    if style.damage and len(text) > 6:
        chars = list(text)
        for at in range(2, len(chars)):
            if rng.random() < style.damage:
                chars[at] = rng.choice(["", "口", "冂", chars[at] * 2, "丨"])
        text = "".join(chars)
    return text


def disclosure_rows(filled: Filled, edition: str, style: Style, rng: Random) -> list[list[str]]:
    """The blocks of table 二 as rows of cells."""
    rows: list[list[str]] = []
    article = ""
    for row in form(edition).table_rows("disclosure"):
        cells = form(edition).row_cells(row)
        if row.article != article:
            article = row.article
            rows.append([article])
            head = [column_label(cell, edition) for cell in cells]
            if row.item == "procurement":
                head[1] = "采购总金额（单位：万元）"
            rows.append(["信息内容", *head])
        rows.append([label_of(row.printed(edition), style, rng), *(filled[cell] for cell in cells)])
    return rows


def applications_grid(filled: Filled, edition: str, style: Style, rng: Random) -> Grid:
    """Table 三 with its spans: three columns of labels, seven of figures."""
    grid: Grid = [
        [
            Box("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 0, 0, 3, 3),
            Box("申请人情况", 0, 3, 1, 7),
        ],
        [Box("自然人", 1, 3, 2, 1), Box("法人或其他组织", 1, 4, 1, 5), Box("总计", 1, 9, 2, 1)],
        [
            Box(text, 2, 4 + at)
            for at, text in enumerate(["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"])
        ],
    ]
    rows = form("2021", edition).table_rows("applications")
    for at, row in enumerate(rows, start=3):
        boxes: list[Box] = []
        label = label_of(row.printed(edition), style, rng)
        if row.item in ("new", "carried_in", "carried_out"):
            boxes.append(Box(label, at, 0, 1, 3))
        else:
            if row.item == "granted":
                boxes.append(Box("三、本年度办理结果", at, 0, len(rows) - 3, 1))
            if row.item in GROUPS and row.item != "granted":
                boxes.append(Box(label_of(GROUPS[row.item][0], style, rng), at, 1, GROUPS[row.item][1], 1))
            boxes.append(Box(label, at, 2) if row.group else Box(label, at, 1, 1, 2))
        boxes += [Box(filled[Cell("applications", row.item, c)], at, 3 + i) for i, c in enumerate(COLUMNS)]
        grid.append(boxes)
    return grid


def review_grid(filled: Filled) -> Grid:
    """Table 四: fifteen figures under three rows of headers."""
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    grid: Grid = [
        [Box("行政复议", 0, 0, 1, 5), Box("行政诉讼", 0, 5, 1, 10)],
        [Box(text, 1, at, 2, 1) for at, text in enumerate(outcomes)]
        + [Box("未经复议直接起诉", 1, 5, 1, 5), Box("复议后起诉", 1, 10, 1, 5)],
        [Box(text, 2, 5 + at) for at, text in enumerate(outcomes * 2)],
    ]
    cells = [cell for cell in form("2021").cells if cell.table == "review_litigation"]
    grid.append([Box(filled[cell], 3, at) for at, cell in enumerate(cells)])
    return grid


def disclosure_grid(rows: Sequence[Sequence[str]]) -> Grid:
    """Table 二 as a grid, the last column of a short row spanning to the edge."""
    width = max(len(row) for row in rows)
    return [
        [Box(text, y, x, 1, width - x if x == len(row) - 1 else 1) for x, text in enumerate(row)]
        for y, row in enumerate(rows)
    ]


def spread(grid: Grid) -> list[list[str]]:
    """A grid as rows of texts, spanned places empty."""
    width = max(box.column + box.colspan for boxes in grid for box in boxes)
    rows = [[""] * width for _ in grid]
    for boxes in grid:
        for box in boxes:
            rows[box.row][box.column] = box.text
    return rows


def dense(grid: Grid) -> list[list[str]]:
    """A grid as rows of texts, spanned places left out; a place under a tall box stays empty."""
    covered = {
        (row, box.column): True for boxes in grid for box in boxes for row in range(box.row + 1, box.row + box.rowspan)
    }
    rows = []
    for y, boxes in enumerate(grid):
        texts = {box.column: box.text for box in boxes}
        for row, column in covered:
            if row == y:
                texts.setdefault(column, "")
        rows.append([texts[x] for x in sorted(texts)])
    return rows


def bare(grid: Grid) -> list[list[str]]:
    """A grid as rows of texts, without any trace of what is empty."""
    return [[box.text for box in boxes if box.text] for boxes in grid]


def to_table(grid: Grid, number: int, *, exact: bool = True, page: int | None = None) -> Table:
    return Table(tuple(box for boxes in grid for box in boxes), number, page, exact)


Way = Callable[[Sequence[Grid], Random], list[Block]]


def print_form(
    way: Way, rng: Random, *, zero: str = "0", broken: bool = False, damage: float = 0.0, scale: int = 30
) -> tuple[Document, Filled, str, str]:
    """A document in this way of printing, what its cells say, and its editions."""
    edition, applications = rng.choice([("2021", "2021"), ("2019", "2019"), ("2021", "2019")])
    filled = fill(rng, edition, applications, zero=zero, broken=broken, scale=scale)
    style = Style(
        number=rng.choice(["{n}.", "{n}、", "{n}．", "{n}. "]),
        brackets=rng.choice(["（）", "()"]),
        short=rng.random() < 0.3,
        damage=damage,
    )
    grids = [
        disclosure_grid(disclosure_rows(filled, edition, style, rng)),
        applications_grid(filled, applications, style, rng),
        review_grid(filled),
    ]
    document = Document(name="printed.txt", format="text", blocks=tuple(way(grids, rng)))
    return document, filled, edition, applications
