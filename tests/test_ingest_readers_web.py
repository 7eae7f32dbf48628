"""Pages from content systems and office programs."""

from __future__ import annotations

import pytest

from ingest.document import Document, Table, Text
from ingest.readers import bytes_to_document
from ingest.readers.grid import printed_rows
from report.errors import UnreadableFile


def page(body: str, encoding: str = "utf-8", declared: str = "", name: str = "a.html", head: str = "") -> Document:
    meta = f'<meta charset="{declared or encoding}">'
    text = f"<html><head>{meta}<title>溪口市统计局年报</title>{head}</head><body>{body}</body></html>"
    return bytes_to_document(text.encode(encoding), name, "." + name.rsplit(".")[-1])


def blocks(document: Document) -> list[object]:
    return [block.text if isinstance(block, Text) else list(printed_rows(block)) for block in document.blocks]


@pytest.mark.parametrize(("encoding", "declared"), [("gb18030", "gb2312"), ("gbk", "utf-8"), ("utf-8", "gb2312")])
def test_the_bytes_are_believed_over_the_declaration(encoding: str, declared: str) -> None:
    assert blocks(page("<p>溪岭街道办事处　一、总体情况的公开信息</p>", encoding, declared)) == [
        "溪岭街道办事处　一、总体情况的公开信息"
    ]


def test_what_nobody_reads_is_dropped() -> None:
    document = page(
        "<script>document.write('<table><tr><td>9</td></tr></table>')</script><nav>导航</nav>"
        "<ul><li><a>溪口市统计局2021年年报</a> 2022-01-03</li><li><a>溪口市统计局2020年年报</a> 2021-01-05</li></ul>"
        "<p>正文<span>　20</span><font>23</font>年</p><p style='display:none'>隐藏</p><p>上一篇：<a>2019年年报</a></p>"
    )
    assert blocks(document) == ["正文　2023年"]
    assert document.title == "溪口市统计局年报"


def test_a_page_that_a_script_uncovers() -> None:
    assert blocks(page("<p>加载中</p><div style='display:none'><p>一、总体情况</p></div>")) == [
        "加载中",
        "一、总体情况",
    ]


def test_the_grid_by_spans() -> None:
    document = page(
        "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td>丁<br>戊</td></tr>"
        "<tr><td colspan=3>己</td></tr></table>"
    )
    (table,) = document.tables()
    assert [[box.text if box else None for box in row] for row in table.grid()] == [
        ["甲", "乙", "乙"],
        ["甲", "丙", "丁\n戊"],
        ["己", "己", "己"],
    ]


def test_an_article_in_a_layout_table_is_unfolded() -> None:
    document = page(
        "<table><tr><td>左栏</td><td><p>一、总体情况</p><p>" + "公开工作平稳有序，" * 30 + "</p>"
        "<table><tr><td>规章</td><td>0</td></tr><tr><td>处罚</td><td>7</td></tr></table><p>落款</p></td></tr></table>"
    )
    assert [type(block) for block in document.blocks] == [Text, Text, Text, Table, Text]
    assert blocks(document)[3] == [["规章", "0"], ["处罚", "7"]]


def test_a_table_inside_a_cell_is_spliced_in() -> None:
    document = page(
        "<table><tr><td>申请</td><td>件数</td></tr><tr><td>结果</td><td><table><tr><td>公开</td><td>3</td></tr>"
        "<tr><td>不公开</td><td>1</td></tr></table></td></tr></table>"
    )
    (table,) = document.tables()
    assert [[box.text if box else None for box in row] for row in table.grid()] == [
        ["申请", "件数", "件数"],
        ["结果", "公开", "3"],
        ["结果", "不公开", "1"],
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<div><div><div>规章</div><div>4</div></div><div><div>许可</div><div>9</div></div></div>",
        "<div class=t><p class=r><span class=c>规章</span><span class=c>4</span></p>"
        "<p class=r><span class=c>许可</span><span class=c>9</span></p></div>",
        "<div style='display:grid;grid-template-columns:2fr 1fr'><i>规章</i><b>4</b><i>许可</i><b>9</b></div>",
    ],
)
def test_tables_without_table_tags(body: str) -> None:
    sheet = "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style>"
    assert blocks(page(body, head=sheet)) == [[["规章", "4"], ["许可", "9"]]]


def test_digits_split_over_spans_are_one_figure() -> None:
    assert blocks(page("<div><div><span>共</span><span>1</span><span>2件</span></div><div>完</div></div>")) == [
        "共12件",
        "完",
    ]


def test_html_under_the_name_of_word() -> None:
    assert page("<p>正文</p>", name="a.doc").format == "html"


def test_nesting_has_an_end() -> None:
    with pytest.raises(UnreadableFile):
        page("<div>" * 20_000 + "深")


def test_a_hostile_span_takes_no_memory() -> None:
    document = page("<table><tr><td colspan=9999999 rowspan=9999999>甲</td><td>乙</td></tr></table>")
    assert sum(table.width * table.height for table in document.tables()) < 1000
