# ruff: noqa: E501  (a line a row of the form)
"""How people name bodies, years and rows when they ask: written down by ear, not from the program's own lists."""

from __future__ import annotations

from dataclasses import dataclass

from tests.maker import bodies
from tests.maker.bodies import Body

NAMES: dict[Body, tuple[str, ...]] = {
    bodies.CITY_SCIENCE: ("汐原市科学技术局", "汐原市科技局", "汐原科技局", "汐原市的科技局"),
    bodies.CITY: ("汐原市人民政府", "汐原市政府", "汐原市政府本级"),
    bodies.CITY_EDUCATION: ("汐原市教育局", "汐原教育局", "峤南省汐原市教育局"),
    bodies.YUTING_POLICE: ("汐原市公安局榆汀分局", "榆汀公安分局", "汐原公安榆汀分局", "榆汀分局"),
    bodies.YUTING_OFFICE: ("汐原市榆汀区人民政府办公室", "榆汀区政府办公室", "榆汀区政府办"),
    bodies.YUTING_SCIENCE: ("汐原市榆汀区科学技术局", "榆汀区科技局", "榆汀科技局"),
    bodies.ZHILAN_EDUCATION: ("汐原市芷澜区教育局", "汐原芷澜教育局", "汐原的芷澜区教育局"),
    bodies.OTHER_EDUCATION: ("砚浦市芷澜区教育局", "砚浦芷澜区教育局"),
    bodies.CITY_HOUSING: ("汐原市住房和城乡建设局", "汐原市住建局", "汐原住建局"),
    bodies.COUNTY: ("汐原市崧陵县人民政府", "崧陵县政府", "崧陵县人民政府"),
    bodies.COUNTY_STATISTICS: ("汐原市崧陵县统计局", "崧陵县统计局", "崧陵统计局"),
    bodies.COUNTY_FORESTRY: ("汐原市崧陵县林业局", "崧陵县林业局", "崧陵林业局"),
}
ENGLISH_NAMES: dict[Body, tuple[str, ...]] = {
    bodies.CITY_SCIENCE: ("Xiyuan Science and Technology Bureau", "the Science and Technology Bureau of Xiyuan City"),
    bodies.CITY: ("Xiyuan Municipal People's Government", "the Xiyuan city government"),
    bodies.CITY_EDUCATION: ("Xiyuan Education Bureau", "the Xiyuan Municipal Education Bureau"),
    bodies.YUTING_SCIENCE: ("Yuting District Science and Technology Bureau",),
    bodies.COUNTY: ("the People's Government of Songling County", "Songling County government"),
    bodies.COUNTY_FORESTRY: ("Songling County Forestry Bureau",),
    bodies.CITY_HOUSING: ("Xiyuan Housing and Urban-Rural Development Bureau",),
}
YEARS: dict[int, tuple[str, ...]] = {
    2019: ("2019年", "19年", "二〇一九年"),
    2020: ("2020年", "20年", "二〇二〇年"),
    2021: ("2021年", "21年", "2021年度"),
    2022: ("2022年", "22年", "二零二二年"),
    2023: ("2023年", "23年", "大前年", "2023年度"),
    2024: ("2024年", "24年", "前年"),
    2025: ("2025年", "去年", "25年", "上一年"),
}


@dataclass(frozen=True)
class Asked:
    """A row or cell, and how it is asked for: as a thing, and as a whole clause."""

    key: str
    things: tuple[str, ...]
    clauses: tuple[str, ...] = ()
    english: tuple[str, ...] = ()


