"""A photographed or scanned page laid straight, and the ruling lines in it.

Skew is measured on the ruling lines where there are some, else on the lines of text; a page photographed at a slant is
pulled right by the corners of its largest table. Sizes are told in points, as for PDF, so that one lattice serves both.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.readers.pdf_page import Rule

Picture = NDArray[np.uint8]

DPI = 200.0  # what pages are scaled to
_MOST_SKEW = 12.0  # degrees
_LEAST_LEVEL, _LEAST_UPRIGHT = 60, 42  # pixels: shorter strokes are parts of characters


def load_picture(data: bytes) -> list[Picture]:
    """The pages of an image file, grey; none where it cannot be decoded."""
    import cv2

    buffer = np.frombuffer(data, np.uint8)
    if data[:2] in (b"II", b"MM"):
        ok, pages = cv2.imdecodemulti(buffer, cv2.IMREAD_GRAYSCALE)
        return [np.asarray(page, np.uint8) for page in pages] if ok else []
    page = cv2.imdecode(buffer, cv2.IMREAD_GRAYSCALE)  # turned as the camera says
    return [np.asarray(page, np.uint8)] if page is not None else []


def to_scale(page: Picture) -> Picture:
    """The page at about the size that A4 has at `DPI`; what a picture says of its resolution is seldom true."""
    import cv2

    target = 8.27 * DPI
    factor = target / min(page.shape)
    if 0.9 < factor < 1.1:
        return page
    way = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(page, None, fx=factor, fy=factor, interpolation=way), np.uint8)


def binarise(page: Picture) -> Picture:
    """Ink 255, paper 0, whatever the light."""
    import cv2

    smooth = cv2.GaussianBlur(page, (3, 3), 0)
    return np.asarray(
        cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY_INV, 41, 14), np.uint8
    )


@dataclass(frozen=True, slots=True)
class Laid:
    """A page as it is ready to be read, and the matrix that leads to it from the page as it came, in pixels."""

    picture: Picture
    matrix: NDArray[np.float64]

    @property
    def back(self) -> NDArray[np.float64]:
        """The matrix from the page that is ready to the page as it came."""
        return np.asarray(np.linalg.inv(self.matrix), np.float64)


def quarter_turn(shape: tuple[int, ...], quarters: int) -> NDArray[np.float64]:
    """The matrix of `numpy.rot90`, which turns against the clock."""
    height, width = shape[:2]
    once = {
        0: ((1, 0, 0), (0, 1, 0)),
        1: ((0, 1, 0), (-1, 0, width)),
        2: ((-1, 0, width), (0, -1, height)),
        3: ((0, -1, height), (1, 0, 0)),
    }[quarters % 4]
    return np.array([*once, (0, 0, 1)], np.float64)


def scaling(before: Picture, after: Picture) -> NDArray[np.float64]:
    """The matrix from a picture to the same picture at another size."""
    return np.diag([after.shape[1] / before.shape[1], after.shape[0] / before.shape[0], 1.0])


def straighten(page: Picture) -> Laid:
    """The page with its lines level."""
    angle = _skew(binarise(page))
    laid = _turned(page, angle) if abs(angle) > 0.05 else Laid(page, np.eye(3))
    return _unslanted(laid)


def _turned(page: Picture, angle: float) -> Laid:
    import cv2

    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    paper = int(np.percentile(page, 90))
    turned = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
    return Laid(np.asarray(turned, np.uint8), np.vstack([matrix, (0.0, 0.0, 1.0)]))


def _skew(ink: Picture) -> float:
    """Degrees by which the lines of a page fall to the right."""
    import cv2

    ink = np.asarray(cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) > 60, np.uint8) * np.uint8(255)
    least = ink.shape[1] // 6
    found = cv2.HoughLinesP(ink, 1, math.pi / 1800, threshold=least // 2, minLineLength=least, maxLineGap=8)
    angles: list[tuple[float, float]] = []
    for x0, y0, x1, y1 in found.reshape(-1, 4) if found is not None else ():
        angle = math.degrees(math.atan2(float(y1 - y0), float(x1 - x0)))
        if abs(angle) < _MOST_SKEW:
            angles.append((angle, math.hypot(float(x1 - x0), float(y1 - y0))))
    if sum(length for _, length in angles) > 2 * ink.shape[1]:
        return _weighted_median(angles)
    return _skew_of_text(ink)


def _weighted_median(pairs: list[tuple[float, float]]) -> float:
    ordered = sorted(pairs)
    half, run = sum(weight for _, weight in ordered) / 2, 0.0
    for value, weight in ordered:
        run += weight
        if run >= half:
            return value
    return 0.0


def _skew_of_text(ink: Picture) -> float:
    """The angle at which the lines of text part best from the blanks between them."""
    import cv2

    small = np.asarray(cv2.resize(ink, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA), np.uint8)

    def sharpness(angle: float) -> float:
        profile = _turned_ink(small, angle).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(profile)).sum())

    coarse = max(np.arange(-8.0, 8.1, 0.5), key=sharpness)
    best = max(np.arange(coarse - 0.5, coarse + 0.51, 0.1), key=sharpness)
    return float(best)


def _turned_ink(ink: Picture, angle: float) -> Picture:
    import cv2

    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_NEAREST), np.uint8)


def _unslanted(laid: Laid) -> Laid:
    """The page pulled so that its largest table becomes upright, where a camera made it slant."""
    import cv2

    page = laid.picture
    level, upright = line_masks(binarise(page))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.bitwise_or(level, upright))
    if count < 2:
        return laid
    areas = stats[1:, cv2.CC_STAT_WIDTH].astype(np.int64) * stats[1:, cv2.CC_STAT_HEIGHT]
    largest = int(areas.argmax()) + 1
    if areas.max() < 0.12 * page.size:
        return laid
    ys, xs = np.nonzero(labels == largest)
    corners = [at(xs, ys) for at in (_upper_left, _upper_right, _lower_right, _lower_left)]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    left, right, top, bottom = (ax + dx) / 2, (bx + cx) / 2, (ay + by) / 2, (cy + dy) / 2
    target = [(left, top), (right, top), (right, bottom), (left, bottom)]
    moved = max(math.dist(one, two) for one, two in zip(corners, target, strict=True))
    if moved < 4 or moved > 0.15 * min(page.shape) or right - left < 200 or bottom - top < 100:
        return laid
    matrix = cv2.getPerspectiveTransform(np.array(corners, np.float32), np.array(target, np.float32))
    paper = int(np.percentile(page, 90))
    size = (page.shape[1], page.shape[0])
    pulled = cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_CUBIC, borderValue=paper)
    return Laid(np.asarray(pulled, np.uint8), np.asarray(matrix, np.float64) @ laid.matrix)


def _upper_left(xs: Any, ys: Any) -> tuple[float, float]:
    at = int((xs + ys).argmin())
    return float(xs[at]), float(ys[at])


def _lower_right(xs: Any, ys: Any) -> tuple[float, float]:
    at = int((xs + ys).argmax())
    return float(xs[at]), float(ys[at])


def _upper_right(xs: Any, ys: Any) -> tuple[float, float]:
    at = int((xs - ys).argmax())
    return float(xs[at]), float(ys[at])


def _lower_left(xs: Any, ys: Any) -> tuple[float, float]:
    at = int((xs - ys).argmin())
    return float(xs[at]), float(ys[at])


def line_masks(ink: Picture) -> tuple[Picture, Picture]:
    """The ruling lines alone: level ones and upright ones."""
    import cv2

    wide = cv2.getStructuringElement(cv2.MORPH_RECT, (_LEAST_LEVEL, 1))
    tall = cv2.getStructuringElement(cv2.MORPH_RECT, (1, _LEAST_UPRIGHT))
    # A line that leans by a pixel or two over its length must not fall into pieces.
    level = cv2.morphologyEx(cv2.dilate(ink, np.ones((3, 1), np.uint8)), cv2.MORPH_OPEN, wide)
    upright = cv2.morphologyEx(cv2.dilate(ink, np.ones((1, 3), np.uint8)), cv2.MORPH_OPEN, tall)
    return np.asarray(level, np.uint8), np.asarray(upright, np.uint8)


def find_rules(ink: Picture) -> tuple[list[Rule], list[Rule], Picture]:
    """Level rules, upright rules (in points), and the mask of what they cover."""
    import cv2

    level, upright = line_masks(ink)
    unit = 72.0 / DPI
    flat = [
        Rule((y + height / 2) * unit, x * unit, (x + width) * unit)
        for x, y, width, height in _components(level)
        if height < 16 and width > 4 * height
    ]
    tall = [
        Rule((x + width / 2) * unit, y * unit, (y + height) * unit)
        for x, y, width, height in _components(upright)
        if width < 16 and height > 3 * width
    ]
    mask = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((3, 3), np.uint8))
    return flat, tall, np.asarray(mask, np.uint8)


def _components(mask: Picture) -> list[tuple[int, int, int, int]]:
    import cv2

    count, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in stats[1:count]]
