"""Invented bodies: a province, two cities, districts that share a name, and the business each kind of body has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """A body that reports, with the words its reports use for it."""

    region: tuple[str, ...]  # outermost first
    body: str  # the name less its region
    kind: str  # key of BUSINESS
    we: str  # how its prose calls it: 我局
    short: str  # 市科技局
    scale: str = "small"  # how much it has to count: none, small, middle, large

    @property
    def name(self) -> str:
        """City and what lies below it, as a report bears it; the province is left out, as bodies do."""
        return "".join(self.region[1:]) + self.body

    @property
    def government(self) -> str:
        """Whose web site carries the report."""
        return f"{self.region[-1]}人民政府"


PROVINCE = "峤南省"
XIYUAN = (PROVINCE, "汐原市")
YUTING = (*XIYUAN, "榆汀区")
ZHILAN = (*XIYUAN, "芷澜区")
SONGLING = (*XIYUAN, "崧陵县")
YANZHOU_ZHILAN = (PROVINCE, "砚浦市", "芷澜区")

CITY = Body(XIYUAN, "人民政府", "government", "市政府", "市政府", "large")
CITY_SCIENCE = Body(XIYUAN, "科学技术局", "science", "我局", "市科技局", "small")
CITY_EDUCATION = Body(XIYUAN, "教育局", "education", "我局", "市教育局", "middle")
CITY_ESTATE = Body(XIYUAN, "房产管理局", "housing", "我局", "市房管局", "middle")
CITY_HOUSING = Body(XIYUAN, "住房和城乡建设局", "housing", "我局", "市住建局", "middle")
YUTING_POLICE = Body(XIYUAN, "公安局榆汀分局", "police", "我分局", "榆汀公安分局", "large")
YUTING_OFFICE = Body(YUTING, "人民政府办公室", "office", "区政府办", "区政府办公室", "middle")
YUTING_SCIENCE = Body(YUTING, "科学技术局", "science", "我局", "区科技局", "small")
ZHILAN_EDUCATION = Body(ZHILAN, "教育局", "education", "我局", "区教育局", "small")
OTHER_EDUCATION = Body(YANZHOU_ZHILAN, "教育局", "education", "区教育局", "区教育局", "small")
COUNTY = Body(SONGLING, "人民政府", "government", "县政府", "县政府", "middle")
COUNTY_STATISTICS = Body(SONGLING, "统计局", "statistics", "我局", "县统计局", "none")
COUNTY_FORESTRY = Body(SONGLING, "林业局", "forestry", "本局", "县林业局", "small")

BUSINESS: dict[str, tuple[str, ...]] = {
    "government": ("民生实事", "财政资金", "国土空间规划", "招商项目", "应急预案", "营商环境"),
    "office": ("政策文件", "政务督查", "热线办理", "会议议定事项", "政务信息", "建议提案"),
    "science": ("研发补助", "科技型企业入库", "技术合同登记", "孵化载体备案", "科普基地", "外国人来汐工作许可"),
    "education": ("招生划片", "校外培训", "教师招聘", "学生资助", "校园食堂", "集团化办学"),
    "housing": ("商品房预售", "物业服务", "公租房配租", "老旧小区改造", "房屋征收补偿", "施工许可"),
    "police": ("户籍办理", "交通违法", "养犬登记", "治安处罚", "反诈宣传", "电动车上牌"),
    "statistics": ("月度经济数据", "统计公报", "人口抽样调查", "统计执法", "入户调查说明"),
    "forestry": ("林木采伐", "森林防火", "退耕还林补助", "古树名木", "林权登记"),
}
