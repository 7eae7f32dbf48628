"""What was recognised in a question, line by line, as `--explain` prints it."""

from __future__ import annotations

from report.form import measure_words
from retrieval.understanding.operations import Task
from retrieval.understanding.reading import Parts


def steps_of(parts: Parts, task: Task, measures: tuple[str, ...]) -> tuple[str, ...]:
    """A line for each kind of thing that was found, in the language of the question."""
    english = parts.said.language == "en"
    language = "en" if english else "zh"
    lines: list[str] = []

    def add(zh: str, en: str, value: str) -> None:
        if value:
            lines.append(f"{en}: {value}" if english else f"{zh}：{value}")

    add("改正", "spelling", "、".join(f"{a}→{b}" for a, b in parts.corrections))
    add("年份", "years", "、".join(map(str, parts.years.years)))
    add("单位", "bodies", "、".join(f"{m.words}→{len(m.ids)}" for m in parts.mentions))
    add("范围", "set", parts.scope.words if parts.scope else "")
    add("地区", "places", "、".join(r.words for r in parts.regions))
    add("指标", "measures", "、".join(f"{measure_words(m, language)}[{m}]" for m in measures))
    add("条件", "bounds", "、".join(f"{c.measure}{c.relation}{c.value}" for c in parts.conditions))
    add("主题", "themes", "、".join(t.said for t in parts.topics))
    add("表外", "outside the form", "、".join(parts.outside))
    add("操作", "operation", task.operation.value)
    return tuple(lines)
