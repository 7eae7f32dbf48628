"""Proofs: the box stands around the figure, on a page as it came from the copier and in what is redrawn."""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw
from sqlalchemy import update

from bot.pictures.proof import Proof, draw_proof
from ingest.extract import document_to_report
from ingest.readers import read_document, recognition
from report.facts import Area, Fact, Place, Report
from report.form import Cell
from retrieval.answer import citation_to_json
from retrieval.store import Store
from retrieval.store.schema import facts as facts_table
from tests.maker import layouts, layouts_office
from tests.maker.bodies import YUTING_SCIENCE
from tests.maker.made import Made, make
from tests.maker.write import write
from tests.maker.write.pdf import find_font
from tests.maker.write.scan import Copier, write_scan

pytestmark = pytest.mark.skipif(find_font() is None, reason="no CJK font here: apt-get install fonts-noto-cjk")
recognises = pytest.mark.skipif(not recognition.is_installed(), reason="the OCR extra is not installed")
NEW, GRANTED = Cell.parse("applications/new/total"), Cell.parse("applications/granted/business")
RED, BLUE = (204, 51, 34), (47, 111, 171)
Bounds = tuple[int, int, int, int]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open("", tmp_path / "data")


def keep(store: Store, path: Path, report: Report | None = None) -> Report:
    """A file stored with what was read of it."""
    report = report or document_to_report(read_document(path))
    report = replace(report, file=path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    report = replace(
        report, facts=tuple(replace(f, citation=replace(f.citation, file=path.name)) for f in report.facts)
    )
    store.save(report, original=path)
    return report


def fact_of(report: Report, cell: Cell) -> Fact:
    return next(fact for fact in report.facts if fact.cell == cell)


def prove(store: Store, fact: Fact, language: str = "zh") -> Proof:
    return draw_proof(citation_to_json(fact.citation), store, language, fact.citation.place.column, fact.cell.key)


def points(proof: Proof) -> Any:
    return np.asarray(Image.open(io.BytesIO(proof.picture)).convert("RGB")).astype(int)


def bounds(marked: Any) -> Bounds:
    ys, xs = np.nonzero(marked)
    return int(xs.min()), int(ys.min()), int(xs.max()), int(ys.max())


def box(picture: Any, colour: tuple[int, int, int]) -> Bounds:
    """What a line of this colour goes round."""
    return bounds(abs(picture - colour).sum(axis=2) < 30)


def ink(picture: Any, inside: Bounds, apart: int = 7) -> int:
    """Dark points within a box, its own line left out."""
    x0, y0, x1, y1 = inside
    return int((picture[y0 + apart : y1 - apart, x0 + apart : x1 - apart].max(axis=2) < 130).sum())


# — pages —


@recognises
def test_the_box_on_a_scan_encloses_the_figure_where_the_copier_left_it(store: Store, tmp_path: Path) -> None:
    """The pages of a PDF tell where each cell was printed; the scan is the same pages, turned by a known angle."""
    made, copier = make(YUTING_SCIENCE, 2023, 1), Copier(200, angle=1.8, noise=5)
    plain = document_to_report(read_document(write(made, tmp_path / "printed.pdf")))
    printed = {fact.cell: fact.citation.place.area for fact in plain.facts}
    scanned = keep(store, write_scan(made, tmp_path / "scanned.pdf", copier))
    for fact in scanned.facts:
        area, true = fact.citation.place.area, printed[fact.cell]
        assert area is not None
        assert true is not None
        angle = copier.angle * (1 - 2 * ((true.page - 1) % 2))
        for (x, y), (u, v) in zip(turned(true, angle), corners(area), strict=True):
            assert math.dist((x, y), (u, v)) < 2.5, fact.cell  # points
    for cell in (NEW, GRANTED):
        picture = points(prove(store, fact_of(scanned, cell)))
        assert ink(picture, box(picture, RED)) > 20
        row = box(picture, BLUE)
        assert row[0] < box(picture, RED)[0]
        assert row[3] - row[1] < 0.1 * picture.shape[1]


def corners(area: Area) -> list[tuple[float, float]]:
    """On A4, in points."""
    return [(x * 0.0595, y * 0.0842) for x, y in zip(area.corners[::2], area.corners[1::2], strict=True)]


def turned(area: Area, angle: float) -> list[tuple[float, float]]:
    """On a page that was laid askew on the glass, around its middle, against the clock."""
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    moved = [(x - 297.5, y - 421.0) for x, y in corners(area)]
    return [(297.5 + x * cosine + y * sine, 421.0 - x * sine + y * cosine) for x, y in moved]


def page_with_ink(turn: int) -> tuple[Image.Image, Area, Area]:
    """A page with one dark figure on it, lying on its side by so many quarters, and where figure and row are."""
    page = Image.new("L", (900, 1270), 255)
    ImageDraw.Draw(page).rectangle((640, 500, 670, 524), fill=0)
    found = []
    for x0, y0, x1, y1 in ((625, 492, 690, 532), (90, 492, 810, 532)):
        around = [(x0 / 900, y0 / 1270), (x1 / 900, y0 / 1270), (x1 / 900, y1 / 1270), (x0 / 900, y1 / 1270)]
        for _ in range(turn):
            around = [(y, 1 - x) for x, y in around]
        found.append(Area(1, tuple(round(part * 10_000) for corner in around for part in corner)))
    return Image.fromarray(np.rot90(np.asarray(page), turn)), found[0], found[1]


@pytest.mark.parametrize(("suffix", "turn"), [(".png", 0), (".png", 1), (".pdf", 2), (".jpg", 3), (".tif", 0)])
def test_a_picture_is_turned_for_the_reader_and_boxed_where_it_was_kept(
    store: Store, tmp_path: Path, suffix: str, turn: int
) -> None:
    page, area, row = page_with_ink(turn)
    page.save(tmp_path / f"a{suffix}", resolution=108)
    report = make(YUTING_SCIENCE, 2023, 1).report(f"a{suffix}")
    place = Place(1, 2, 4, 10, "一、本年新收政府信息公开申请数量", area, row)
    fact = fact_of(report, NEW)
    report = replace(report, facts=(replace(fact, citation=replace(fact.citation, place=place)),))
    proof = prove(store, keep(store, tmp_path / f"a{suffix}", report).facts[0])
    picture = points(proof)
    dark, red, blue = bounds(picture.max(axis=2) < 60), box(picture, RED), box(picture, BLUE)
    assert red[0] < dark[0] < dark[2] < red[2]
    assert red[1] < dark[1] < dark[3] < red[3]
    assert blue[2] - blue[0] > 3 * (blue[3] - blue[1])  # the row lies level
    assert picture.shape[0] < 0.5 * picture.shape[1]  # cropped
    assert proof.caption.startswith("原页截图")


def test_a_photo_is_turned_as_the_camera_says(store: Store, tmp_path: Path) -> None:
    page, area, row = page_with_ink(0)
    tag = Image.Exif()
    tag[0x0112] = 6  # to be turned with the clock
    page.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "a.jpg", exif=tag)
    report = make(YUTING_SCIENCE, 2023, 1).report("a.jpg")
    place = Place(1, 2, 4, 10, "一、本年新收", area, row)
    fact = fact_of(report, NEW)
    report = replace(report, facts=(replace(fact, citation=replace(fact.citation, place=place)),))
    picture = points(prove(store, keep(store, tmp_path / "a.jpg", report).facts[0]))
    dark, red = bounds(picture.max(axis=2) < 60), box(picture, RED)
    assert red[0] < dark[0] < dark[2] < red[2]


