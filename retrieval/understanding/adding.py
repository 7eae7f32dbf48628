"""What a follow-up adds to, takes off or swaps in what was asked: 这三项加起来, 去掉公益组织, 把不予公开换成无法提供.

Only boxes that were named are added; what takes a box off a figure that was no sum of boxes asks for a figure that no
report prints.
"""

from __future__ import annotations

import re
from dataclasses import replace

from report.form import RATES, Cell
from retrieval.question import OVER_SETS, Operation, Question
from retrieval.understanding import grammar
from retrieval.understanding.directory import Directory
from retrieval.understanding.reading import Parts
from retrieval.understanding.wholes import may_be_added, part_and_whole, part_of

MOST_ADDED = 10
_ADDS = re.compile(
    r"^\s*[+＋]|^\W*(?:那么?)?(?:再|还要?|也|另外|一并|一起)?(?:把|将)?(?:[^,?]{1,24})?(?:加上|加进来?|加入|算上|算进来?|计入|带上|包括进来)"
    r"|\b(?:plus|add)\b",
    re.I,
)
_TAKES_OFF = re.compile(
    r"(?:去掉|除去|除开|除了|不算|不含|不包括|扣掉|扣除|减去|减掉|刨去|刨掉|刨除|剔除|排除|拿掉|撇开|去除)"
    r"|不要(?=\S{1,12}(?:呢|了|的话|$))"
    r"|\b(?:without|excluding|except(?: for)?|minus|leave out|take off|not counting)\b",
    re.I,
)
_SWAPS = re.compile(
    r"换成|改成|替换成|替换为|换为|改为|\b(?:replace|swap)\b.+?\b(?:with|by|for)\b|\binstead of\b", re.I
)
_THESE = re.compile(
    r"(?:这|那|上面|上述|前面|刚才|以上)(?:的)?(?:[两俩二三四五六2-6几])?(?:个|项|类|种|样|栏|者|块)?(?:数字?|指标|数据|情形)?(?:的)?"
    r"(?:和|合计|总和|总数|加|合|一共|总共|相加|求和)|(?:[两俩二三四五六2-6几])(?:个|项|类|种|样|者|块)(?:数字?)?(?:的)?(?:和|合计|总和|加|合|一共|总共|相加)"
    rf"|^\W*(?:那么?)?(?:它们|都|全部?|全都)?(?:{grammar.TOGETHER}|相加|求和)"
    r"|\b(?:together|combined|in total|altogether|the sum)\b",
    re.I,
)
_BOTH = re.compile(r"它们?俩?|[这那]?(?:两|俩|二)(?:者|个|项|样)?|\b(?:both|the two|them)\b", re.I)
_WITH = re.compile(r"^\W*(?:那么?)?(?:跟|和|与|同|加上?|连同)", re.I)
_HOW_MANY_BOXES = re.compile(r"([两俩二三四五六2-6])(?:个|项|类|种|样|者|块)(?!人|月|年|单位|局|家)")
_THESE_TOO = re.compile(grammar.TOGETHER + r"|相加|合计|一共|总共|\b(?:together|in total|combined)\b", re.I)
_COUNT = {"两": 2, "俩": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6} | {str(n): n for n in range(2, 7)}
_OF_BODIES = re.compile(r"家|单位|部门|机关|局|分局|年")


