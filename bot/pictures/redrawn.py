"""The place of a figure drawn as the file has it, where the format has no pages; marked as redrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.pictures.fonts import chinese_font, wrap
from bot.pictures.redrawn_lines import draw_lines
from bot.pictures.redrawn_table import draw_column, draw_rows
from ingest.document import Document
from report.form import Cell

if TYPE_CHECKING:
    from PIL.Image import Image

NARROWEST = 600  # pixels
SIZE, LINE = 22, 30
MARKED = {
    "zh": "按文件内容重绘，不是原版面",
    "zh-Hant": "按檔案內容重繪，並非原版面",
    "en": "Redrawn from the file, not its own layout",
}
BLUE, PALE = (47, 111, 171), (238, 242, 246)


def redraw(
    document: Document, citation: Mapping[str, Any], column: int | None, cell: Cell | None, language: str
) -> Image:
    """The table that a citation names around its row, or the lines around what it quotes."""
    place = citation.get("locator") or {}
    table = next((table for table in document.tables() if table.number == place.get("table")), None)
    if table is not None and place.get("row") and place["row"] <= table.height:
        drawn = draw_rows(table, int(place["row"]) - 1, column)
    elif table is not None and (turned := draw_column(table, place.get("text") or "")) is not None:
        drawn = turned
    else:
        drawn = draw_lines(document, citation, column, cell)
    return _marked(drawn, f"{MARKED[language]} · {citation['file']}")


def _marked(drawn: Image, words: str) -> Image:
    """The picture under a line that says that it is redrawn."""
    from PIL import Image, ImageDraw

    font = chinese_font(SIZE)
    width = max(drawn.width, NARROWEST)
    lines = wrap(words, width - 24, font).split("\n")
    high = LINE * len(lines) + 16
    picture = Image.new("RGB", (width, drawn.height + high), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width, high - 4), fill=PALE)
    for number, line in enumerate(lines):
        draw.text((12, 6 + LINE * number), line, font=font, fill=BLUE)
    picture.paste(drawn, (0, high))
    return picture
