"""The words of a report as far as they are known without asking: sections 一, 五 and 六 as an outline.

A sentence is written only where every figure in it stands in the draft's tables, so that prose and tables agree. What
only the body itself knows is 【待填：what the form wants there】; each of last year's promises is an item to answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from report.facts import Report
from report.form import APPLICANTS, Cell, column_label, groups
from report.numbers import render
from retrieval.drafting.draft import Draft

Words = Mapping[int, tuple[tuple[str, str], ...]]  # the paragraphs of a section, each with its heading
TO_FILL = "【待填】"
_DOCUMENTS = (("regulations", "规章"), ("normative_documents", "行政规范性文件"))
_DECISIONS = (("permits", "行政许可"), ("penalties", "行政处罚"), ("coercions", "行政强制"))
_RESULTS = (
    ("granted", "予以公开"),
    ("partial", "部分公开"),
    ("denied", "不予公开"),
    ("unavailable", "无法提供"),
    ("not_processed", "不予处理"),
    ("other", "其他处理"),
)
_NUMBERED = re.compile(
    r"^(?:下一步[^，。：:]{0,8}[：:])?\s*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]|[一二三四五六]是)?\s*"
)
_LONGEST = 120  # characters of a promise that are quoted


def outline(draft: Draft) -> dict[int, tuple[tuple[str, str], ...]]:
    """The paragraphs of the three sections in prose."""
    return {1: tuple(_situation(draft)), 5: tuple(_problems(draft)), 6: tuple(_other_matters())}


def places_to_fill(words: Words) -> dict[int, int]:
    """How many places of each section are to be filled in."""
    counted = {
        number: sum(text.count("【待填") for _, text in paragraphs) for number, paragraphs in sorted(words.items())
    }
    return {number: count for number, count in counted.items() if count}


def to_fill(what: str) -> str:
    """A place to be filled in, with what belongs there."""
    return f"【待填：{what}】"


# -- 一、总体情况


def _situation(draft: Draft) -> Iterator[tuple[str, str]]:
    yield "（一）主动公开", _disclosed(draft)
    yield "", to_fill("全年主动公开多少条信息，其中政府网站、政务新媒体、政府公报各多少条")
    yield "", to_fill("重点领域公开、政策解读和回应关切做了什么，举一两件实事")
    yield "（二）依申请公开", _received(draft) + _concluded(draft)
    yield "", _contested(draft)
    yield "", to_fill("申请渠道、办理流程、答复质量方面做了什么，有没有超期")
    yield "（三）政府信息管理", to_fill("公开审查、信息更新、历史文件整理做了什么，规范性文件怎样集中公开和清理")
    yield "（四）政府信息公开平台建设", to_fill("网站专栏、政务新媒体、公报和查阅点的建设与维护情况")
    yield "（五）监督保障", to_fill("由谁分管、由哪个机构承办，开展培训多少次、考核和社会评议结果如何，有无责任追究")


def _disclosed(draft: Draft) -> str:
    """What section 二 counts: documents, decisions, charges."""
    told = [_of_documents(draft, item, name) for item, name in _DOCUMENTS]
    decided = [(name, draft.value(Cell("disclosure", item, "decisions"))) for item, name in _DECISIONS]
    if any(value is None for _, value in decided) or None in told:
        open_items = to_fill("制发和废止文件、行政许可、处罚、强制的情况，数字与第二部分的表格一致")
        return "".join(one for one in told if one) + open_items
    made = "、".join(f"{name}{render(value)}件" for name, value in decided if value)
    told.append(f"作出处理决定：{made}。" if made else "")
    return "".join(one for one in told if one) or to_fill("主动公开的重点内容，数字与第二部分的表格一致")


def _of_documents(draft: Draft, item: str, name: str) -> str | None:
    """本年制发行政规范性文件3件，废止1件，现行有效25件; empty where there are none, None where not all is known."""
    issued, repealed, in_force = (
        draft.value(Cell("disclosure", item, column)) for column in ("issued", "repealed", "in_force")
    )
    if issued is None or repealed is None or in_force is None:
        return None
    if not issued and not repealed and not in_force:
        return ""
    return f"本年制发{name}{render(issued)}件，废止{render(repealed)}件，现行有效{render(in_force)}件。"


def _received(draft: Draft) -> str:
    new, carried = _total(draft, "new"), _total(draft, "carried_in")
    if new is None:
        return to_fill("新收申请多少件，各类申请人多少件，上年结转多少件，与第三部分的表格一致")
    if new == 0:
        none = "，无上年结转的申请" if carried == 0 else f"，上年结转{render(carried)}件" if carried else ""
        return f"本年度未收到政府信息公开申请{none}。"
    by_whom = [(column, draft.value(Cell("applications", "new", column))) for column in APPLICANTS]
    shown = "、".join(f"{_applicant(column)}{render(value)}件" for column, value in by_whom if value)
    whole = all(value is not None for _, value in by_whom)
    over = f"，上年结转{render(carried)}件" if carried is not None else ""
    return f"本年新收政府信息公开申请{render(new)}件{f'，其中{shown}' if whole and shown else ''}{over}。"


def _applicant(column: str) -> str:
    label = column_label(Cell("applications", "new", column))
    return "其他法人或组织" if column == "other_org" else label


def _concluded(draft: Draft) -> str:
    concluded, over = _total(draft, "concluded"), _total(draft, "carried_out")
    if _total(draft, "new") == 0 and _total(draft, "carried_in") == 0:
        return ""
    if concluded is None or over is None:
        return to_fill("各类办理结果多少件，结转下年度多少件，与第三部分的表格一致")
    results = [(name, _group(draft, item)) for item, name in _RESULTS]
    shown = "、".join(f"{name}{render(value)}件" for name, value in results if value)
    each = f"，其中{shown}" if shown and all(value is not None for _, value in results) else ""
    left = f"结转下年度继续办理{render(over)}件" if over else "没有结转下年度继续办理的申请"
    return f"全年办理完毕{render(concluded)}件{each}；{left}。"


def _contested(draft: Draft) -> str:
    """What section 四 counts."""
    review = draft.value(Cell("review_litigation", "reconsideration", "total"))
    direct = draft.value(Cell("review_litigation", "litigation_direct", "total"))
    after = draft.value(Cell("review_litigation", "litigation_after_review", "total"))
    if review is None or direct is None or after is None:
        return to_fill("因政府信息公开工作被申请行政复议、提起行政诉讼的情况，与第四部分的表格一致")
    if not review and not direct and not after:
        return "本年度没有因政府信息公开工作被申请行政复议、提起行政诉讼。"
    told = [f"被申请行政复议{render(review)}件"] if review else []
    told += [f"未经复议直接起诉的行政诉讼{render(direct)}件"] if direct else []
    told += [f"复议后起诉的行政诉讼{render(after)}件"] if after else []
    return f"因政府信息公开工作{'，'.join(told)}。"


def _total(draft: Draft, item: str) -> Decimal | None:
    return draft.value(Cell("applications", item, "total"))


def _group(draft: Draft, item: str) -> Decimal | None:
    """The sum of a group's rows, all of them known; or a row's own figure."""
    if item not in groups():
        return _total(draft, item)
    rows = [row for row in draft.form.table_rows("applications") if row.item.startswith(f"{item}.")]
    parts = [_total(draft, row.item) for row in rows]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if rows and len(known) == len(parts) else None


# -- 五、存在的主要问题及改进情况


def _problems(draft: Draft) -> Iterator[tuple[str, str]]:
    promised = promises(draft.previous) if draft.previous is not None else []
    heading = "（一）上年问题的改进情况"
    if not promised:
        yield heading, to_fill("上年报告列出的问题，逐条写改进了没有、做到什么程度")
    for at, said in enumerate(promised):
        words = said.replace("【", "〔").replace("】", "〕")
        shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}……"
        year = draft.year - 1
        yield heading if at == 0 else "", to_fill(f"{year}年报告第五部分写过“{shown}”，做了没有、做到什么程度")
    yield "（二）存在的主要问题", to_fill("本年真实存在的问题，一是……二是……，具体到哪类信息、哪个环节，不照抄上年")
    yield "（三）改进措施", to_fill("与上面的问题一一对应：做什么、由谁做、什么时候做到")
    if "人民政府" in draft.agency.name:
        yield "（四）考核、评议和责任追究", to_fill("工作考核、社会评议和责任追究的结果，各级人民政府应当写明")


def promises(report: Report) -> list[str]:
    """What a report's section 五 set out to do, a sentence each, without its number."""
    from retrieval.drafting.words import promised

    bare = (_NUMBERED.sub("", quote.text).rstrip("；;。") for quote in promised(report))
    return [words for words in bare if words]


# -- 六、其他需要报告的事项


def _other_matters() -> Sequence[tuple[str, str]]:
    return (
        (
            "（一）收取信息处理费的情况",
            to_fill("收费通知发出几件、总金额多少、实际收取多少；没有收取的也要写明"),
        ),
        ("（二）其他需要报告的事项", to_fill("年度政务公开工作要点落实情况等；没有的也写一句")),
    )