def box_sums(previous: Question, question: Question, parts: Parts, named: tuple[str, ...]) -> Question:
    """The follow-up with its boxes added up, where it asks for that; `named` are the boxes that it names."""
    if not _of_one_report(previous, question):
        return question
    before = previous.measures
    if _SWAPS.search(parts.bare) and (swapped := _swapped(before, parts, named)):
        return _with(question, swapped, previous.operation)
    summed = previous.operation is Operation.SUM and len(before) > 1
    if _TAKES_OFF.search(parts.bare) and (named or question.outside):
        out = named or _crossed_out(before, parts)
        left = tuple(key for key in before if key not in out)
        if summed and out and set(out) <= set(before) and left:
            return _with(question, left, Operation.SUM if len(left) > 1 else Operation.FIGURE)
        words = question.outside or (parts.bare.strip("呢吗?？ "),)
        return replace(question, measures=(), outside=words, named=question.named | {"measures"})
    if _ADDS.match(parts.text) and named and len(before) + len(named) <= MOST_ADDED and not question.years:
        boxes = tuple(dict.fromkeys((*before, *named)))
        added = may_be_added(boxes) and previous.operation in (Operation.FIGURE, Operation.SUM)
        return _with(question, boxes, Operation.SUM if added else previous.operation)
    two = len(before) == 2 and summed and not named
    if two and _BOTH.search(parts.text) and grammar.DIFFERENCE.search(parts.grammar):
        return replace(_with(question, before, Operation.COMPARE), difference=True)
    if len(named) == 1 and _WITH.match(parts.text) and _THESE_TOO.search(parts.text) and _plain(question):
        boxes = tuple(dict.fromkeys((*before, *named)))
        return _with(question, boxes, Operation.SUM) if len(boxes) > 1 else question
    if len(named) == 1 and parts.measured.column_only and _THESE_TOO.search(parts.text):
        named = _each_row(previous, named[0])
    if len(named) > 1 and (said := _HOW_MANY_BOXES.search(parts.text)) and _COUNT[said[1]] != len(named):
        return _with(question, named, Operation.FIGURE)  # 甲、乙、丙三项一共: one of them was not understood
    if len(named) > 1 and (grammar.says_added(parts.bare, parts.grammar) or _THESE.search(parts.text)):
        return _with(question, named, Operation.SUM) if _plain(question) else question
    if not named and _plain(question) and (these := _THESE.search(parts.text)) and not _OF_BODIES.search(parts.text):
        told = _told(previous, these[0])
        if len(told) == 2 and {key.rsplit("/", 1)[1] for key in told} == {"natural_person", "organizations"}:
            return _with(question, (f"{told[0].rsplit('/', 1)[0]}/total",), Operation.FIGURE)  # printed, not added
        return _with(question, told, Operation.SUM) if len(told) > 1 else question
    return question


def shuts_out(text: str) -> bool:
    """Whether a turn takes something off what was told: 去掉0件的."""
    return _TAKES_OFF.search(text) is not None


def without_body(previous: Question, question: Question, directory: Directory) -> Question:
    """去掉市政府呢 after a set: the same without that body; where no one body of the set is meant, nothing is told."""
    assert previous.scope is not None
    region = previous.scope.region
    left_out = question.scope.without if question.scope is not None else ()
    fitting = question.agencies or left_out or tuple(id_ for _, ids in question.candidates for id_ in ids)
    inside = [i for i in fitting if all(place in directory.stored[i].agency.region for place in region)]
    operation = question.operation if question.operation in OVER_SETS else previous.operation
    if len(inside) != 1 or question.unknown:
        return replace(
            previous,
            text=question.text,
            language=question.language,
            operation=operation,
            measures=(),
            kept=previous.measures,
            outside=(question.text.strip("呢吗?？ "),),
        )
    return replace(
        previous,
        text=question.text,
        language=question.language,
        named=question.named,
        steps=question.steps,
        operation=operation,
        scope=replace(previous.scope, without=tuple(dict.fromkeys((*previous.scope.without, *inside)))),
    )


def years_added(previous: Question, question: Question, parts: Parts) -> Question:
    """把2019年也加上: the years told before and these."""
    if not question.years or not previous.years or not _ADDS.match(parts.bare) or question.measures:
        return question
    if question.agencies or question.candidates or question.unknown or question.scope:
        return question
    return replace(question, years=tuple(sorted({*previous.years, *question.years})))


def share_of_boxes(previous: Question, named: tuple[str, ...]) -> tuple[str, ...]:
    """其中处罚占多少 after a sum of boxes: the part, then the boxes; 占办结多少: the boxes, then the whole."""
    boxes = previous.measures
    if previous.operation is not Operation.SUM or len(boxes) < 2 or len(previous.agencies) != 1:
        return ()
    if named and named[0] in boxes:
        return (named[0], *boxes)
    wholes = {whole for box in boxes for whole in part_and_whole((box,))[1:]}
    whole = named[-1] if named else wholes.pop() if len(wholes) == 1 else ""
    return (*boxes, whole) if whole and whole not in RATES else ()


def share_of_group(previous: Question, named: tuple[str, ...], parts: Parts) -> tuple[str, ...]:
    """国家秘密占多少 after 不予公开, or after its eight rows: of that group, where no other whole is named."""
    if len(parts.measured.keys) > 1 or not named or named[0] in RATES or "." not in named[0]:
        return ()
    table, item, column = named[0].split("/")
    group = f"{table}/{item.split('.')[0]}/{column}"
    rows = {key.split("/")[1].split(".")[0] for key in previous.measures if key.count("/") == 2 and "." in key}
    all_of_it = len(previous.measures) > 2 and rows == {item.split(".")[0]}
    return (named[0], group) if previous.measures[-1:] == (group,) or all_of_it else ()


