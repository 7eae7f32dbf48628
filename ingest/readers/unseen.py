"""What nobody sees on a page: hidden, without size, out of it, of the ground's own colour; and what is struck out.

A style says so in many ways. What a style hides is no part of the text. What is only hard to see, a light figure on a
ground that another style sheet may darken, counts like struck out: beside another figure it is none.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|%|in|cm|mm|vw|vh)?")
_SCALE = {"em": 16.0, "rem": 16.0, "pt": 1.33, "in": 96.0, "cm": 38.0, "mm": 3.8, "vw": 10.0, "vh": 10.0, "%": 0.16}
_FONT_SIZE = re.compile(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%|in|cm|mm)?)(?:\s*/|\s)")
_MOVED = re.compile(r"translate(?:x|y|3d)?\(([^)]*)\)")
_CLIPPED = re.compile(r"inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0|polygon\(\s*0\D+0\D+0\D+0|rect\(|inset\(")
_NAMED = {
    "white": (255, 255, 255), "snow": (255, 250, 250), "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245),
    "ghostwhite": (248, 248, 255), "floralwhite": (255, 250, 240), "azure": (240, 255, 255), "black": (0, 0, 0),
}  # fmt: skip
_FAR = 500  # pixels out of the page
_ALIKE = 16  # steps of 255 that no eye tells apart
UNSEEN_NAMES = frozenset(  # classes of well-known style sheets that stand in files of their own
    [
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
        "screen-reader-text",
        "a11y-hidden",
        "hidden",
        "hide",
        "d-none",
        "invisible",
        "layui-hide",
        "am-hide",
        "ng-hide",
        "el-hidden",
        "is-hidden",
        "uk-hidden",
        "element-invisible",
    ]
)


class Colour(NamedTuple):
    """Red, green and blue of 255, and how much of it covers."""

    red: float
    green: float
    blue: float
    cover: float = 1.0

    def is_like(self, ground: Colour) -> bool:
        """Whether words in it are not seen on that ground."""
        if self.cover <= 0.05:
            return True
        return max(abs(self[at] - ground[at]) for at in range(3)) <= _ALIKE


WHITE = Colour(255, 255, 255)


def is_unseen(declared: Mapping[str, str]) -> bool:
    """Whether an element with these declarations is not to be seen."""
    if not declared:
        return False
    if declared.get("display", "").startswith("none") or declared.get("visibility", "") in ("hidden", "collapse"):
        return True
    if declared.get("content-visibility") == "hidden" or declared.get("zoom") in ("0", "0%"):
        return True
    size = _font_size(declared)
    if (size is not None and size < 1.4) or _is_clear(declared):
        return True
    transform = declared.get("transform", "")
    if transform and (re.search(r"scale[xy]?\(\s*0?\.?0*\s*[,)]", transform) or _is_moved_away(transform)):
        return True
    moved = (_pixels(declared.get(side)) for side in ("left", "top", "right", "bottom", "margin-left", "text-indent"))
    if any(place is not None and place <= -_FAR for place in moved):
        return True
    clip = declared.get("clip-path", "")
    if clip and _CLIPPED.match(clip) and (declared.get("position") in ("absolute", "fixed") or "rect" not in clip):
        return True
    if declared.get("position") in ("absolute", "fixed") and declared.get("clip", "").startswith("rect"):
        return True
    sides = [_pixels(declared.get(side)) for side in ("width", "height")]
    return declared.get("overflow") == "hidden" and all(side is not None and side <= 1 for side in sides)


def is_thin(declared: Mapping[str, str]) -> bool:
    """Whether what an element holds is cut off on one side: a fold of a page, or digits that are not to be seen."""
    if not declared.get("overflow", "").startswith(("hidden", "clip")):
        return False
    sides = (_pixels(declared.get(side)) for side in ("width", "height", "max-width", "max-height"))
    return any(side is not None and side <= 1 for side in sides)


def is_struck(tag: str, declared: Mapping[str, str]) -> bool:
    """Whether a line is drawn through the words of an element."""
    if tag in ("del", "s", "strike"):
        return True
    return any("line-through" in declared.get(f"text-decoration{end}", "") for end in ("", "-line"))


def _font_size(declared: Mapping[str, str]) -> float | None:
    if (size := declared.get("font-size")) is not None:
        return _pixels(size)
    match = _FONT_SIZE.search(declared.get("font", ""))
    return _pixels(match[1]) if match else None


def _is_clear(declared: Mapping[str, str]) -> bool:
    opacity = declared.get("opacity", "")
    if opacity:
        try:
            return float(opacity.rstrip("%")) * (0.01 if opacity.endswith("%") else 1.0) <= 0.05
        except ValueError:
            return False
    return bool(re.search(r"opacity\s*[(=]\s*0?\.?0*%?\s*\)", declared.get("filter", "")))


def _is_moved_away(transform: str) -> bool:
    match = _MOVED.search(transform)
    places = (_pixels(part.strip()) for part in match[1].split(",")) if match else ()
    return any(place is not None and abs(place) >= _FAR for place in places)


def _pixels(text: str | None) -> float | None:
    match = _LENGTH.fullmatch(text or "")
    return float(match[1]) * _SCALE.get(match[2] or "px", 1.0) if match else None


def words_colour(declared: Mapping[str, str], attribute: str = "") -> Colour | None:
    """The colour of an element's words, as far as it says so itself."""
    return read_colour(declared.get("-webkit-text-fill-color") or declared.get("color") or attribute)


def ground_colour(declared: Mapping[str, str], attribute: str = "") -> Colour | None:
    """The colour behind an element; a picture is taken for a dark one."""
    told = declared.get("background-color") or declared.get("background") or attribute
    if "url(" in told or "gradient" in told or declared.get("background-image", "none") != "none":
        return Colour(0, 0, 0)
    for part in re.findall(r"[\w#]+\([^)]*\)|[#\w]+", told):
        if found := read_colour(part):
            return found if found.cover > 0.05 else None
    return Colour(0, 0, 0) if told and not re.match(r"none|transparent|inherit|initial|unset", told) else None


@lru_cache(maxsize=1024)
def read_colour(text: str) -> Colour | None:
    """A colour as a style writes it; None for anything else."""
    text = text.strip().lower().removesuffix("!important").strip()
    if text == "transparent":
        return Colour(0, 0, 0, 0.0)
    if text in _NAMED:
        return Colour(*_NAMED[text])
    if match := re.fullmatch(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", text):
        digits = match[1] if len(match[1]) > 4 else "".join(2 * digit for digit in match[1])
        values = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
        return Colour(values[0], values[1], values[2], values[3] / 255 if len(values) > 3 else 1.0)
    match = re.fullmatch(r"(rgb|hsl)a?\(([^)]*)\)", text)
    parts = re.findall(r"(-?\d*\.?\d+)(%?)", match[2]) if match else []
    if match is None or len(parts) < 3:
        return None
    numbers = [float(number) / (100 if percent else 1) for number, percent in parts]
    cover = numbers[3] if len(numbers) > 3 else 1.0
    if match[1] == "hsl":
        red, green, blue = colorsys.hls_to_rgb(numbers[0] / 360 % 1, min(numbers[2], 1), min(numbers[1], 1))
        return Colour(255 * red, 255 * green, 255 * blue, cover)
    scaled = [number * 255 if percent else number for number, (_, percent) in zip(numbers, parts, strict=True)]
    return Colour(scaled[0], scaled[1], scaled[2], cover)
