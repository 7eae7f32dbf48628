"""Pictures of pages: laid straight, their lines found, their cells recognised."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.readers import bytes_to_document, recognition, scan
from ingest.readers.lattice import rules_to_grids
from ingest.readers.raster import Picture, binarise, find_rules, straighten, to_scale
from ingest.readers.request import NeedsRecognition
from report.errors import NoText

cv2 = pytest.importorskip("cv2", reason="the OCR extra is not installed: pip install 'wenbao[ocr]'")
recognises = pytest.mark.skipif(not recognition.is_installed(), reason="the OCR extra is not installed")

_WORDS = "annual report on government openness, applications received"
FIGURES = [["12", "0", "7839"], ["0", "", "405"], ["31", "-", "6"]]


def picture(angle: float = 0.0, noise: float = 0.0) -> Picture:
    """A page with a table of three by three."""
    page = np.full((2339, 1654), 250, np.uint8)
    for at in range(4):
        cv2.line(page, (200, 400 + at * 70), (1400, 400 + at * 70), 0, 3)
        cv2.line(page, (200 + at * 400, 400), (200 + at * 400, 610), 0, 3)
    for y, row in enumerate(FIGURES):
        for x, text in enumerate(row):
            cv2.putText(page, text, (340 + x * 400, 450 + y * 70), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 0, 2, cv2.LINE_AA)
    for at in range(6):  # words, by which a page turned on its side is known
        cv2.putText(page, _WORDS, (200, 760 + at * 80), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 0, 2, cv2.LINE_AA)
    matrix = cv2.getRotationMatrix2D((827, 1169), angle, 1)
    page = np.asarray(cv2.warpAffine(page, matrix, (1654, 2339), borderValue=250), np.uint8)
    random = np.random.default_rng(1).normal(0, noise, page.shape) if noise else 0
    return np.clip(page + random, 0, 255).astype(np.uint8)


def png(page: Picture) -> bytes:
    return bytes(cv2.imencode(".png", page)[1])


@pytest.mark.parametrize("angle", [0.0, 0.7, -2.5, 6.0])
def test_a_page_is_laid_straight_and_its_grid_found(angle: float) -> None:
    level, upright, _ = find_rules(binarise(straighten(picture(angle, noise=8)).picture))
    (grid,) = rules_to_grids(level, upright)
    assert (len(grid.xs), len(grid.ys), len(grid.regions)) == (4, 4, 9)


@pytest.mark.parametrize("width", [800, 1654, 4000])
def test_a_page_comes_to_scale(width: int) -> None:
    assert abs(to_scale(np.full((width * 4 // 3, width), 255, np.uint8)).shape[1] - 1654) < 170


@recognises
@pytest.mark.parametrize("turn", [0, 1])
def test_every_cell_is_read_where_it_stands(turn: int) -> None:
    """Also on a page that was laid on the glass sideways."""
    document = bytes_to_document(png(np.rot90(picture(0.9, noise=6), turn)), "a.png", ".png")
    for blocks in (document.blocks, document.alternative):
        (table,) = (block for block in blocks if hasattr(block, "boxes"))
        assert [[box.text if box else None for box in row] for row in table.grid()] == FIGURES


@recognises
@pytest.mark.parametrize(("angle", "turn"), [(2.5, 0), (-1.2, 3)])
def test_a_cell_keeps_its_place_on_the_picture_as_it_came(angle: float, turn: int) -> None:
    document = bytes_to_document(png(np.rot90(picture(angle, noise=4), turn)), "a.png", ".png")
    (table,) = (block for block in document.blocks if hasattr(block, "boxes"))
    width, height = (1654, 2339) if turn % 2 == 0 else (2339, 1654)
    for box in table.boxes:
        assert box.area is not None
        xs, ys = [x * width / 1e4 for x in box.area.corners[::2]], [y * height / 1e4 for y in box.area.corners[1::2]]
        x, y = drawn_at(200 + box.column * 400 + 200, 400 + box.row * 70 + 35, angle, turn)
        assert abs(sum(xs) / 4 - x) < 4
        assert abs(sum(ys) / 4 - y) < 4
        first, second = np.array([xs[0], ys[0]]), np.array([xs[1], ys[1]])
        assert abs(np.linalg.norm(second - first) - 400) < 8  # a cell is as wide as it was drawn


def drawn_at(x: float, y: float, angle: float, turn: int) -> tuple[float, float]:
    """Where a point of the straight page lies once it was laid askew and on its side."""
    u, v = cv2.getRotationMatrix2D((827, 1169), angle, 1) @ (x, y, 1)
    return ((u, v), (v, 1654 - u), (1654 - u, 2339 - v), (2339 - v, u))[turn]


@recognises
def test_a_picture_without_text_is_told_as_such() -> None:
    with pytest.raises(NoText):
        bytes_to_document(png(np.full((400, 300), 255, np.uint8)), "a.png", ".png")


@recognises
def test_an_ordinary_worker_hands_a_picture_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "allowed", False)
    with pytest.raises(NeedsRecognition):
        bytes_to_document(png(picture()), "a.png", ".png")


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
    with pytest.raises(NoText, match="ocr"):
        bytes_to_document(png(picture()), "a.png", ".png")
