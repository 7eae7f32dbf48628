"""Servers of other makers: Ollama's own road, calls that may not be forced, keys and proxies."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.app import set_up_logging
from bot.parts import Parts
from bot.settings import read_settings
from bot.status import status_lines
from retrieval.conversation import Conversation
from retrieval.fluent.guest import Fluent
from retrieval.models import chat_model, runs_here
from retrieval.question import Answer
from retrieval.store import Store
from tests.model_server import ModelServer, Said, Script
from tests.test_retrieval_fluent import ASKED, BODY, FIGURE, UNSURE, guest, quote_of, serve, store, used

__all__ = ["serve", "store"]
TODAY = date(2026, 11, 20)
KEY = "sk-0123456789-not-to-be-seen"


def ollama(server: ModelServer, timeout: float = 10.0) -> Fluent:
    pytest.importorskip("langchain_ollama")
    opened = chat_model("ollama:scripted", server.ollama, KEY, timeout=timeout)
    return Fluent(lambda: opened, local=True, timeout=timeout)


def called(request: dict[str, Any], name: str) -> bool:
    return any(tool["function"]["name"] == name for tool in request.get("tools") or ())


def fills(request: dict[str, Any]) -> dict[str, Any]:
    keys = re.findall(r"^(\S+/\S+/\S+): ", request["messages"][0]["content"], re.M)
    return {"agencies": [], "years": [], "measures": keys[:1], "operation": "figure"}


def writes(request: dict[str, Any]) -> Said:
    if called(request, "Question"):
        return Said(calls=(("Question", fills(request)),))
    tools = [m for m in request["messages"] if m["role"] == "tool"]
    if not tools:
        return Said(calls=(("look_up_figures", {"question": FIGURE}),))
    number, quote = quote_of(request)
    found = re.search(r"\[(\d+)\] .* = (\d+)件", str(tools[0]["content"]))
    assert found is not None
    return Said(f"{BODY}2023年新收政府信息公开申请{found[2]}件[{found[1]}]。报告写道：“{quote}”[{number}]。")


def test_ollama_words_prose_streamed_with_its_tools(store: Store, serve: Callable[[Script], ModelServer]) -> None:
    server = serve(writes)
    model = ollama(server)
    *partial, answer = Conversation(store, None, TODAY, model=model).stream(ASKED)
    assert isinstance(answer, Answer)
    assert used(answer)
    assert answer.text.startswith(f"{BODY}2023年新收政府信息公开申请")
    assert partial
    assert all(request["stream"] and "messages" in request for request in server.asked)
    assert model.usage.tokens_in == 200
    assert {key.lower(): value for key, value in server.headers[0].items()}["authorization"] == f"Bearer {KEY}"


def test_ollama_understands_from_the_same_lists(store: Store, serve: Callable[[Script], ModelServer]) -> None:
    answer = Conversation(store, None, TODAY, model=ollama(serve(writes))).reply(UNSURE)
    assert answer.kind in ("clarify", "figure")
    assert any(step.startswith("model:") for step in answer.steps)


@pytest.mark.parametrize(
    "said",
    [
        Said(status=500),
        Said(status=404),
        Said(drop=True),
        Said("半句话，然后就没有了。再来一句，又来一句，说个没完没了。", pieces=4, half=True),
        Said(raw="<html>busy</html>"),
        Said("慢", wait=3.0),
        Said(calls=(("delete_everything", {}),)),
    ],
)
def test_ollama_that_fails_leaves_the_reply_made_without_it(
    said: Said, store: Store, serve: Callable[[Script], ModelServer]
) -> None:
    plain = Conversation(store, None, TODAY).reply(ASKED)
    answer = Conversation(store, None, TODAY, model=ollama(serve(lambda request: said), 1.5)).reply(ASKED)
    assert answer.text.startswith(plain.text)
    assert not used(answer)
    assert len(answer.notes) <= len(plain.notes) + 1


def test_a_server_that_lets_no_call_be_forced_is_asked_again(
    store: Store, serve: Callable[[Script], ModelServer]
) -> None:
    refused = '{"error": {"message": "tool_choice is not supported in thinking mode", "type": "invalid"}}'

    def script(request: dict[str, Any]) -> Said:
        return Said(status=400, raw=refused) if request.get("tool_choice") else writes(request)

    server = serve(script)
    answer = Conversation(store, None, TODAY, model=guest(server)).reply(UNSURE)
    assert len(server.asked) == 2
    assert any(step.startswith("model:") for step in answer.steps)
    assert not any("refused" in step for step in answer.steps)


def test_fields_that_are_written_down_are_read_too(store: Store, serve: Callable[[Script], ModelServer]) -> None:
    def script(request: dict[str, Any]) -> Said:
        return Said("```json\n" + str(fills(request)).replace("'", '"') + "\n```")

    answer = Conversation(store, None, TODAY, model=guest(serve(script))).reply(UNSURE)
    assert any(step.startswith("model:") for step in answer.steps)


@pytest.mark.parametrize(
    ("name", "url", "here"),
    [
        ("openai:m", "http://127.0.0.1:8000/v1", True),
        ("openai:m", "http://localhost:8000/v1", True),
        ("openai:m", "http://[::1]:8000/v1", True),
        ("ollama:m", "", True),
        ("ollama:m", "http://10.0.0.5:11434", False),
        ("openai:m", "", False),
        ("openai:m", "https://127.0.0.1.example.com/v1", False),
        ("openai:m", "https://localhost.example.com/v1", False),
    ],
)
def test_what_stays_on_this_machine(name: str, url: str, here: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert runs_here(name, url) is here
    assert read_settings({"WENBAO_CHAT_MODEL": name, "WENBAO_CHAT_URL": url}).chat_is_local is here


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_a_model_of_this_machine_is_asked_past_every_proxy(
    provider: str, store: Store, serve: Callable[[Script], ModelServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip(f"langchain_{provider}")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("OLLAMA_HOST", "http://203.0.113.7:11434")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    server = serve(lambda request: Said("好的。"))
    url = server.url if provider == "openai" else server.ollama
    model = chat_model(f"{provider}:scripted", url, KEY, proxy="http://127.0.0.1:9")
    assert model is not None
    assert str(model.invoke("你好").text) == "好的。"
    assert len(server.asked) == 1
    if provider == "ollama":
        assert "127.0.0.1" in str(chat_model("ollama:m").base_url)  # type: ignore[union-attr]


def test_no_trace_of_what_is_asked_goes_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    from langsmith import utils

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2-x")
    chat_model("openai:m", "http://127.0.0.1:9/v1", KEY)
    utils.get_env_var.cache_clear()
    assert not utils.tracing_is_enabled()


def test_a_key_is_in_no_log_and_no_status(store: Store, serve: Callable[[Script], ModelServer], tmp_path: Path) -> None:
    told = json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}", "type": "auth"}})
    server = serve(lambda request: Said(status=401, raw=told))
    url = server.url.replace("http://", f"http://clerk:{KEY}@")
    settings = read_settings(
        {
            "WENBAO_CHAT_MODEL": "openai:scripted",
            "WENBAO_CHAT_URL": url,
            "WENBAO_CHAT_KEY": KEY,
            "WENBAO_DATA": str(tmp_path),
        }
    )
    parts, stream = Parts(settings), io.StringIO()
    before = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        set_up_logging(stream)
        answer = Conversation(store, None, TODAY, model=parts.fluent).reply(ASKED)
        shown = "\n".join(line for line, _ in status_lines(parts))
    finally:
        logging.getLogger().handlers[:], logging.getLogger().level = before
    assert server.asked
    assert "openai:scripted" in shown
    assert KEY not in stream.getvalue() + shown + repr(answer)
