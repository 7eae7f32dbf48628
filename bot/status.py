"""`wenbao status`: what is stored, which models and services are in use, and whether each answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

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
    except Exception as error:  # whatever the database calls it; its words may hold what it was asked
        yield f"数据库 · database         不应答 · does not answer ({type(error).__name__})", False
        return
    try:
        if parts.passages.answers():
            yield f"索引 · index              应答 ok：{parts.passages.count()} 段", True
        else:
            yield "索引 · index              不应答 · does not answer", False
    except ReportError as error:
        yield f"索引 · index              {error}", False
    settings = parts.settings
    if settings.telegram_token:
        from bot.telegram.reach import reach

        username = reach(settings.telegram_token, settings.telegram_api, settings.proxy)
        yield (
            f"Telegram                 {f'应答 ok：@{username}' if username else '连不上 · does not answer'}",
            username is not None,
        )
    yield from _chat_lines(parts)


def _chat_lines(parts: Parts) -> Iterator[tuple[str, bool]]:
    """The chat model, and what goes where."""
    settings = parts.settings
    if not settings.chat_model:
        yield "语言模型 · chat model     未设置，数据不离开本机 · none, nothing leaves this machine", True
        return
    from retrieval.models import chat_model

    try:
        chat_model(settings.chat_model, settings.chat_url, settings.chat_key, settings.proxy, settings.chat_timeout)
    except ReportError as error:
        yield f"语言模型 · chat model     {error}", False
        return
    where = urlsplit(settings.chat_url).netloc.rpartition("@")[2] or settings.chat_model.partition(":")[0]
    spent = f"；{parts.fluent.usage.line()}" if parts.fluent and parts.fluent.usage.calls else ""
    yield f"语言模型 · chat model     {settings.chat_model} → {where}{spent}", True
    if settings.chat_is_local:
        told = "在本机运行，数据不离开本机 · runs here, nothing leaves this machine"
    else:
        told = (
            f"发往 {where}：提问、查到的数字和公开报告的原文；用户自己的草稿只在本人同意后发送 · sent to {where}: "
            "questions, figures found and words of published reports; a sender's own draft only after that sender's yes"
        )
    yield f"外发 · what leaves        {told}", True
