"""A stand-in for a model's server on loopback, OpenAI-compatible or Ollama's: it says what a script tells it.

A script is a function from the request to a `Said`: text, calls of tools, or a failure. The real client talks to it,
streamed or not.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Said:
    """What the model says to one request."""

    text: str = ""
    calls: tuple[tuple[str, dict[str, Any] | str], ...] = ()  # name and arguments; a string is sent as it is
    status: int = 200
    wait: float = 0.0  # seconds before the first byte
    raw: str | None = None  # a body of no form
    drop: bool = False  # the connection is cut
    endless: bool = False  # the text again and again
    half: bool = False  # the connection is cut in the middle of a stream
    reason: str = "stop"  # why it stops: length, content_filter
    choices: bool = True  # False for an answer without any
    pieces: int = 12  # characters of one chunk of a stream
    pause: float = 0.0  # seconds between two chunks


Script = Callable[[dict[str, Any]], Said]


@dataclass
class ModelServer:
    """Where it listens, and what it was asked."""

    script: Script
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def ollama(self) -> str:
        """Where it listens as a server of Ollama's."""
        return self.url.removesuffix("/v1")

    def last_user(self) -> str:
        """What the last request said as the user."""
        return next(str(m["content"]) for m in reversed(self.asked[-1]["messages"]) if m["role"] == "user")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 64 * 1024
    server: Any

    def do_POST(self) -> None:
        told: ModelServer = self.server.told
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        told.asked.append(request)
        told.headers.append(dict(self.headers))
        said = told.script(request)
        time.sleep(said.wait)
        if said.drop:
            self.close_connection = True
            self.connection.close()
            return
        if said.status != 200 or said.raw is not None:
            error = {"error": {"message": "scripted", "type": "scripted"}}
            self._send(said.status, said.raw if said.raw is not None else json.dumps(error))
        elif self.path.endswith("/api/chat"):
            self._ollama(said)
        elif request.get("stream"):
            self._stream(said)
        else:
            message: dict[str, Any] = {"role": "assistant", "content": said.text or None}
            if said.calls:
                message["tool_calls"] = [_call(n, *call) for n, call in enumerate(said.calls)]
            choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if said.calls else said.reason}
            choices = [choice] if said.choices else []
            self._send(200, json.dumps(_body("chat.completion") | {"choices": choices, "usage": _usage(said)}))

    def _send(self, status: int, body: str) -> None:
        content = body.encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, said: Said) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        body = _body("chat.completion.chunk")
        try:
            for n, delta in enumerate(_deltas(said) if said.choices else ()):
                choice = {"index": 0, "delta": delta, "finish_reason": None}
                self._event(body | {"choices": [choice]})
                if said.pause or said.endless:
                    self.wfile.flush()
                    time.sleep(said.pause)
                if said.half and n == 3:
                    self.wfile.flush()
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
            if said.choices:
                done = {"index": 0, "delta": {}, "finish_reason": "tool_calls" if said.calls else said.reason}
                self._event(body | {"choices": [done]})
            self._event(body | {"choices": [], "usage": _usage(said)})
            self.wfile.write(b"data: [DONE]\n\n")
            self.wfile.flush()
        except OSError:  # whoever asked has gone
            return

    def _ollama(self, said: Said) -> None:
        """Lines of JSON, one a piece."""
        self.send_response(200)
        self.send_header("content-type", "application/x-ndjson")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        head = {"model": "scripted", "created_at": "2026-11-20T00:00:00Z"}
        calls = [
            {"function": {"name": name, "arguments": made if isinstance(made, dict) else {"said": made}}}
            for name, made in said.calls
        ]
        texts = [said.text[at : at + said.pieces] for at in range(0, len(said.text), said.pieces)]
        messages: list[dict[str, Any]] = [{"role": "assistant", "content": text} for text in texts]
        if calls:
            messages.append({"role": "assistant", "content": "", "tool_calls": calls})
        try:
            for n, message in enumerate(messages):
                self.wfile.write(json.dumps(head | {"message": message, "done": False}).encode() + b"\n")
                self.wfile.flush()
                time.sleep(said.pause)
                if said.half and n == 2:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
            done = {
                "done": True,
                "done_reason": said.reason,
                "prompt_eval_count": 100,
                "eval_count": len(said.text) + 1,
            }
            end = head | {"message": {"role": "assistant", "content": ""}} | done
            self.wfile.write(json.dumps(end).encode() + b"\n")
        except OSError:  # whoever asked has gone
            return

    def _event(self, event: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is said."""


def _deltas(said: Said) -> Iterator[dict[str, Any]]:
    yield {"role": "assistant", "content": ""}
    for n, call in enumerate(said.calls):
        whole = _call(n, *call)
        arguments = whole["function"]["arguments"]
        yield {"tool_calls": [{**whole, "index": n, "function": {**whole["function"], "arguments": ""}}]}
        for at in range(0, len(arguments), 9):
            yield {"tool_calls": [{"index": n, "function": {"arguments": arguments[at : at + 9]}}]}
    while True:
        for at in range(0, len(said.text), said.pieces):
            yield {"content": said.text[at : at + said.pieces]}
        if not said.endless:
            return


def _call(n: int, name: str, arguments: dict[str, Any] | str) -> dict[str, Any]:
    told = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    return {"id": f"call_{n}", "type": "function", "function": {"name": name, "arguments": told}}


def _body(kind: str) -> dict[str, Any]:
    return {"id": f"said-{time.monotonic_ns()}", "object": kind, "created": 0, "model": "scripted"}


def _usage(said: Said) -> dict[str, int]:
    return {"prompt_tokens": 100, "completion_tokens": len(said.text) + 1, "total_tokens": 101 + len(said.text)}


@contextmanager
def model_server(script: Script) -> Iterator[ModelServer]:
    """The stand-in on a free port of loopback until the block ends."""
    told = ModelServer(script)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # whoever asked has gone
    server.daemon_threads = True
    server.told = told  # type: ignore[attr-defined]
    told.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
