"""Themes of the prose beside boxes of the form: which of the two is asked for, and in which part a theme stands."""

from __future__ import annotations

import re

from retrieval.understanding.reading import Parts

# 接了多少12345, 办了几件提案: a verb that counts takes what follows it as its object, and names no box.
_BARE_COUNT = re.compile(
    r"(?:收到?|接到?|受理|办理?|处理|答复|回复|登记|完成)(?:了|过)?(?:一共|总共|共)?(?:多少|几)?[件个条次份通]?(?:的)?"
)


def section_of(parts: Parts) -> int | None:
    """The part in which a theme stands; 做了什么 beside another theme (监督保障做了什么) names no part."""
    sections = [topic.section for topic in parts.topics if topic.section]
    if sections == [1] and len(parts.topics) > 1:
        return None
    return sections[0] if sections else None


def measure_stands(parts: Parts) -> bool:
    """Whether a measure is named outside of the words of the themes."""
    if not parts.measured.keys:
        return False
    covered = [(t.start, t.end) for t in parts.topics]
    strong = [
        (start, end)
        for start, end, what in parts.measured.spans
        if not what.startswith("column") and not what.endswith("/any")
    ]
    objects = {a for a, _ in covered}
    strong = [s for s in strong if not (s[1] in objects and _BARE_COUNT.fullmatch(parts.bare[s[0] : s[1]]))]
    free = [s for s in strong if not any(a < s[1] and s[0] < b for a, b in covered)]
    longer = [s for s in strong if any(a < s[1] and s[0] < b and (s[1] - s[0]) > (b - a) for a, b in covered)]
    return bool(free or longer)
