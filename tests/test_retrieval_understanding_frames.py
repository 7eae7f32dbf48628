"""Every way of asking for a ranking, a sum, a mean, a count, a change, a trend or a comparison, of any figure."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.question import Operation
from retrieval.understanding import understand
from tests.test_retrieval_understanding_questions import AGENCIES

TODAY = date(2026, 11, 20)
CHINESE = {"applications/new/total": "新收申请", "disclosure/penalties/decisions": "行政处罚"}
ENGLISH = {
    "applications/new/total": "applications received",
    "disclosure/penalties/decisions": "administrative penalties",
}

RANKS = (
    "2023年{m}最多的是谁|2023年哪家{m}数量最大|哪个单位2023年{m}最多|2023年，{m}，冠军是哪个单位|{m}2023年谁排第一|2023年{m}数量前三的单位|"
    "全部单位2023年{m}从高到低排|2023年谁家的{m}最高|把2023年各单位的{m}排一下|{m}最多的单位，2023年|2023年年报里{m}排名靠前的有谁|"
    "给我看看2023年{m}排行榜|2023年{m}Top3|2023年{m}数一数二的是哪些单位"
)
RANKS_EN = (
    "Which agency had the most {m} in 2023?|Rank agencies by {m}, 2023|Who tops the list for {m} in 2023?|"
    "2023: highest number of {m}|Top three bodies for {m} in 2023|"
    "Which body recorded the largest number of {m} in 2023?|"
    "List bodies by {m} in 2023, highest first|leaderboard of {m} 2023"
)
SUMS = (
    "2023年各单位{m}一共多少件|2023年所有单位{m}加总|2023年{m}合计，全部单位|全库2023年{m}总和|2023年{m}总共多少，所有机关加一起|"
    "汇总一下2023年所有单位的{m}|2023年大家的{m}加起来有多少"
)
SUMS_EN = (
    "Total {m} across all agencies in 2023|How many {m} in 2023 in all agencies combined?|"
    "Sum of {m} over all bodies, 2023"
    "|Add up {m} of every agency for 2023"
)
MEANS = "2023年{m}平均每家多少|2023年各单位{m}的平均数|2023年{m}均值|平均一个单位2023年{m}多少件"
MEANS_EN = (
    "Average {m} per agency in 2023|mean {m} 2023 all bodies|On average, how many {m} did each agency have in 2023?"
)
COUNTS = (
    "2023年{m}超过8件的有几家|2023年有几个单位{m}多于8件|2023年{m}大于8件的单位数|2023年多少单位{m}在8件以上（不含）|"
    "{m}高于8件的单位2023年有多少个|2023年{m}为零的单位有几个|2023年有几家{m}一件都没有|2023年{m}挂零的单位数量"
)
COUNTS_EN = (
    "How many agencies had more than 8 {m} in 2023?|Number of bodies with over 8 {m} in 2023|"
    "In 2023, how many bodies exceeded 8 {m}?|How many agencies had no {m} in 2023?|Count of bodies with 0 {m}, 2023"
)
CHANGES = (
    "浔川市教育局2023年{m}同比增长多少|2023年浔川市教育局{m}较2022年变动幅度|浔川市教育局{m}2023年同比|"
    "2023年浔川市教育局的{m}比前一年增加了百分之多少|浔川市教育局2023年{m}增速|浔川市教育局2023年{m}和上年相比变化率"
)
TRENDS = (
    "浔川市教育局历年{m}|浔川市教育局这几年的{m}走势|浔川市教育局2019到2023年{m}情况|浔川市教育局{m}逐年数据|"
    "浔川市教育局2019-2023 {m}|"
    "浔川市教育局从2019年起每年{m}多少|列出浔川市教育局2019至2023年各年{m}|浔川市教育局的{m}一年比一年多吗"
)
COMPARISONS = (
    "浔川市教育局和浔川市公安局2023年{m}谁多|2023年浔川市教育局与浔川市公安局的{m}对比|2023年{m}：浔川市教育局比浔川市公安局多多少|"
    "浔川市教育局2023年的{m}是浔川市公安局的几倍|2023年浔川市教育局的{m}有没有超过浔川市公安局|2023年浔川市教育局跟浔川市公安局相比{m}哪家少"
)


@pytest.mark.parametrize(
    ("operation", "frame", "named"),
    [
        (operation, frame, named)
        for operation, chinese, english in (
            (Operation.RANK, RANKS, RANKS_EN),
            (Operation.SUM, SUMS, SUMS_EN),
            (Operation.MEAN, MEANS, MEANS_EN),
            (Operation.COUNT, COUNTS, COUNTS_EN),
            (Operation.CHANGE, CHANGES, ""),
            (Operation.TREND, TRENDS, ""),
            (Operation.COMPARE, COMPARISONS, ""),
        )
        for frames, named in ((chinese, CHINESE), (english, ENGLISH))
        for frame in frames.split("|")
        if frame
    ],
)
def test_what_is_to_be_done(operation: Operation, frame: str, named: dict[str, str]) -> None:
    for measure, words in named.items():
        question = understand(frame.format(m=words), AGENCIES, TODAY)
        assert question.operation is operation
        assert measure in (*question.measures, *(c.measure for c in question.conditions))
        assert not question.outside


@pytest.mark.parametrize(
    ("text", "growth", "rising"),
    [
        ("2023年比2022年新收申请增长最多的是哪个单位", "difference", True),
        ("2023年新收申请增幅最大的三家单位", "change", True),
        ("2023年各单位新收申请下降最多的", "difference", False),
        ("Which agency's applications received rose most from 2022 to 2023?", "difference", True),
        ("which bodies saw the steepest drop in applications received in 2023", "change", False),
    ],
)
def test_a_ranking_by_what_changed(text: str, growth: str, rising: bool) -> None:
    question = understand(text, AGENCIES, TODAY)
    assert (question.operation, question.growth, question.descending) == (Operation.RANK, growth, rising)
    assert question.measures == ("applications/new/total",)
