"""A stand-in for an OpenAI-compatible server on loopback: it says what a script tells it, streamed or not.

A script is a function from the request to a `Said`: text, calls of tools, or a failure. The real client talks to it.
"""

from __future__ import annotations

import json
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
    pieces: int = 12  # characters of one chunk of a stream
    pause: float = 0.0  # seconds between two chunks


Script = Callable[[dict[str, Any]], Said]


@dataclass
class ModelServer:
    """Where it listens, and what it was asked."""

    script: Script
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)

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
        said = told.script(request)
        time.sleep(said.wait)
        if said.drop:
            self.close_connection = True
            self.connection.close()
            return
        if said.status != 200 or said.raw is not None:
            error = {"error": {"message": "scripted", "type": "scripted"}}
            self._send(said.status, said.raw if said.raw is not None else json.dumps(error))
        elif request.get("stream"):
            self._stream(said)
        else:
            message: dict[str, Any] = {"role": "assistant", "content": said.text or None}
            if said.calls:
                message["tool_calls"] = [_call(n, *call) for n, call in enumerate(said.calls)]
            choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if said.calls else "stop"}
            self._send(200, json.dumps(_body("chat.completion") | {"choices": [choice], "usage": _usage(said)}))

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
            for delta in _deltas(said):
                choice = {"index": 0, "delta": delta, "finish_reason": None}
                self._event(body | {"choices": [choice]})
                if said.pause or said.endless:
                    self.wfile.flush()
                    time.sleep(said.pause)
            done = {"index": 0, "delta": {}, "finish_reason": "tool_calls" if said.calls else "stop"}
            self._event(body | {"choices": [done]})
            self._event(body | {"choices": [], "usage": _usage(said)})
            self.wfile.write(b"data: [DONE]\n\n")
            self.wfile.flush()
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
