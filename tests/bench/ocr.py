"""Which engine reads rows of small digits better; `python -m tests.bench.ocr` writes docs/ocr.md.

A made report is printed as PDF and scanned by a made-up copier; each cell of its largest table is cut out, and both
engines read the very same cuts. Tesseract also reads the whole table at once, its ruling lines taken away, as it is
commonly used. Needs a CJK font, the OCR extra and tesseract with `chi_sim`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np

from ingest.readers import recognition
from ingest.readers.lattice import Grid, Region, rules_to_grids
from ingest.readers.pdf_layout import read_by_rules
from ingest.readers.pdf_page import PdfFile
from ingest.readers.raster import Picture, binarise, find_rules, straighten, to_scale
from ingest.readers.scan import cell_lines, cut
from tests.maker.bodies import CITY
from tests.maker.made import Made, make
from tests.maker.pages import lay_out
from tests.maker.write.pdf import write_pdf
from tests.maker.write.scan import Copier, scan_pages

DOCUMENT = Path(__file__).parents[2] / "docs" / "ocr.md"
COPIERS = {"200 dpi, clean": Copier(200), "150 dpi, 0.6° askew, noisy": Copier(150, angle=0.6, noise=8, blur=0.5)}
_HEAD = """# Text recognition: which engine

Written by `python -m tests.bench.ocr`: the cells with figures of the largest table of a made report, printed and
scanned. “cells” are the same pictures, cut out of the page by its ruling lines, put to both engines; “whole table” is
the page at once with its ruling lines taken away, where only the number of figures found can be counted, not their
cells. Seconds are of the clock.

| scan | engine | figures right | seconds |
|---|---|---|---|
"""
_TAIL = """
RapidOCR is used: it installs with pip, its models included. Tesseract is measured only.
"""


def bare(text: str) -> str:
    """A figure without the forms that mean the same."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def tesseract(picture: Picture, mode: int, folder: Path) -> str:
    """What Tesseract reads in a picture."""
    import cv2

    path = folder / "piece.png"
    cv2.imwrite(str(path), picture)
    command = ["tesseract", str(path), "-", "-l", "chi_sim", "--psm", str(mode), "--dpi", "200"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


def printed(made: Made, folder: Path) -> tuple[int, dict[tuple[int, int], str]]:
    """The page with the largest table, and its figures by row and column."""
    path = folder / "printed.pdf"
    write_pdf(made, lay_out(made), path, "ruled")
    with PdfFile(path.read_bytes(), path.name) as file:
        pieces = [(number, piece) for number, page in enumerate(file.pages()) for piece in read_by_rules(page)]
    number, largest = max(pieces, key=lambda each: len(each[1].boxes))
    return number, {(b.row, b.column): bare(b.text) for b in largest.boxes if re.fullmatch(r"\d+", bare(b.text))}


def measure(name: str, copier: Copier, folder: Path) -> list[str]:
    """The lines of one copier."""
    made = make(CITY, 2023, 5)
    number, truth = printed(made, folder)
    page = straighten(to_scale(np.asarray(scan_pages(made, copier)[number], np.uint8))).picture
    ink = binarise(page)
    level, upright, mask = find_rules(ink)
    grid = max(rules_to_grids(level, upright), key=lambda each: len(each.regions))
    clean = page.copy()
    clean[mask > 0] = 255
    ink[mask > 0] = 0
    found_cuts = ((place, of_cell(grid, region, ink, clean)) for region, place in places(grid) if place in truth)
    cuts = {place: pieces for place, pieces in found_cuts if pieces}
    lines = []
    engines = {
        "RapidOCR, cells": rapid,
        "Tesseract, cells": lambda pieces: [tesseract(piece, 7, folder) for piece in pieces],
    }
    for engine, read in engines.items():
        start = time.perf_counter()
        texts = dict(zip(cuts, read([pieces[0] for pieces in cuts.values()]), strict=True))
        right = sum(bare(texts.get(place, "")) == printed for place, printed in truth.items() if place in cuts)
        lines.append(f"| {name} | {engine} | {right} of {len(cuts)} | {time.perf_counter() - start:.1f} |")
    start = time.perf_counter()
    found = Counter(re.findall(r"\d+", unicodedata.normalize("NFKC", tesseract(clean, 6, folder))))
    wanted = Counter(truth[place] for place in cuts)
    lines.append(
        f"| {name} | Tesseract, whole table | {sum((found & wanted).values())} of {len(cuts)} |"
        f" {time.perf_counter() - start:.1f} |"
    )
    return lines


def rapid(pieces: list[Picture]) -> list[str]:
    """What RapidOCR reads."""
    return [text for text, _ in recognition.read_pieces(pieces)]


def places(grid: Grid) -> list[tuple[Region, tuple[int, int]]]:
    """Each cell with its row and column."""
    return [(region, (region.top, region.left)) for region in grid.regions]


def of_cell(grid: Grid, region: Region, ink: Picture, clean: Picture) -> list[Picture]:
    """The cuts of one cell."""
    alone = Grid(grid.xs, grid.ys, [region], grid.owner)
    return [cut(clean, line) for line in cell_lines(alone, ink)]


if __name__ == "__main__":
    if shutil.which("tesseract") is None or not recognition.is_installed():
        sys.exit("tesseract and the OCR extra are both needed")
    with tempfile.TemporaryDirectory() as made:
        rows = [row for name, copier in COPIERS.items() for row in measure(name, copier, Path(made))]
    text = _HEAD + "\n".join(rows) + "\n" + _TAIL
    sys.stdout.write(text)
    DOCUMENT.write_text(text, encoding="utf-8")
