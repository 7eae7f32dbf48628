"""Settings are read once; what cannot be used is named in one sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.settings import NAMES, read_settings, render_settings
from report.errors import UnusableSetting


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings({})
    assert settings.data == Path("data")
    assert settings.sql_url.startswith("sqlite:///")
    assert not settings.chat_model


def test_the_command_line_goes_before_the_environment(tmp_path: Path) -> None:
    assert read_settings({"WENBAO_DATA": "elsewhere"}, data=tmp_path).data == tmp_path


def test_today_can_be_set() -> None:
    assert read_settings({"WENBAO_TODAY": "2026-11-20"}).today == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WENBAO_TODAY", "gestern"),
        ("WENBAO_CHROMA_URL", "localhost:8000"),
        ("WENBAO_PROXY", "ftp://x"),
        ("WENBAO_ADMINS", "12, bob"),
        ("TELEGRAM_BOT_TOKEN", "secret"),
        ("WENBAO_METRICS", "everywhere"),
        ("WENBAO_LISTEN", "127.0.0.1:port"),
        ("WENBAO_WEBHOOK_SECRET", "not a secret!"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(UnusableSetting, match=name) as raised:
        read_settings({name: value})
    assert name in raised.value.render("en")


def test_persons_are_ids_with_either_comma() -> None:
    assert read_settings({"WENBAO_STAFF": "1，2, 3"}).staff == {1, 2, 3}


def test_secrets_are_masked_wherever_they_stand() -> None:
    settings = read_settings(
        {
            "TELEGRAM_BOT_TOKEN": "12345:abcdefghijklmnop",
            "WENBAO_CHAT_KEY": "sk-hidden",
            "WENBAO_DATABASE_URL": "postgresql+psycopg://me:hidden@127.0.0.1/wenbao",
            "WENBAO_PROXY": "http://me:hidden@127.0.0.1:8080",
        }
    )
    shown = dict(render_settings(settings))
    assert set(shown) == set(NAMES.values())
    assert not any("hidden" in value or "abcdefgh" in value for value in shown.values())
    assert "me:" in shown["WENBAO_DATABASE_URL"]
