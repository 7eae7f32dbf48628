"""A small HTTP server beside the bot: `/health` says whether everything answers, `/metrics` counts for Prometheus.

It tells numbers only: nothing of who asked, and no setting.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Check = Callable[[], bool]


class Health:
    """The server, in a thread of its own until the process ends."""

    def __init__(self, listen: str, checks: Mapping[str, Check]) -> None:
        host, _, port = listen.rpartition(":")
        handler = type("Handler", (_Handler,), {"checks": dict(checks)})
        self._server = ThreadingHTTPServer((host or "127.0.0.1", int(port)), handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def start(self) -> None:
        """Begins to answer."""
        threading.Thread(target=self._server.serve_forever, name="health", daemon=True).start()

    def stop(self) -> None:
        """Lets go of the port."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    checks: Mapping[str, Check] = {}

    def do_GET(self) -> None:
        if self.path == "/health":
            found = {name: _well(check) for name, check in self.checks.items()}
            self._answer(200 if all(found.values()) else 503, "application/json", json.dumps(found).encode())
        elif self.path == "/metrics":
            from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

            self._answer(200, CONTENT_TYPE_LATEST, generate_latest())
        else:
            self._answer(404, "text/plain", b"/health, /metrics\n")

    def _answer(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a look every few seconds is no news."""


def _well(check: Check) -> bool:
    try:
        return check()
    except Exception:  # whatever it is, it does not answer
        return False