def test_a_scan_stored_before_places_were_kept_is_shown_as_it_is(store: Store, tmp_path: Path) -> None:
    page_with_ink(0)[0].save(tmp_path / "a.png")
    report = make(YUTING_SCIENCE, 2023, 1).report("a.png")
    fact = fact_of(report, NEW)
    place = Place(1, 2, 4, 10, "一、本年新收")
    report = replace(report, facts=(replace(fact, citation=replace(fact.citation, place=place)),))
    proof = prove(store, keep(store, tmp_path / "a.png", report).facts[0], "en")
    assert Image.open(io.BytesIO(proof.picture)).size == (900, 1270)
    assert "was not kept" in proof.caption


@pytest.mark.parametrize("layout", ["landscape", "landscape_bare", "upright_rules", "rotated"])
def test_a_pdf_stored_before_places_were_kept_is_read_again(store: Store, tmp_path: Path, layout: str) -> None:
    draw: Callable[[Made, Path], Path] = getattr(layouts_office, layout)
    report = keep(store, draw(make(YUTING_SCIENCE, 2023, 3), tmp_path))
    kept = prove(store, fact_of(report, GRANTED)).picture
    with store._writing() as connection:
        connection.execute(update(facts_table).values(area=None))
    assert prove(store, fact_of(report, GRANTED)).picture == kept