def shared(previous: Question, question: Question, measures: tuple[str, ...], parts: Parts) -> tuple[str, ...]:
    """自然人占多少 after 新收: of that row; 占办结的多少: of what was talked about."""
    if not question.measures and previous.operation is Operation.SHARE and len(measures) > 1:
        return measures
    keys = parts.measured.keys
    alone = previous.operation is not Operation.SUM or len(previous.measures) < 2
    if alone and len(keys) == 1 and previous.measures and part_of(previous.measures[0], keys[0]):
        return (previous.measures[0], keys[0])  # 占不予处理多少 after 信访类
    if of_group := share_of_group(previous, question.measures, parts):
        return of_group
    if of_sum := share_of_boxes(previous, question.measures):
        return of_sum
    if len(question.measures) == 2 and question.operation is Operation.SHARE:
        if Cell.parse(question.measures[0]).column == "total" and question.measures[0] == question.measures[1]:
            return part_and_whole((*previous.measures[:1], question.measures[1]))
        return question.measures
    made = part_and_whole(measures)
    asked = previous.measured_before[-1:]
    if not question.measures and measures == previous.measures and asked and part_of(measures[0], asked[0]):
        return (measures[0], asked[0])  # 占多少 after 不予公开 and 其中保护第三方的
    if len(made) == 1 and previous.measures and made[0] != previous.measures[0] and previous.measures[0] not in RATES:
        return (previous.measures[0], made[0])
    if len(made) == 1:
        flow = made[0] in RATES or made[0].split("/")[1] in ("new", "carried_in", "concluded", "carried_out")
        return (made[0], "applications/concluded/total") if made[0].startswith("applications/") and not flow else made
    return made


def _of_one_report(previous: Question, question: Question) -> bool:
    """Whether the talk is of the boxes of one report, and stays so."""
    other = question.candidates or question.unknown or question.scope
    boxes = previous.operation is Operation.SUM and len(previous.measures) > 1
    one = len(previous.agencies) == 1 and previous.scope is None and (boxes or len(previous.years) < 2)
    return bool(one and previous.measures and not other and len(question.years) < 2 and len(question.agencies) < 2)


def _plain(question: Question) -> bool:
    return question.operation in (Operation.FIGURE, Operation.SUM, Operation.PASSAGE, Operation.CHECK)


def _with(question: Question, measures: tuple[str, ...], operation: Operation) -> Question:
    return replace(
        question,
        measures=measures,
        operation=operation,
        outside=(),
        topic="",
        section=None,
        named=question.named | {"measures", "operation", "boxes"},
    )


def _told(previous: Question, said: str) -> tuple[str, ...]:
    """The boxes that 这三项 points at: those of the last answer, else those asked one after the other."""
    wanted = next((_COUNT[c] for c in said if c in _COUNT), 0)
    if len(previous.measures) > 1:
        return previous.measures if wanted in (0, len(previous.measures)) else ()
    told = tuple(dict.fromkeys((*previous.measured_before, *previous.measures)))
    told = told[-wanted:] if wanted else told
    return told if len(told) >= max(wanted, 2) else ()


def _each_row(previous: Question, named: str) -> tuple[str, ...]:
    """维持的加起来 after 复议 and 诉讼: that outcome of both."""
    table, _, column = named.split("/")
    told = [key.split("/") for key in (*previous.measured_before, *previous.measures) if key.startswith(f"{table}/")]
    rows = tuple(dict.fromkeys(row for _, row, _ in (key for key in told if len(key) == 3)))
    made = tuple(f"{table}/{row}/{column}" for row in rows)
    return made if may_be_added(made) else (named,)


def _swapped(before: tuple[str, ...], parts: Parts, named: tuple[str, ...]) -> tuple[str, ...]:
    """The boxes with one in place of another: what stands before 换成 goes, what stands after it comes."""
    at = _SWAPS.search(parts.bare)
    if at is None or len(before) < 2 or len(named) != 2:
        return ()
    old, new = named
    if new in before and old not in before:
        old, new = new, old  # 用无法提供换掉不予公开
    return tuple(new if key == old else key for key in before) if old in before and new not in before else ()


def _crossed_out(before: tuple[str, ...], parts: Parts) -> tuple[str, ...]:
    """The boxes of a sum that words of shutting out name."""
    named = {what.split(":")[1] for _, _, what in parts.measured.spans}
    items = {said.split("/")[-1] for said in named}
    return tuple(key for key in before if key.split("/")[1] in items or key.rsplit("/", 1)[1] in items - {"total"})
