"""What is struck out: no part of what counts where something else stands beside it, and never a figure by itself.

Readers mark it sign by sign with a stroke of its own, U+0336, as one would write it by hand. When a box is put
together, struck signs give way to the others; a figure that stands alone keeps its strokes and cannot be read, since
neither the figure nor a blank is what the box says.
"""

from __future__ import annotations

import re

STROKE = "\u0336"
_RUN = re.compile(rf"(?:\S{STROKE}\s*)+")
_BESIDE = re.compile(rf"(?:\S{STROKE})+(?=[^\s|{STROKE}])|(?<=[^\s|{STROKE}])(?:[^\s|]{STROKE})+")


def strike(text: str) -> str:
    """The text with a stroke through every sign."""
    return "".join(sign if sign.isspace() else sign + STROKE for sign in text)


def without_struck(text: str) -> str:
    """What a box says: what is not struck, where there is such; words as they are, a figure alone with its strokes."""
    if STROKE not in text:
        return text
    left = _RUN.sub("", text)
    if any(sign.isalnum() for sign in left):
        return left.strip()
    plain = text.replace(STROKE, "")
    return text if any(sign.isdigit() for sign in plain) else plain


def without_struck_beside(line: str) -> str:
    """A line of several boxes, less the struck signs that touch others."""
    return _BESIDE.sub("", line) if STROKE in line else line


def left_of_prose(text: str) -> str:
    """A paragraph less what is struck; nothing where all of it is."""
    return _RUN.sub("", text) if STROKE in text else text
