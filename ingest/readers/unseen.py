"""What nobody sees on a page: hidden, without size, out of the page, white on white; and what is struck out.

A style says so in many ways. What a style hides is no part of the text; what is struck out is none where something
else stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_STRUCK = frozenset(["del", "s", "strike"])
_WHITE = re.compile(r"#f{3}(?:f{3})?\b|white\b|rgba?\(\s*255\s*,\s*255\s*,\s*255\b|transparent|rgba\([^)]*,\s*0\s*\)")
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|%|in|cm|mm|vw|vh)?")
_SCALE = {"em": 16.0, "rem": 16.0, "pt": 1.33, "in": 96.0, "cm": 38.0, "mm": 3.8, "vw": 10.0, "vh": 10.0}


def is_unseen(declared: Mapping[str, str]) -> bool:
    """Whether an element with these declarations is not to be seen."""
    if declared.get("display", "").startswith("none") or declared.get("visibility", "") in ("hidden", "collapse"):
        return True
    size = _pixels(declared.get("font-size"))
    if (size is not None and size < 1.4) or _number(declared.get("opacity")) == 0.0:
        return True
    if re.search(r"scale\(\s*0?\.?0*\s*\)", declared.get("transform", "")):
        return True
    moved = (_pixels(declared.get(side)) for side in ("left", "top", "margin-left", "text-indent", "right"))
    if any(place is not None and place <= -500 for place in moved):
        return True
    if declared.get("position") in ("absolute", "fixed") and re.match(r"(rect|inset)", _clip(declared)):
        return True
    sides = [_pixels(declared.get(side)) for side in ("width", "height")]
    return declared.get("overflow") == "hidden" and all(side is not None and side <= 1 for side in sides)


def _clip(declared: Mapping[str, str]) -> str:
    return declared.get("clip", "") or declared.get("clip-path", "")


def is_struck(tag: str, declared: Mapping[str, str]) -> bool:
    """Whether a line is drawn through the words of an element."""
    return tag in _STRUCK or any("line-through" in declared.get(f"text-decoration{end}", "") for end in ("", "-line"))


def is_white(declared: Mapping[str, str], colour: str = "") -> bool:
    """Whether the words are white, or as clear as glass."""
    return bool(_WHITE.match((declared.get("color") or colour).strip().lower()))


def _pixels(text: str | None) -> float | None:
    match = _LENGTH.fullmatch(text or "")
    if match is None or match[2] == "%":
        return None
    return float(match[1]) * _SCALE.get(match[2] or "px", 1.0)


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
