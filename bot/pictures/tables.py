"""Many figures as one picture: bodies, or years, down the side; what was asked for across the top.

A box without a figure stays empty: it is no zero.
"""

from __future__ import annotations

import io
from typing import Any

from bot.pictures.charts import measure_name, shown
from bot.pictures.fonts import chinese_font_file
from retrieval.question import Answer, Figure

MOST_ROWS, MOST_COLUMNS = 60, 8  # more do not read on a phone; the file has them all
SIZE, HIGH, SIDE = 24, 44, 14
WIDEST = 460
INK, LINE, HEAD = (31, 41, 51), (213, 219, 225), (238, 242, 246)


def draw_table(answer: Answer) -> bytes:
    """A PNG of the answer's figures, each in its row and column, with its unit in the head."""
    from PIL import Image, ImageDraw, ImageFont

    rows = table_rows(answer)
    file, face = chinese_font_file()
    font = ImageFont.truetype(file, SIZE, index=face)
    widths = [int(min(max(font.getlength(row[n]) for row in rows), WIDEST)) + 2 * SIDE + 1 for n in range(len(rows[0]))]
    picture = Image.new("RGB", (sum(widths) + 1, HIGH * len(rows) + 1), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, sum(widths), HIGH), fill=HEAD)
    for at, row in enumerate(rows):
        left = 0
        for n, (text, width) in enumerate(zip(row, widths, strict=True)):
            fitting = _fitting(text, width - 2 * SIDE, font)
            free = width - 2 * SIDE - font.getlength(fitting)
            draw.text((left + SIDE + (free if n else 0), at * HIGH + 7), fitting, font=font, fill=INK)
            left += width
        draw.line((0, (at + 1) * HIGH, sum(widths), (at + 1) * HIGH), fill=LINE)
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue()


def table_rows(answer: Answer) -> list[list[str]]:
    """Head and rows: a row a body and year, a column a measure; a row a measure where there is one body and year."""
    language = "en" if answer.language == "en" else "zh"
    several = len({(figure.agency, figure.year) for figure in answer.figures}) > 1
    rows: dict[str, dict[str, str]] = {}
    columns: dict[str, None] = {}
    for figure in answer.figures:
        name = f"{measure_name(figure.measure, language)}（{figure.unit}）"
        row, column = (_about(figure), name) if several else (name, _about(figure))
        columns[column] = None
        rows.setdefault(row, {})[column] = shown(figure.value)
    heads = list(columns)[:MOST_COLUMNS]
    return [
        ["", *heads],
        *([name, *(row.get(head, "") for head in heads)] for name, row in list(rows.items())[:MOST_ROWS]),
    ]


def _about(figure: Figure) -> str:
    years = "—".join(map(str, figure.year)) if isinstance(figure.year, tuple) else str(figure.year)
    return f"{figure.agency or ''} {years}".strip()


def _fitting(text: str, room: float, font: Any) -> str:
    while text and font.getlength(text) > room:
        text = text[:-2] + "…"
    return text
