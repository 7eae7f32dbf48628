"""A stand-in for the Bot API on loopback, written from Telegram's documentation, independent of the bot's library.

A test plays the persons: it puts updates in, and reads what the bot sent. Each request is held against aiogram's models
of the Bot API, a second reading of the same documentation, and so is whatever the stand-in gives back.
"""

from __future__ import annotations

import asyncio
import io
import json
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import uvicorn
from aiogram import methods
from PIL import Image
from pydantic import TypeAdapter
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.telegram_people import BOT, ME, People, Plain, as_given

MODELS: dict[str, Any] = {
    model.__api_method__.lower(): model
    for model in (
        methods.SendMessage,
        methods.SendMessageDraft,
        methods.SendPhoto,
        methods.SendDocument,
        methods.SendChatAction,
        methods.AnswerCallbackQuery,
        methods.AnswerInlineQuery,
        methods.EditMessageText,
        methods.EditMessageReplyMarkup,
        methods.DeleteMessage,
        methods.SetMyCommands,
        methods.SetWebhook,
        methods.DeleteWebhook,
        methods.GetFile,
        methods.GetUpdates,
        methods.GetMe,
    )
}
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_CALLBACK_DATA = 64
LARGEST_DOWNLOAD = 20 * 1024 * 1024
JSON_FIELDS = {
    "reply_markup",
    "entities",
    "commands",
    "allowed_updates",
    "reply_parameters",
    "scope",
    "link_preview_options",
    "results",
    "button",
}


