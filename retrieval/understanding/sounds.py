"""How characters sound, without tones: for names in pinyin, and for words typed by sound."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

# What Chinese speakers and keyboards mix: 前后鼻音, 平翘舌, 边鼻音.
_MIXED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in (Path(__file__).parent / "sounds.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            sound, chars = line.split(" ")
            for char in chars:
                table[char] = (*table.get(char, ()), sound)
    return table


@lru_cache(maxsize=8192)
def sounds_of_char(char: str) -> tuple[str, ...]:
    """Every sound of a character; a rare one is looked up in pypinyin."""
    known = _table().get(char)
    if known is not None:
        return known
    from pypinyin import Style, pinyin

    return tuple(sound for sound in pinyin(char, style=Style.NORMAL, heteronym=True)[0] if sound.isascii())


@lru_cache(maxsize=65536)
def sounds_of(han: str) -> tuple[str, ...]:
    """The spellings of a name in pinyin: lvliang, luliang, lüliang; chongqing and zhongqing."""
    parts = [sounds_of_char(char)[:3] or (char,) for char in han]
    spelled = {"".join(way) for way in product(*parts)} if len(han) <= 6 else {"".join(part[0] for part in parts)}
    ways = set(spelled)
    for sound in spelled:
        if "v" in sound:
            ways |= {sound.replace("v", "u"), sound.replace("v", "ü"), sound.replace("v", "yu")}
    return tuple(sorted(ways))


@lru_cache(maxsize=4096)
def is_pinyin(letters: str) -> bool:
    """Whether letters can be read as syllables from end to end: huling can, hualling cannot."""
    reached = {0}
    for at in range(len(letters)):
        if at in reached:
            reached |= {end for end in range(at + 1, min(at + 6, len(letters)) + 1) if letters[at:end] in _syllables()}
    return len(letters) in reached


@cache
def _syllables() -> frozenset[str]:
    return frozenset(sound for sounds in _table().values() for sound in sounds)


def alike(a: str, b: str) -> bool:
    """Whether two characters sound the same."""
    return bool(set(sounds_of_char(a)) & set(sounds_of_char(b)))


def nearly_alike(a: str, b: str) -> bool:
    """Whether two characters sound nearly the same: 信 and 息, 声 and 申."""
    ones, others = sounds_of_char(a), sounds_of_char(b)
    return any(_flat(x) == _flat(y) or _one_apart(x, y) for x in ones for y in others)


def _flat(sound: str) -> str:
    for one, other in _MIXED:
        sound = re.sub(one, other, sound)
    return re.sub("^l", "n", sound)


def _one_apart(a: str, b: str) -> bool:
    """One letter more at the end: xi and xin."""
    return a[:-1] == b or b[:-1] == a
