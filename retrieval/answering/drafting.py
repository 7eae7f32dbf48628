"""Help with writing a report: what the form wants of a section, how others wrote it, what last year's figures carry over.

Nothing is invented: a draft's figures are last year's own, and examples are quoted with their source.
"""

from __future__ import annotations

import re

from report.form import Cell
from retrieval.answering import wording
from retrieval.answering.prose import Opened, examples
from retrieval.answering.reply import Reply
from retrieval.answering.wording import keep
from retrieval.question import Answer

_OWN = re.compile(
    r"(检查|核对|校对|审|看看|把关|check|review|proof).{0,24}(草稿|初稿|我写|我们写|draft|我的)|(草稿|初稿|我写的|draft).{0,16}(检查|核对|校对|check)",
    re.I,
)
_WHOLE = re.compile(
    r"(起草|生成|写|做|拟|出|编).{0,20}(年报|年度报告|报告).{0,6}(初稿|草稿)?|(年报|年度报告).{0,10}(起个?草稿|初稿|草稿)|draft.{0,30}(annual )?report",
    re.I,
)
_OTHERS = re.compile(r"别人|别的|其他|其它|例子|范例|案例|参考|样例|写法|怎么写的|others|example|sample", re.I)
_NO_APPLICATION = re.compile(
    r"(没有|未收到|没收到|零|0件?).{0,6}申请|申请.{0,8}(为零|为0|没有)|no (foi )?(application|request)", re.I
)
_CARRIED = (
    ("applications/carried_out/total", "上年结转", "carried in from last year"),
    (
        "disclosure/normative_documents/in_force",
        "上年末现行有效的行政规范性文件",
        "normative documents in force last year",
    ),
    ("disclosure/regulations/in_force", "上年末现行有效的规章", "rules in force last year"),
)

# What the form wants of each section: our own words.
_OUTLINE = {
    1: (
        "第一部分“总体情况”概述全年工作，一般分五段：（一）主动公开：公开了多少、通过哪些渠道；（二）依申请公开：收到多少、怎样办理，"
        "没有收到的写明“本年度未收到政府信息公开申请”；（三）政府信息管理：制度、审查、规范性文件清理；（四）平台建设：网站、新媒体、公报；"
        "（五）监督保障：组织领导、培训、考核、社会评议、责任追究。文中数字要与后面的表格一致。",
        "Section 1, General situation, usually has five paragraphs: disclosure on own initiative; applications (say so where "
        "none was received: 未收到政府信息公开申请); management of information; platforms; supervision and training. "
        "Its figures must agree with the tables.",
    ),
    2: (
        "第二部分是表格：规章、行政规范性文件填制发、废止、现行有效件数，行政许可、处罚、强制填处理决定数量，行政事业性收费填金额（万元）。没有的填0，不要留空。",
        "Section 2 is a table: documents issued, repealed and in force; decisions on permits, penalties and coercive "
        "measures; fees in 10,000 yuan. Print 0 where there was nothing.",
    ),
    3: (
        "第三部分是表格：新收加结转应等于办理结果总计加结转下年度，每一行各类申请人之和应等于总计。没有申请的全部填0；"
        "正文可写“本年度未收到政府信息公开申请，无上年结转”。",
        "Section 3 is a table: received plus carried in equals concluded plus carried over, and each row adds up over the "
        "applicants. Without applications print 0 everywhere, and write 未收到政府信息公开申请 in the prose.",
    ),
    4: (
        "第四部分是表格：行政复议、未经复议直接起诉、复议后起诉，各填维持、纠正、其他结果、尚未审结和总计；没有的填0。",
        "Section 4 is a table: reconsideration and two kinds of litigation, each upheld, corrected, other, pending, total.",
    ),
    5: (
        "第五部分“存在的主要问题及改进情况”：先写上年所列问题的整改情况，再写本年存在的问题（一是…二是…，要具体到哪类信息、哪个环节），"
        "然后逐条写改进措施（做什么、由谁做、到什么程度），避免照抄上年。",
        "Section 5, main problems and improvements (问题, 改进措施): first what became of last year's problems, then this "
        "year's problems, named concretely, then an improvement for each. Do not copy last year's text. "
        "Tell me your agency and I can quote what its last report said.",
    ),
    6: (
        "第六部分“其他需要报告的事项”：写明收取信息处理费的情况，没有收取的写“本年度未收取政府信息公开信息处理费”；"
        "再写年度工作要点落实情况和其他需要报告的事项，没有的写“无其他需要报告的事项”。",
        "Section 6, other matters: say whether an information handling fee (信息处理费) was charged; where none was, say so "
        "(本年度未收取政府信息公开信息处理费). Then how the year's work plan was carried out, and anything else.",
    ),
}
_TOPICS = (
    (
        re.compile(r"监督保障|监督|考核|培训"),
        "监督保障：写组织领导、业务培训、工作考核、社会评议、责任追究各做了什么。",
    ),
    (
        re.compile(r"平台|网站|新媒体|公众号"),
        "政府信息公开平台建设：写网站栏目、新媒体账号、公报和查阅点的建设与维护。",
    ),
    (re.compile(r"政府信息管理|信息管理"), "政府信息管理：写制度建设、公开审查、规范性文件的清理和集中公开。"),
    (
        re.compile(r"依申请"),
        "依申请公开：写收到多少件、怎样答复、渠道是否畅通；没有收到的，写明“未收到政府信息公开申请”。",
    ),
    (re.compile(r"主动公开"), "主动公开：写公开了多少条、哪些领域、通过哪些渠道。"),
    (re.compile(r"处理费|收费"), "信息处理费：没有收取的，写明“本年度未收取政府信息公开信息处理费”。"),
)


