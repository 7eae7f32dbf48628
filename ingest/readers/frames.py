"""From a place on a page as it is read to the same place on the page as it came.

A page is turned, scaled and laid straight before it is read; a proof shows it as it was. What was done to the page is
one matrix, and its inverse leads back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from report.facts import Area

PARTS = 10_000  # of a page's width and height
Matrix = tuple[float, ...]  # nine, row by row
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page as it is read lies in the page as it came."""

    page: int  # as its text and tables tell it
    matrix: Matrix  # from the coordinates of the page as it is read to parts of the width and height as it came

    def area(self, x0: float, y0: float, x1: float, y1: float) -> Area:
        """A box on the page as it is read, where it stands on the page as it came."""
        a, b, c, d, e, f, g, h, i = self.matrix
        if not (b or d or g or h) and i == 1.0:  # upright, as nearly every page with a text layer
            left, right = _part(a * x0 + c), _part(a * x1 + c)
            top, bottom = _part(e * y0 + f), _part(e * y1 + f)
            return Area(self.page, (left, top, right, top, right, bottom, left, bottom))
        corners: list[int] = []
        for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)):
            w = (g * x + h * y + i) or 1e-9
            for part in ((a * x + b * y + c) / w, (d * x + e * y + f) / w):
                corners.append(_part(part))
        return Area(self.page, tuple(corners))


def _part(part: float) -> int:
    parts = round(part * PARTS)
    return 0 if parts < 0 else PARTS if parts > PARTS else parts


def turned_frame(page: int, quarter: int, width: float, height: float) -> Frame:
    """The frame of a page of this size that is read after turning it back by so many quarters."""
    w, h = 1 / width, 1 / height
    matrix: Matrix = {
        1: (0.0, -w, 1.0, h, 0.0, 0.0, 0.0, 0.0, 1.0),
        2: (-w, 0.0, 1.0, 0.0, -h, 1.0, 0.0, 0.0, 1.0),
        3: (0.0, w, 0.0, -h, 0.0, 1.0, 0.0, 0.0, 1.0),
    }.get(quarter, (w, 0.0, 0.0, 0.0, h, 0.0, 0.0, 0.0, 1.0))
    return Frame(page, matrix)


def around(areas: Iterable[Area]) -> Area | None:
    """The area that holds all of them, lying as the longest does; those of the first one's page alone."""
    found = list(areas)
    found = [area for area in found if area.page == found[0].page]
    if len(found) < 2:
        return found[0] if found else None
    x0, y0, x1, y1, _, _, x3, y3 = max(found, key=_length).corners
    ax, ay, bx, by = x1 - x0, y1 - y0, x3 - x0, y3 - y0  # along its lines, and down
    size = ax * by - ay * bx
    if not size:
        return found[0]
    points = [(x - x0, y - y0) for area in found for x, y in zip(area.corners[::2], area.corners[1::2], strict=True)]
    along = [(x * by - y * bx) / size for x, y in points]
    down = [(y * ax - x * ay) / size for x, y in points]
    corners: list[int] = []
    for s, t in ((min(along), min(down)), (max(along), min(down)), (max(along), max(down)), (min(along), max(down))):
        corners += [round(x0 + s * ax + t * bx), round(y0 + s * ay + t * by)]
    return Area(found[0].page, tuple(min(max(part, 0), PARTS) for part in corners))


def _length(area: Area) -> int:
    x0, y0, x1, y1 = area.corners[:4]
    return (x1 - x0) ** 2 + (y1 - y0) ** 2
