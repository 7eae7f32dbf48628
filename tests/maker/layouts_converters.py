"""The third round, held back: text and Markdown as converters and crawlers leave it, each in its own manner."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unicodedata import east_asian_width

from ingest.document import Table, Text
from tests.maker.made import BLANKS, Made
from tests.maker.pages import lay_out
from tests.maker.variants import headed, labelled_rows, review_rows
from tests.maker.write.text import rows_of

Layout = Callable[[Made, Path], Path]
_NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def wide(text: str) -> int:
    """Columns of a typewriter that a text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, width: int) -> str:
    """The text with blanks behind it."""
    return text + " " * max(0, width - wide(text))


def folded(text: str, width: int) -> list[str]:
    """The text in lines that are no wider than that."""
    lines = [""]
    for char in text:
        if wide(lines[-1] + char) > width:
            lines.append("")
        lines[-1] += char
    return lines


def text_file(made: Made, folder: Path, name: str, table: Callable[[Table], str], between: str = "\n") -> Path:
    """A text file with the tables as `table` prints them."""
    path = folder / name
    parts = (block.text if isinstance(block, Text) else table(block) for block in lay_out(made))
    path.write_text(between.join(parts) + "\n", encoding="utf-8")
    return path


def _widths(table: Table) -> list[int]:
    if table.width == 10:
        return [10, 14, 24, *[9] * 7]
    return [12] * 15 if table.width == 15 else [26, 20, 20, 20]


def pandoc_grid(made: Made, folder: Path) -> Path:
    """Markdown with grid tables: +---+---+ between rows, long labels on several lines of their box."""

    def table(found: Table) -> str:
        widths = _widths(found)
        rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
        lines = [rule]
        for at, row in enumerate(rows_of(found)):
            boxes = [folded(text, width) for text, width in zip(row, widths, strict=True)]
            for line in range(max(map(len, boxes))):
                cells = (padded(box[line] if line < len(box) else "", w) for box, w in zip(boxes, widths, strict=True))
                lines.append("| " + " | ".join(cells) + " |")
            lines.append(rule.replace("-", "=") if at == 0 else rule)
        return "\n".join(lines)

    return text_file(made, folder, "pandoc_grid.md", table, "\n\n")


def markitdown_sheet(made: Made, folder: Path) -> Path:
    """Markdown of a whole worksheet as one table of fifteen columns: Unnamed: 3 for a head, NaN for what is empty."""
    lines: list[list[str]] = []
    for block in lay_out(made):
        lines += [[block.text]] if isinstance(block, Text) else [*rows_of(block), []]
    head = [lines[0][0], *(f"Unnamed: {at}" for at in range(1, 15))]
    rows = [head, ["---"] * 15, *([text or "NaN" for text in row] + ["NaN"] * (15 - len(row)) for row in lines[1:])]
    path = folder / "markitdown_sheet.md"
    text = "## Sheet1\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
    path.write_text(text, encoding="utf-8")
    return path


def html_paragraphs(made: Made, folder: Path) -> Path:
    """Text out of HTML whose boxes were paragraphs: a bar on a line of its own between two boxes of a row."""

    def table(found: Table) -> str:
        rows = ["\n\n| \n\n".join(text.replace("（区", "  \n（区") for text in row) for row in rows_of(found, None)]
        return "\n\n" + "\n\n---|---  \n\n".join(["\n\n".join(rows[:1]), "\n\n".join(rows[1:])]) + "\n\n"

    return text_file(made, folder, "html_paragraphs.txt", table, "\n\n")


def antiword_columns(made: Made, folder: Path) -> Path:
    """Text out of an old Word file: bars between columns, labels on several lines, nothing between the rows."""

    def table(found: Table) -> str:
        widths = _widths(found)
        lines = []
        for y in range(found.height):
            row: list[tuple[list[str], int]] = []
            for x, box in enumerate(found.grid()[y]):
                if box is None or x != box.column:
                    continue
                width = sum(widths[x : x + box.colspan]) + box.colspan - 1
                row.append((folded(box.text if y == box.row else "", width), width))
            for line in range(max(len(text) for text, _ in row)):
                cells = (padded(text[line] if line < len(text) else "", width) for text, width in row)
                lines.append("|" + "|".join(cells) + "|")
        return "\n".join(["", *lines, ""])

    return text_file(made, folder, "antiword_columns.txt", table)


def list_dump(made: Made, folder: Path) -> Path:
    """Text of a crawler: each row a Python list, None where a merged box goes on, line ends as \\n."""

    def table(found: Table) -> str:
        lines = []
        for y, places in enumerate(found.grid()):
            row: list[str | None] = []
            for x, box in enumerate(places):
                begins = box is not None and (box.row, box.column) == (y, x)
                text = box.text if begins and box is not None else None
                row.append(text[:2] + "\n" + text[2:] if text in _NAMES and len(text) == 4 else text)
            lines.append(repr(row))
        return f"[表格{found.number}] {found.height}x{found.width}\n" + "\n".join(lines)

    return text_file(made, folder, "list_dump.txt", table)


def told_rows(made: Made, folder: Path) -> Path:
    """Text without tables: each row told in a sentence that names column after column."""

    def told(label: str, cells: list[tuple[str, str]]) -> str:
        units = [text if text in BLANKS or not text[-1].isdigit() else text + "件" for _, text in cells]
        return label + "：" + "，".join(head + unit for (head, _), unit in zip(cells, units, strict=True)) + "。"

    def disclosure() -> list[str]:
        lines, article = [], ""
        for row in made.form.table_rows("disclosure"):
            if row.article != article:
                lines.append(row.article)
            article = row.article
            cells = [
                (head.replace("本年收费金额（单位：万元）", "本年收费金额（万元）"), t) for head, t in headed(made, row)
            ]
            plain = "，".join(head + "：" + text for head, text in cells)
            lines.append(f"{row.printed(made.edition)}：{plain}；")
        return lines

    def table(found: Table) -> str:
        if found.width == 4:
            return "\n".join(disclosure())
        if found.width == 15:
            return "\n".join(told(label, cells) for label, cells in review_rows(made))
        lines: list[str] = []
        for labels, figures in labelled_rows(found):
            lines += [label for label in labels[:-1] if label not in lines]
            lines.append(told(labels[-1], list(zip(_NAMES, figures, strict=True))))
        return "\n".join(lines)

    return text_file(made, folder, "told_rows.txt", table)


HELD: tuple[Layout, ...] = (
    pandoc_grid, markitdown_sheet, html_paragraphs, antiword_columns, list_dump, told_rows,
)  # fmt: skip
