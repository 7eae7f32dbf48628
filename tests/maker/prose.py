"""What the maker's bodies write around their tables: six parts, in our own words, with figures told in sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from report.form import Cell
from report.numbers import render
from tests.maker.bodies import BUSINESS, Body
from tests.maker.figures import Figures

NEW, CARRIED_IN, CONCLUDED, CARRIED_OUT, GRANTED = (
    Cell("applications", item, "total") for item in ("new", "carried_in", "concluded", "carried_out", "granted")
)
RECONSIDERED = Cell("review_litigation", "reconsideration", "total")


@dataclass(frozen=True, slots=True)
class Said:
    """A figure told in a sentence."""

    what: str  # published_items, new_media_posts, …, or the key of a cell
    value: Decimal
    unit: str
    sentence: str
    approximate: str = ""
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """The paragraphs of each part; 0 is what stands before the first."""

    parts: dict[int, tuple[str, ...]]
    said: tuple[Said, ...] = ()


_PREAMBLES = (
    "依照《中华人民共和国政府信息公开条例》第五十条，{we}编写了{year}年度政府信息公开工作年度报告。"
    "报告中的数据自{year}年1月1日起，至{year}年12月31日止。",
    "本报告由{short}按照国务院办公厅规定的格式编写，共六个部分。除另有说明外，所列数据的时间范围为{year}年1月1日至12月31日。",
    "为便于社会监督，{we}把{year}年度的政府信息公开工作情况汇总成本报告，并在{site}门户网站发布。",
    "",
)
_OPENINGS = (
    "{year}年，{short}把群众找得到、看得懂、用得上作为衡量公开工作的尺子，重点公开{a}、{b}两类信息，各项工作平稳推进。",
    "过去一年，{we}以{a}为突破口，完善制度、理顺流程，信息公开的质量比往年有所提高。",
    "{year}年度，{short}按照“谁制作、谁公开、谁负责”的要求，围绕{a}和{b}做好公开，主动回应社会关切。",
    "{we}在{year}年继续推进透明机关建设，{a}、{b}等社会关注度高的信息做到了应公开尽公开。",
)
_DISCLOSED = (
    "主动公开情况。全年在门户网站公开各类信息{n}条，其中{a}方面的内容占了近一半。",
    "公开数量。{year}年共主动公开政府信息{n}条，均在信息形成之日起20个工作日内上网。",
    "信息发布。依托网站公开专栏发布信息{n}条，涉及{a}、{b}的重要事项同步张贴在办事大厅。",
)
_DISCLOSED_ABOUT = ("信息发布。全年通过网站、公告栏等渠道发布信息{n}余条，{a}类信息更新最为及时。",)
_MEDIA = (
    "政务微信推送图文{n}篇，阅读者以本地居民为主。",
    "政务新媒体账号发布信息{n}条，其中原创内容过半。",
    "“{place}发布”微信号转发{a}相关信息{n}条。",
)
_APPLIED = (
    "依申请公开。全年新收政府信息公开申请{new}件，办结{concluded}件，结转下年度办理{out}件。",
    "申请办理。{year}年共收到政府信息公开申请{new}件，其中予以公开{granted}件，答复均在法定期限内作出。",
    "依申请公开工作。本年度新收申请{new}件，上年结转{carried}件，已全部登记编号、专人跟办。",
)
_NOT_APPLIED = (
    "依申请公开。全年没有收到政府信息公开申请。",
    "申请办理。{year}年度未收到公民、法人或者其他组织提出的政府信息公开申请。",
)
_MANAGED = (
    "信息管理。拟公开的文稿由承办科室初审、法制人员复审、分管负责人终审，全年退回修改{n}件次。",
    "文件清理。对历年文件的公开属性重新核对，补录缺失的索引号和发布日期{n}处。",
    "制度建设。修订信息公开审查表和公开目录，明确{a}、{b}的公开时限和责任科室。",
)
_PLATFORM = (
    "平台建设。网站公开专栏按办事主题重新编排，新增{a}专题，下线长期不更新的栏目。",
    "平台维护。每周核查一次网站链接，全年修复失效链接{n}个，没有发生信息安全事件。",
    "便民查阅。在政务服务大厅设置查阅点，配备自助查询设备，全年接待查阅群众{n}人次。",
)
_SUPERVISED = (
    "监督保障。全年召开信息公开工作会议{n}次，年底对各科室公开情况逐项打分。",
    "培训考核。举办业务培训{n}期，公开工作计入科室年度考核成绩，没有需要追究责任的情形。",
    "社会评议。请人大代表、企业代表和居民代表参加开放日活动{n}场，收集的意见逐条答复。",
)
_PROBLEMS = (
    ("{a}方面的政策解读还不够通俗", "请一线经办人员写解读稿，多举例子、少用术语"),
    ("部分科室发布信息不够及时", "每月通报一次发布时限，超期的写明原因"),
    ("依申请公开的答复文书格式不统一", "编写答复文书范本，发出前由法制人员核对"),
    ("网站搜索不好用，旧文件不易找到", "给历年文件补上关键词，优化站内搜索"),
    ("基层人员更换多，业务不熟", "建立老带新制度，每季度学习一次典型案例"),
    ("公开渠道以网站为主，老年群体获取信息不便", "在村（社区）公开栏同步张贴{b}类信息"),
)
_PROBLEM_FORMS = (
    "一是{p}；二是{q}。",
    "工作中仍有不足：{p}，{q}。",
    "对照群众期待，主要差距在于：1.{p}；2.{q}。",
)
_REMEDY_FORMS = (
    "针对上述问题，主要采取以下办法：一是{p}；二是{q}。",
    "改进情况：{p}；{q}。",
    "下一步打算：1.{p}；2.{q}。",
)
_FEES_NONE = (
    "本年度没有向申请人收取信息处理费。",
    "按照政府信息公开信息处理费的有关规定，{we}全年收取信息处理费0元。",
)
_FEES = "全年发出收费通知{n}件，实际收取信息处理费{money}元。"
_OTHERS = (
    "无其他需要报告的事项。",
    "全年办理人大代表建议{n}件、政协委员提案{m}件，办理结果均已公开。",
    "本报告的电子版可以在{site}门户网站查阅下载，如有疑问请与{short}联系。",
)


class _Writer:
    """One report's prose in the making: a random choice of sentences, and the figures told in them."""

    def __init__(self, random: Random, body: Body, year: int, figures: Figures) -> None:
        self.random, self.figures = random, figures
        a, b = random.sample(BUSINESS[body.kind], 2)
        place = body.region[-1].rstrip("市区县")
        self.words = {"year": str(year), "we": body.we, "short": body.short, "site": body.government}
        self.words |= {"a": a, "b": b, "place": place}
        self.said: list[Said] = []

    def write(self, bank: tuple[str, ...], **values: object) -> str:
        return self.random.choice(bank).format(**self.words, **{key: str(value) for key, value in values.items()})

    def tell(self, what: str, unit: str, bank: tuple[str, ...], low: int, high: int, approximate: str = "") -> str:
        count = self.random.randint(low, high)
        count = count // 10 * 10 if approximate else count
        sentence = self.write(bank, n=count)
        if str(count) in sentence:
            self.said.append(Said(what, Decimal(count), unit, sentence, approximate))
        return sentence

    def tell_cells(self, bank: tuple[str, ...], stated: dict[str, Cell], wrong: Cell | None) -> str:
        values = {name: self.figures[cell] + (2 if cell == wrong else 0) for name, cell in stated.items()}
        template = self.random.choice([t for t in bank if wrong is None or wrong in _named(t, stated)])
        sentence = template.format(**self.words, **{name: render(value) for name, value in values.items()})
        for name, cell in stated.items():
            if cell in _named(template, {name: cell}):
                self.said.append(Said(cell.key, values[name], "件", sentence, "", cell))
        return sentence