def draft_answer(reply: Reply, passages: Opened) -> Answer:
    """Which help with writing is asked for."""
    text = reply.question.text
    if _OWN.search(text) and not _OTHERS.search(text):
        return _check_own(reply)
    if reply.question.section is None and _WHOLE.search(text) and not _OTHERS.search(text) and not _topic_line(reply):
        return _whole_report(reply)
    return _section(reply, passages)


def _check_own(reply: Reply) -> Answer:
    return reply.answer(
        "help",
        reply.say(
            "可以。请把年报草稿的文件发给我（DOCX、PDF、HTML、Markdown 或文本），或在命令行运行 wenbao check 文件。"
            "我会检查表格的勾稽关系、正文与表格是否一致、有没有缺少部分，文件不会存入库里。",
            "Yes. Send me the file of your draft (DOCX, PDF, HTML, Markdown or text), or run wenbao check FILE. I check its "
            "sums, its prose against its tables, and whether a section is missing; the file is not stored.",
        ),
    )


def _section(reply: Reply, passages: Opened) -> Answer:
    """What the form wants of a section or a topic, then how others wrote it."""
    question = reply.question
    number = question.section
    lines: list[str] = []
    if _NO_APPLICATION.search(question.text):
        lines.append(
            reply.say(
                "没有申请的，正文写明“本年度未收到政府信息公开申请，无上年结转申请”，第三部分的表格全部填0，不要留空。",
                "Without applications write: 本年度未收到政府信息公开申请，无上年结转 (no application was received), and print "
                "0 in every cell of section 3.",
            )
        )
    topic = _topic_line(reply)
    if number in _OUTLINE:
        lines.append(reply.say(*_OUTLINE[number]))
    elif topic and not lines:
        lines.append(topic)
    if topic and "处理费" in topic and number == 6:
        lines.append(
            reply.say(
                "可以这样写：“本年度未收取政府信息公开信息处理费。”",
                "For example: 本年度未收取政府信息公开信息处理费。",
            )
        )
    if not lines and not question.topic:
        return _whole_report(reply)
    return examples(reply, passages, "draft", "\n".join(lines))


def _topic_line(reply: Reply) -> str:
    return next((line for pattern, line in _TOPICS if pattern.search(reply.question.text)), "")


def _whole_report(reply: Reply) -> Answer:
    """What `wenbao draft` will do, and the figures that last year's report carries over."""
    question = reply.question
    lines = [
        reply.say(
            "起草年度报告：运行 wenbao draft，会按国家统一格式生成 DOCX 初稿，六个部分齐全，表格留待您填写；"
            "本年的数字只能由您提供，我不会编造。",
            "To draft a report run wenbao draft: it writes a DOCX in the national form, all six sections, with the tables "
            "for you to fill. This year's figures can only come from you; none is made up.",
        )
    ]
    if not question.agencies:
        lines.append(
            reply.say(
                "请告诉我是哪个单位、哪一年，或您想写哪个部分。", "Tell me which agency and year, or which section."
            )
        )
        return reply.answer("help", *lines)
    for agency in question.agencies:
        body = reply.agency(agency)
        if not body.years:
            continue
        year = body.years[-1]
        told = []
        for key, zh, en in _CARRIED:
            value = reply.lookup.value(agency, year, key)
            if value.value is None:
                continue
            reply.cite_facts(value.parts)
            shown = reply.number(value.value, value.unit)
            row = wording.measure_name(Cell.parse(key).key, reply.language)
            told.append(reply.say(f"{zh}{shown}（{year}年报告“{row}”）", f"{en}: {shown} ({row}, report for {year})"))
        if told:
            lines.append(
                reply.say(
                    f"{keep(body.agency.name)}可以从{year}年报告带过来的数：{'；'.join(told)}。",
                    f"Carried over from the {year} report of {keep(body.agency.name)}: {'; '.join(told)}.",
                )
            )
    return reply.answer("draft", *lines)
