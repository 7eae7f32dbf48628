"""A stand-in for the Bot API on loopback, written from Telegram's documentation, independent of the bot's library.

A test plays the persons: it puts updates in, and reads what the bot sent. Each request is held against aiogram's models
of the Bot API, a second reading of the same documentation.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from aiogram import methods
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

BOT = {"id": 7_000_001, "is_bot": True, "first_name": "问报", "username": "wenbao_test_bot", "can_join_groups": True}
MODELS = {
    "sendmessage": methods.SendMessage,
    "sendchataction": methods.SendChatAction,
    "answercallbackquery": methods.AnswerCallbackQuery,
    "editmessagetext": methods.EditMessageText,
    "editmessagereplymarkup": methods.EditMessageReplyMarkup,
    "setmycommands": methods.SetMyCommands,
    "deletewebhook": methods.DeleteWebhook,
    "getupdates": methods.GetUpdates,
    "getme": methods.GetMe,
}
LONGEST_TEXT = 4096
LONGEST_CALLBACK_DATA = 64
JSON_FIELDS = {
    "reply_markup",
    "entities",
    "commands",
    "allowed_updates",
    "reply_parameters",
    "scope",
    "link_preview_options",
}


class TelegramServer:
    """What happened so far, and the queue of what will."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.url = ""
        self.sent: list[dict[str, Any]] = []  # messages that the bot sent, in order
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.broken: list[str] = []  # requests that the documentation does not allow
        self.failures: deque[tuple[str, int, dict[str, Any]]] = deque()  # method, status, body: the next answers
        self._updates: list[dict[str, Any]] = []
        self._next_update = 1
        self._next_message = 1
        self._lock = threading.Condition()

    # -- the persons

    def write(
        self, text: str, chat: int = 500, person: int = 500, *, reply_to: dict[str, Any] | None = None, **fields: Any
    ) -> dict[str, Any]:
        """Somebody writes; negative chats are groups. Returns the message."""
        message = self._message(chat, text=text, sender=self._person(person), **fields)
        message["entities"] = _entities(text)
        if reply_to is not None:
            message["reply_to_message"] = reply_to
        self._put({"message": message})
        return message

    def send_other(self, chat: int = 500, person: int = 500, **fields: Any) -> None:
        """Somebody sends what is no text: a sticker, a voice message."""
        message = self._message(chat, text=None, sender=self._person(person), **fields)
        self._put({"message": message})

    def press(self, message: dict[str, Any], label: str, person: int = 500) -> None:
        """Somebody presses a button of a message that the bot sent."""
        rows = message["reply_markup"]["inline_keyboard"]
        button = next(b for row in rows for b in row if label in b["text"])
        query = {
            "id": str(time.monotonic_ns()),
            "from": self._person(person),
            "chat_instance": "1",
            "message": message,
            "data": button["callback_data"],
        }
        self._put({"callback_query": query})

    def wait_for(self, count: int, seconds: float = 15) -> list[dict[str, Any]]:
        """The messages that the bot sent, once there are as many; fails with what there is when they do not come."""
        with self._lock:
            if not self._lock.wait_for(lambda: len(self.sent) >= count, seconds):
                raise AssertionError(f"{len(self.sent)} of {count} messages came: {[m['text'] for m in self.sent]}")
            return list(self.sent)

    def wait_for_call(self, method: str, seconds: float = 15) -> dict[str, Any]:
        """The parameters of the first call of a method, once it came."""
        with self._lock:
            if not self._lock.wait_for(lambda: any(name == method for name, _ in self.calls), seconds):
                raise AssertionError(f"no {method} in {[name for name, _ in self.calls]}")
            return next(parameters for name, parameters in self.calls if name == method)

    # -- the server

    async def handle(self, request: Request) -> Response:
        """One method of the Bot API."""
        method = request.path_params["method"].lower()
        if request.path_params["token"] != self.token:
            return _error(401, "Unauthorized")
        parameters = await _parameters(request)
        with self._lock:
            for failure in list(self.failures):
                if failure[0] == method:
                    self.failures.remove(failure)
                    return JSONResponse(failure[2], status_code=failure[1])
            self.calls.append((method, parameters))
            self._lock.notify_all()
        self._hold_against_documentation(method, parameters)
        if method == "getupdates":
            return await self._get_updates(parameters)
        if method == "getme":
            return _ok(BOT)
        if method == "sendmessage":
            return self._send_message(parameters)
        if method in MODELS:
            return _ok(True)
        return _error(404, "Not Found: method not found")

    async def _get_updates(self, parameters: dict[str, Any]) -> Response:
        offset = int(parameters.get("offset") or 0)
        until = time.monotonic() + min(float(parameters.get("timeout") or 0), 2.0)
        while True:
            with self._lock:
                # An offset confirms all updates below it: they are never given again.
                self._updates = [update for update in self._updates if update["update_id"] >= offset]
                ready = list(self._updates)
            if ready or time.monotonic() >= until:
                return _ok(ready[: int(parameters.get("limit") or 100)])
            await asyncio.sleep(0.01)

    def _send_message(self, parameters: dict[str, Any]) -> Response:
        text = str(parameters.get("text") or "")
        if not text.strip():
            return _error(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            return _error(400, "Bad Request: message is too long")
        for row in (parameters.get("reply_markup") or {}).get("inline_keyboard", []):
            for button in row:
                if len(button.get("callback_data", "").encode()) > LONGEST_CALLBACK_DATA:
                    return _error(400, "Bad Request: BUTTON_DATA_INVALID")
        message = self._message(int(parameters["chat_id"]), text=text, sender={k: BOT[k] for k in list(BOT)[:4]})
        if parameters.get("reply_markup"):
            message["reply_markup"] = parameters["reply_markup"]
        message["_parameters"] = parameters
        with self._lock:
            self.sent.append(message)
            self._lock.notify_all()
        return _ok({key: value for key, value in message.items() if key != "_parameters"})

    def _hold_against_documentation(self, method: str, parameters: dict[str, Any]) -> None:
        model = MODELS.get(method)
        if model is None:
            self.broken.append(f"{method}: no such method")
            return
        try:
            model.model_validate(parameters)
        except ValueError as error:
            self.broken.append(f"{method}: {error}")

    def _put(self, update: dict[str, Any]) -> None:
        with self._lock:
            self._updates.append({"update_id": self._next_update, **update})
            self._next_update += 1

    def _message(self, chat: int, *, text: str | None, sender: dict[str, Any], **fields: Any) -> dict[str, Any]:
        with self._lock:
            number = self._next_message
            self._next_message += 1
        kind = {"type": "private", "first_name": "甲"} if chat > 0 else {"type": "supergroup", "title": "群"}
        message = {"message_id": number, "date": int(time.time()), "chat": {"id": chat, **kind}, "from": sender}
        return message | ({"text": text} if text is not None else {}) | fields

    @staticmethod
    def _person(person: int) -> dict[str, Any]:
        return {"id": person, "is_bot": False, "first_name": f"甲{person}", "language_code": "zh-hans"}


async def _parameters(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").startswith("application/json"):
        return dict(await request.json()) if await request.body() else {}
    form = await request.form()
    given: dict[str, Any] = {**request.query_params, **dict(form.items())}
    return {
        key: json.loads(value) if key in JSON_FIELDS and isinstance(value, str) else value
        for key, value in given.items()
    }


def _entities(text: str) -> list[dict[str, Any]]:
    import re

    def units(part: str) -> int:
        return len(part.encode("utf-16-le")) // 2

    found = [("mention", m) for m in re.finditer(r"(?<!\S)@\w+", text)]
    found += [("bot_command", m) for m in re.finditer(r"(?<!\S)/\w+(?:@\w+)?", text)]
    return [{"type": kind, "offset": units(text[: m.start()]), "length": units(m.group())} for kind, m in found]


def _ok(result: object) -> Response:
    return JSONResponse({"ok": True, "result": result})


def _error(code: int, description: str) -> Response:
    return JSONResponse({"ok": False, "error_code": code, "description": description}, status_code=code)


@contextmanager
def telegram_server(token: str) -> Iterator[TelegramServer]:
    """The stand-in, running on a free port of loopback until the block ends."""
    server = TelegramServer(token)
    routes = [Route("/bot{token}/{method}", server.handle, methods=["GET", "POST"])]
    running = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    server.url = f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        running.should_exit = True
        thread.join(5)