def _named(template: str, stated: dict[str, Cell]) -> list[Cell]:
    return [cell for name, cell in stated.items() if f"{{{name}}}" in template]


def make_prose(random: Random, body: Body, year: int, figures: Figures, wrong: Cell | None = None) -> Prose:
    """Prose for a report; `wrong` is a cell that the prose states 2 too high."""
    writer = _Writer(random, body, year, figures)
    most = {"none": 40, "small": 200, "middle": 900, "large": 5_000}[body.scale]
    parts = {
        0: _kept(writer.write(_PREAMBLES)),
        1: (writer.write(_OPENINGS), *_numbered(_first_part(writer, most, wrong), random)),
        4: _kept(_reviewed(writer)),
        5: _problems(writer),
        6: _others(writer, figures),
    }
    return Prose({number: paragraphs for number, paragraphs in parts.items() if paragraphs}, tuple(writer.said))


def _kept(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _first_part(writer: _Writer, most: int, wrong: Cell | None) -> list[str]:
    stated = {"new": NEW, "carried": CARRIED_IN, "concluded": CONCLUDED, "out": CARRIED_OUT, "granted": GRANTED}
    about = writer.random.random() < 0.25
    disclosed = writer.tell(
        "published_items", "条", _DISCLOSED_ABOUT if about else _DISCLOSED, most // 4 + 12, most, "余" if about else ""
    )
    applied = writer.tell_cells(_APPLIED, stated, wrong) if writer.figures[NEW] or wrong else writer.write(_NOT_APPLIED)
    return [
        disclosed + writer.tell("new_media_posts", "条", _MEDIA, most // 5 + 3, most),
        applied,
        writer.tell("corrections", "件", _MANAGED, 2, 30),
        writer.tell("platform", "个", _PLATFORM, 2, 60),
        writer.tell("supervision", "次", _SUPERVISED, 1, 9),
    ]


def _numbered(texts: list[str], random: Random) -> tuple[str, ...]:
    number: Callable[[int], str] = random.choice(
        [lambda i: f"（{'一二三四五'[i]}）", lambda i: f"{i + 1}.", lambda i: f"{'一二三四五'[i]}是", lambda i: ""]
    )
    return tuple(number(i) + text for i, text in enumerate(texts))


def _reviewed(writer: _Writer) -> str:
    count = writer.figures[RECONSIDERED]
    if not count or writer.random.random() < 0.5:
        return ""
    sentence = f"{writer.words['year']}年，因政府信息公开被申请行政复议{render(count)}件。"
    writer.said.append(Said(RECONSIDERED.key, count, "件", sentence, "", RECONSIDERED))
    return sentence


def _problems(writer: _Writer) -> tuple[str, ...]:
    (p, x), (q, y) = writer.random.sample(_PROBLEMS, 2)
    problems = writer.write(_PROBLEM_FORMS, p=p.format(**writer.words), q=q.format(**writer.words))
    remedies = writer.write(_REMEDY_FORMS, p=x.format(**writer.words), q=y.format(**writer.words))
    return (problems, remedies)


def _others(writer: _Writer, figures: Figures) -> tuple[str, ...]:
    unpaid = figures.get(Cell("applications", "other.unpaid", "total"), Decimal(0))
    if unpaid:
        money = writer.random.randint(3, 30) * 10
        sentence = _FEES.format(n=render(unpaid + 3), money=money)
        writer.said.append(Said("processing_fees", Decimal(money), "元", sentence))
        return (sentence,)
    other = writer.write(_OTHERS, n=writer.random.randint(1, 20), m=writer.random.randint(1, 20))
    return (writer.write(_FEES_NONE), other)
