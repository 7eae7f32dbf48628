"""`wenbao status`: what is stored, which models and services are in use, and whether each answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.settings import render_settings
from report.errors import ReportError

if TYPE_CHECKING:
    from bot.parts import Parts


def status_lines(parts: Parts) -> Iterator[tuple[str, bool]]:
    """A line for each part, and whether it is well."""
    for name, value in render_settings(parts.settings):
        yield f"{name:24} {value or '—'}", True
    try:
        stored = parts.store.agencies()
        reports = parts.store.reports()
        years = sorted({report.year for report in reports})
        span = f"{years[0]}—{years[-1]}" if years else "—"
        yield f"数据库 · database         应答 ok：机关 {len(stored)}，报告 {len(reports)}，年度 {span}", True
    except ReportError as error:
        yield f"数据库 · database         {error}", False
        return
    try:
        count = parts.passages.count()
        yield f"索引 · index              应答 ok：{count} 段", True
    except ReportError as error:
        yield f"索引 · index              {error}", False
    chat = parts.settings.chat_model
    yield (
        f"语言模型 · chat model     {chat or '未设置，数据不离开本机 · none, nothing leaves this machine'}",
        True,
    )
