"""What can be wrong with what a draft is to be made of, said to whoever writes it."""

from __future__ import annotations

from report.errors import ReportError


class UnusableFigures(ReportError):
    """A file of figures has rows that cannot be used; `rows` says which, a sentence each."""

    zh = "《{name}》里有 {count} 处要先改：\n{rows}"
    en = "{name} has {count} rows to be mended first:\n{rows_en}"


class NoFigures(ReportError):
    """The file is no table of keys and figures."""

    zh = "《{name}》读不出数据表：{why}。请用 wenbao draft --template 写出的表格填写。"
    en = "{name} is no table of figures: {why_en}. Fill in the sheet that wenbao draft --template writes."


class TooEarly(ReportError):
    """A report of a year whose form is no longer written."""

    zh = "{year} 年的报告用的是旧格式；这里只按现行格式（2021 年度起）起草。"
    en = "Reports for {year} follow an older form; only the present one (2021 onward) is written here."


class TwoBodies(ReportError):
    """A name that fits several bodies."""

    zh = "“{name}”对应多个机关：{bodies}。请写全称。"
    en = "{name} fits several bodies: {bodies}. Give the full name."


class CannotWrite(ReportError):
    """The file cannot be written there."""

    zh = "写不了文件 {path}：请检查文件夹是否存在、文件是否正被打开。"
    en = "{path} cannot be written: see whether the folder exists and whether the file is open elsewhere."


class CannotRead(ReportError):
    """A file of notes that is not there, or is no text."""

    zh = "读不了文件 {path}：要 UTF-8 的纯文本。"
    en = "{path} cannot be read: it wants plain text in UTF-8."
