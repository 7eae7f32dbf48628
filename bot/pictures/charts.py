"""Charts of an answer's figures: trends by year, bodies side by side, rankings, the parts of a whole.

A chart shows the figures of the answer and nothing else: a year without a figure is a gap, never a zero.
"""

from __future__ import annotations

import io
import os
import re
import textwrap
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.pictures.fonts import chinese_family
from report.form import RATES, Cell, describe
from report.numbers import render
from retrieval.answering import wording
from retrieval.question import Answer, Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

LONGEST_TITLE = 56  # half-widths
MOST_BARS = 30  # more do not read on a phone; the file has them all
INK, PALE, BLUE, RED = "#1f2933", "#d5dbe1", "#2f6fab", "#c0563f"
COLOURS = (BLUE, RED, "#5a9367", "#8a6fb0", "#c99a2e", "#4aa3a2")


def draw_chart(answer: Answer) -> bytes | None:
    """A PNG of the answer's figures; None where fewer than two figures can be drawn together."""
    units = {figure.unit for figure in answer.figures}
    if len(answer.figures) < 2 or len(units) != 1:
        return None
    years = {figure.year for figure in answer.figures}
    bodies = {figure.agency for figure in answer.figures}
    if answer.kind == "trend" and len(years) > 1 and all(isinstance(year, int) for year in years):
        return _picture(answer, _trend, height=5.2)
    if len(years) > 1 and len(bodies) == 1:
        return _picture(answer, _trend, height=5.2)
    lines = max(name.count("\n") for name in bar_names(answer.figures[:MOST_BARS], answer.language)) + 1
    each = 0.52 if lines < 3 else 0.26 * lines  # inches
    return _picture(answer, _bars, height=1.7 + each * min(len(answer.figures), MOST_BARS))


def _picture(answer: Answer, draw: Any, height: float) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    settings: Any = {"font.family": [chinese_family()], "font.size": 14, "axes.unicode_minus": False, "text.color": INK}
    with rc_context(settings):
        canvas = Canvas(figsize=(7.2, height), dpi=150, layout="constrained")
        FigureCanvasAgg(canvas)
        axes = canvas.add_subplot()
        for side in ("top", "right", "left", "bottom"):
            axes.spines[side].set_visible(False)
        draw(answer, axes)
        _title(canvas, answer)
        out = io.BytesIO()
        canvas.savefig(out, format="png", facecolor="white")
    return out.getvalue()


def _title(canvas: Canvas, answer: Answer) -> None:
    names = list(dict.fromkeys(measure_name(figure.measure, answer.language) for figure in answer.figures))
    bodies = {figure.agency for figure in answer.figures}
    years = {figure.year for figure in answer.figures}
    parts = [next(iter(bodies)) or ""] if len(bodies) == 1 else []
    parts += (
        [f"{next(iter(years))}年" if answer.language != "en" else str(next(iter(years)))] if len(years) == 1 else []
    )
    parts += [names[0] if len(names) == 1 else _row_of_all(names)]
    unit = answer.figures[0].unit
    title = " ".join(part for part in parts if part)
    if answer.language != "en":
        title += f"（{wording.render(unit, answer.language)}）"
    elif unit == "%" or (unit == "万元" and "yuan" not in title):  # what is counted, English says without a unit
        title += f" ({unit})" if unit == "%" else " (10,000 yuan)"
    canvas.suptitle(_two_lines(title), fontsize=16, fontweight="bold")


def _two_lines(title: str) -> str:
    """Broken once where it is too long for a phone, between words where there are some."""
    if len(title.encode("gbk", "replace")) < LONGEST_TITLE:
        return title
    middle = len(title) // 2
    space = min((at for at, sign in enumerate(title) if sign == " "), key=lambda at: abs(at - middle), default=middle)
    return f"{title[:space]}\n{title[space:].lstrip()}"


def measure_name(measure: str, language: str) -> str:
    """What a measure is called under a chart or in a table's head."""
    spoken = "en" if language == "en" else "zh"
    if measure in RATES:
        return wording.render(RATES[measure].en if spoken == "en" else RATES[measure].zh, language)
    if measure.count("/") == 2:
        return wording.render(describe(Cell.parse(measure), spoken), language)
    words = {
        "share": ("占比", "share"),
        "change": ("同比", "change"),
        "count": ("家数", "count"),
        "difference": ("差", "difference"),
    }
    return wording.render(words.get(measure, (measure, measure))[language == "en"], language)


def _row_of_all(names: Sequence[str]) -> str:
    """The row of the form that measures are parts of: 新收政府信息公开申请, of those told by applicants."""
    rows = {re.sub(r" ?[（(].*", "", name) for name in names}
    return rows.pop() if len(rows) == 1 else ""


