"""Raised and lowered signs: the number of a note behind a figure is no digit of it."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789+-()（）", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾⁽⁾")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾", "0123456789+-()")
_SIGNS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")


def raise_signs(text: str) -> str:
    """The text with its digits in their raised forms, as a page shows them."""
    return text.translate(_RAISED)


def lower_alone(text: str) -> str:
    """The text as it is; raised signs with nothing beside them are a figure that somebody set small."""
    bare = text.strip()
    return text.translate(_LOWERED) if bare and set(bare) <= _SIGNS else text
