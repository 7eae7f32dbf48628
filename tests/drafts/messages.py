"""What clerks type while a report is written, and the cells that each message fills.

`must` is filled with just these figures; `may` follows from the words too, and need not be; anything else is wrong.
`asks` says that the reply has to ask back, or to say what it did not take.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from report.form import APPLICANTS, OUTCOMES, Cell, form

FORM = form("2021")
Cells = dict[str, str]
_TABLE = {
    **{row.item: "applications" for row in FORM.table_rows("applications")},
    **{row.item: "disclosure" for row in FORM.table_rows("disclosure")},
    **{row.item: "review_litigation" for row in FORM.table_rows("review_litigation")},
}


@dataclass(frozen=True, slots=True)
class Message:
    """One message, what was said before it, and what it fills."""

    text: str
    must: Cells = field(default_factory=dict)
    may: Cells = field(default_factory=dict)
    before: str = ""
    asks: bool = False


def c(item: str, **columns: float) -> Cells:
    """Some cells of a row."""
    return {Cell(_TABLE[item], item, column).key: str(value) for column, value in columns.items()}


def total(**rows: int) -> Cells:
    """The totals of rows of table three; `__` in a name stands for the point."""
    found: Cells = {}
    for item, value in rows.items():
        found |= c(item.replace("__", "."), total=value)
    return found


def only(item: str, **columns: int) -> Cells:
    """A whole row: these figures, their sum, and 0 in every other column."""
    every = (*(OUTCOMES if _TABLE[item] == "review_litigation" else APPLICANTS), "total")
    return c(item, **(dict.fromkeys(every, 0) | {"total": sum(columns.values())} | columns))


def zeros(*items: str) -> Cells:
    """0 in every cell of these rows."""
    return {cell.key: "0" for cell in FORM.cells if cell.item in items}


def zeros_of(tables: Iterable[str]) -> Cells:
    """0 in every cell of these tables but documents in force that last year's report counts."""
    counted = Cell("disclosure", "normative_documents", "in_force")
    return {cell.key: "0" for cell in FORM.cells if cell.table in tables and cell != counted}


_RECEIVED = "新收12件，自然人10，企业2"
_COURT = ("reconsideration", "litigation_direct", "litigation_after_review")
_OTHERS_NEW = {key: "0" for key in only("new") if not key.endswith("total")}
_OTHERS_GRANTED = {key: "0" for key in only("granted") if not key.endswith("total")}

