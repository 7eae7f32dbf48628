# ruff: noqa: E501  (a line a turn)
"""Conversations as people hold them: a turn points back, corrects itself, changes its mind, asks for both.

What is expected is named by its cell, and its figure comes from the samples: nothing here was copied from an answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.maker import bodies
from tests.maker.bodies import Body
from tests.questions.figures import of

Line = dict[str, Any]
NEW, DONE, DENIED = "applications/new/total", "applications/concluded/total", "applications/denied/total"
GRANTED, OUT = "applications/granted/total", "applications/carried_out/total"
COURT, REVIEW = "review_litigation/litigation/total", "review_litigation/reconsideration/total"
SCHOOL, SCIENCE, CITY, HOUSING = bodies.CITY_EDUCATION, bodies.CITY_SCIENCE, bodies.CITY, bodies.CITY_HOUSING
OFFICE, POLICE, YUTING = bodies.YUTING_OFFICE, bodies.YUTING_POLICE, bodies.YUTING_SCIENCE
FORESTRY, STATISTICS, COUNTY = bodies.COUNTY_FORESTRY, bodies.COUNTY_STATISTICS, bodies.COUNTY
ZHILAN, OTHER = bodies.ZHILAN_EDUCATION, bodies.OTHER_EDUCATION
ANY = ["figure", "comparison", "trend", "aggregate", "share", "ranking"]


def said(text: str, *figures: tuple[Body, int, str], also: tuple[tuple[Body, int, str], ...] = ()) -> Line:
    """A turn that is answered with these cells."""
    told = [of(body, year).figure(key) for body, year, key in figures]
    more = {"also": [of(body, year).figure(key) for body, year, key in also]} if also else {}
    return _line(text, ANY, figures=told, **more)


def apart(text: str, body: Body, years: tuple[int, int], key: str) -> Line:
    """A turn that is answered with two years and their difference."""
    line = said(text, *((body, year, key) for year in years))
    first, last = (of(body, year).value(key) for year in years)
    assert first is not None
    assert last is not None
    line["expect"]["also"] = [of(body, years[1]).figure(key, last - first, "difference")]
    return line


def other(text: str, *kinds: str, **more: Any) -> Line:
    """A turn that is answered without a figure."""
    return _line(text, list(kinds), figures=[], **more)


def _line(text: str, kinds: list[str], **more: Any) -> Line:
    language = "en" if text.isascii() and any(c.isalpha() for c in text) else "zh"
    return {"question": text, "language": language, "expect": {"kind": kinds, **more}}


def _sum(text: str, body: Body, years: tuple[int, ...], key: str) -> Line:
    """A turn that is answered with one sum over years of one body."""
    total = sum(of(body, year).value(key) or 0 for year in years)
    figure = of(body, years[0]).figure(key) | {"value": float(total), "year": years[-1], "file": None}
    return _line(text, ANY, figures=[figure], also=[of(body, year).figure(key) for year in years])


def _share(text: str, body: Body, year: int, part: str, whole: str) -> Line:
    """A turn that is answered with a share in per cent."""
    here = of(body, year)
    a, b = here.value(part), here.value(whole)
    assert a is not None
    assert b
    return _line(
        text, ["share"], figures=[here.figure(part, 100 * a / b, "share")], also=[here.figure(part), here.figure(whole)]
    )


def _boxes(text: str, body: Body, year: int, *keys: str, of_whole: str = "", part: str = "") -> Line:
    """A turn that is answered with boxes of one report added up, with what they are of a whole, or a part is of them."""
    here = of(body, year)
    total = sum((here.value(key) or Decimal(0) for key in keys), Decimal(0))
    if of_whole:
        return _line(
            text, ["share"], figures=[here.figure(of_whole, 100 * total / (here.value(of_whole) or 1), "share")]
        )
    if part:
        return _line(text, ["share"], figures=[here.figure(part, 100 * (here.value(part) or 0) / total, "share")])
    return _line(text, ANY, figures=[here.figure(keys[0], total, "sum")], also=[here.figure(key) for key in keys])


def turns() -> Iterator[list[Line]]:
    """Each list is one conversation."""
    yield [
        said("汐原市教育局2021年办结多少件", (SCHOOL, 2021, DONE)), said("后两年呢", (SCHOOL, 2022, DONE), (SCHOOL, 2023, DONE)),
        _sum("那合起来是多少", SCHOOL, (2022, 2023), DONE), said("不对，我要的是新收的，只看23年", (SCHOOL, 2023, NEW)),
        other("谢谢啦", "help"), said("结转呢", (SCHOOL, 2023, OUT)),
    ]  # fmt: skip
    yield [
        said("汐原市教育局2022年收到多少件公开申请", (SCHOOL, 2022, NEW)), said("前两年呢", (SCHOOL, 2020, NEW), (SCHOOL, 2021, NEW)),
        said("最高那年自然人提了几件", (SCHOOL, 2021, "applications/new/natural_person")),
    ]  # fmt: skip
    yield [
        other("芷澜区教育局2023年新收申请", "clarify", choices=[of(ZHILAN, 2023).name, of(OTHER, 2023).name]),
        said("第二个", (OTHER, 2023, NEW)), said("另一个呢", (ZHILAN, 2023, NEW)), said("哪个多", (ZHILAN, 2023, NEW), (OTHER, 2023, NEW)),
    ]  # fmt: skip
    yield [
        other("芷澜区教育局2023年办结几件", "clarify", choices=[of(ZHILAN, 2023).name, of(OTHER, 2023).name]),
        said("都要", (ZHILAN, 2023, DONE), (OTHER, 2023, DONE)),
    ]  # fmt: skip
    yield [
        other("Zhilan education bureau 2023 granted", "clarify", choices=[of(ZHILAN, 2023).name, of(OTHER, 2023).name]),
        said("the second one", (OTHER, 2023, GRANTED)), said("and the other", (ZHILAN, 2023, GRANTED)),
        said("compare them", (ZHILAN, 2023, GRANTED), (OTHER, 2023, GRANTED)),
    ]  # fmt: skip
    yield [
        said("榆汀区科技局23年予以公开的有几件", (YUTING, 2023, GRANTED)), said("我记得是15件吧", (YUTING, 2023, GRANTED)),
        said("24年是不是更多了", (YUTING, 2023, GRANTED), (YUTING, 2024, GRANTED)),
    ]  # fmt: skip
    yield [
        other("汐原市科技局2021到2025年新收申请走势", "trend"), said("哪年最多", *((SCIENCE, year, NEW) for year in (2021, 2022, 2023, 2024, 2025))),
        said("那一年被复议几次", (SCIENCE, 2021, REVIEW)), said("诉讼呢", (SCIENCE, 2021, COURT)),
        said("有败诉的吗", (SCIENCE, 2021, "review_litigation/litigation/corrected")),
    ]  # fmt: skip
    yield [
        said("How many did Xiyuan Education Bureau grant in 2021?", (SCHOOL, 2021, GRANTED)), said("I meant refused", (SCHOOL, 2021, DENIED)),
        said("the year before that?", (SCHOOL, 2020, DENIED)), other("thanks!", "help"), said("and carried over?", (SCHOOL, 2020, OUT)),
    ]  # fmt: skip
    yield [
        said("2022年申请最多的三家", (POLICE, 2022, NEW), (CITY, 2022, NEW), (SCHOOL, 2022, NEW)), said("第二家拒绝公开几件", (CITY, 2022, DENIED)),
        said("跟第一家比呢", (CITY, 2022, DENIED), (POLICE, 2022, DENIED)),
    ]  # fmt: skip
    yield [
        said("2023年哪家收到申请最多", (POLICE, 2023, NEW)), said("第三名呢", (SCHOOL, 2023, NEW)), said("它的公开率", (SCHOOL, 2023, "disclosure_rate")),
        other("为什么", "not_found", "passage"), said("出处呢", (SCHOOL, 2023, "disclosure_rate")),
    ]  # fmt: skip
    yield [
        said("汐原市公安局榆汀分局2022年行政诉讼几件", (POLICE, 2022, COURT)), said("未经复议的", (POLICE, 2022, "review_litigation/litigation_direct/total")),
        said("复议后的呢", (POLICE, 2022, "review_litigation/litigation_after_review/total")),
        said("输了几件", (POLICE, 2022, "review_litigation/litigation_after_review/corrected")),
        said("23年呢", (POLICE, 2023, "review_litigation/litigation_after_review/corrected")),
        apart("这俩年差多少", POLICE, (2022, 2023), "review_litigation/litigation_after_review/corrected"),
    ]  # fmt: skip
    yield [
        other("汐原市教育局2019年申请数", "not_found", reason=["not_published"]), said("好的", (SCHOOL, 2020, NEW)),
        other("有没有问题，对得上吗", "check"), said("那21年收到几件", (SCHOOL, 2021, NEW)),
    ]  # fmt: skip
    yield [
        said("榆汀区政府办2021年申请情况", (OFFICE, 2021, NEW)), said("里面企业有几件", (OFFICE, 2021, "applications/new/business")),
        _share("占比？", OFFICE, 2021, "applications/new/business", NEW), _share("自然人呢", OFFICE, 2021, "applications/new/natural_person", NEW),
        _share("那22年", OFFICE, 2022, "applications/new/natural_person", NEW),
    ]  # fmt: skip
    yield [
        other("住建局", "clarify"), other("2022", "clarify"), said("申请", (HOUSING, 2022, NEW)),
        other("房管局是同一个单位吗", "help", includes=[["房产管理局"], ["住房和城乡建设局"]]),
    ]  # fmt: skip
    yield [
        said("汐原市科技局2024年收到几件申请", (SCIENCE, 2024, NEW)), other("今天天气真好", "refused"), said("那25年的呢", (SCIENCE, 2025, NEW)),
        other("你觉得他们工作好不好", "refused"), said("好吧，结转下年的", (SCIENCE, 2025, OUT)),
    ]  # fmt: skip
    yield [
        other("什么是部分公开", "help", includes=[["区分"]]), other("那不予公开呢", "help", includes=[["国家秘密"]]),
        said("汐原市教育局2021年不予公开几件", (SCHOOL, 2021, DENIED)),
        said("理由主要是什么", *((SCHOOL, 2021, f"applications/denied.{reason}/total") for reason in (
            "state_secret", "law_forbids", "security_stability", "third_party", "internal_affairs", "process", "enforcement_file", "administrative_query"))),
    ]  # fmt: skip
    yield [
        said("崧陵县林业局2024年行政处罚几件", (FORESTRY, 2024, "disclosure/penalties/decisions")), said("强制呢", (FORESTRY, 2024, "disclosure/coercions/decisions")),
        other("统计局的呢", "not_found", reason=["not_published"]), said("最新的就行", (STATISTICS, 2025, "disclosure/coercions/decisions")),
        said("县政府的呢", (COUNTY, 2025, "disclosure/coercions/decisions")), said("换成2024年", (COUNTY, 2024, "disclosure/coercions/decisions")),
    ]  # fmt: skip
    yield [
        said("汐原市公安局榆汀分局23年处罚数", (POLICE, 2023, "disclosure/penalties/decisions")), other("怎么这么多", "not_found", "passage"),
        said("22年多少", (POLICE, 2022, "disclosure/penalties/decisions")),
        apart("增加了还是减少了", POLICE, (2022, 2023), "disclosure/penalties/decisions"),
    ]  # fmt: skip
    yield [
        other("汐原市教育局2021年存在的问题", "passage"), other("有没有提到人工智能", "not_found"), other("改进措施呢", "passage"),
        said("申请多少", (SCHOOL, 2021, NEW)), said("剩下的呢", (SCHOOL, 2021, OUT)), said("汐原市政府同年呢", (CITY, 2021, OUT)),
    ]  # fmt: skip
    yield [
        said("2021年汐原市科技局收到多少申请", (SCIENCE, 2021, NEW)), said("22年呢", (SCIENCE, 2022, NEW)),
        _sum("一共", SCIENCE, (2021, 2022), NEW), other("为什么变少", "not_found", "passage"),
    ]  # fmt: skip
    yield [
        said("How many requests did Xiyuan Science Bureau get in 2019", (SCIENCE, 2019, NEW)), said("the following year", (SCIENCE, 2020, NEW)),
        said("and in 2021", (SCIENCE, 2021, NEW)), _sum("total for those three years", SCIENCE, (2019, 2020, 2021), NEW),
    ]  # fmt: skip
    yield [
        other("芷澜区教育局2023年办结多少", "clarify"), said("汐原市的那个", (ZHILAN, 2023, DONE)), said("砚浦呢", (OTHER, 2023, DONE)),
        said("哪个多", (ZHILAN, 2023, DONE), (OTHER, 2023, DONE)),
    ]  # fmt: skip
    yield [
        said("汐原市教育局2021年有没有人打官司", (SCHOOL, 2021, COURT)),
        said("结果怎样", *((SCHOOL, 2021, f"review_litigation/litigation/{outcome}") for outcome in ("upheld", "corrected", "other", "pending"))),
        said("复议几次", (SCHOOL, 2021, REVIEW)), said("22年呢", (SCHOOL, 2022, REVIEW)),
    ]  # fmt: skip
    yield [
        said("2023年哪家收到申请最多", (POLICE, 2023, NEW)), said("第二第三呢", (CITY, 2023, NEW), (SCHOOL, 2023, NEW)),
        said("它们各办结多少", (CITY, 2023, DONE), (SCHOOL, 2023, DONE)),
    ]  # fmt: skip
    yield [
        said("汐原市住建局2022年予以公开几件", (HOUSING, 2022, GRANTED)), said("再加上部分公开", (HOUSING, 2022, GRANTED), (HOUSING, 2022, "applications/partial/total")),
        other("同一个口径吗", "help", includes=[["口径"]]),
    ]  # fmt: skip
    yield [
        said("汐原市科技局2023年行政许可", (SCIENCE, 2023, "disclosure/permits/decisions")),
        said("0件？我以为有几十件", (SCIENCE, 2023, "disclosure/permits/decisions")), said("收费呢", (SCIENCE, 2023, "disclosure/fees/amount")),
        other("单位是什么", "help", includes=[["万元"]]), other("你是个傻瓜", "refused"), said("那22年的收费", (SCIENCE, 2022, "disclosure/fees/amount")),
    ]  # fmt: skip
    held, asked = "applications/unavailable/total", "applications/not_processed/total"
    yield [
        _boxes("汐原市教育局2021年不予公开、无法提供和不予处理加在一块儿几件", SCHOOL, 2021, DENIED, held, asked),
        _boxes("20年这三项的和呢", SCHOOL, 2020, DENIED, held, asked),
        _boxes("占办结的多少", SCHOOL, 2020, DENIED, held, asked, of_whole=DONE),
        said("单看不予公开", (SCHOOL, 2020, DENIED)), _boxes("再加上予以公开", SCHOOL, 2020, DENIED, GRANTED),
        _boxes("把不予公开换成无法提供", SCHOOL, 2020, held, GRANTED), said("去掉予以公开呢", (SCHOOL, 2020, held)),
    ]  # fmt: skip
    permits, penalties, coercions = (f"disclosure/{row}/decisions" for row in ("permits", "penalties", "coercions"))
    yield [
        _boxes("崧陵县政府2025年许可、处罚、强制一共多少件", COUNTY, 2025, permits, penalties, coercions),
        _boxes("其中强制占多少", COUNTY, 2025, permits, penalties, coercions, part=coercions),
        said("只看处罚", (COUNTY, 2025, penalties)),
    ]  # fmt: skip
    yield [
        said("榆汀公安分局2023年收到多少申请", (POLICE, 2023, NEW)), other("其中农民提的呢", "not_found"),
        said("法人的", (POLICE, 2023, "applications/new/organizations")), other("不算企业的呢", "not_found"),
        _boxes("企业、科研机构和其他三类一共", POLICE, 2023, *(f"applications/new/{c}" for c in ("business", "research", "other_org"))),
    ]  # fmt: skip
    yield [
        said("汐原市住建局2022年不予公开几件", (HOUSING, 2022, DENIED)),
        said("其中过程性信息几件", (HOUSING, 2022, "applications/denied.process/total")),
        _share("占多少", HOUSING, 2022, "applications/denied.process/total", DENIED),
        said("诉讼几件", (HOUSING, 2022, COURT)), said("被纠正的呢", (HOUSING, 2022, "review_litigation/litigation/corrected")),
        said("复议里面呢", (HOUSING, 2022, "review_litigation/reconsideration/corrected")),
        said("纠正率", (HOUSING, 2022, "correction_rate:reconsideration")),
    ]  # fmt: skip
    yield [
        said("2023年收到申请最多的两家", (POLICE, 2023, NEW), (CITY, 2023, NEW)),
        _line("平均每家多少呢，全部的", ANY, figures=[]), said("汐原市教育局排第几", (SCHOOL, 2023, NEW), also=tuple(
            (body, 2023, NEW) for body in (POLICE, CITY, HOUSING, OTHER, FORESTRY, ZHILAN, YUTING, SCIENCE))),
        said("汐原市政府2023年收了多少，是18000件吧，办结19151件？", (CITY, 2023, NEW), (CITY, 2023, DONE)),
    ]  # fmt: skip
    yield [
        said("汐原市科技局2023年收到几件申请", (SCIENCE, 2023, NEW)), said("更早的呢", *((SCIENCE, year, NEW) for year in (2019, 2020, 2021, 2022))),
        said("最早那年呢", (SCIENCE, 2019, NEW)), said("把2020年也加上", (SCIENCE, 2019, NEW), (SCIENCE, 2020, NEW)),
        other("数据导出来", "help", includes=[["导出"]]),
    ]  # fmt: skip


def write_turns(path: Path) -> int:
    """All conversations as JSON lines; how many turns there are."""
    lines: list[Line] = []
    for conversation in turns():
        session = f"c{len(lines) + 1:04}"
        for line in conversation:
            lines.append({"id": f"t{len(lines) + 1:04}", "session": session, "category": "turns", **line})
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return len(lines)
