"""How things are called in a reply: figures, measures, years, places; in the language of the question.

Names and quotes stay as printed, also in a reply in traditional characters: `keep` marks them, `render` converts
what stands around them and takes the marks away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from report.agencies import Agency
from report.facts import Citation, Fact
from report.form import measure_words, section_title
from report.numbers import render as render_number
from retrieval.question import Operation

_KEPT = re.compile("\ue000(.*?)\ue001", re.S)

DERIVED = {
    "change": ("同比变化", "change on the year before"),
    "difference": ("差额", "difference"),
    "share": ("占比", "share"),
    "count": ("家数", "count"),
    "sum": ("合计", "sum"),
}
AGGREGATES = {
    Operation.SUM: ("合计", "total"),
    Operation.MEAN: ("平均", "mean"),
    Operation.MEDIAN: ("中位数", "median"),
    Operation.MAXIMUM: ("最高", "maximum"),
    Operation.MINIMUM: ("最低", "minimum"),
}
RELATIONS = {
    ">": ("超过", "more than"),
    ">=": ("不少于", "at least"),
    "<": ("少于", "fewer than"),
    "<=": ("不超过", "at most"),
    "=": ("等于", "equal to"),
    "!=": ("不等于", "other than"),
}


def keep(printed: str) -> str:
    """Marks a name or a quote that no conversion of characters may touch."""
    return f"\ue000{printed}\ue001" if printed else ""


def whole_name(name: str, region: Sequence[str]) -> str:
    """A name with the city that it does not say itself: 麓区教育局 of (某省, 某市, 麓区) is 某市麓区教育局."""
    at = next((n for n, place in enumerate(region) if place in name), 0)
    return "".join(place for place in region[:at] if not place.endswith(("省", "自治区"))) + name


def body(agency: Agency) -> str:
    """A body in the text of a reply, kept from conversion."""
    return keep(whole_name(agency.name, agency.region))


def render(text: str, language: str) -> str:
    """The finished text: converted to traditional characters where asked, marks taken away."""
    if language != "zh-Hant":
        return _KEPT.sub(r"\1", text)
    pieces = _KEPT.split(text)
    return "".join(piece if n % 2 else _converter().convert(piece) for n, piece in enumerate(pieces))


@cache
def _converter() -> Any:
    from opencc import OpenCC  # loading its tables costs more than a reply

    return OpenCC("s2t")


def number(value: Decimal, unit: str = "") -> str:
    """A figure as a reader sees it: percentages and means with at most two decimals."""
    if unit == "%" or (unit != "万元" and value != value.to_integral_value()):
        value = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if unit == "万元" and value != value.quantize(Decimal("0.000001")):  # a mean
        value = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return render_number(value)


def figure(value: Decimal, unit: str, language: str) -> str:
    """A figure with its unit: 12件, 3.5万元, 40.12%, 12 cases."""
    if language != "en" or unit == "%":
        return number(value, unit) + unit
    words = {
        "件": "",
        "万元": " × 10,000 yuan (万元)",
        "家": " bodies",
        "份": " reports",
        "个百分点": " percentage points",
    }
    shown = number(value, unit) + words.get(unit, f" {unit}")
    return {"1 bodies": "1 body", "1 reports": "1 report"}.get(shown, shown)


def measure_name(measure: str, language: str, edition: str = "2021") -> str:
    """What a measure is called: 新收政府信息公开申请, denial rate."""
    if measure in DERIVED:
        return DERIVED[measure][language == "en"]
    return measure_words(measure, language, edition)


def joined(names: Iterable[str], language: str) -> str:
    """甲、乙和丙; a, b and c."""
    parts = list(names)
    if len(parts) < 2:
        return "".join(parts)
    if language == "en":
        return f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{'、'.join(parts[:-1])}和{parts[-1]}"


def some(names: Sequence[str], language: str, limit: int = 6) -> str:
    """The first names, and how many there are where some are left out."""
    if len(names) <= limit:
        return joined(names, language)
    if language == "en":
        return f"{', '.join(names[:limit])} and {len(names) - limit} more"
    return f"{'、'.join(names[:limit])}等{len(names)}家"


def year_words(years: Iterable[int], language: str) -> str:
    """2019、2021年 ; 2019 and 2021."""
    ordered = [str(year) for year in sorted(set(years))]
    if language == "en":
        return joined(ordered, language)
    return f"{'、'.join(ordered)}年"


def place_words(citation: Citation, language: str) -> str:
    """Where in the file: 第3页，第2个表第1行“一、本年新收…”."""
    place = citation.place
    parts: list[str] = []
    if language == "en":
        parts += [f"page {place.page}"] if place.page else []
        parts += [f"table {place.table}"] if place.table else []
        parts += [f"row {place.row}"] if place.row else []
        return " ".join([", ".join(parts), f"“{keep(place.text)}”" if place.text else ""]).strip()
    parts += [f"第{place.page}页"] if place.page else []
    parts += [f"表{place.table}"] if place.table else []
    parts += [f"第{place.row}行"] if place.row else []
    return "".join(parts) + (f"“{keep(place.text)}”" if place.text else "")


def source_line(citation: Citation, language: str) -> str:
    """来源：《file》，三、收到和处理…，第3页表2第1行“…”."""
    where = place_words(citation, language)
    section = section_words(citation.section, language)
    if language == "en":
        parts = [part for part in (section, where) if part]
        return (
            f"Source: {keep(citation.agency)}, report for {citation.year} ({keep(citation.file)}), {', '.join(parts)}."
        )
    parts = [part for part in (section, where) if part]
    return f"来源：{keep(citation.agency)}{citation.year}年年度报告（{keep(citation.file)}），{'，'.join(parts)}。"


def section_words(printed: str, language: str) -> str:
    """A section as printed; in an English reply the form's own title of it."""
    number_ = "一二三四五六".find(printed[:1]) + 1 if printed else 0
    return section_title(number_, "en") if language == "en" and number_ else keep(printed)


def printed_as(fact: Fact, language: str) -> str:
    """How a blank is printed: “/”; or that nothing stands there."""
    mark = (fact.printed or "").strip()
    if fact.printed is None:
        return "not printed" if language == "en" else "没有印出"
    if not mark:
        return "left blank" if language == "en" else "空白"
    return f"printed as “{keep(mark)}”" if language == "en" else f"印作“{keep(mark)}”"