A, R, D = "applications", "review_litigation", "disclosure"
CELLS = (
    Asked(
        f"{A}/new/total",
        ("新收的信息公开申请", "当年收到的申请数", "新收申请量", "收到的政府信息公开申请件数"),
        ("一共收到几件信息公开申请", "收了多少申请", "接到了多少件公开申请"),
        ("requests received", "new applications"),
    ),
    Asked(
        f"{A}/carried_in/total",
        ("上年结转过来的申请", "从上一年结转的申请数"),
        ("从上年结转来多少件申请",),
        ("applications carried in from the previous year",),
    ),
    Asked(
        f"{A}/granted/total",
        ("予以公开的件数", "予以公开的申请", "答复予以公开的数量"),
        ("予以公开了多少件", "有几件申请给予公开"),
        ("applications granted in full", "requests granted"),
    ),
    Asked(
        f"{A}/partial/total",
        ("部分公开的件数", "部分公开的申请"),
        ("部分公开了几件",),
        ("partially granted requests", "applications granted in part"),
    ),
    Asked(
        f"{A}/denied.state_secret/total",
        ("因国家秘密不予公开的件数", "属于国家秘密而没公开的申请"),
        ("以国家秘密为由拒绝公开了几件",),
        ("requests refused as state secrets",),
    ),
    Asked(
        f"{A}/denied.law_forbids/total",
        ("其他法律行政法规禁止公开的件数", "法律法规禁止公开的申请"),
        (),
        ("requests denied because other laws or regulations forbid disclosure",),
    ),
    Asked(
        f"{A}/denied.security_stability/total",
        ("危及三安全一稳定的件数", "因“三安全一稳定”不予公开的申请"),
        (),
        ("requests denied as endangering security or social stability",),
    ),
    Asked(
        f"{A}/denied.third_party/total",
        ("保护第三方合法权益不公开的件数", "为保护第三方权益不予公开的申请"),
        ("因为第三方合法权益没有公开的有几件",),
        ("requests denied to protect third parties",),
    ),
    Asked(
        f"{A}/denied.internal_affairs/total",
        ("三类内部事务信息的件数", "属于内部事务信息不予公开的申请"),
        (),
        ("requests denied as internal affairs",),
    ),
    Asked(f"{A}/denied.process/total", ("四类过程性信息的件数", "属于过程性信息不予公开的申请"), ("按过程性信息不予公开的有多少",)),
    Asked(f"{A}/denied.enforcement_file/total", ("属于行政执法案卷的件数", "行政执法案卷类不予公开的申请")),
    Asked(f"{A}/denied.administrative_query/total", ("属于行政查询事项的件数", "行政查询事项类的申请")),
    Asked(
        f"{A}/unavailable.not_held/total",
        ("本机关不掌握相关信息的件数", "不掌握相关政府信息的申请"),
        ("有几件是因为不掌握信息而无法提供",),
        ("requests for information the agency does not hold",),
    ),
    Asked(
        f"{A}/unavailable.no_existing/total",
        ("没有现成信息需要另行制作的件数", "需要另行制作的申请"),
        (),
        ("requests where the information would have to be created",),
    ),
    Asked(f"{A}/unavailable.unclear/total", ("补正后仍不明确的件数", "补正后内容还是不明确的申请")),
    Asked(
        f"{A}/not_processed.petition/total",
        ("信访举报投诉类申请", "信访投诉类申请的件数"),
        ("有多少申请其实是信访举报投诉",),
        ("applications that were really petitions or complaints",),
    ),
    Asked(f"{A}/not_processed.repeat/total", ("重复申请的件数", "重复申请数"), ("重复申请有几件",), ("repeated applications",)),
    Asked(f"{A}/not_processed.publication/total", ("要求提供公开出版物的申请", "要公开出版物的件数")),
    Asked(f"{A}/not_processed.excessive/total", ("无正当理由大量反复申请的件数", "大量反复申请")),
    Asked(f"{A}/not_processed.reconfirm/total", ("要求确认或重新出具已获取信息的件数", "要求重新出具已获取信息的申请")),
    Asked(f"{A}/other.uncorrected/total", ("逾期不补正不再处理的件数", "申请人逾期不补正的申请")),
    Asked(f"{A}/other.unpaid/total", ("逾期不缴费不再处理的件数", "逾期未按收费通知缴费的申请")),
    Asked(
        f"{A}/concluded/total",
        ("办结的申请总数", "办理结果的总计", "办结件数"),
        ("总共办结了多少件", "办完了几件申请"),
        ("applications concluded", "requests concluded in total"),
    ),
    Asked(
        f"{A}/carried_out/total",
        ("结转下年度继续办理的件数", "转到下一年办的申请", "结转下年的数量"),
        ("还有几件没办完要结转到下一年",),
        ("applications carried over to the next year", "requests carried forward"),
    ),
    Asked(f"{A}/new/natural_person", ("自然人提出的新收申请", "个人提交的公开申请"), ("自然人申请了几件",), ("new applications from natural persons",)),
    Asked(f"{A}/new/business", ("商业企业提出的申请", "企业提交的新收申请"), ("企业申请了多少件",), ("new applications from businesses",)),
    Asked(f"{A}/new/research", ("科研机构提出的新收申请",)),
    Asked(f"{A}/new/legal_service", ("法律服务机构提出的新收申请", "律所等法律服务机构的新收申请")),
    Asked(f"{A}/granted/natural_person", ("自然人申请里予以公开的件数",)),
    Asked(f"{A}/concluded/business", ("商业企业申请的办结总数",)),
    Asked(f"{R}/reconsideration/total", ("行政复议总数", "信息公开引起的行政复议案件"), ("被申请行政复议多少件", "有几起行政复议"), ("administrative reconsideration cases", "total reconsideration cases")),
    Asked(f"{R}/reconsideration/upheld", ("行政复议结果维持的件数", "复议维持数")),
    Asked(f"{R}/reconsideration/corrected", ("行政复议被纠正的件数", "复议结果纠正数"), (), ("reconsideration cases in which the decision was corrected",)),
    Asked(f"{R}/reconsideration/pending", ("行政复议尚未审结的件数",)),
    Asked(f"{R}/litigation_direct/total", ("未经复议直接起诉的行政诉讼总数", "直接起诉的案件总计")),
    Asked(f"{R}/litigation_after_review/total", ("复议后起诉的总数", "复议后又起诉的行政诉讼案件")),
    Asked(f"{R}/litigation_direct/upheld", ("未经复议直接起诉案件中结果维持的件数",)),
    Asked(f"{D}/permits/decisions", ("行政许可处理决定数量", "行政许可决定"), ("作出了多少件行政许可",), ("administrative licensing decisions",)),
    Asked(f"{D}/penalties/decisions", ("行政处罚处理决定数量", "行政处罚件数"), ("作了多少个行政处罚决定",), ("administrative penalty decisions",)),
    Asked(f"{D}/coercions/decisions", ("行政强制处理决定数量", "行政强制件数"), (), ("administrative coercive measures",)),
)  # fmt: skip
CELLS_2021 = (
    Asked(f"{D}/normative_documents/issued", ("行政规范性文件制发件数", "新制发的规范性文件"), ("出台了几件规范性文件", "制发了多少规范性文件"), ("normative documents issued",)),
    Asked(f"{D}/normative_documents/repealed", ("废止的规范性文件", "行政规范性文件废止件数"), ("废止了几件规范性文件",), ("normative documents repealed",)),
    Asked(f"{D}/normative_documents/in_force", ("现行有效的规范性文件", "行政规范性文件现行有效件数"), ("现在还有效的规范性文件有几件",), ("normative documents in force",)),
    Asked(f"{D}/regulations/in_force", ("现行有效的规章", "规章现行有效件数")),
    Asked(f"{D}/fees/amount", ("行政事业性收费金额",), ("收了多少万元的行政事业性收费",), ("amount of administrative fees collected",)),
)  # fmt: skip
CELLS_2019 = (
    Asked(f"{D}/normative_documents/made", ("规范性文件新制作数量", "本年新制作的规范性文件")),
    Asked(f"{D}/normative_documents/published_total", ("规范性文件对外公开总数量",)),
    Asked(f"{D}/procurement/projects", ("政府集中采购项目数量",), ("集中采购了几个项目",)),
    Asked(f"{D}/procurement/amount", ("政府集中采购总金额",)),
    Asked(f"{D}/permits/items_last_year", ("行政许可上一年项目数量",)),
    Asked(f"{D}/fees/items_last_year", ("行政事业性收费上一年项目数量",)),
)
GROUPS = (
    Asked(f"{A}/denied/total", ("不予公开的申请", "不予公开总件数"), ("不予公开的加起来有多少件",), ("requests denied altogether",)),
    Asked(f"{A}/unavailable/total", ("无法提供的申请", "无法提供合计"), ("无法提供的一共几件",), ("requests where information was unavailable",)),
    Asked(f"{A}/not_processed/total", ("不予处理的申请", "不予处理合计"), ("不予处理的总共多少件",)),
    Asked(f"{A}/other/total", ("其他处理的申请", "其他处理合计")),
    Asked(f"{A}/new/organizations", ("法人或其他组织提出的新收申请", "法人和其他组织的申请"), (), ("new applications from legal persons and other organisations",)),
    Asked(f"{R}/litigation/total", ("行政诉讼总数", "行政诉讼案件"), ("一共打了多少起行政诉讼", "被告上法院几次"), ("administrative lawsuits",)),
)  # fmt: skip
RATES = (
    Asked("disclosure_rate", ("公开率", "予以公开和部分公开占办结的比例"), (), ("disclosure rate",)),
    Asked("denial_rate", ("不予公开率", "不予公开占办结数的比例"), (), ("denial rate",)),
    Asked("backlog_rate", ("结转率",), (), ("backlog rate",)),
    Asked(
        "correction_rate:reconsideration",
        ("行政复议纠正率",),
        (),
        ("correction rate in administrative reconsideration",),
    ),
    Asked("correction_rate:litigation", ("行政诉讼纠正率",)),
)
FIGURE_FORMS = (
    "{who}{year}{thing}是多少？",
    "{year}{who}的{thing}有多少",
    "请问{year}{who}{thing}是多少件",
    "帮我查一下{who}{year}的{thing}",
    "{who} {year} {thing}",
    "想知道{who}在{year}的{thing}",
    "{year}，{who}，{thing}？",
    "{who}{year}年报里写的{thing}是几",
    "麻烦看看{year}{who}{thing}到底多少",
)
CLAUSE_FORMS = (
    "{who}{year}{clause}？",
    "{year}{who}{clause}",
    "请问{who}{year}{clause}呀",
    "{year}的时候{who}{clause}？",
)
ENGLISH_FORMS = (
    "How many {thing} did {who} report for {year}?",
    "{who}, {year}: {thing}",
    "What was the number of {thing} at {who} in {year}?",
    "I need the {thing} of {who} for {year}.",
)
