"""Places of a PDF: from the coordinates of an object, over those of the page, to the page as a reader holds it."""

from __future__ import annotations

from collections.abc import Callable

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def turning(rotation: int, left: float, bottom: float, right: float, top: float) -> Callable[[float, float], Point]:
    """From the PDF's own coordinates to those of the page as it is held."""
    return {
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }.get(rotation, lambda x, y: (x - left, top - y))


def times(one: Matrix, two: Matrix) -> Matrix:
    if two == UNIT:
        return one
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def spread(points: list[Point]) -> tuple[float, float, float, float]:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)
