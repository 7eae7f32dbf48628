"""Ways of printing a filled form: each takes the three grids and gives blocks."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from ingest.document import Block, Box, Table, Text
from report.form import section_title
from tests.printed_forms import Grid, Way, bare, dense, spread, to_table


def _sections(parts: Sequence[Sequence[Block]], prose: bool = True) -> list[Block]:
    blocks: list[Block] = [Text("沅陵市青禾局2023年政府信息公开工作年度报告"), Text(""), Text(section_title(1))]
    blocks.append(Text("全年主动公开信息120余条，收到申请 15 件。"))
    for number, part in zip((2, 3, 4), parts, strict=True):
        blocks += [Text(""), Text(section_title(number)), Text("")]
        blocks += part
    blocks += [
        Text(""),
        Text(section_title(5)),
        Text("存在 2 个问题：公开不够及时。"),
        Text(section_title(6)),
        Text("无。"),
    ]
    return blocks


def _lines(*lines: str) -> list[Block]:
    return [Text(line) for line in lines]


def spans(grids: Sequence[Grid], rng: Random) -> list[Block]:
    return _sections([[to_table(grid, at)] for at, grid in enumerate(grids, 1)])


def fillers(grids: Sequence[Grid], rng: Random) -> list[Block]:
    parts = []
    for number, grid in enumerate(grids, 1):
        rows = spread(grid)
        parts.append([Table(tuple(Box(t, y, x) for y, row in enumerate(rows) for x, t in enumerate(row)), number)])
    return _sections(parts)


def repeated_spans(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """What spans several places is printed in each of them."""
    parts: list[list[Block]] = []
    for number, grid in enumerate(grids, 1):
        rows = spread(grid)
        for boxes in grid:
            for box in boxes:
                for y in range(box.row, min(box.row + box.rowspan, len(rows))):
                    for x in range(box.column, box.column + box.colspan):
                        rows[y][x] = box.text
        parts.append([Table(tuple(Box(t, y, x) for y, row in enumerate(rows) for x, t in enumerate(row)), number)])
    return _sections(parts)


def extra_columns(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Empty columns between and behind, as conversions of PDF leave them."""
    parts = []
    for number, grid in enumerate(grids, 1):
        rows = spread(grid)
        gap = rng.randint(1, len(rows[0]) - 1)
        rows = [[*row[:gap], "", *row[gap:], "", ""] for row in rows]
        parts.append([Table(tuple(Box(t, y, x) for y, row in enumerate(rows) for x, t in enumerate(row)), number)])
    return _sections(parts)


