"""What can be wrong with what a user gave us, said to that user.

An error carries values; its words are rendered at the edge, in the reader's language. Anything that is not a
`ReportError` is a bug: the user gets one sentence, the operator the traceback.
"""

from __future__ import annotations

from typing import ClassVar


class ReportError(Exception):
    """What went wrong, where, and what to do next, in Chinese and in English."""

    zh: ClassVar[str] = "出错了：{detail}"
    en: ClassVar[str] = "Something is wrong: {detail}"

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.render("zh"))

    def __reduce__(self) -> tuple[object, ...]:
        # A reader in another process hands its errors over as they are.
        return _revive, (type(self), self.values)

    def render(self, language: str = "zh") -> str:
        """One sentence in the reader's language."""
        return (self.en if language == "en" else self.zh).format(**self.values)


def _revive(kind: type[ReportError], values: dict[str, object]) -> ReportError:
    return kind(**values)


class NotAReport(ReportError):
    """The file can be read and is something else; `why` is a short phrase in Chinese, `why_en` in English."""

    zh = "《{name}》不是政府信息公开工作年度报告：{why}。"
    en = "{name} is not an annual report on government openness: {why_en}."


class UnreadableFile(ReportError):
    """The file cannot be opened as what it is."""

    zh = "《{name}》打不开：{why}。请换一份完好的文件再试。"
    en = "{name} cannot be opened: {why_en}. Please try an undamaged copy."


class NoText(ReportError):
    """The pages hold pictures of text only."""

    zh = "《{name}》里没有可读取的文字，可能是扫描件。请提供文字版，或安装文字识别：pip install 'wenbao[ocr]'。"
    en = "{name} holds no text, it may be a scan. Give a text version, or install OCR: pip install 'wenbao[ocr]'."


class TooLarge(ReportError):
    """Reading would go past the limits of time or memory."""

    zh = "《{name}》超出了读取的限度（{limit}），没有读入。"
    en = "{name} goes past the limit for reading ({limit}) and was not read."


class MissingTool(ReportError):
    """An optional program or package is needed for this format."""

    zh = "读取《{name}》需要{tool}，这台机器上没有。请先安装：{install}。"
    en = "Reading {name} needs {tool}, which is not installed here. Install it: {install}."


class UnusableSetting(ReportError):
    """A setting cannot be used; said at start."""

    zh = "设置 {setting} 不能用：{why}。"
    en = "The setting {setting} cannot be used: {why_en}."