def test_the_head_of_a_table_that_began_on_the_page_before_stands_above(store: Store, tmp_path: Path) -> None:
    report = keep(store, write(make(YUTING_SCIENCE, 2023, 3), tmp_path / "a.pdf"))
    last = fact_of(report, Cell.parse("applications/carried_out/total"))
    assert last.citation.place.page == 2
    whole, row = points(prove(store, last)), fact_of(report, Cell.parse("applications/concluded/total"))
    assert row.citation.place.row_area is not None
    band = abs(whole - (238, 242, 246)).sum(axis=2) < 6  # the name of a page
    assert sum(band.mean(axis=1) > 0.9) > 40


def test_a_sentence_of_a_pdf_is_boxed_from_its_first_sign_to_its_last(store: Store, tmp_path: Path) -> None:
    report = keep(store, write(make(YUTING_SCIENCE, 2023, 3), tmp_path / "a.pdf"))
    paragraph = next(p for s in report.sections for p in s.paragraphs if len(p.text) > 60 and p.text.count("。") > 1)
    sentence = paragraph.text.split("。")[1] + "。"
    citation = replace(report.facts[0].citation, place=paragraph.place, quote=sentence)
    picture = points(draw_proof(citation_to_json(citation), store, "zh"))
    assert ink(picture, box(picture, BLUE)) > 200
    assert not (abs(picture - RED).sum(axis=2) < 30).any()


# — redrawn —


@pytest.mark.parametrize(("language", "told"), [("zh", "按文件内容重绘"), ("zh-Hant", "重繪"), ("en", "Redrawn")])
@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_what_is_redrawn_says_so_in_the_readers_language(
    store: Store, tmp_path: Path, suffix: str, language: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = keep(store, write(make(YUTING_SCIENCE, 2023, 3), tmp_path / f"a{suffix}"))
    said: list[str] = []
    text = ImageDraw.ImageDraw.text

    def listening(self: Any, xy: Any, words: Any, *args: Any, **options: Any) -> None:
        said.append(str(words))
        text(self, xy, words, *args, **options)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", listening)
    proof = prove(store, fact_of(report, GRANTED), language)
    assert told in proof.caption
    assert any(told in words for words in said)
    picture = points(proof)
    assert ink(picture, box(picture, RED), 4) > 0


@pytest.mark.parametrize(
    "layout", ["bare_lines", "pipe_rows", "wrapped_labels", "reading_order", "wide_digits", "bold_bars"]
)
def test_in_a_text_the_characters_that_print_the_figure_are_boxed(tmp_path: Path, layout: str) -> None:
    from ingest.extract.printed import document_text, find_printed

    draw: Callable[[Made, Path], Path] = getattr(layouts, layout)
    made = make(YUTING_SCIENCE, 2023, 5)
    document = read_document(draw(made, tmp_path))
    words, found = document_text(document), find_printed(document)
    facts = [fact for fact in document_to_report(document).facts if fact.value is not None]
    assert {fact.cell for fact in facts} == set(found) & {fact.cell for fact in facts}
    for fact in facts:
        one = found[fact.cell]
        assert "".join(words[one.start : one.end].split()) == "".join((fact.printed or "").split())
