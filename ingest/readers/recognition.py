"""The one door to text recognition (RapidOCR): lines of a page with their places, and the text of small pictures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from ingest.readers.raster import Picture

_NARROW = 2.4  # times its height: as wide is a picture of a few digits
_WIDE = 6.67
_BAND = 1900  # pixels


class Found(NamedTuple):
    """A recognised line: its place in pixels, what it says, and how sure that is."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    score: float


def is_installed() -> bool:
    """Whether text can be recognised here."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": 2, "EngineConfig.onnxruntime.inter_op_num_threads": 1}
    return RapidOCR(
        params={"Global.log_level": "critical", "Global.use_cls": False, "Rec.rec_batch_num": 16, **threads}
    )


def find_lines(page: Picture) -> list[Found]:
    """The lines of text on a page, wherever they stand.

    The engine looks at a picture of bounded size: a tall one is cut at blank rows, so that nothing becomes too small.
    """
    found: list[Found] = []
    for top, bottom in _bands(page):
        if page[top:bottom].min() < 160:
            found.extend(each._replace(y0=each.y0 + top, y1=each.y1 + top) for each in _find_lines(page[top:bottom]))
    return found


def _bands(page: Picture) -> list[tuple[int, int]]:
    """The page in stretches of a height that is looked at in full, each cut where the paper is blankest."""
    edges = [0]
    while page.shape[0] - edges[-1] > _BAND:
        low, high = edges[-1] + _BAND // 2, edges[-1] + _BAND
        darkness = (255 - page[low:high].astype(np.int64)).sum(axis=1)
        smooth = np.convolve(darkness, np.ones(9), mode="same")
        edges.append(low + int(smooth.argmin()))
    return list(pairwise([*edges, page.shape[0]]))


def _find_lines(page: Picture) -> list[Found]:
    result = _engine()(_coloured(page), use_det=True, use_cls=False, use_rec=True)
    if result.boxes is None or result.txts is None:
        return []
    found = []
    for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
        found.append(Found(min(xs), min(ys), max(xs), max(ys), str(text), float(score)))
    return found


def read_pieces(pieces: Sequence[Picture]) -> list[tuple[str, float]]:
    """What each small picture of one line says, and how sure that is.

    Pictures of a few digits are put to the model without the wide margin that it adds for sentences: that is faster
    by far, and a lone 0 is then not lost in it.
    """
    results: list[tuple[str, float]] = [("", 0.0)] * len(pieces)
    narrow = [at for at, piece in enumerate(pieces) if piece.shape[1] <= _NARROW * piece.shape[0]]
    wide = sorted(set(range(len(pieces))) - set(narrow))
    for indices, ratio in ((narrow, _NARROW), (wide, _WIDE)):
        if indices:
            found = _read(pieces, indices, ratio)
            for at, one in zip(indices, found, strict=True):
                results[at] = one
    return results


def _read(pieces: Sequence[Picture], indices: Sequence[int], ratio: float) -> list[tuple[str, float]]:
    from rapidocr.ch_ppocr_rec import TextRecInput

    engine = _engine()
    recogniser = engine.text_rec or engine._load_rec_model()
    channels, height, _ = recogniser.rec_image_shape
    recogniser.rec_image_shape = [channels, height, int(height * ratio)]
    try:
        result = recogniser(TextRecInput(img=[_coloured(pieces[at]) for at in indices]))
    finally:
        recogniser.rec_image_shape = [channels, height, 320]
    return [(str(text), float(score)) for text, score in zip(result.txts, result.scores, strict=True)]


def _coloured(page: Picture) -> Picture:
    return np.ascontiguousarray(np.repeat(page[:, :, None], 3, axis=2))
