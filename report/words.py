"""A finding in a sentence that a clerk can act on: both places, both figures, and the difference.

“总计栏：本年新收 12 + 上年结转 3 ≠ 办理结果总计 14 + 结转下年度 0，差 1”
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from report.facts import Finding
from report.form import Cell, column_label, describe, form, notice, row_label, row_of, section_title
from report.numbers import render

_SHOWN = 6  # parts of a long sum that are named one by one

_ITEMS = {
    "new": ("本年新收", "received"),
    "carried_in": ("上年结转", "carried in"),
    "concluded": ("办理结果总计", "concluded"),
    "carried_out": ("结转下年度", "carried over to next year"),
}
_WHY = {
    "negative": ("是负数", "is negative"),
    "fraction": ("不是整数", "is not a whole number"),
    "impossible": ("大得不可能，疑为数字连写或单位写错", "is impossibly large: digits run together, or a wrong unit"),
    "words": ("应当是数字", "should be a figure"),
}


def render_finding(finding: Finding, language: str = "zh") -> str:
    """One sentence in the reader's language (zh, en)."""
    make = _RULES.get(finding.rule)
    if make is None:
        return finding.rule
    return make(finding, language == "en")


def _gap(finding: Finding) -> str:
    return render(abs((finding.expected or Decimal(0)) - (finding.found or Decimal(0))))


def _by(finding: Finding) -> str:
    return f"; they differ by {_gap(finding)}."


def _number(value: Decimal | None) -> str:
    return "" if value is None else render(value)


def _edition(finding: Finding) -> str:
    return str(finding.values.get("edition", "2021"))


def _pairs(finding: Finding, side: str) -> list[tuple[Cell, str]]:
    listed = finding.values.get(side)
    pairs = listed if isinstance(listed, list | tuple) else ()
    return [(Cell.parse(str(key)), str(value)) for key, value in pairs]


def _column(cell: Cell, english: bool) -> str:
    if english:
        return "Total column" if cell.column == "total" else f"Column “{_column_en(cell)}”"
    label = "法人或其他组织“其他”" if cell.column == "other_org" else column_label(cell)
    return f"{label}栏"


def _column_en(cell: Cell) -> str:
    name = describe(Cell(cell.table, cell.item, cell.column), "en")
    return name[name.rfind("(") + 1 : -1] if name.endswith(")") else name


def _row(cell: Cell, edition: str, english: bool) -> str:
    if english:
        row = row_of(cell.table, cell.item)
        return row.en if row else cell.item
    return row_label(cell, edition).split("（区分")[0]


def _sum(pairs: list[tuple[Cell, str]], english: bool) -> str:
    return " + ".join(
        f"{_ITEMS[cell.item][english]} {value or ('blank' if english else '（空白）')}" for cell, value in pairs
    )


def _balance(finding: Finding, english: bool) -> str:
    left, right = _pairs(finding, "left"), _pairs(finding, "right")
    sums = f"{_sum(left, english)} ≠ {_sum(right, english)}"
    column = _column(finding.cells[0], english)
    return f"{column}: {sums}; they differ by {_gap(finding)}." if english else f"{column}：{sums}，差 {_gap(finding)}"


def _parts(finding: Finding, english: bool, name: Callable[[Cell], str]) -> str:
    """The parts that are not 0, named, and how many more there are."""
    shown = [(cell, value) for cell, value in _pairs(finding, "right") if value not in ("", "0")]
    listed = [f"{name(cell)} {value}" for cell, value in shown[:_SHOWN]]
    if not listed:
        return ""
    more = len(shown) - len(listed)
    if english:
        return f" ({', '.join(listed)}{f', and {more} more' if more else ''})"
    return f"（{'、'.join(listed)}{f'等 {len(shown)} 项' if more else ''}）"


def _results(finding: Finding, english: bool) -> str:
    edition = _edition(finding)
    parts = _parts(finding, english, lambda cell: _short(cell, edition, english))
    column = _column(finding.cells[0], english)
    told, expected = _number(finding.found), _number(finding.expected)
    if english:
        return f"{column}: concluded {told} ≠ the sum of the result rows {expected}{parts}{_by(finding)}"
    return f"{column}：办理结果总计 {told} ≠ 各项办理结果之和 {expected}{parts}，差 {_gap(finding)}"


def _short(cell: Cell, edition: str, english: bool) -> str:
    name = _row(cell, edition, english)
    if english:
        return name
    name = name[name.find("）") + 1 :] if name.startswith("（") else name
    return name[2:] if name[:1].isdigit() else name


def _applicants(finding: Finding, english: bool) -> str:
    parts = _parts(finding, english, lambda cell: _column_en(cell) if english else column_label(cell))
    row = _row(finding.cells[0], _edition(finding), english)
    told, expected = _number(finding.found), _number(finding.expected)
    if english:
        return f"Row “{row}”: total {told} ≠ the sum of the applicants {expected}{parts}{_by(finding)}"
    return f"“{row}”行：总计 {told} ≠ 各类申请人之和 {expected}{parts}，差 {_gap(finding)}"


