"""PDF: ruling lines, positions, page breaks. Made reports are drawn in several ways and must come back as they were."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Block, Box, Table, Text
from ingest.extract import document_to_report
from ingest.readers import bytes_to_document, read_document, recognition
from ingest.readers.columns import Row, figure_columns, is_figure
from ingest.readers.lattice import merge_rules, rules_to_grids
from ingest.readers.lines import Line, Word, glyphs_to_lines, is_numbered
from ingest.readers.pages import Piece, pieces_to_blocks
from ingest.readers.pdf_layout import read_by_rules
from ingest.readers.pdf_page import Glyph, Page, PdfFile, Rule
from report.errors import ReportError, UnreadableFile
from report.facts import Area
from tests.maker import layouts_office
from tests.maker.bodies import CITY
from tests.maker.made import Made, make
from tests.maker.pages import lay_out
from tests.maker.write.pdf import find_font

drawn = pytest.mark.skipif(find_font() is None, reason="no CJK font here: apt-get install fonts-noto-cjk")


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def rows_of(blocks: tuple[Block, ...]) -> list[list[str]]:
    return [
        [bare(box.text) if box else "" for box in row]
        for table in blocks
        if isinstance(table, Table)
        for row in table.grid()
    ]


@drawn
@pytest.mark.parametrize("blank", [None, "—"])
@pytest.mark.parametrize("layout", ["landscape", "landscape_bare", "upright_rules", "rotated"])
def test_every_row_of_figures_comes_back(layout: str, blank: str | None, tmp_path: Path) -> None:
    made = make(CITY, 2023, 7, blank=blank)
    draw: Callable[[Made, Path], Path] = getattr(layouts_office, layout)
    document = read_document(draw(made, tmp_path))
    tables = [block for block in lay_out(made) if isinstance(block, Table)]
    read = [row[-7:] for row in rows_of(document.blocks)]
    assert [row[-7:] for row in rows_of((tables[1],))[3:] if row[-7:] not in read] == []
    assert rows_of((tables[2],))[-1] in [row[-15:] for row in rows_of(document.blocks)]


@drawn
@pytest.mark.parametrize(
    ("layout", "blank"), [("landscape", "/"), ("landscape_bare", "/"), ("upright_rules", None), ("rotated", "—")]
)
def test_the_place_of_a_cell_holds_its_figure_and_nothing_else(layout: str, blank: str | None, tmp_path: Path) -> None:
    draw: Callable[[Made, Path], Path] = getattr(layouts_office, layout)
    path = draw(make(CITY, 2023, 7, blank=blank), tmp_path)
    with PdfFile(path.read_bytes(), path.name) as file:
        printed = {
            page.number: [(middle_of(page, glyph), glyph.text) for glyph in page.glyphs] for page in file.pages()
        }
    for fact in document_to_report(read_document(path)).facts:
        place = fact.citation.place
        if layout == "upright_rules" and place.table is None:
            continue  # read from its line alone, in the second reading
        assert place.area is not None
        assert place.row_area is not None
        assert place.page == place.area.page == place.row_area.page
        inside = "".join(text for at, text in printed[place.area.page] if holds(place.area, at))
        assert bare(inside) == bare(fact.printed or "")
        assert holds(place.row_area, (sum(place.area.corners[::2]) / 4, sum(place.area.corners[1::2]) / 4))


def middle_of(page: Page, glyph: Glyph) -> tuple[float, float]:
    """Where the middle of a character lies on the page as it came."""
    corners = page.frame.area(glyph.x0, glyph.y0, glyph.x1, glyph.y1).corners
    return sum(corners[::2]) / 4, sum(corners[1::2]) / 4


def holds(area: Area, at: tuple[float, float]) -> bool:
    xs, ys = area.corners[::2], area.corners[1::2]
    return min(xs) <= at[0] <= max(xs) and min(ys) <= at[1] <= max(ys)


@drawn
def test_both_readings_of_a_ruled_page_find_the_same_figures(tmp_path: Path) -> None:
    document = read_document(layouts_office.landscape(make(CITY, 2022, 3), tmp_path))
    ruled, placed = rows_of(document.blocks), [row[-7:] for row in rows_of(document.alternative)]
    figures = [row[-7:] for row in ruled if len(row) == 10 and all(is_figure(text) for text in row[-7:])]
    assert len(figures) == 25
    assert [row for row in figures if row not in placed] == []


@drawn
def test_a_cut_off_file_is_refused(tmp_path: Path) -> None:
    path = layouts_office.landscape(make(CITY, 2022, 3), tmp_path)
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(ReportError):
        read_document(path)


def pdf(font: bytes, text: bytes) -> bytes:
    """A page with one line in one font."""
    content = b"BT /F1 12 Tf 72 700 Td (" + text + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        font,
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(objects, start=1))
    return body + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


def test_a_font_that_does_not_say_its_characters_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
    nameless = b"<</Type/Font/Subtype/Type1/BaseFont/Foo/Encoding<</Differences[48/g1/g2/g3/g4]>>>>"
    with pytest.raises(UnreadableFile):
        bytes_to_document(pdf(nameless, b"0123" * 10), "a.pdf", ".pdf")
    plain = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    document = bytes_to_document(pdf(plain, b"0123" * 10), "a.pdf", ".pdf")
    assert [text.text for text in document.texts()] == ["0123" * 10]


def grid_of(xs: list[float], ys: list[float]) -> tuple[list[Rule], list[Rule]]:
    return [Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in xs]


steps = st.lists(st.floats(12, 80), min_size=2, max_size=6)


@given(steps, steps, st.randoms())
def test_a_grid_is_found_from_its_lines_in_any_pieces(wide: list[float], high: list[float], random: object) -> None:
    xs, ys = [sum(wide[:at]) for at in range(len(wide) + 1)], [sum(high[:at]) for at in range(len(high) + 1)]
    level, upright = grid_of(xs, ys)
    pieces = [
        Rule(r.at + d, a, b) for r in level for a, b, d in ((r.start, r.end / 2, 0.0), (r.end / 2 - 1, r.end, 0.4))
    ]
    (grid,) = rules_to_grids(pieces, upright)
    assert len(grid.regions) == len(wide) * len(high)
    for column, (left, right) in enumerate(itertools.pairwise(xs)):
        region = grid.find((left + right) / 2, (ys[0] + ys[1]) / 2)
        assert region is not None
        assert grid.regions[region].left == column


def test_a_missing_line_merges_two_cells() -> None:
    level, upright = grid_of([0, 50, 100, 150], [0, 20, 40])
    upright[1] = Rule(50, 20, 40)
    (grid,) = rules_to_grids(level, upright)
    assert grid.find(10, 10) == grid.find(60, 10)
    assert grid.find(10, 30) != grid.find(60, 30)


def test_a_table_without_outer_borders_keeps_its_outer_columns() -> None:
    level, _ = grid_of([0, 50, 100, 150], [0, 20, 40])
    (grid,) = rules_to_grids(level, [Rule(50, 0, 40), Rule(100, 0, 40)])
    assert len(grid.xs) == 4


def test_rules_of_two_tables_keep_their_own_places() -> None:
    rules = merge_rules([Rule(100, 0, 50), Rule(102, 200, 260)])
    assert [rule.at for rule in rules] == [100, 102]


def line(text: str, y: float, x: float = 0, size: float = 10) -> Line:
    """Characters a size wide, a blank as wide as one."""
    return Line([Glyph(x + i * size, y, x + (i + 1) * size, y + size, c) for i, c in enumerate(text) if c != " "])


@pytest.mark.parametrize(
    ("text", "bears"),
    [
        ("予以公开  3 0 0 0 0 0 3", True),
        ("行政许可     12", True),
        ("全年公开信息12", False),
        ("自然人 商业企业 科研机构", False),
        ("3 0 0", True),
    ],
)
def test_which_lines_are_rows_of_figures(text: str, bears: bool) -> None:
    assert Row.of(line(text, 0)).bears_figures is bears


def test_a_blank_cell_keeps_its_column() -> None:
    rows = [
        [Word(100, 110, "3"), Word(150, 160, "0"), Word(200, 210, "3")],
        [Word(100, 110, "1"), Word(198, 212, "12")],
    ]
    assert [round((low + high) / 2) for low, high in figure_columns(rows)] == [105, 155, 205]


@pytest.mark.parametrize(
    ("text", "figure"), [("１２", True), ("—", True), ("251000元", True), ("规章", False), ("", False)]
)
def test_is_figure(text: str, figure: bool) -> None:
    assert is_figure(text) is figure


@pytest.mark.parametrize(
    ("text", "numbered"), [("（三）不予公开", True), ("2.重复申请", True), ("期不补正", False), ("2023年", False)]
)
def test_is_numbered(text: str, numbered: bool) -> None:
    assert is_numbered(text) is numbered


@given(st.permutations(range(12)))
def test_lines_do_not_depend_on_the_order_of_glyphs(order: list[int]) -> None:
    glyphs = [Glyph(x * 10, y * 15, x * 10 + 10, y * 15 + 10, "甲乙丙丁"[x]) for y in range(3) for x in range(4)]
    assert [each.text for each in glyphs_to_lines([glyphs[at] for at in order])] == ["甲乙丙丁"] * 3


def ruled(page: int, rows: list[list[str]]) -> Piece:
    boxes = tuple(Box(text, y, x) for y, row in enumerate(rows) for x, text in enumerate(row))
    return Piece(page, 0, 100, boxes=boxes, edges=tuple(50.0 * x for x in range(len(rows[0]) + 1)), exact=True)


def joined(upper: list[list[str]], lower: list[list[str]]) -> list[list[str]]:
    pages = [Page(1, 600, 800), Page(2, 600, 800)]
    return rows_of(tuple(pieces_to_blocks([[ruled(1, upper)], [ruled(2, lower)]], pages)))


def glyphs(text: str, x: float, y: float, size: float = 10) -> list[Glyph]:
    """Digits of a line, set solid."""
    return [Glyph(x + 6 * n, y, x + 6 * n + 6, y + size, character) for n, character in enumerate(text)]


def cell_texts(piles: list[list[str]], width: float = 22, label: str = "") -> list[list[str]]:
    """What is read of one row of ruled cells with lines of text in each, a wide label cell before them."""
    xs = [20.0, 120.0] if label else [20.0]
    xs += [xs[-1] + width * n for n in range(1, len(piles) + 1)]
    level, upright = grid_of(xs, [50.0, 120.0])
    page = Page(1, 600, 800, level=level, upright=upright)
    columns = [label.split("|"), *piles] if label else piles
    for left, pile in zip(xs, columns, strict=False):
        page.glyphs += [g for n, text in enumerate(pile) for g in glyphs(text, left + 3, 60.0 + 12 * n)]
    (table,) = (piece for piece in read_by_rules(page) if piece.boxes)
    by_row: dict[int, list[str]] = {}
    for box in table.boxes:
        by_row.setdefault(box.row, []).append(box.text)
    return list(by_row.values())


def test_a_long_figure_in_a_narrow_cell_is_one_figure() -> None:
    assert cell_texts([["12", "34", "56"], ["0"], ["88", "12", "3"]]) == [["12\n34\n56", "0", "88\n12\n3"]]


def test_rows_without_lines_between_them_are_rows() -> None:
    read = cell_texts([["5", "0", "12"], ["0", "7", "3"]], width=60, label="甲|乙|丙")
    assert read == [["甲", "5", "0"], ["乙", "0", "7"], ["丙", "12", "3"]]


def test_a_table_goes_on_over_a_page_break() -> None:
    assert joined([["1.甲", "3"], ["2.乙", "0"]], [["3.丙", "1"]]) == [["1.甲", "3"], ["2.乙", "0"], ["3.丙", "1"]]


def test_a_row_that_a_page_break_cuts_in_two_is_one() -> None:
    assert joined([["1.申请人逾", "3"]], [["期不补正", ""], ["2.乙", "1"]]) == [
        ["1.申请人逾期不补正", "3"],
        ["2.乙", "1"],
    ]


def test_a_blank_row_is_not_taken_for_the_rest_of_one() -> None:
    assert joined([["1.甲", ""]], [["2.乙", ""], ["3.丙", "1"]]) == [["1.甲", ""], ["2.乙", ""], ["3.丙", "1"]]


def test_a_head_printed_anew_is_told_once() -> None:
    head = ["项目", "件数"]
    assert joined([head, ["1.甲", "3"]], [head, ["2.乙", "1"]]) == [head, ["1.甲", "3"], ["2.乙", "1"]]


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    pieces = [[Piece(1, 700, 715, text="本年新收申请", full=True)], [Piece(2, 50, 65, text="十二件。")]]
    blocks = list(pieces_to_blocks(pieces, [Page(1, 600, 800), Page(2, 600, 800)]))
    assert [block.text for block in blocks if isinstance(block, Text)] == ["本年新收申请十二件。"]


def test_a_figure_behind_a_page_break_is_no_rest_of_the_head_above_it() -> None:
    """A narrow column breaks 13977宗 over lines; the head over it spans the rows before the break."""
    upper = (Box("项目", 0, 0), Box("自然人", 0, 1, rowspan=2), Box("二", 1, 0))
    lower = (Box("1.甲", 0, 0), Box("139\n77\n宗", 0, 1))
    pieces = [
        [Piece(1, 50, 700, boxes=upper, edges=(20.0, 120.0, 220.0), exact=True)],
        [Piece(2, 50, 700, boxes=lower, edges=(20.0, 120.0, 220.0), exact=True)],
    ]
    (table,) = pieces_to_blocks(pieces, [Page(1, 600, 800), Page(2, 600, 800)])
    assert isinstance(table, Table)
    assert {box.text for box in table.boxes if box.column == 1} == {"自然人", "139\n77\n宗"}
