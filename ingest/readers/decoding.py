"""Bytes become characters.

The encoding that a file declares is often not the one it is in: a byte-order mark decides, then what decodes without
an error, then what reads most like Chinese. Bytes that are no text in any of them are refused, not shown as noise.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from report.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A superset of each, which is what the files under these names are really written in.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
_COMMON = re.compile("[的一是不了在有人年公开政府信息和第为行情况件规申请数量本理工作关主动制其他总计处收]")
_PLAIN = re.compile(r"[\t\r\n\f -~]")
_BAD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_LOST = "\ufffd"
_MOJIBAKE = re.compile("[锛銆鍏紑鏀垮簻淇℃伅骞鐨涓绗鏈鎯呭喌浠缁嶏€]")
_SAMPLE = 40_000


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text in `data`; `declared` is what the file says of itself, believed last."""
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFile(name=name, why="文件是空的", why_en="the file is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, errors="replace"), name)
    text = _wide(data) if b"\x00" in data else _narrow(data, declared)
    if text is None or "\x00" in text:
        raise UnreadableFile(name=name, why="内容不是文字", why_en="its content is not text")
    return _checked(_mended(text), name)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: the order of bytes in which it reads like text."""
    if len(data) % 2:
        return None
    found = [data.decode(encoding, errors="replace") for encoding in ("utf-16-le", "utf-16-be")]
    best = max(found, key=lambda text: _likeness(text[:_SAMPLE]))
    return best if _likeness(best[:_SAMPLE]) > 0.08 else None


def _narrow(data: bytes, declared: str | None) -> str | None:
    """The first encoding that fits without an error, else the one that reads most like Chinese."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
        if _likeness(text[:_SAMPLE]) > 0.12:
            return text
    except UnicodeDecodeError:
        pass
    candidates = dict.fromkeys(["gb18030", "utf-8", "big5hkscs", "utf-16-le"])
    if declared:
        candidates = dict.fromkeys([_known(declared) or "gb18030", *candidates])
    best: tuple[float, str] | None = None
    for encoding in candidates:
        text = data.decode(encoding, errors="replace")
        score = _likeness(text[:_SAMPLE])
        if best is None or score > best[0] + 0.05:
            best = (score, text)
    if best is None or best[0] < 0.02:
        return None
    return best[1]


def _known(declared: str) -> str | None:
    """The codec for a declared name, widened to what is really meant."""
    name = declared.strip().strip("\"'").lower()
    try:
        return codecs.lookup(_WIDER.get(name, name)).name
    except (LookupError, ValueError):
        return None


def _likeness(text: str) -> float:
    """How much of a text is what Chinese text is made of, less what never stands in it."""
    if not text:
        return 0.0
    common, plain, bad = (len(kind.findall(text)) for kind in (_COMMON, _PLAIN, _BAD))
    return (common + 0.1 * plain - 3 * bad) / len(text)


def _mended(text: str) -> str:
    """UTF-8 that was once read as GBK is turned back where that plainly mends it."""
    sample = text[:_SAMPLE]
    if len(_MOJIBAKE.findall(sample)) < len(sample) // 12:
        return text
    back = text.replace("\ufffd", "?").encode("gb18030", errors="replace").decode("utf-8", errors="replace")
    return back if _likeness(back[:_SAMPLE]) > _likeness(sample) + 0.05 else text


def _checked(text: str, name: str) -> str:
    """The text with uniform line ends, unless it is noise."""
    sample = text[:_SAMPLE]
    lost = sample.count(_LOST)
    signs = Counter(sample[:4000])
    odd = len(_BAD.findall(sample)) - lost
    odd += sum(count for sign, count in signs.items() if unicodedata.category(sign) in {"Cn", "Cs"})
    if odd > 4 + len(sample) // 50 or lost > 4 + len(sample) // 6:
        raise UnreadableFile(name=name, why="内容不是文字", why_en="its content is not text")
    # A replacement mark stays: it shows where a character was lost, so that no figure is read across it.
    return re.sub(r"\r\n?|\x0b|\u2028|\u0085", "\n", text).replace("\ufeff", "")
