"""Why a cell is unread, or how its reading was mended, in the reader's language; readers write the Chinese."""

from __future__ import annotations

_ENGLISH = {
    "文件里有两套同样的表，无法确定哪一套是本报告的": "two sets of the tables, nothing says which is the report's",
    "只有一种读法读到，且勾稽不符": "only one of two readings found it, and the sums contradict it",
    "两种读法不一致，按勾稽关系取定": "two readings differed, the sums decided",
    "两种读法不一致": "two readings differ",
    "空格在文字中丢失，按勾稽关系确定列位": "blank boxes are lost in the text, the sums decided the column",
    "空格在文字中丢失，按列对齐": "blank boxes are lost in the text, the columns were aligned",
    "空格在文字中丢失，列位无法确定": "blank boxes are lost in the text, the column cannot be decided",
    "表头的次序与格式不同，列位无法确定": "heads in another order than the form's, the column cannot be decided",
    "文字的次序与表格不一致，且空格没有痕迹，无法确定": "the text is out of order and blank boxes left no trace",
    "识别出的数字与所在行、列的勾稽关系都不符": "the recognised figure contradicts the sums of its row and its column",
    "表格没有列线，读出的数字大多不合勾稽关系，列位不可信": "a table without lines, most figures contradict the sums",
    "表中未注明单位，按万元计": "the table names no unit, taken as 10,000 yuan",
    "表格缺少总计列，列位无法确定": "the table has no total column, the column cannot be decided",
    "数字断成几行，列位无法确定": "figures torn over lines, the column cannot be decided",
    "列位无法确定": "the column cannot be decided",
    "行标签无法辨认": "the row's label cannot be made out",
    "数字不在表头之下，列位无法确定": "the figure stands under no head, the column cannot be decided",
    "空格的位置无法确定": "the place of the blank box cannot be decided",
    "数字多于列数，多出的一个无法确定": "more figures than columns, which is too many cannot be decided",
    "数字与列数不符，无法确定": "figures and columns do not match in number",
    "与相邻的格合并，无法确定": "merged with a neighbouring box, cannot be decided",
    "数字属于哪一列、哪一年无法确定": "which column and which year the figure belongs to cannot be decided",
    "两行的标签印在一行，无法确定": "two rows printed in one, whose figures these are cannot be decided",
    "该行错位，列位无法确定": "a shifted row, the column cannot be decided",
    "该行错位，已按列对齐": "a shifted row was aligned to its columns",
    "数字被换行断开，已接上": "digits broken by a line end were joined",
}


def reason_in(reason: str, language: str) -> str:
    """The reason in the language of a reply; as the reader wrote it where no English is known."""
    return _ENGLISH.get(reason, reason) if language == "en" else reason