class TelegramServer(People):
    """The server between the persons and the bot."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token = token
        self.broken: list[str] = []  # requests that the documentation does not allow
        self.failures: deque[tuple[str, int, Plain]] = deque()  # method, status, body: the next answers
        self.stalls: deque[tuple[str, float]] = deque()  # method, seconds: done, but its answer comes late
        self.on_call: Callable[[str, Plain], None] = lambda method, parameters: None  # before it is carried out
        self.on_done: Callable[[str, Plain], None] = lambda method, parameters: None  # before its answer leaves
        self.webhook: Plain = {}
        self._port = 0
        self._running: tuple[uvicorn.Server, threading.Thread] | None = None

    @property
    def url(self) -> str:
        """Where it listens; the same after a stop."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Begins to listen."""
        routes = [
            Route("/bot{token}/{method}", self.handle, methods=["GET", "POST"]),
            Route("/file/bot{token}/{name}", self.download, methods=["GET"]),
        ]
        config = uvicorn.Config(Starlette(routes=routes), port=self._port, log_level="critical", lifespan="off")
        config.timeout_graceful_shutdown = 1
        running = uvicorn.Server(config)
        thread = threading.Thread(target=running.run, daemon=True)
        thread.start()
        while not running.started:
            time.sleep(0.01)
        self._port = running.servers[0].sockets[0].getsockname()[1]
        self._running = running, thread

    def stop(self) -> None:
        """Cannot be reached any more, until it is started again."""
        if self._running is not None:
            self._running[0].should_exit = True
            self._running[1].join(10)
            self._running = None

    def stop_soon(self) -> None:
        """As `stop`, for use while a request is handled."""
        threading.Thread(target=self.stop, daemon=True).start()

    # -- the server

    async def handle(self, request: Request) -> Response:
        """One method of the Bot API."""
        method = request.path_params["method"].lower()
        if request.path_params["token"] != self.token:
            return _error(401, "Unauthorized")
        parameters, files = await _parameters(request)
        for failure in list(self.failures):
            if failure[0] == method:
                self.failures.remove(failure)
                return JSONResponse(failure[2], status_code=failure[1])
        self.on_call(method, parameters)
        with self.lock:
            self.calls.append((method, parameters))
            self.lock.notify_all()
        self._hold_against_documentation(method, parameters)
        done = await self._do(method, parameters, files)
        if isinstance(done, Response):
            return done
        TypeAdapter(MODELS[method].__returning__).validate_python(done)
        self.on_done(method, parameters)
        for stall in list(self.stalls):
            if stall[0] == method:
                self.stalls.remove(stall)
                await asyncio.sleep(stall[1])
        return JSONResponse({"ok": True, "result": done})

    async def download(self, request: Request) -> Response:
        """The bytes of a file."""
        if request.path_params["token"] != self.token or request.path_params["name"] not in self.files:
            return _error(404, "Not Found")
        return Response(self.files[request.path_params["name"]], media_type="application/octet-stream")

    async def _do(self, method: str, parameters: Plain, files: dict[str, tuple[str, bytes]]) -> Any:
        if method == "getupdates":
            return await self._get_updates(parameters)
        if method == "getme":
            return ME
        if method in ("sendmessage", "sendphoto", "senddocument"):
            return self._send(method, parameters, files)
        if method == "editmessagetext":
            return self._edit(parameters)
        if method == "getfile":
            content = self.files.get(parameters["file_id"])
            if content is None or len(content) > LARGEST_DOWNLOAD:
                return _error(400, "Bad Request: file is too big")
            number = parameters["file_id"]
            return {"file_id": number, "file_unique_id": f"u{number}", "file_size": len(content), "file_path": number}
        if method == "deletemessage":
            with self.lock:
                self.deleted.append(int(parameters["message_id"]))
                self.lock.notify_all()
        if method == "answercallbackquery" and len(parameters.get("text") or "") > 200:
            return _error(400, "Bad Request: MESSAGE_TOO_LONG")
        if method == "answerinlinequery" and len({r["id"] for r in parameters["results"]}) < len(parameters["results"]):
            return _error(400, "Bad Request: RESULT_ID_DUPLICATE")
        if method == "setwebhook":
            self.webhook = parameters if parameters.get("url") else {}
        if method == "deletewebhook":
            self.webhook = {}
        return True if method in MODELS else _error(404, "Not Found: method not found")

    async def _get_updates(self, parameters: Plain) -> Any:
        if self.webhook:
            return _error(409, "Conflict: can't use getUpdates method while webhook is active")
        until = time.monotonic() + min(float(parameters.get("timeout") or 0), 2.0)
        while True:
            ready = self.ready(int(parameters.get("offset") or 0))
            if ready or time.monotonic() >= until:
                return ready[: int(parameters.get("limit") or 100)]
            await asyncio.sleep(0.01)

    def _send(self, method: str, parameters: Plain, files: dict[str, tuple[str, bytes]]) -> Any:
        wrong = _wrong_text(method, parameters) or _wrong_entities(parameters) or _wrong_buttons(parameters)
        if wrong:
            return _error(400, f"Bad Request: {wrong}")
        about: Plain = {}
        name, content = "", b""
        if method != "sendmessage":
            kind = method.removeprefix("send")
            name, content = files[str(parameters[kind]).removeprefix("attach://")]
            kept = self.keep_file(content) | {"file_size": len(content)}
            if kind == "photo":
                width, height = Image.open(io.BytesIO(content)).size
                if width + height > 10_000 or max(width, height) > 20 * min(width, height):
                    return _error(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
                about["photo"] = [kept | {"width": width, "height": height}]
            else:
                about["document"] = kept | {"file_name": name}
        about |= {key: parameters[key] for key in ("text", "caption") if parameters.get(key)}
        if "inline_keyboard" in (parameters.get("reply_markup") or {}):
            about["reply_markup"] = parameters["reply_markup"]
        message = self.message(int(parameters["chat_id"]), BOT, **about)
        given = as_given(message)
        with self.lock:
            self.sent.append(message | {"_parameters": parameters, "_file": content})
            self.lock.notify_all()
        return given

    def _edit(self, parameters: Plain) -> Any:
        wrong = _wrong_text("sendmessage", parameters) or _wrong_entities(parameters) or _wrong_buttons(parameters)
        if wrong:
            return _error(400, f"Bad Request: {wrong}")
        with self.lock:
            number = int(parameters["message_id"])
            message = next((m for m in self.sent if m["message_id"] == number and number not in self.deleted), None)
            if message is None:
                return _error(400, "Bad Request: message to edit not found")
            new = {"text": parameters["text"], "reply_markup": parameters.get("reply_markup")}
            if all(message.get(key) == value for key, value in new.items()):
                return _error(400, "Bad Request: message is not modified")
            message |= {key: value for key, value in new.items() if value} | {"edit_date": int(time.time())}
            self.edited.append(message)
            self.lock.notify_all()
        return as_given(message)

    def _hold_against_documentation(self, method: str, parameters: Plain) -> None:
        model = MODELS.get(method)
        if model is None:
            self.broken.append(f"{method}: no such method")
            return
        unknown = set(parameters) - set(model.model_fields)
        if unknown:
            self.broken.append(f"{method}: no such parameters: {sorted(unknown)}")
        try:
            model.model_validate(parameters)
        except ValueError as error:
            self.broken.append(f"{method}: {error}")

    # -- a webhook

    def _wait_for_webhook(self) -> None:
        """Telegram tries again until somebody listens."""
        at = urllib.parse.urlsplit(self.webhook["url"])
        for _ in range(200):
            with suppress(OSError), socket.create_connection((at.hostname, at.port), 1):
                return
            time.sleep(0.05)

    def deliver(self, secret: str | None = None) -> int:
        """Posts what waits to the bot's webhook; the status of the last answer."""
        status = 0
        for update in self.ready(0):
            head = {"Content-Type": "application/json"}
            head["X-Telegram-Bot-Api-Secret-Token"] = self.webhook["secret_token"] if secret is None else secret
            self._wait_for_webhook()
            posted = urllib.request.Request(self.webhook["url"], json.dumps(update).encode(), head)
            try:
                with urllib.request.urlopen(posted, timeout=10) as answer:
                    status = answer.status
            except urllib.error.HTTPError as error:
                status = error.code
        self._updates.clear()
        return status


async def _parameters(request: Request) -> tuple[Plain, dict[str, tuple[str, bytes]]]:
    if request.headers.get("content-type", "").startswith("application/json"):
        return (dict(await request.json()) if await request.body() else {}), {}
    form = await request.form()
    files = {k: (v.filename or "", await v.read()) for k, v in form.items() if isinstance(v, UploadFile)}
    given = {**request.query_params, **{k: v for k, v in form.items() if isinstance(v, str)}}
    # A file comes as the field itself, or under a name of its own that the field refers to.
    given |= {k: f"attach://{k}" for k in files if f"attach://{k}" not in given.values()}
    return {k: json.loads(v) if k in JSON_FIELDS else v for k, v in given.items()}, files


def _wrong_text(method: str, parameters: Plain) -> str:
    text = str(parameters.get("text" if method == "sendmessage" else "caption") or "")
    longest = LONGEST_TEXT if method == "sendmessage" else LONGEST_CAPTION
    if method == "sendmessage" and not text.strip():
        return "message text is empty"
    return "message is too long" if len(text.encode("utf-16-le")) // 2 > longest else ""


def _wrong_entities(parameters: Plain) -> str:
    length = len(str(parameters.get("text") or "").encode("utf-16-le")) // 2
    for entity in parameters.get("entities") or []:
        if entity["length"] < 1 or entity["offset"] + entity["length"] > length:
            return "ENTITY_BOUNDS_INVALID"
    return ""


def _wrong_buttons(parameters: Plain) -> str:
    for row in (parameters.get("reply_markup") or {}).get("inline_keyboard", []):
        if not row:
            return "BUTTON_INVALID"
        for button in row:
            if not 1 <= len(button.get("callback_data", "x").encode()) <= LONGEST_CALLBACK_DATA:
                return "BUTTON_DATA_INVALID"
    return ""


def _error(code: int, description: str) -> Response:
    return JSONResponse({"ok": False, "error_code": code, "description": description}, status_code=code)


@contextmanager
def telegram_server(token: str) -> Iterator[TelegramServer]:
    """The stand-in, running on a free port of loopback until the block ends."""
    server = TelegramServer(token)
    server.start()
    try:
        yield server
    finally:
        server.stop()