def _outcomes(finding: Finding, english: bool) -> str:
    parts = _parts(finding, english, lambda cell: _column_en(cell) if english else column_label(cell))
    item = _short(finding.cells[0], _edition(finding), english)
    item = item if english or item.startswith("行政") else f"行政诉讼（{item}）"
    told, expected = _number(finding.found), _number(finding.expected)
    if english:
        return f"{item.capitalize()}: total {told} ≠ the sum of the outcomes {expected}{parts}{_by(finding)}"
    return f"{item}：总计 {told} ≠ 各结果之和 {expected}{parts}，差 {_gap(finding)}"


def _carryover(finding: Finding, english: bool) -> str:
    column, year = _column(finding.cells[0], english), finding.values.get("last_year")
    told, expected = _number(finding.found), _number(finding.expected)
    if english:
        return (
            f"{column}: carried in {told} ≠ what the report for {year} carries over, {expected}; "
            f"they differ by {_gap(finding)}."
        )
    return f"{column}：上年结转 {told} ≠ {year} 年报告的结转下年度 {expected}，差 {_gap(finding)}"


def _in_force(finding: Finding, english: bool) -> str:
    item, v = _short(finding.cells[0], "2021", english), finding.values
    told, expected = _number(finding.found), _number(finding.expected)
    if english:
        return (
            f"{item.capitalize()}: in force {told} ≠ {v.get('last')} in force in {v.get('last_year')} + "
            f"{v.get('issued')} issued − {v.get('repealed')} repealed = {expected}; they differ by {_gap(finding)}. "
            f"Say so if some lapsed."
        )
    return (
        f"{item}：现行有效 {told} ≠ {v.get('last_year')} 年现行有效 {v.get('last')} + 本年制发 {v.get('issued')} − "
        f"本年废止 {v.get('repealed')} = {expected}，差 {_gap(finding)}；如有文件自然失效，请在正文说明"
    )


def box_name(cell: Cell, edition: str, language: str = "zh") -> str:
    """A box of the form by row and column, as a clerk looks for it; empty for a sum that the form does not print."""
    if cell not in form(edition).cells:
        return ""
    row = _row(cell, edition, language == "en")
    if language == "en":
        return f"row “{row}”, column “{_column_en(cell) if cell.column != 'total' else 'total'}”"
    if cell.table == "review_litigation":  # printed in columns under a heading each
        item = f"行政诉讼（{row}）" if cell.item.startswith("litigation_") else row
        return f"“{item}”下的“{column_label(cell)}”栏"
    return f"“{row}”行“{column_label(cell)}”栏"


def _narrative(finding: Finding, english: bool) -> str:
    v, cell = finding.values, finding.cells[0]
    told, expected = _number(finding.found), _number(finding.expected)
    approximate = v.get("approximate") or ""
    if english:
        name = describe(cell, "en", _edition(finding))
        return (
            f"The prose says “{v.get('sentence')}”: {told} for {name}, where the table has {expected}; "
            f"they differ by {_gap(finding)}."
        )
    name = describe(cell, "zh", _edition(finding))
    printed = box_name(cell, _edition(finding))
    where = f"表中{printed}为" if printed else "表中各项合计为"
    return f"正文“{v.get('sentence')}”：{name}写作 {told}{approximate}，{where} {expected}，差 {_gap(finding)}"


def _missing_section(finding: Finding, english: bool) -> str:
    number = int(str(finding.values.get("number")))
    if english:
        return f"{section_title(number, 'en')} is missing; the form has six sections."
    return f"缺少“{section_title(number)}”部分；没有内容的，也应保留标题并写明“无”"


def _missing_table(finding: Finding, english: bool) -> str:
    number = int(str(finding.values.get("number")))
    if english:
        return f"{section_title(number, 'en')} has no table that can be read; add it as a table, not as a picture."
    return f"“{section_title(number)}”下没有读到表格；请按格式补上表格，不要用图片"


def _bad_value(finding: Finding, english: bool) -> str:
    why = _WHY[str(finding.values.get("why"))]
    printed = str(finding.values.get("printed") or _number(finding.found))
    name = describe(finding.cells[0], "en" if english else "zh", _edition(finding))
    return f"“{printed}” printed for {name} {why[1]}." if english else f"{name}填写的是“{printed}”，{why[0]}"


def _wrong_edition(finding: Finding, english: bool) -> str:
    v = finding.values
    due, used, part = str(v.get("due")), str(v.get("used")), v.get("part")
    if english:
        what = "The report" if part == "report" else "The table of section 3"
        return (
            f"{what} follows the form of {used} ({notice(used)}); "
            f"a report for {v.get('year')} follows that of {due} ({notice(due)})."
        )
    what = "报告" if part == "report" else "第三部分的表格"
    due_name = f"{due} 年版（{notice(due)}）"
    return f"{what}用的是 {used} 年版格式（{notice(used)}），{v.get('year')} 年度应当用 {due_name}"