def ragged_tables(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Tables whose merged cells are missing, so that rows have different numbers of cells."""
    parts = []
    for number, grid in enumerate(grids, 1):
        rows = dense(grid)
        parts.append([Table(tuple(Box(t, y, x) for y, row in enumerate(rows) for x, t in enumerate(row)), number)])
    return _sections(parts)


def cut_tables(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Each table cut in two between rows, the second piece under a page mark, its columns counted anew."""
    parts: list[list[Block]] = []
    number = 0
    for grid in grids:
        at = rng.randint(1, len(grid) - 1)
        part: list[Block] = []
        for start, rows in ((0, grid[:at]), (at, grid[at:])):
            number += 1
            boxes = tuple(
                Box(b.text, b.row - start, b.column, min(b.rowspan, len(rows) - b.row + start), b.colspan)
                for r in rows
                for b in r
            )
            if boxes:
                part.append(Table(boxes, number, page=2 if start else 1))
            if not start:
                part.append(Text("- 1 -"))
        parts.append(part)
    return _sections(parts)


def repeated_heads(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Table 三 cut in two, its header rows printed again."""
    at = rng.randint(5, len(grids[1]) - 2)
    head, first, second = grids[1][:3], grids[1][:at], grids[1][at:]
    moved = [
        [Box(b.text, b.row - at + 3, b.column, min(b.rowspan, len(grids[1]) - b.row), b.colspan) for b in r]
        for r in second
    ]
    cut = [[Box(b.text, b.row, b.column, min(b.rowspan, at - b.row), b.colspan) for b in r] for r in first]
    return _sections(
        [[to_table(grids[0], 1)], [to_table(cut, 2), Text("2"), to_table([*head, *moved], 3)], [to_table(grids[2], 4)]]
    )


def headless(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Table 三 without its header rows."""
    rows = [[Box(b.text, b.row - 3, b.column, b.rowspan, b.colspan) for b in r] for r in grids[1][3:]]
    return _sections([[to_table(grids[0], 1)], [to_table(rows, 2)], [to_table(grids[2], 3)]])


def shifted_rows(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Tab rows, some of them one column to the left, as exports with lost merges have them."""
    parts = []
    for grid in grids:
        rows = spread(grid)
        width = len(rows[0])
        for at, row in enumerate(rows):
            if at > 2 and width == 10 and rng.random() < 0.25 and "" in row[:3]:
                hole = row.index("")
                rows[at] = [*row[:hole], *row[hole + 1 :], ""]
        parts.append(_lines(*("\t".join(row) for row in rows)))
    return _sections(parts)


def tab_rows(grids: Sequence[Grid], rng: Random) -> list[Block]:
    return _sections([_lines(*("\t".join(row) for row in dense(grid))) for grid in grids])


def tab_rows_trailing(grids: Sequence[Grid], rng: Random) -> list[Block]:
    return _sections([_lines(*("\t".join(row) + "\t" for row in dense(grid))) for grid in grids])


def tab_rows_full(grids: Sequence[Grid], rng: Random) -> list[Block]:
    return _sections([_lines(*("\t".join(row) for row in spread(grid))) for grid in grids])


def tab_rows_cut(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Tab rows with empty lines and page numbers between some."""
    parts = []
    for grid in grids:
        lines: list[str] = []
        for row in dense(grid):
            lines.append("\t".join(row))
            if rng.random() < 0.1:
                lines += ["", rng.choice(["1", "- 2 -", "3", "第 4 页"]), ""]
        parts.append(_lines(*lines))
    return _sections(parts)


def cell_lines(grids: Sequence[Grid], rng: Random) -> list[Block]:
    parts = []
    for grid in grids:
        lines: list[str] = []
        for row in dense(grid):
            for cell in row:
                wrapped = cell
                if len(cell) > 5 and not cell[0].isdigit() and rng.random() < 0.3:
                    wrapped = cell[:3] + "\n" + cell[3:]
                lines += ("\t" + wrapped).split("\n")
            lines.append("")
        parts.append(_lines(*lines))
    return _sections(parts)


def cell_lines_tight(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """A cell a line after a tab, with nothing between the rows."""
    return _sections([_lines(*("\t" + cell for row in dense(grid) for cell in row)) for grid in grids])


def bar_cells(grids: Sequence[Grid], rng: Random) -> list[Block]:
    parts = []
    for grid in grids:
        lines = []
        for row in dense(grid):
            lines.append("|")
            lines += [f"{cell} |" for cell in row]
        parts.append(_lines(*lines))
    return _sections(parts)


def lone_bars(grids: Sequence[Grid], rng: Random) -> list[Block]:
    parts = []
    for grid in grids:
        lines: list[str] = []
        for row in dense(grid):
            for cell in row:
                lines += [cell, "|"]
        parts.append(_lines(*lines))
    return _sections(parts)


def bar_rows(grids: Sequence[Grid], rng: Random) -> list[Block]:
    return _sections([_lines(*(" | ".join(row) for row in dense(grid))) for grid in grids])


def bar_rows_missing(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Rows with bars, merged cells simply missing."""
    rows = [[[box.text for box in boxes] for boxes in grid] for grid in grids]
    return _sections([_lines(*("| " + " | ".join(row) + " |" for row in part)) for part in rows])


def bare_lines(grids: Sequence[Grid], rng: Random) -> list[Block]:
    return _sections([_lines(*(cell for row in bare(grid) for cell in row)) for grid in grids])


def bare_lines_pages(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """A value a line with page numbers between rows."""
    parts, page = [], 1
    for grid in grids:
        lines: list[str] = []
        for row in bare(grid):
            lines += row
            if rng.random() < 0.06:
                page += 1
                lines.append(str(page))
        parts.append(_lines(*lines))
    return _sections(parts)


def words(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """A row a line, one blank between."""
    return _sections([_lines(*(" ".join(row) for row in bare(grid))) for grid in grids])


def one_paragraph(grids: Sequence[Grid], rng: Random) -> list[Block]:
    return _sections([_lines(" ".join(cell for row in bare(grid) for cell in row)) for grid in grids])


def aligned(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Columns lined up by blanks, long labels over several lines with the figures on the middle one."""
    parts = []
    for grid in grids:
        rows = spread(grid)
        labels = len(rows[0]) - 7 if len(rows[0]) == 10 else 1 if len(rows[0]) < 10 else 0
        lines: list[str] = []
        for row in rows:
            label = " ".join(cell for cell in row[:labels] if cell)
            pieces = [label[at : at + 14] for at in range(0, len(label), 14)] or [""]
            middle = len(pieces) // 2 if len(pieces) > 2 else 0
            for at, piece in enumerate(pieces):
                figures = "".join(cell.rjust(9) for cell in row[labels:]) if at == middle else ""
                lines.append((" " * 2 + piece).ljust(24) + figures)
            if rng.random() < 0.3:
                lines.append("")
        parts.append(_lines(*(line.rstrip() for line in lines)))
    return _sections(parts)


def own_tables(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Every row of table 三 and every item of table 四 a table of its own under an invented header."""
    number = 1
    part: list[Block] = []
    for boxes in grids[1][3:]:
        number += 1
        head = [
            Box(text, 0, at)
            for at, text in enumerate(["类别", "数据1", "数据2", "数据3", "数据4", "数据5", "数据6", "总计"])
        ]
        texts = [box.text for box in boxes]
        row = [texts[-8], *texts[-7:]]
        part += [Text(label) for label in texts[:-8]]
        part.append(Table((*head, *(Box(text, 1, at) for at, text in enumerate(row))), number))
    review: list[Block] = []
    values = [box.text for box in grids[2][3]]
    for at, name in enumerate(["行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"]):
        number += 1
        head = [Box(text, 0, i) for i, text in enumerate(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"])]
        review += [
            Text(name),
            Table((*head, *(Box(t, 1, i) for i, t in enumerate(values[at * 5 : at * 5 + 5]))), number),
        ]
    return _sections([[to_table(grids[0], 1)], part, review])


def turned_review(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Table 四 with its outcomes as rows, or an item a row."""
    values = [box.text for box in grids[2][3]]
    names = ["行政复议", "未经复议直接起诉", "复议后起诉"]
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    if rng.random() < 0.5:
        rows = [["", *names]] + [[o, *(values[i * 5 + at] for i in range(3))] for at, o in enumerate(outcomes)]
    else:
        rows = [["", *outcomes]] + [[n, *values[i * 5 : i * 5 + 5]] for i, n in enumerate(names)]
    table = Table(tuple(Box(t, y, x) for y, row in enumerate(rows) for x, t in enumerate(row)), 3)
    return _sections([[to_table(grids[0], 1)], [to_table(grids[1], 2)], [table]])


def turned_applications(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Table 三 on its side: applicants as rows."""
    rows = [[*(box.text for box in boxes[-8:])] for boxes in grids[1][3:]]
    heads = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    turned = [[heads[x], *(row[x] for row in rows)] for x in range(8)]
    table = Table(tuple(Box(t, y, x) for y, row in enumerate(turned) for x, t in enumerate(row)), 2)
    return _sections([[to_table(grids[0], 1)], [table], [to_table(grids[2], 3)]])


def torn_rows(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Markdown whose labels and figures were torn apart in the middle of table 三."""
    rows = spread(grids[1])
    start = rng.randint(4, len(rows) - 8)
    end = start + rng.randint(2, 6)
    label_rows = [[*row[:3], *[""] * 7] for row in rows[start:end]]
    figure_rows = [["", "", "", *row[3:]] for row in rows[start:end]]
    torn = [*rows[:start], *label_rows, *figure_rows, *rows[end:]]
    return _sections(
        [
            [to_table(grids[0], 1)],
            [Table(tuple(Box(t, y, x) for y, row in enumerate(torn) for x, t in enumerate(row)), 2)],
            [to_table(grids[2], 3)],
        ]
    )


def lost_labels(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Some labels of table 三 gone."""
    grid = [
        [
            Box("" if y > 4 and b.column < 3 and rng.random() < 0.3 else b.text, b.row, b.column, b.rowspan, b.colspan)
            for b in boxes
        ]
        for y, boxes in enumerate(grids[1])
    ]
    return _sections([[to_table(grids[0], 1)], [to_table(grid, 2)], [to_table(grids[2], 3)]])


def swapped_rows(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """Two rows under one group printed in the other order."""
    texts = spread(grids[1])
    at = rng.choice([7, 8, 9, 10, 11])
    texts[at], texts[at + 1] = texts[at + 1], texts[at]
    table = Table(tuple(Box(t, y, x) for y, row in enumerate(texts) for x, t in enumerate(row)), 2)
    return _sections([[to_table(grids[0], 1)], [table], [to_table(grids[2], 3)]])


def page_inside(grids: Sequence[Grid], rng: Random) -> list[Block]:
    """A page break inside a row: the end of the label stands on a row of its own behind."""
    grid = [list(boxes) for boxes in grids[1]]
    y = next((y for y, boxes in enumerate(grid) if any("逾期不补正" in b.text for b in boxes)), None)
    if y is not None:
        rows = spread(grid)
        whole = rows[y]
        rows[y] = [whole[0], "", whole[2][:11], *whole[3:]]
        rows.insert(y + 1, ["", whole[1], whole[2][11:], *[""] * 7])
        lines = _lines(*("\t".join(row) for row in rows))
        return _sections(
            [
                _lines(*("\t".join(row) for row in spread(grids[0]))),
                lines,
                _lines(*("\t".join(r) for r in spread(grids[2]))),
            ]
        )
    return tab_rows(grids, rng)


def no_headings(grids: Sequence[Grid], rng: Random) -> list[Block]:
    return [b for b in spans(grids, rng) if not (isinstance(b, Text) and "、" in b.text[:2])]


WAYS: tuple[Way, ...] = (
    spans, fillers, repeated_spans, extra_columns, ragged_tables, cut_tables, repeated_heads, headless, shifted_rows,
    tab_rows,
    tab_rows_trailing, tab_rows_full, tab_rows_cut, cell_lines, cell_lines_tight, bar_cells, lone_bars, bar_rows,
    bar_rows_missing, bare_lines, bare_lines_pages, words, one_paragraph, aligned, own_tables, turned_review,
    turned_applications, torn_rows, lost_labels, swapped_rows, page_inside, no_headings,
)  # fmt: skip