def _trend(answer: Answer, axes: Axes) -> None:
    from matplotlib.patheffects import withStroke

    figures, english = answer.figures, answer.language == "en"
    lines: dict[tuple[str | None, str], dict[int, Decimal]] = {}
    for figure in figures:
        if isinstance(figure.year, int):
            lines.setdefault((figure.agency, figure.measure), {})[figure.year] = figure.value
    alone = len(lines) == 1  # of several, a figure below its point would be taken for that of the line below
    years = sorted({year for line in lines.values() for year in line})
    span = list(range(years[0], years[-1] + 1))
    for colour, ((agency, measure), line) in zip(COLOURS * 9, lines.items(), strict=False):
        drawn = [float(line[year]) if year in line else float("nan") for year in span]
        label = (agency or "") if len({a for a, _ in lines}) > 1 else measure_name(measure, answer.language)
        axes.plot(span, drawn, marker="o", linewidth=2.5, markersize=8, color=colour, label=label)
        for year in sorted(line):
            axes.annotate(
                shown(line[year]),
                (year, float(line[year])),
                xytext=(0, -22 if alone and _is_low(line, year) else 10),
                color=INK if alone else colour,
                textcoords="offset points",
                ha="center",
                path_effects=[withStroke(linewidth=3, foreground="white")],
            )
    missing = [year for year in span if year not in years]
    nothing = "no figure" if english else wording.render("无报告数字", answer.language)
    axes.set_xticks(span, [f"{year}\n{nothing}" if year in missing else str(year) for year in span])
    low, high = axes.get_ylim()
    room = (high - min(low, 0.0)) * 0.12
    below = room if alone and any(_is_low(line, year) and line[year] < room for year in line) else 0
    axes.set_ylim(min(low, 0.0) - below, high + room or 1)
    axes.set_yticks([])
    axes.axhline(0, color=PALE, linewidth=1)
    axes.tick_params(length=0)
    if len(lines) > 1:
        axes.legend(frameon=False, loc="best")


def _is_low(line: dict[int, Decimal], year: int) -> bool:
    """Whether a line comes down to a point and goes up from it: its figure is then read below it."""
    beside = [line[other] for other in (year - 1, year + 1) if other in line]
    return bool(beside) and sum(beside) / len(beside) > line[year]


def _bars(answer: Answer, axes: Axes) -> None:
    figures, language = answer.figures, answer.language
    bars = figures[:MOST_BARS]
    names = bar_names(bars, language)
    places = list(range(len(bars)))[::-1]
    values = [float(figure.value) for figure in bars]
    axes.barh(places, values, color=BLUE, height=0.62)
    axes.set_yticks(places, names)
    axes.set_xticks([])
    axes.tick_params(length=0)
    room = max(*values, 0.0) - min(*values, 0.0) or 1
    axes.set_xlim(min(*values, 0.0), max(*values, 0.0) + room * 0.2)
    for place, figure in zip(places, bars, strict=True):
        axes.text(max(float(figure.value), 0.0) + room * 0.015, place, shown(figure.value), va="center")
    if len(figures) > MOST_BARS:
        first = f"图中为前 {MOST_BARS} 个，共 {len(figures)} 个"
        axes.set_xlabel(
            f"the first {MOST_BARS} of {len(figures)}" if language == "en" else wording.render(first, language)
        )


def bar_names(figures: Sequence[Figure], language: str) -> list[str]:
    """What tells the bars apart: bodies without the region that all share, years, or measures."""
    bodies = [figure.agency or "" for figure in figures]
    several = len(set(bodies)) > 1
    shared = os.path.commonprefix(bodies) if several else ""  # noqa: RUF071 - of names, not of paths
    shared = shared[: max(shared.rfind(mark) + 1 for mark in "省市州盟区县旗")] if shared else ""
    measures = {figure.measure: measure_name(figure.measure, language) for figure in figures}
    row = _row_of_all(list(measures.values())) if len(measures) > 1 else ""
    names = []
    for figure, body in zip(figures, bodies, strict=True):
        rest = body.removeprefix(shared)
        parts = [body if rest.startswith("人民政府") else rest] if several else []
        parts += [str(figure.year)] if len({f.year for f in figures}) > 1 else []
        parts += [_part(measures[figure.measure], row, language)] if len(measures) > 1 else []
        names.append(_broken(" ".join(parts) or body))
    return names


def _part(name: str, row: str, language: str) -> str:
    """A measure under a title that names its row: 自然人 of 新收政府信息公开申请（自然人）."""
    if not row:
        return name
    total = "total" if language == "en" else wording.render("总计", language)
    return name.removeprefix(row).strip(" （）()") or total


def _broken(name: str) -> str:
    """A name on up to three lines, between words where it has some."""
    if name.isascii():
        return "\n".join(textwrap.wrap(name, 24, max_lines=3, placeholder=" …"))
    parts = [name[at : at + 14] for at in range(0, len(name), 14)]
    return "\n".join(parts[:3]) + ("…" if len(parts) > 3 else "")


def shown(value: Decimal) -> str:
    """A figure as a picture shows it: at most two places after the point."""
    return render(round(value, 2)) if value != value.to_integral_value() else render(value)
