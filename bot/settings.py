"""The settings, read once from the environment and a `.env` file beside the data.

`Settings` is one frozen value; what cannot be used is named at start, in one sentence, before any work begins.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from report.errors import UnusableSetting

SHANGHAI = ZoneInfo("Asia/Shanghai")  # 去年 is counted where the reports are published


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set; INTERFACE's table, one field a row."""

    data: Path = Path("data")
    database_url: str = ""
    chroma_url: str = ""
    embedding_model: str = ""
    chat_model: str = ""
    chat_url: str = ""
    chat_key: str = ""
    chat_timeout: float = 20.0
    telegram_token: str = ""
    proxy: str = ""
    telegram_api: str = ""
    webhook_url: str = ""
    webhook_secret: str = ""
    listen: str = ""
    metrics: str = ""
    admins: frozenset[int] = frozenset()
    staff: frozenset[int] = frozenset()
    today_is: date | None = None

    @property
    def today(self) -> date:
        """Today in Asia/Shanghai, or the day that WENBAO_TODAY sets."""
        return self.today_is or datetime.now(SHANGHAI).date()

    @property
    def chat_is_local(self) -> bool:
        """Whether what the chat model is told stays on this machine."""
        host = urlsplit(self.chat_url).hostname or ("localhost" if self.chat_model.startswith("ollama:") else "")
        try:
            return host == "localhost" or ip_address(host).is_loopback
        except ValueError:  # a name that only begins like an address
            return False

    @property
    def sql_url(self) -> str:
        """The SQLAlchemy URL of the facts; SQLite in the data folder unless set."""
        return self.database_url or f"sqlite:///{(self.data / 'wenbao.sqlite').resolve()}"


NAMES = {
    "data": "WENBAO_DATA",
    "database_url": "WENBAO_DATABASE_URL",
    "chroma_url": "WENBAO_CHROMA_URL",
    "embedding_model": "WENBAO_EMBEDDING_MODEL",
    "chat_model": "WENBAO_CHAT_MODEL",
    "chat_url": "WENBAO_CHAT_URL",
    "chat_key": "WENBAO_CHAT_KEY",
    "chat_timeout": "WENBAO_CHAT_TIMEOUT",
    "telegram_token": "TELEGRAM_BOT_TOKEN",
    "proxy": "WENBAO_PROXY",
    "telegram_api": "WENBAO_TELEGRAM_API",
    "webhook_url": "WENBAO_WEBHOOK_URL",
    "webhook_secret": "WENBAO_WEBHOOK_SECRET",
    "listen": "WENBAO_LISTEN",
    "metrics": "WENBAO_METRICS",
    "admins": "WENBAO_ADMINS",
    "staff": "WENBAO_STAFF",
    "today_is": "WENBAO_TODAY",
}
SECRET = {"chat_key", "telegram_token", "webhook_secret"}
URLS = {
    "chroma_url": ("http", "https"),
    "chat_url": ("http", "https"),
    "proxy": ("http", "https", "socks5", "socks5h"),
    "telegram_api": ("http", "https"),
    "webhook_url": ("https", "http"),
}


def read_settings(environment: Mapping[str, str] | None = None, data: Path | None = None) -> Settings:
    """The settings of the environment, then of `.env` in this folder; `data` is the command line's and goes before.

    Raises `UnusableSetting` for the first value that cannot be used.
    """
    given = dict(_dotenv() | dict(os.environ)) if environment is None else dict(environment)
    values: dict[str, object] = {}
    for field, name in NAMES.items():
        raw = given.get(name, "").strip()
        if raw:
            values[field] = _read_value(field, name, raw)
    if data is not None:
        values["data"] = data
    return Settings(**values)  # type: ignore[arg-type]


def _dotenv() -> dict[str, str]:
    if not Path(".env").is_file():
        return {}
    from dotenv import dotenv_values

    return {key: value for key, value in dotenv_values(".env").items() if value is not None}


def _read_value(field: str, name: str, raw: str) -> object:
    if field == "data":
        return Path(raw).expanduser()
    if field in ("admins", "staff"):
        parts = [part.strip() for part in raw.replace("，", ",").split(",") if part.strip()]
        if not all(part.isdigit() for part in parts):
            raise UnusableSetting(
                setting=name,
                why="要用逗号分开的 Telegram 数字编号",
                why_en="it wants Telegram user ids, comma-separated",
            )
        return frozenset(int(part) for part in parts)
    if field == "chat_timeout":
        if not re.fullmatch(r"\d+(?:\.\d+)?", raw) or not 0 < float(raw) <= 600:
            raise UnusableSetting(
                setting=name, why="要写成秒数，例如 20", why_en="it wants a number of seconds, as in 20"
            )
        return float(raw)
    if field == "today_is":
        try:
            return date.fromisoformat(raw)
        except ValueError as error:
            raise UnusableSetting(
                setting=name, why="日期要写成 2026-11-20", why_en="a date is written 2026-11-20"
            ) from error
    if field in URLS:
        parts_of_url = urlsplit(raw)
        if parts_of_url.scheme not in URLS[field] or not parts_of_url.hostname:
            raise UnusableSetting(
                setting=name,
                why=f"不是 {'、'.join(URLS[field])} 开头的地址",
                why_en=f"it is no URL that starts with {', '.join(URLS[field])}",
            )
    if field == "webhook_secret" and not re.fullmatch(r"[\w-]{1,256}", raw, re.ASCII):
        raise UnusableSetting(
            setting=name,
            why="只能有字母、数字、_ 和 -，最多 256 个",
            why_en="letters, digits, _ and - only, at most 256",
        )
    if field in ("listen", "metrics") and not re.fullmatch(r"(?:[\w.\-]+|\[[\da-f:]+\])?:?\d{1,5}", raw):
        raise UnusableSetting(setting=name, why="要写成 127.0.0.1:9100", why_en="it is written 127.0.0.1:9100")
    if field == "telegram_token" and not re.fullmatch(r"\d+:[\w-]{10,}", raw):
        raise UnusableSetting(
            setting=name,
            why="不像 BotFather 给的令牌（数字:字母）",
            why_en="it does not look like a token from BotFather (digits:letters)",
        )
    return raw


def render_settings(settings: Settings) -> list[tuple[str, str]]:
    """Name and value of each setting for `wenbao status`, secrets masked, credentials in URLs too."""
    shown: list[tuple[str, str]] = []
    for field in fields(settings):
        value = getattr(settings, field.name)
        text = ",".join(map(str, sorted(value))) if isinstance(value, frozenset) else str(value or "")
        if field.name in SECRET and text:
            text = "••••"
        shown.append((NAMES[field.name], re.sub(r"(://[^:/@]*:)[^@/]+@", r"\1••••@", text)))
    return shown
