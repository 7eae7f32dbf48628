"""Fifty chats ask the bot, five messages a second in all, for twenty minutes: nothing is lost, doubled or out of order.

    python -m tests.bench.soak [--minutes 2] [--write docs/soak.md]

The bot is a process of its own; the stand-in server and the persons are this one. Exit status 1 where a message was
lost, doubled, out of order, or a request broke the documentation of the Bot API.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.parts import Parts
from bot.settings import Settings
from ingest.load import load
from tests.telegram_bot import TOKEN, bot_process
from tests.telegram_server import TelegramServer, telegram_server

SAMPLES = Path(__file__).parent.parent.parent / "samples"
BODY = "汐原市科学技术局"
CHATS, A_SECOND = 50, 5.0
FIGURES = {2019: 6, 2020: 6, 2021: 6, 2022: 4, 2023: 2, 2024: 1, 2025: 1}
# What is asked, what its answer begins with, and how many messages that is.
ASKED = [(f"{BODY}{year}年收到多少件申请", f"{value}件：{BODY}{year}年", 1) for year, value in FIGURES.items()] * 3
ASKED += [
    ("你好", "", 1),
    ("教育局2023年收到多少件申请", "教育局", 1),
    (f"{BODY}新收申请的走势", BODY, 2),
]


@dataclass
class Chat:
    """What one person has asked, and when."""

    number: int
    asked: list[tuple[str, int, float]] = field(default_factory=list)  # beginning, messages, when

    def expected(self) -> int:
        return sum(messages for _, messages, _ in self.asked)


@dataclass
class Watch:
    """When each message came to the server."""

    came: dict[int, list[float]] = field(default_factory=dict)

    def see(self, method: str, parameters: dict[str, object]) -> None:
        if method in ("sendmessage", "sendphoto"):
            self.came.setdefault(int(str(parameters["chat_id"])), []).append(time.monotonic())


def main() -> None:
    """Runs the soak and prints what was seen."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store_samples(Path(folder))
        with telegram_server(TOKEN) as server, bot_process(server, Path(folder), WENBAO_TODAY="2026-11-20") as process:
            server.wait_for_call("getupdates", seconds=120)
            lines, well = soak(server, process.pid, given.minutes)
    print("\n".join(lines))  # noqa: T201
    if given.write:
        given.write.write_text(render(given.minutes, lines), encoding="utf-8")
    sys.exit(0 if well else 1)


def store_samples(data: Path) -> None:
    """The samples, read as anyone's reports are."""
    parts = Parts(Settings(data=data))
    files = sorted(file for file in SAMPLES.iterdir() if file.suffix != ".facts")
    assert all(loaded.status == "stored" for loaded in load(files, parts.store, parts.passages))
    parts.store.close()


def soak(server: TelegramServer, bot: int, minutes: float) -> tuple[list[str], bool]:
    """Asks for so long; what was seen, a line each, and whether all is well."""
    chance, watch, memory = random.Random(5), Watch(), []
    server.on_call = watch.see
    chats = [Chat(number) for number in range(1, CHATS + 1)]
    begun = time.monotonic()
    count = int(minutes * 60 * A_SECOND)
    for n in range(count):
        time.sleep(max(0.0, begun + n / A_SECOND - time.monotonic()))
        chat = chance.choice(chats)
        text, beginning, messages = chance.choice(ASKED)
        chat.asked.append((beginning, messages, time.monotonic()))
        server.write(text, chat=chat.number, person=chat.number)
        if n % 25 == 0:
            memory.append(resident(bot))
    until = time.monotonic() + 60
    while time.monotonic() < until and any(len(server.told(chat.number)) < chat.expected() for chat in chats):
        time.sleep(0.2)
    time.sleep(2)  # what is doubled comes now
    wrong = [fault for chat in chats for fault in faults(chat, server)]
    waits = [wait for chat in chats for wait in figure_waits(chat, watch)]
    return report(count, server, wrong, waits, memory), not wrong and not server.broken


def faults(chat: Chat, server: TelegramServer) -> list[str]:
    """What is lost, doubled or out of order in a chat."""
    told = [message.get("text") for message in server.told(chat.number)]
    if len(told) != chat.expected():
        return [f"chat {chat.number}: {len(told)} messages for {chat.expected()}"]
    at, found = 0, []
    for beginning, messages, _ in chat.asked:
        if beginning not in (told[at] or ""):
            found.append(f"chat {chat.number}: {beginning!r} expected at message {at}: {told[at]!r}")
        at += messages
    return found


def figure_waits(chat: Chat, watch: Watch) -> list[float]:
    """Seconds from each question for a figure to its answer."""
    came, at, waits = watch.came.get(chat.number, []), 0, []
    for beginning, messages, asked in chat.asked:
        if "件：" in beginning and at < len(came):
            waits.append(came[at] - asked)
        at += messages
    return waits


def report(
    count: int, server: TelegramServer, wrong: Sequence[str], waits: Sequence[float], memory: Sequence[float]
) -> list[str]:
    """What was seen, a line each."""
    quarter = max(len(memory) // 4, 1)
    early, late = statistics.median(memory[quarter : 2 * quarter] or memory), statistics.median(memory[-quarter:])
    ordered = sorted(waits)
    p50, p95, worst = (ordered[int(len(ordered) * part)] for part in (0.5, 0.95, 0.9999))
    return [
        f"asked: {count} messages in {CHATS} chats; sent by the bot: {len(server.sent)}",
        f"lost, doubled or out of order: {len(wrong)}" + "".join(f"\n  {fault}" for fault in wrong[:10]),
        f"requests that the Bot API does not allow: {len(server.broken)}",
        f"figure replies: p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, longest {worst * 1000:.0f} ms",
        f"memory of the bot: {early:.0f} MB in the second quarter, {late:.0f} MB in the last: {late / early - 1:+.1%}",
    ]


def resident(process: int) -> float:
    """Megabytes of memory that a process holds; 0 where the system does not say."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 1.0
    line = next((line for line in status.read_text().splitlines() if line.startswith("VmRSS:")), "VmRSS: 0 kB")
    return int(line.split()[1]) / 1024


def render(minutes: float, lines: Sequence[str]) -> str:
    """The page that a run by hand leaves behind."""
    listed = "\n".join(f"- {line}" for line in lines)
    return f"""# The bot under load

`python -m tests.bench.soak --minutes {minutes:g} --write docs/soak.md`, run by hand:
{CHATS} chats, {A_SECOND:g} messages a second in all, {minutes:g} minutes, against the stand-in Bot API server on the
same machine ({os.cpu_count()} processors, Python {platform.python_version()}, other work beside it). Seven in eight
questions ask for a figure, the others for help, an ambiguous name, a trend with its chart. Waiting is counted from the
message to the arrival of its answer at the server.

{listed}

CI runs two minutes of it on every change; it fails when a message is lost, doubled or out of order.
"""


if __name__ == "__main__":
    main()
