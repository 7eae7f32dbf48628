"""Which bodies had any at all: 2024年收到申请的单位有哪些, 哪些单位被起诉过.

A box named by what was done, with no bound, no order and no number asked for, asks for the bodies that have one at
least; a set that is only 的单位, with nothing that picks its bodies out, is no set to add up.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from report.form import RATES
from retrieval.question import Condition, Operation, Scope
from retrieval.understanding import grammar
from retrieval.understanding.conditions import SHARE_OF
from retrieval.understanding.operations import Task
from retrieval.understanding.reading import Parts
from retrieval.understanding.wholes import is_whole_of

_DONE = re.compile(
    r"^(?:没有?)?(?:收|接|被|遭|作出|做出|作|做|实施|采取|开展|发生|出现|产生|公开|予以|同意|拒|不予|受理|办结|制发|出台|发布|印发|制定|废止|结转|打)"
)
_NUMBERED = re.compile(r"数|量|多少|几|情况|规模|总")
_WHICH = re.compile(r"哪些|哪几|有谁|都?有哪|名单|列出|找出|列举|筛选|挑出|的 ?\ue004\W*$")
_ONLY_THOSE = ("单位", "部门", "机关", "机构")


def had_any(parts: Parts, task: Task, measures: tuple[str, ...]) -> Condition | None:
    """The bound that 收到申请的单位有哪些 implies; None where something else is asked."""
    text, words = parts.grammar, next(iter(parts.measured.said), "")
    plain = task.operation in (Operation.RANK, Operation.SUM, Operation.LIST) and not (
        task.count or task.growth or task.place
    )
    if parts.scope is None or parts.conditions or not plain or len(measures) != 1 or measures[0] in RATES:
        return None
    if (
        grammar.RANK.search(text)
        or grammar.HOW_MANY.search(text)
        or grammar.SUM.search(text)
        or re.search("各|每", text)
    ):
        return None
    done = _DONE.match(words) is not None and not _NUMBERED.search(words)
    of_them = re.search(r"\ue002(?:申请|案件|决定)?(?:过|了)?的 ?\ue004", text) is not None
    after = re.search(r"\ue002(?:过|了)", text) is not None
    if _WHICH.search(text) and (of_them or after or done):
        return Condition(measures[0], ">", Decimal(0))
    return None


def picks_none(scope: Scope | None, parts: Parts, task: Task) -> bool:
    """Whether a set is only 的单位 and nothing that is understood picks its bodies: 新收22、23件的单位."""
    if scope is None or scope.words not in _ONLY_THOSE or parts.conditions or task.growth or task.place:
        return False
    return not grammar.RANK.search(parts.grammar) and task.operation in (
        Operation.SUM,
        Operation.FIGURE,
        Operation.RANK,
        Operation.LIST,
        Operation.COUNT,
        Operation.TREND,
        Operation.COMPARE,
    )


def listed(task: Task) -> Task:
    """The task of listing those that have any, or of counting them where their number is asked for."""
    return replace(task, operation=Operation.COUNT if task.operation is Operation.COUNT else Operation.LIST)


_AGAINST = re.compile(
    r"\ue000[^\ue000]{0,16}?(?:比|[多少高低大小]于|[多少高低大小]过|超过)\ue000|\ue000[^\ue000]{0,20}?\bthan\b[^\ue000]{0,20}?\ue000",
    re.I,
)


def earlier_first(parts: Parts) -> bool:
    """Whether the earlier of two years is held against the later: 2022年比2023年多."""
    years = parts.years
    if len(years.said) != 2 or len(years.years) != 2 or not _AGAINST.search(parts.grammar):
        return False
    first = min(years.said, key=parts.text.find)
    return str(years.years[0])[2:] in first or str(years.years[0]) in first


def bounded_share(
    conditions: tuple[Condition, ...], named: tuple[str, ...]
) -> tuple[tuple[Condition, ...], tuple[str, ...]]:
    """自然人申请超过90%: the bound is of a share, and the box is its part; empty where no bound is in per cent.

    Of 予以公开占办结超过50% the box before the bound is the whole, and the part is the one named before it.
    """
    bounds = tuple(replace(c, measure="share") if c.measure.startswith(SHARE_OF) else c for c in conditions)
    said = next((c.measure.removeprefix(SHARE_OF) for c in conditions if c.measure.startswith(SHARE_OF)), "")
    if not said:
        return bounds, ()
    part = next((key for key in named if is_whole_of(said, key)), "")
    return bounds, (part, said) if part else (said,)


_LEFT_OUT = re.compile(
    r"(?:除了?|除去|除开|扣除|去掉|刨去|刨除|刨开|不算|不含|不包括|不计|撇开|抛开|剔除|排除)(?:了|掉)?\ue003(?:[、,和与及跟]\ue003)*"
    r"|\ue003(?:[、,和与及跟]\ue003)*(?:除外|不算|不计在内|之外|以外)"
    r"|\b(?:except(?: for)?|excluding|other than|apart from|besides|without|leaving out)(?: the)? \ue003"
    r"(?:(?:,| and| or)+(?: the)? \ue003)*"
)
_THE_REST = re.compile(
    r"其(?:余|他|它)|别的|剩下|剩余|余下|还有(?:谁|哪)|哪|谁|\b(?:others?|rest|which|who|all)\b", re.I
)


def set_without(parts: Parts, agencies: tuple[int, ...]) -> Scope | None:
    """扣除公安局，其余单位共收多少: the set less the bodies named; None where none is left out."""
    out = _LEFT_OUT.search(parts.bare)
    if out is None or out.group().count("\ue003") != len(agencies) or len(parts.mentions) != len(agencies):
        return None
    if parts.scope is None and not _THE_REST.search(parts.bare):
        return None
    return replace(parts.scope or Scope(), without=agencies)
