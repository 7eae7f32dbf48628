"""A page of a PDF as glyphs and ruling lines, in the position in which a reader holds it.

The one door to PDFium. Coordinates are points from the top left corner, after the page's own rotation and after
turning a page whose text runs sideways. Nothing is understood here.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ingest.readers.frames import Frame, turned_frame
from ingest.readers.pdf_calls import Calls, Told, address
from ingest.readers.pdf_places import UNIT, Matrix, Point, spread, times, turning
from ingest.readers.pdf_unseen import Drawn, crossed_glyphs, with_strokes
from ingest.readers.stamps import without_doubles, without_stamps, without_turned
from report.errors import NoText, TooLarge, UnreadableFile

_MAX_PAGES = 600
_MAX_GLYPHS = 60_000  # of one page
_MAX_SEGMENTS = 60_000
_THIN = 3.5  # points: a filled bar as thin as this is a ruling line
_INVISIBLE = frozenset((32, 13, 10, 9, 0xA0, 0x3000, 0x200B, 0xFEFF, 0xAD))
_SLANT = 0.12  # radians: no scan lies as crooked
_STEEP = 0.02  # a line that leans no more than this is upright or level


class Glyph(NamedTuple):
    """One printed character and the box that it takes up."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str


class Rule(NamedTuple):
    """One ruling line: at `at` across its direction, from `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """What is printed on one page."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)  # horizontal rules
    upright: list[Rule] = field(default_factory=list)  # vertical rules
    unmapped: int = 0  # glyphs whose font does not say which character they are
    pictured: float = 0.0  # the share of the page that pictures cover
    turned: Frame | None = None  # how the page lies in the file, where it was not read as it came

    @property
    def frame(self) -> Frame:
        """The way from a place on this page to the page as it came."""
        return self.turned or turned_frame(self.number, 0, self.width, self.height)


class PdfFile:
    """An open PDF; use it in a `with`."""

    def __init__(self, data: bytes, name: str) -> None:
        import pypdfium2
        import pypdfium2.raw as raw

        self.raw = raw
        self.calls = Calls(raw)
        self.name = name
        try:
            self.document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower() or "security" in str(error).lower():
                raise UnreadableFile(name=name, why="文件加了密码", why_en="it needs a password") from error
            raise UnreadableFile(name=name, why="PDF已损坏或不完整", why_en="the PDF is damaged or cut off") from error
        if len(self.document) > _MAX_PAGES:
            raise TooLarge(name=name, limit=f"{_MAX_PAGES} 页")
        if len(self.document) == 0:
            raise NoText(name=name)

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.document.close()

    def metadata(self) -> dict[str, str]:
        """The properties of the file."""
        return {key: value for key, value in self.document.get_metadata_dict(skip_empty=True).items() if value.strip()}

    def pages(self) -> Iterator[Page]:
        """Every page in turn; only one is open at a time."""
        for index in range(len(self.document)):
            yield self.page(index)

    def page(self, index: int) -> Page:
        """One page, counted from 0."""
        try:
            opened = self.document[index]
        except Exception as error:
            raise UnreadableFile(
                name=self.name, why="PDF已损坏或不完整", why_en="the PDF is damaged or cut off"
            ) from error
        try:
            return _PageReading(self.calls, opened, index + 1).read()
        finally:
            opened.close()

    def picture(self, index: int, scale: float, *, grey: bool = True) -> Any:
        """One page as an image array: grey for text recognition, in colour for a person."""
        opened = self.document[index]
        try:
            return opened.render(scale=scale, grayscale=grey, rev_byteorder=not grey).to_numpy().copy()
        finally:
            opened.close()


