"""The third round, for developing: pages whose tables are widgets, or hold more columns than the form has."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from ingest.document import Box, Table, Text
from report.form import Cell
from report.numbers import render
from tests.maker.layouts_published import boxes_of, save, spans
from tests.maker.made import Made
from tests.maker.pages import lay_out
from tests.maker.variants import headed, is_figure, labelled_rows, last_year, review_rows, tables_of
from tests.maker.write.html import table_markup
from tests.maker.write.text import rows_of

Layout = Callable[[Made, Path], Path]
_NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def _page(made: Made, folder: Path, name: str, table: Callable[[Table], str], style: str = "") -> Path:
    parts = [f"<p>{escape(b.text)}</p>" if isinstance(b, Text) else table(b) for b in lay_out(made)]
    head = f"<head><meta charset=utf-8><title>{made.title}</title><style>{style}</style></head>"
    return save(folder, f"{name}.html", f"<!DOCTYPE html><html>{head}<body>{''.join(parts)}</body></html>")


def _grid(rows: list[list[str]], kind: str = "") -> str:
    lines = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in rows)
    return f"<table{kind}>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def form_inputs(made: Made, folder: Path) -> Path:
    """HTML of the system in which reports are filled in: every figure is the value of an input."""

    def table(found: Table) -> str:
        rows = []
        for y, boxes in enumerate(boxes_of(found)):
            cells = []
            for box in boxes:
                field = (
                    f'<input type="text" name="c{y}_{box.column}" value="{escape(box.text)}" readonly maxlength="12">'
                )
                cells.append(f"<td{spans(box)}>{field if is_figure(found, box) else escape(box.text)}</td>")
            rows.append("<tr>" + "".join(cells) + "</tr>")
        return f"<form><table>{''.join(rows)}</table><button>打印</button></form>"

    return _page(made, folder, "form_inputs", table)


def frozen_columns(made: Made, folder: Path) -> Path:
    """HTML of a data grid: labels in a table on the left that stays, figures in one on the right that moves."""

    def table(found: Table) -> str:
        if found.width != 10:
            return table_markup(found)
        rows = [(labels[-1], figures) for labels, figures in labelled_rows(found)]
        left = _grid([["办理情况"], *([label] for label, _ in rows)], ' class="datagrid-btable"')
        right = _grid([list(_NAMES), *(figures for _, figures in rows)], ' class="datagrid-btable"')
        return f'<div class="grid"><div class="view1">{left}</div><div class="view2">{right}</div></div>'

    return _page(made, folder, "frozen_columns", table)


def stacked_cards(made: Made, folder: Path) -> Path:
    """HTML for telephones: each row a card with its label as heading, each figure a line with its column's name."""

    def card(label: str, cells: list[tuple[str, str]]) -> str:
        lines = "".join(f"<li><span>{head}</span><b>{escape(text)}</b></li>" for head, text in cells)
        return f'<div class="card"><h4>{label}</h4><ul>{lines}</ul></div>'

    def table(found: Table) -> str:
        if found.width == 15:
            return "".join(card(label, cells) for label, cells in review_rows(made))
        if found.width == 4:
            return "".join(
                card(f"{row.article}　{row.printed(made.edition)}", headed(made, row))
                for row in made.form.table_rows("disclosure")
            )
        parts, told = [], set()
        for labels, figures in labelled_rows(found):
            for label in labels[:-1]:
                parts += [] if label in told else [f"<h3>{label}</h3>"]
                told.add(label)
            parts.append(card(labels[-1], list(zip(_NAMES, figures, strict=True))))
        return "".join(parts)

    return _page(made, folder, "stacked_cards", table, ".card{border:1px solid #ccc}")