MESSAGES: tuple[Message, ...] = (
    # all of one kind
    Message("今年一共收到12件，都是自然人", only("new", natural_person=12)),
    Message("新收12件，全部是自然人提出的", only("new", natural_person=12)),
    Message("本年新收政府信息公开申请8件，均为自然人申请", only("new", natural_person=8)),
    Message("收到申请5件，全是企业", only("new", business=5)),
    Message("新收12件，自然人10，其余都是企业", only("new", natural_person=10, business=2)),
    Message(
        "自然人10，其余的都是企业",
        {k: v for k, v in only("new", natural_person=10, business=2).items() if not k.endswith("total")},
        before="新收12件",
    ),
    Message("新收12件，自然人10件，其余2件是企业", c("new", total=12, natural_person=10, business=2), may=_OTHERS_NEW),
    Message("其余都是企业", asks=True, before="新收自然人10"),
    Message("予以公开6件，全部是自然人", only("granted", natural_person=6)),
    Message("行政复议3件，全部维持", only("reconsideration", upheld=3)),
    Message("行政复议3件，都维持了", only("reconsideration", upheld=3)),
    Message("复议2件，都还没审结", only("reconsideration", pending=2)),
    Message(
        "复议后起诉1件，结果维持",
        c("litigation_after_review", total=1, upheld=1),
        may={k: "0" for k in only("litigation_after_review") if not k.endswith("total")},
    ),
    Message("不予公开2件，都是过程性信息", total(denied__process=2), may=zeros_of(["applications"])),
    # the number first
    Message("12件予以公开", total(granted=12)),
    Message(
        "其中8件予以公开，2件部分公开，1件不予处理（重复申请）", total(granted=8, partial=2, not_processed__repeat=1)
    ),
    Message(
        "直接起诉的2件，1件维持1件没结",
        c("litigation_direct", total=2, upheld=1, pending=1),
        may=c("litigation_direct", corrected=0, other=0),
    ),
    Message("4件申请被重复提交，算重复申请", total(not_processed__repeat=4)),
    Message("今年收到12件，10件是个人申请的，2件是公司", c("new", total=12, natural_person=10, business=2)),
    # nothing
    Message(
        "行政诉讼没有，复议1件维持",
        zeros(*_COURT[1:]) | c("reconsideration", upheld=1),
        may=c("reconsideration", total=1),
    ),
    Message("全年没有行政复议和诉讼", zeros(*_COURT)),
    Message("没有结转", asks=True),
    Message("全部办结，没有结转", zeros("carried_out")),
    Message("没有结转到下一年的", zeros("carried_out")),
    Message("上年没有结转过来的", zeros("carried_in")),
    Message("无结转下年度继续办理的申请", zeros("carried_out")),
    Message("今年一件申请都没收到", zeros("new")),
    Message("没收到申请，也没有复议诉讼", zeros("new", *_COURT)),
    Message("收费没有", c("fees", amount=0)),
    Message(
        "第三部分全是0",
        {key: "0" for key in zeros("granted", "partial", "new") if not key.endswith("total")},
        may=zeros_of(["applications"]),
    ),
    Message(
        "其余都是0",
        {
            k: "0"
            for k in only("new", natural_person=1)
            if k.split("/")[-1] not in ("total", "natural_person", "business")
        },
        before=_RECEIVED,
    ),
    # last year's
    Message("规章跟去年一样", c("regulations", issued=0, repealed=0, in_force=0)),
    Message("行政许可和去年一样", c("permits", decisions=16)),
    Message(
        "第二部分和去年一样",
        c("regulations", issued=0, repealed=0, in_force=0)
        | c("normative_documents", issued=6, repealed=6, in_force=23)
        | c("permits", decisions=16)
        | c("penalties", decisions=0)
        | c("coercions", decisions=0)
        | c("fees", amount=0),
    ),
    Message("现行有效跟去年一样", c("normative_documents", in_force=23), before="规范性文件制发0件，废止0件"),
    Message("规范性文件没有变化", asks=True),
    Message("跟去年一样", asks=True),
    Message("新收比去年多3件", asks=True),
    Message("去年12件，今年10件", may=total(new=10), asks=True, before="新收自然人10"),
    # but
    Message(
        "除了行政许可1200件，第二部分其他都是0",
        zeros("penalties", "coercions", "fees", "regulations") | c("permits", decisions=1200),
        may=zeros_of(["disclosure"]),
    ),
    Message(
        "除了自然人10件，其他都是0",
        c("new", natural_person=10)
        | {k: "0" for k in only("new") if k.split("/")[-1] not in ("total", "natural_person")},
        before="新收10件",
    ),
    Message("除了新收的1件，别的都是0", total(new=1), asks=True),
    # taken back
    Message("不对，自然人是9，企业是3", c("new", natural_person=9, business=3), before=_RECEIVED),
    Message("说错了，新收13件，自然人11", c("new", total=13, natural_person=11), before=_RECEIVED),
    Message("自然人改成9", c("new", natural_person=9), before=_RECEIVED),
    Message("企业不是2，是3", c("new", business=3), before=_RECEIVED),
    Message("予以公开应该是7件，不是8件", total(granted=7), before="予以公开8件"),
    Message("把部分公开的2件改为1件", total(partial=1), before="部分公开2件"),
    Message("企业那栏先空着", before=_RECEIVED),
    # several at once
    Message(
        "新收12件其中自然人10件企业2件，予以公开8件，部分公开2件，不掌握相关信息2件",
        c("new", total=12, natural_person=10, business=2) | total(granted=8, partial=2, unavailable__not_held=2),
    ),
    Message(
        "上年结转2件，今年新收10件，办结11件，还有1件结转下年", total(carried_in=2, new=10, concluded=11, carried_out=1)
    ),
    Message(
        "新收申请共12件（自然人10件、商业企业1件、科研机构0件、社会公益组织0件、法律服务机构1件、其他0件）",
        only("new", natural_person=10, business=1, legal_service=1),
    ),
    Message("予以公开 7 1 0 0 0 0 8", only("granted", natural_person=7, business=1)),
    Message("新收 十二 件，自然人 十 件，企业 两 件", c("new", total=12, natural_person=10, business=2)),
    Message(
        "自然人：新收10，予以公开7，部分公开3",
        c("new", natural_person=10) | c("granted", natural_person=7) | c("partial", natural_person=3),
    ),
    Message("企业新收2件，都予以公开了", c("new", business=2), may=only("granted", business=2) | _OTHERS_GRANTED),
    Message("予以公开的8件里自然人7件、企业1件", c("granted", total=8, natural_person=7, business=1)),
    Message(
        "自然人10件里，8件予以公开，2件部分公开",
        may=c("new", natural_person=10) | c("granted", natural_person=8) | c("partial", natural_person=2),
        before="新收12件",
    ),
    Message("律师事务所1件", c("new", legal_service=1), before="新收12件，自然人10"),
    Message("无法提供3件，其中不掌握2件，没有现成信息1件", total(unavailable__not_held=2, unavailable__no_existing=1)),
    Message("其他处理1件，是逾期不补正的", total(other__uncorrected=1)),
    Message("信访类的申请2件", total(not_processed__petition=2)),
    Message("新收12件，自然人10，企业3", c("new", total=12, natural_person=10, business=3)),
    Message("制发规范性文件3件，废止1件，现行有效25件", c("normative_documents", issued=3, repealed=1, in_force=25)),
    Message("规范性文件：制发3、废止1、现行有效25", c("normative_documents", issued=3, repealed=1, in_force=25)),
    Message(
        "行政许可处理决定1204件，行政处罚35件，行政强制2件，行政事业性收费35.6万元",
        c("permits", decisions=1204)
        | c("penalties", decisions=35)
        | c("coercions", decisions=2)
        | c("fees", amount=35.6),
    ),
    Message("收费 356,000 元", c("fees", amount=35.6)),
    # not sure
    Message("新收约12件吧", asks=True),
    Message("公开了8件，有2件没公开", may=total(granted=8), asks=True),
    Message("行政诉讼2件", asks=True),
    Message("新收由10件增加到12件", asks=True),
    Message("许可办了1204件", c("permits", decisions=1204)),
    Message("其他处理里逾期不补正1件，其他0件", total(other__uncorrected=1), asks=True),
    Message(
        "重复申请1件，其余不予处理的没有",
        total(not_processed__repeat=1)
        | zeros(
            "not_processed.petition", "not_processed.publication", "not_processed.excessive", "not_processed.reconfirm"
        ),
    ),
    Message(
        "除处罚35件外第二部分均为0",
        c("penalties", decisions=35) | zeros("permits", "coercions", "fees"),
        may=zeros_of(["disclosure"]),
    ),
    Message("国家秘密1件，其余不予公开的都是0", total(denied__state_secret=1), may=zeros_of(["applications"])),
    Message("今年制发3件规范性文件，废止1件", c("normative_documents", issued=3, repealed=1)),
    Message("规范性文件制发3件，没有废止的，现行有效25件", c("normative_documents", issued=3, repealed=0, in_force=25)),
    Message("没有收费", asks=True),
    Message("新收 10 2 0 0 0 12", asks=True),
    Message("行政诉讼1件是直接起诉的，尚未审结", only("litigation_direct", pending=1)),
    Message("新收的12件里10件是自然人2件是企业", c("new", total=12, natural_person=10, business=2)),
    # in English
    Message("We received 12 applications, all from natural persons", only("new", natural_person=12)),
    Message("12 requests: 10 individuals and 2 companies", c("new", total=12, natural_person=10, business=2)),
    Message("8 were granted, 2 partially granted, 2 not held", total(granted=8, partial=2, unavailable__not_held=2)),
    Message("no administrative reconsideration and no litigation this year", zeros(*_COURT)),
    Message("nothing carried over to next year", zeros("carried_out")),
    Message("permits: 1,204; penalties: 35", c("permits", decisions=1204) | c("penalties", decisions=35)),
    Message("correction: natural persons 9, not 10", c("new", natural_person=9), before=_RECEIVED),
    Message("permits same as last year", c("permits", decisions=16)),
    Message("carried over from last year 2, carried over to next year 1", total(carried_in=2, carried_out=1)),
    Message(
        "section 4 is all zero",
        {k: "0" for k in zeros(*_COURT) if not k.endswith("total")},
        may=zeros_of(["review_litigation"]),
    ),
    Message(
        "none were denied",
        dict.fromkeys(zeros("denied.process", "denied.state_secret"), "0"),
        may=zeros_of(["applications"]),
    ),
    Message("2 reconsiderations, both upheld", only("reconsideration", upheld=2)),
)
