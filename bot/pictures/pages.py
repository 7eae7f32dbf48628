"""The page itself, cropped around a place, row and cell boxed where they are printed: askew where the page is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.pictures.fonts import chinese_font
from bot.pictures.places import Spot
from ingest.readers.frames import PARTS
from report.facts import Area

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE = 2.0  # pixels a point: a phone shows the page sharply
WIDEST = 1_600  # pixels of a picture that was sent
LONGEST_SIDE = 2_400  # of one that is shown as it is
AROUND, HEAD = 0.11, 0.13  # of a page's height: what is shown around a row; what the head of a table takes
APART = 3  # pixels between a line and what it surrounds
BAND = 34  # pixels of the name of a page, where two are shown
BETWEEN = (238, 242, 246)
ROW, CELL = (47, 111, 171), (204, 51, 34)
Point = tuple[float, float]


def draw_spot(path: Path, spot: Spot, told: str) -> Image:
    """The page around a row, from the head of its table on; a head on a page before stands above, told as such.

    `told` is what a page is called: 第{page}页.
    """
    picture = _draw_spot(path, spot)
    if spot.first is None or spot.first.page == spot.page:
        return picture
    return _stacked(_draw_head(path, spot.first), picture, [told.format(page=n) for n in (spot.first.page, spot.page)])


def _draw_head(path: Path, first: Area) -> Image:
    """What stands above the first row of a table."""
    picture = page_picture(path, first.page)
    size = picture.size
    quarters = _quarters(first, size)
    picture = _turned(picture, quarters)
    bottom = max(y for _, y in _corners(first, size, quarters)[:2])
    return picture.crop((0, max(int(bottom - HEAD * _page_height(picture)), 0), picture.width, int(bottom) + 2))


def _stacked(upper: Image, lower: Image, words: Sequence[str]) -> Image:
    """Parts of two pages, one below the other, each under the name of its page."""
    from PIL import Image, ImageDraw

    font = chinese_font(20)
    width = max(upper.width, lower.width)
    whole = Image.new("RGB", (width, upper.height + lower.height + 2 * BAND), BETWEEN)
    draw = ImageDraw.Draw(whole)
    top = 0
    for part, name in zip((upper, lower), words, strict=True):
        draw.text((12, top + BAND / 2), name, font=font, fill=ROW, anchor="lm")
        whole.paste(part, (0, top + BAND))
        top += BAND + part.height
    return whole


def _draw_spot(path: Path, spot: Spot) -> Image:
    """The page turned so that it can be read, boxed and cropped."""
    from PIL import ImageDraw

    picture = page_picture(path, spot.page)
    size = picture.size
    quarters = _quarters(spot.lines[0], size)
    picture = _turned(picture, quarters)
    draw = ImageDraw.Draw(picture)
    lines = [_corners(area, size, quarters) for area in spot.lines]
    for line in lines:
        _outline(draw, line, ROW, 3)
    if spot.cell is not None:
        _outline(draw, _corners(spot.cell, size, quarters), CELL, 4)
    high = _page_height(picture)
    ys = [y for line in lines for _, y in line]
    top, bottom = min(ys) - AROUND * high, max(ys) + AROUND * high
    if spot.first is not None and spot.first.page == spot.page:
        top = min(top, min(y for _, y in _corners(spot.first, size, quarters)) - HEAD * high)
    return picture.crop((0, max(int(top), 0), picture.width, min(int(bottom), picture.height)))


def _page_height(picture: Image) -> float:
    """The height of a page; a tall picture holds several."""
    return min(picture.height, picture.width * 1.414)


def draw_whole(path: Path, page: int | None) -> Image:
    """A page whose places are not known, as it is."""
    picture = page_picture(path, page or 1)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return picture


def page_picture(path: Path, number: int) -> Image:
    """One page of a PDF, or a picture as it was sent."""
    from PIL import Image, ImageOps

    with path.open("rb") as file:
        is_pdf = file.read(5) == b"%PDF-"
    if is_pdf:
        from ingest.readers.pdf_page import PdfFile

        with PdfFile(path.read_bytes(), path.name) as opened:
            return Image.fromarray(opened.picture(number - 1, SCALE, grey=False)).convert("RGB")
    with Image.open(path) as image:
        image.seek(min(number, getattr(image, "n_frames", 1)) - 1)
        picture = ImageOps.exif_transpose(image).convert("RGB")  # turned as the camera says
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, round(picture.height * WIDEST / picture.width)), Image.Resampling.LANCZOS)
    return picture


def _quarters(area: Area, size: tuple[int, int]) -> int:
    """How often a page has to be turned against the clock for its lines to run from left to right."""
    x0, y0, x1, y1 = area.corners[:4]
    return round(math.atan2((y1 - y0) * size[1], (x1 - x0) * size[0]) / (math.pi / 2)) % 4


def _turned(picture: Image, quarters: int) -> Image:
    from PIL.Image import Transpose

    turns = (None, Transpose.ROTATE_90, Transpose.ROTATE_180, Transpose.ROTATE_270)
    turn = turns[quarters]
    return picture if turn is None else picture.transpose(turn)


def _corners(area: Area, size: tuple[int, int], quarters: int) -> list[Point]:
    """The corners of an area in pixels of the turned picture; `size` is that of the picture before."""
    width, height = size
    found = []
    for across, down in zip(area.corners[::2], area.corners[1::2], strict=True):
        x, y = across * width / PARTS, down * height / PARTS
        found.append(((x, y), (y, width - x), (width - x, height - y), (height - y, x))[quarters])
    return found


def _outline(draw: Any, corners: Sequence[Point], colour: tuple[int, int, int], width: int) -> None:
    """A line around an area, a little apart from what it holds, however the area lies."""
    (ax, ay), (bx, by), _, (dx, dy) = corners
    along, down = max(math.dist((ax, ay), (bx, by)), 1), max(math.dist((ax, ay), (dx, dy)), 1)
    ux, uy, vx, vy = (bx - ax) / along, (by - ay) / along, (dx - ax) / down, (dy - ay) / down
    apart = [
        (x + APART * (s * ux + t * vx), y + APART * (s * uy + t * vy))
        for (x, y), (s, t) in zip(corners, ((-1, -1), (1, -1), (1, 1), (-1, 1)), strict=True)
    ]
    draw.line([*apart, *apart[:2]], fill=colour, width=width, joint="curve")