def comparison_columns(made: Made, folder: Path) -> Path:
    """HTML with every column of section 三 in two: this year's figure and last year's, the years as heads."""
    before = {table.width: rows_of(table) for table in tables_of(last_year(made))}

    def table(found: Table) -> str:
        if found.width != 10:
            return table_markup(found)
        years = [f"{made.year}年", f"{made.year - 1}年"]
        heads = "".join(f"<td colspan=2>{name}</td>" for name in _NAMES)
        rows = [f"<tr><td rowspan=2>办理情况</td>{heads}</tr><tr>{''.join(f'<td>{y}</td>' for y in years * 7)}</tr>"]
        for (labels, figures), old in zip(labelled_rows(found), before[10][3:], strict=True):
            pairs = "".join(f"<td>{a}</td><td>{b}</td>" for a, b in zip(figures, old[3:], strict=True))
            rows.append(f"<tr><td>{labels[-1]}</td>{pairs}</tr>")
        return "<table border=1>" + "".join(rows) + "</table>"

    return _page(made, folder, "comparison_columns", table)


def _extended(made: Made, before: Made, table: Table) -> Table:
    """Section 三 with last year's total and the change in per cent behind it, and a remark; 二 with remarks."""
    column = table.width
    boxes = list(table.boxes)
    if column == 10:
        boxes += [Box("上年总计", 0, 10, 3), Box("同比增减", 0, 11, 3), Box("备注", 0, 12, 3)]
        for y, row in enumerate(made.form.table_rows("applications"), 3):
            cell = Cell(row.table, row.item, "total")
            now, then = made.figures[cell], before.figures[cell]
            change = f"{100 * (now - then) / then:+.1f}%" if then else "—"
            boxes += [Box(render(then), y, 10), Box(change, y, 11), Box("含并案12件" if y == 5 else "", y, 12)]
        return Table(tuple(boxes), table.number)
    if column == 4:
        boxes = [Box(b.text, b.row, b.column, b.rowspan, b.colspan + (b.colspan == 4)) for b in boxes]
        heads = [box.row for box in boxes if box.text == "信息内容"]
        titled = {box.row for box in boxes if box.colspan == 5}
        boxes += [
            Box("备注" if y in heads else "见附件3" if y == 2 else "", y, 4)
            for y in range(table.height)
            if y not in titled
        ]
        return Table(tuple(boxes), table.number)
    return table


def extra_columns(made: Made, folder: Path) -> Path:
    """HTML with columns that the form has not: last year's total, the change in per cent, remarks with figures."""
    before = last_year(made)
    return _page(made, folder, "extra_columns", lambda table: table_markup(_extended(made, before, table)))


def carried_stock(made: Made, folder: Path) -> Path:
    """HTML whose section 二 begins with what was in force last year: four figures where the form has three."""

    def table(found: Table) -> str:
        if found.width != 4:
            return table_markup(found)
        rows = []
        for y, row in enumerate(rows_of(found)):
            if y in (1, 2, 3):
                stock = "上年末有效件数" if made.edition == "2021" else "上年末公开总数"
                then = stock if y == 1 else str(7 + y + made.year % 10)
                rows.append([row[0], then, *row[1:]])
            else:
                rows.append([*row, ""])
        return _grid(rows, " border=1")

    return _page(made, folder, "carried_stock", table)


def traditional_copy(made: Made, folder: Path) -> Path:
    """HTML of an encyclopedia's copy in traditional script."""
    from opencc import OpenCC

    path = _page(made, folder, "traditional_copy", table_markup)
    path.write_text(OpenCC("s2t").convert(path.read_text("utf-8")), encoding="utf-8")
    return path


def struck_figures(made: Made, folder: Path) -> Path:
    """HTML in which a struck figure stands before some of those that count: by tag and by style."""
    struck = ("<del>7</del>", "<s>12</s>", '<span style="text-decoration:line-through">30</span>')

    def table(found: Table) -> str:
        rows = []
        for boxes in boxes_of(found):
            cells = ""
            for box in boxes:
                marked = is_figure(found, box) and box.text[:1].isdigit() and (box.row + box.column) % 4 == 0
                cells += f"<td{spans(box)}>{struck[box.row % 3] if marked else ''}{escape(box.text)}</td>"
            rows.append(f"<tr>{cells}</tr>")
        return "<table>" + "".join(rows) + "</table>"

    return _page(made, folder, "struck_figures", table)


DEVELOPED: tuple[Layout, ...] = (
    form_inputs, frozen_columns, stacked_cards, comparison_columns, extra_columns, carried_stock, traditional_copy,
    struck_figures,
)  # fmt: skip
