"""Which picture an answer gets, if any: a chart where figures can be drawn together, else a table of many of them."""

from __future__ import annotations

from bot.pictures.charts import MOST_BARS, draw_chart
from bot.pictures.tables import draw_table
from retrieval.question import Answer

DRAWN = ("trend", "ranking", "comparison", "figure", "aggregate")
FEWEST_DRAWN = 3  # two figures are read faster than a picture of them
FEWEST_IN_TABLE = 6  # that cannot be drawn together


def draw_answer(answer: Answer) -> bytes | None:
    """A PNG, or None where the text says it all; raises `MissingTool` where there is no font."""
    figures = answer.figures
    if answer.kind not in DRAWN or len(figures) < FEWEST_DRAWN:
        return None
    together = len({figure.unit for figure in figures}) == 1 and len(figures) <= MOST_BARS
    slots = [len({figure.agency for figure in figures}), len({figure.year for figure in figures})]
    slots.append(len({figure.measure for figure in figures}))
    if together and sum(count > 1 for count in slots) <= (2 if answer.kind == "trend" else 1):
        return draw_chart(answer)
    return draw_table(answer) if len(figures) >= FEWEST_IN_TABLE else draw_chart(answer)