class _PageReading:
    """Reads one page; holds PDFium's handles while it does."""

    def __init__(self, raw: Calls, opened: Any, number: int) -> None:
        self.raw = raw
        self.opened = opened
        self.handle = address(opened.raw)
        self.segments = 0
        self.flags, self.colour = Told(ctypes.c_int, 2), Told(ctypes.c_uint, 4)
        self.spot, self.box, self.transform = (Told(ctypes.c_float, count) for count in (2, 4, 6))
        self.edges = Told(ctypes.c_double, 4)
        self.drawn = Drawn(raw, self._point)
        left, bottom, right, top = opened.get_bbox()  # which may be inherited
        rotation = opened.get_rotation()
        self.turn = turning(rotation, left, bottom, right, top)
        width, height = right - left, top - bottom
        self.page = Page(number, *((height, width) if rotation in (90, 270) else (width, height)))

    def read(self) -> Page:
        """Glyphs first: which way they run says how the page is held."""
        text = self.raw.FPDFText_LoadPage(self.handle)
        try:
            sideways = self._direction(text)
            if sideways:
                self._lay_sideways(sideways)
            get, words = self.raw.FPDFPage_GetObject, self.raw.FPDF_PAGEOBJ_TEXT
            get_kind, take_words = self.raw.FPDFPageObj_GetType, self.drawn.take_words
            for index in range(self.raw.FPDFPage_CountObjects(self.handle)):
                if get_kind(item := get(self.handle, index)) == words:
                    take_words(item, UNIT)
                else:
                    self._read_object(item, UNIT, 0)
            self._read_glyphs(text)
        finally:
            self.raw.FPDFText_ClosePage(text)
        return self.page

    def _direction(self, text: int) -> int:
        """0 where most text runs as the page is held, else the quarter turn (1 to 3) that most of it is given."""
        count = self.raw.FPDFText_CountChars(text)
        votes = [0, 0, 0, 0]
        for index in range(0, count, max(1, count // 60)):
            if (angle := self.raw.FPDFText_GetCharAngle(text, index)) >= 0:
                votes[round(angle / (math.pi / 2)) % 4] += 1
        turned = (self.opened.get_rotation() // 90) % 4
        best = max(range(4), key=lambda quarter: votes[quarter])
        # PDFium counts clockwise in the unturned page; the page's own rotation comes on top.
        return (turned + best) % 4 if votes[best] > 0.7 * sum(votes) else turned if not sum(votes) else 0

    def _lay_sideways(self, quarter: int) -> None:
        """Turns the whole page so that its text runs from left to right."""
        width, height, before = self.page.width, self.page.height, self.turn
        self.page.turned = turned_frame(self.page.number, quarter, width, height)

        def after(x: float, y: float) -> Point:
            x, y = before(x, y)
            if quarter == 1:  # runs downwards: turn back by a quarter
                return y, width - x
            if quarter == 2:
                return width - x, height - y
            return height - y, x

        self.turn = after
        if quarter != 2:
            self.page.width, self.page.height = height, width

    def _read_glyphs(self, text: int) -> None:
        raw, turn, page = self.raw, self.turn, self.page
        unseen, light = self.drawn.unseen(text), self.drawn.light()
        into, read_box, edges = self.box.at[0], self.box.read, self.edges
        wide, high = page.width + 5, page.height + 5
        glyphs: list[Glyph] = []
        indexes: list[int] = []
        hidden: list[Glyph] = []
        seen: dict[int, list[Glyph]] = {}  # by text object
        pale: dict[int, float] = {}  # glyphs that may be a mark across the page, by how light they are
        turned: dict[int, list[Glyph]] = {}  # those that do not run as the page lies
        get_unicode, get_angle = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharAngle
        get_box, get_object = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetTextObject
        has_no_map = raw.FPDFText_HasUnicodeMapError
        for index in range(min(raw.FPDFText_CountChars(text), _MAX_GLYPHS)):
            code = get_unicode(text, index)
            if code in _INVISIBLE or 0xD800 <= code <= 0xDFFF or code == 0xFFFF:
                continue
            # Without a map PDFium tells the code of the glyph in its font, which may be any other character's.
            if (
                code < 32
                or has_no_map(text, index) == 1
                or code == 0xFFFE
                or 0xE000 <= code <= 0xF8FF
                or code > 0x10FFFF
            ):
                page.unmapped += 1
                code = 0xFFFD
            angle = get_angle(text, index)
            if angle and abs(math.remainder(angle, math.pi / 2)) > _SLANT:
                continue  # a mark across the page
            if not get_box(text, index, into):
                continue
            x0, y1, x1, y0 = read_box()
            if not 0 < y1 - y0 < 60 or not x1 > x0:
                if not raw.FPDFText_GetCharBox(text, index, *edges.at):
                    continue
                x0, x1, y0, y1 = edges.read()
            ax, ay = turn(x0, y0)
            bx, by = turn(x1, y1)
            if ax > bx:
                ax, bx = bx, ax
            if ay > by:
                ay, by = by, ay
            if not (-5 < ax < wide and -5 < ay < high):
                continue
            glyph = Glyph(ax, ay, bx, by, chr(code))
            if unseen or light:
                holder = get_object(text, index)
                if holder in unseen:
                    hidden.append(glyph)
                    continue
                seen.setdefault(holder, []).append(glyph)
                if holder in light:
                    pale[id(glyph)] = light[holder]
            if angle and (way := round(angle / (math.pi / 2)) % 4):
                turned.setdefault(way, []).append(glyph)
            glyphs.append(glyph)
            indexes.append(index)
        known = glyphs
        if hidden:
            glyphs = glyphs + self.drawn.given_back(hidden, seen, unseen)
        glyphs = without_stamps(without_doubles(without_turned(glyphs, turned)), pale)
        if crossed := crossed_glyphs(glyphs, page.level):
            number = {id(glyph): index for glyph, index in zip(known, indexes, strict=True)}
            outlines = {at: self._outline(text, number[at]) for at in crossed if at in number}
            glyphs = with_strokes(glyphs, crossed, outlines)
        page.glyphs = glyphs

    def _outline(self, text: int, index: int) -> tuple[float, float, float, float] | None:
        """What a character itself takes up."""
        if not self.raw.FPDFText_GetCharBox(text, index, *self.edges.at):
            return None
        left, right, bottom, top = self.edges.read()
        return spread([self.turn(left, bottom), self.turn(right, top)])

    def _read_object(self, item: int, matrix: Matrix, depth: int) -> None:
        raw = self.raw
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self.drawn.take_words(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._read_path(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_SHADING:
            self.drawn.take_fill(item, matrix, white=False)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 8:
            inner = times(self._matrix(item), matrix)
            for index in range(raw.FPDFFormObj_CountObjects(item)):
                self._read_object(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.drawn.take_fill(item, matrix, white=False)
            place = times(self._matrix(item), matrix)
            corners = [self._point(x, y, place) for x, y in ((0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0))]
            self._add_bar(corners)
            left, top, right, bottom = spread(corners)
            area = max(0.0, right - left) * max(0.0, bottom - top)
            self.page.pictured = max(self.page.pictured, area / max(1.0, self.page.width * self.page.height))

    def _matrix(self, item: int) -> Matrix:
        if not self.raw.FPDFPageObj_GetMatrix(item, self.transform.at[0]):
            return UNIT
        a, b, c, d, e, f = self.transform.read()
        return a, b, c, d, e, f

    def _point(self, x: float, y: float, matrix: Matrix) -> Point:
        if matrix == UNIT:
            return self.turn(x, y)
        a, b, c, d, e, f = matrix
        return self.turn(a * x + c * y + e, b * x + d * y + f)

    def _read_path(self, item: int, matrix: Matrix) -> None:
        raw = self.raw
        if not raw.FPDFPath_GetDrawMode(item, *self.flags.at):
            return
        filled, stroked = map(bool, self.flags.read())
        if not (filled or stroked):
            return
        count = raw.FPDFPath_CountSegments(item)
        self.segments += max(0, count)
        white = self._is_white(item, stroked=stroked)
        if filled:
            blank = white if not stroked else self._is_white(item, stroked=False)
            self.drawn.take_fill(item, matrix, white=blank)
        if count < 2 or self.segments > _MAX_SEGMENTS or white:
            return
        place = times(self._matrix(item), matrix)
        if count <= 5 and (corners := self._rectangle(item, count, place)):
            self._add_rectangle(*corners, stroked=stroked)
            return
        for points, closed in self._subpaths(item, count, place):
            if stroked:
                for one, two in itertools.pairwise(points):
                    self._add_line(one, two)
                if closed and len(points) > 2:
                    self._add_line(points[-1], points[0])
            else:
                self._add_bar(points)

    def _rectangle(self, item: int, count: int, matrix: Matrix) -> tuple[Point, Point] | None:
        """Two corners of a path that is an upright rectangle, as the path of a cell's border mostly is."""
        if count < 4 or not self._is_upright(matrix):
            return None
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = (self._segment(item, index) for index in range(4))
        if not ((ax == bx and by == cy and cx == dx and dy == ay) or (ay == by and bx == cx and cy == dy and dx == ax)):
            return None
        if count == 5 and self._segment(item, 4) != (ax, ay):
            return None
        return self._point(ax, ay, matrix), self._point(cx, cy, matrix)

    def _segment(self, item: int, index: int) -> Point:
        self.raw.FPDFPathSegment_GetPoint(self.raw.FPDFPath_GetPathSegment(item, index), *self.spot.at)
        x, y = self.spot.read()
        return x, y

    def _is_upright(self, matrix: Matrix) -> bool:
        a, b, c, d, _, _ = matrix
        return (b == 0 and c == 0) or (a == 0 and d == 0)

    def _add_rectangle(self, one: Point, two: Point, *, stroked: bool) -> None:
        (x0, x1), (y0, y1) = sorted((one[0], two[0])), sorted((one[1], two[1]))
        if not stroked or x1 - x0 <= _THIN or y1 - y0 <= _THIN:
            self._add_bar([(x0, y0), (x1, y1)])
            return
        self.page.level.extend((Rule(y0, x0, x1), Rule(y1, x0, x1)))
        self.page.upright.extend((Rule(x0, y0, y1), Rule(x1, y0, y1)))

    def _subpaths(self, item: int, count: int, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
        raw = self.raw
        points: list[Point] = []
        closed = False
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, *self.spot.at)
            x, y = self.spot.read()
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
                yield points, closed
                points, closed = [], False
            points.append(self._point(x, y, matrix))
            if len(points) > 2 and raw.FPDFPathSegment_GetClose(segment):
                closed = True
        if points:
            yield points, closed

    def _is_white(self, item: int, *, stroked: bool) -> bool:
        get = self.raw.FPDFPageObj_GetStrokeColor if stroked else self.raw.FPDFPageObj_GetFillColor
        if not get(item, *self.colour.at):
            return False
        *colours, alpha = self.colour.read()
        return bool(alpha == 0 or min(colours) > 250)

    def _add_line(self, one: Point, two: Point) -> None:
        (ax, ay), (bx, by) = one, two
        across, down = abs(ax - bx), abs(ay - by)
        if across > 2 and down <= max(0.6, across * _STEEP):
            self.page.level.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
        elif down > 2 and across <= max(0.6, down * _STEEP):
            self.page.upright.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))

    def _add_bar(self, points: list[Point]) -> None:
        x0, y0, x1, y1 = spread(points)
        across, down = x1 - x0, y1 - y0
        if down <= _THIN and across > max(2.0, down):
            self.page.level.append(Rule((y0 + y1) / 2, x0, x1))
        elif across <= _THIN and down > max(2.0, across):
            self.page.upright.append(Rule((x0 + x1) / 2, y0, y1))