def _boilerplate(finding: Finding, english: bool) -> str:
    v = finding.values
    if english:
        return (
            f"{v.get('copied')} of the {v.get('sentences')} sentences of sections 1, 5 and 6 ({v.get('share')} %) "
            f"stand in the report for {v.get('last_year')} as well, figures aside; rewrite them for this year."
        )
    return (
        f"第一、五、六部分的 {v.get('sentences')} 句话中有 {v.get('copied')} 句（{v.get('share')}%）"
        f"与 {v.get('last_year')} 年报告相同（数字不计），请按本年实际情况改写"
    )


def _section_order(finding: Finding, english: bool) -> str:
    first, then = int(str(finding.values.get("first"))), int(str(finding.values.get("then")))
    if english:
        return f"“{section_title(then, 'en')}” stands after “{section_title(first, 'en')}”; put it before."
    return f"“{section_title(then)}”排在“{section_title(first)}”之后，请按格式调整顺序"


def _outlier(finding: Finding, english: bool) -> str:
    year, years = finding.values.get("last_year"), finding.values.get("years")
    told, expected = _number(finding.found), _number(finding.expected)
    several = isinstance(years, list) and len(years) > 1
    if english:
        nearest = f", the nearest of the years since {years[0]}" if isinstance(years, list) and several else ""
        return (
            f"{describe(finding.cells[0], 'en')}: {told}, after {expected} in {year}{nearest}; "
            f"they differ by {_gap(finding)}: check for a slip of the pen."
        )
    name = describe(finding.cells[0], "zh", _edition(finding))
    nearest = f"（{years[0]} 年以来最接近的一年）" if isinstance(years, list) and several else ""
    return f"{name}为 {told}，{year} 年为 {expected}{nearest}，差 {_gap(finding)}，相差悬殊，请核对是否笔误"


def _other_year(finding: Finding) -> int:
    """The year of a title that is ahead of the text."""
    return int(str(finding.values.get("year"))) + 1


def _stale_year(finding: Finding, english: bool) -> str:
    words, year, what = (finding.values.get(key) for key in ("words", "year", "what"))
    if english:
        if what == "date":
            return f"The date “{words}” lies within {year}, the year that is reported on; correct the year."
        if what == "text":
            return (
                f"The title “{words}” names {_other_year(finding)}, the text speaks of {year} throughout, and {year} "
                f"was checked; correct whichever is left over."
            )
        if what == "plan":
            return f"The plan says “{words}”, yet {year} is the year that is reported on; it should speak of the next."
        return f"“{words}” in a report for {year} looks left over from another year; correct the year."
    if what == "date":
        return f"落款日期“{words}”在报告年度 {year} 年之内，疑为去年的日期，请改正年份"
    if what == "text":
        return (
            f"标题“{words}”是 {_other_year(finding)} 年，正文写的却是 {year} 年（本次按 {year} 年度检查），"
            f"疑为往年文字没有改完，请统一年份"
        )
    if what == "plan":
        return f"下一步打算写的是“{words}”，而 {year} 年就是报告年度，疑为去年的文字，请改为下一年"
    return f"{'标题' if what == 'title' else '正文'}“{words}”与报告年度 {year} 年不符，疑为往年文字，请改正年份"


def _fees(finding: Finding, english: bool) -> str:
    words, table = finding.values.get("words"), _number(finding.expected)
    if finding.values.get("what") == "charges":
        told = _number(finding.found)
        if english:
            return (
                f"Section 6 says “{words}” (10,000 yuan: {told}), where the table of section 2 has {table} under "
                f"administrative charges; they differ by {_gap(finding)}."
            )
        return (
            f"第六部分写“{words}”（{told} 万元），第二部分表格“行政事业性收费”本年收费金额为 {table} 万元，"
            f"差 {_gap(finding)} 万元"
        )
    if english:
        return f"The prose says “{words}” (no fee notice), yet {table} applications count as unpaid after a notice."
    return f"正文写“{words}”，而“申请人逾期未按收费通知要求缴纳费用”一行为 {table} 件，两处不符"


_RULES: dict[str, Callable[[Finding, bool], str]] = {
    "balance": _balance,
    "results": _results,
    "applicants": _applicants,
    "outcomes": _outcomes,
    "carryover": _carryover,
    "in_force": _in_force,
    "narrative": _narrative,
    "missing_section": _missing_section,
    "missing_table": _missing_table,
    "bad_value": _bad_value,
    "wrong_edition": _wrong_edition,
    "boilerplate": _boilerplate,
    "section_order": _section_order,
    "outlier": _outlier,
    "stale_year": _stale_year,
    "fees": _fees,
}
