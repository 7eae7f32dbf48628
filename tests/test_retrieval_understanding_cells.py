"""What the form counts, under the names that people give it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report.form import RATES, Cell, all_rows, describe, row_of
from retrieval.understanding.cells import find_measures, is_known

LINES = (Path(__file__).parent / "questions" / "understanding_measures.jsonl").read_text(encoding="utf-8").splitlines()
SAID = [(said, line["measure"]) for line in map(json.loads, LINES) for said in line["said"]]


@pytest.mark.parametrize(("said", "measure"), SAID)
def test_a_measure_by_its_names(said: str, measure: str) -> None:
    assert find_measures(f"{said}, 2023").keys == (measure,)


@pytest.mark.parametrize(
    "row", [row for row in all_rows() if row.table == "applications"], ids=lambda row: str(row.item)
)
def test_a_row_by_the_label_that_the_form_prints(row: object) -> None:
    known = next(r for r in all_rows() if r is row)
    label = known.label
    if known.item in ("other.other", "concluded"):  # 其他 and 总计 say nothing alone
        label = {"other.other": "其他处理中的其他", "concluded": "办理结果总计"}[known.item]
    assert find_measures(label.replace("（", "(").replace("）", ")")).keys == (f"applications/{known.item}/total",)


@pytest.mark.parametrize("row", all_rows(), ids=lambda row: f"{row.table}/{row.item}")
def test_what_a_reply_calls_a_cell_names_that_cell(row: object) -> None:
    known = next(r for r in all_rows() if r is row)
    for column in known.columns.get("2021", known.columns.get("2019", ())):
        cell = Cell(known.table, known.item, column)
        said = describe(cell, "zh", "2021" if "2021" in known.columns else "2019")
        assert find_measures(said.replace("（", "(").replace("）", ")")).keys == (cell.key,), said


def test_every_key_is_one_of_the_form() -> None:
    for _, measure in SAID:
        assert is_known(measure)
        assert (
            measure in RATES
            or row_of(*measure.split("/")[:2])
            or measure.split("/")[1]
            in (
                "denied",
                "unavailable",
                "not_processed",
                "litigation",
            )
        )


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("过程性信息的自然人申请数", ("applications/denied.process/natural_person",)),
        ("不予公开的企业申请件数", ("applications/denied/business",)),
        ("新收申请数和予以公开数", ("applications/new/total", "applications/granted/total")),
    ],
)
def test_the_noun_that_is_counted_is_no_row_besides(text: str, keys: tuple[str, ...]) -> None:
    assert find_measures(text).keys == keys
