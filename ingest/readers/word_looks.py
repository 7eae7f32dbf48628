"""How Word shows a run: hidden, struck out, or too faint to be seen; said by the run, or by a style that it bears."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.readers.package import Parts, child, parse, tag, value
from ingest.readers.unseen import WHITE, Colour, read_colour

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF = ("0", "false", "off", "none")
_THEME = {"background1": WHITE, "light1": WHITE}
_TINY = 3  # half points, or hundredths of the usual width
_STYLED = frozenset(["vanish", "strike", "dstrike", "color", "shd", "highlight", "sz", "w", "textFill"])


@dataclass(frozen=True, slots=True)
class Look:
    """What matters of how some words look."""

    hidden: bool = False
    struck: bool = False
    tiny: bool = False
    colour: Colour | None = None
    ground: Colour | None = None

    def is_faint(self, ground: Colour) -> bool:
        """Whether nobody sees the words on their own ground, or on that of their box."""
        return self.tiny or (self.colour is not None and self.colour.is_like(self.ground or ground))


PLAIN = Look()


def read_ground(shade: _Element | None) -> Colour | None:
    """The colour of a shading; None where it has none of its own."""
    fill = value(shade, "fill") if shade is not None else None
    return read_colour(fill) if fill and fill.lower() != "auto" else None


def is_on(element: _Element | None) -> bool:
    """Whether a switch of Word's is set."""
    return element is not None and value(element) not in _OFF


def read_styles(parts: Parts) -> _Element | None:
    """The styles of a document, less those of its tables: they are most of the part, and nothing is asked of them."""
    data = parts.bytes("word/styles.xml")
    return None if data is None else parse(data if b"<!" in data else _without_tables(data), parts.name)


def _without_tables(data: bytes) -> bytes:
    first, *styles = data.split(b"<w:style ")
    kept = [first]
    for style in styles:
        _, end, behind = style.partition(b"</w:style>")
        of_table = b'w:type="table"' in style[: style.find(b">")]
        kept.append(behind if of_table and end else b"<w:style " + style)
    return b"".join(kept)


@dataclass(slots=True)
class Looks:
    """The looks of a document's styles."""

    styles_part: _Element | None
    styles: dict[str, tuple[str, _Element | None]] = field(default_factory=dict)  # by id: what it is based on
    known: dict[str, Look] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for style in self.styles_part if self.styles_part is not None else ():
            if tag(style) == "style" and value(style, "type") in (None, "paragraph", "character"):
                look = child(style, "rPr")
                self.styles[value(style, "styleId") or ""] = value(child(style, "basedOn")) or "", look

    def of_style(self, name: str) -> Look:
        """What a style and those that it is based on say."""
        if name not in self.known:
            self.known[name] = PLAIN  # a style that is based on itself ends here
            based, properties = self.styles.get(name, ("", None))
            self.known[name] = self.changed(self.of_style(based) if based else PLAIN, properties)
        return self.known[name]

    def changed(self, look: Look, properties: _Element | None) -> Look:
        """A look as a run's own properties change it."""
        if properties is None:
            return look
        style = child(properties, "rStyle")
        if style is not None:
            named = self.of_style(value(style) or "")
            look = look if named == PLAIN else _over(look, named)
        struck: list[bool] = []
        for item in properties:
            name = tag(item)
            if name not in _STYLED:
                continue
            if name == "vanish":
                look = replace(look, hidden=is_on(item))
            elif name in ("strike", "dstrike"):
                struck.append(is_on(item))
            elif name == "color":
                theme = _THEME.get(value(item, "themeColor") or "")
                look = replace(look, colour=theme or read_colour(value(item) or ""))
            elif name == "textFill":
                look = replace(look, colour=Colour(0, 0, 0, 0.0) if child(item, "noFill") is not None else look.colour)
            elif name == "highlight":
                look = replace(look, ground=read_colour(value(item) or "") or Colour(128, 128, 128))
            elif name == "shd":
                look = replace(look, ground=read_ground(item) or look.ground)
            elif (value(item) or "").isdigit():  # sz, w
                tiny = int(value(item) or "0") <= _TINY
                look = replace(look, tiny=tiny) if tiny != look.tiny else look
        return replace(look, struck=any(struck)) if struck else look


def _over(look: Look, named: Look) -> Look:
    """A character style over the look of its paragraph."""
    return Look(
        look.hidden or named.hidden,
        look.struck or named.struck,
        look.tiny or named.tiny,
        named.colour or look.colour,
        named.ground or look.ground,
    )
