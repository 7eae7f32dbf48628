"""The persons of a stand-in Telegram: they write, press, send files, type inline, edit and forward."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from aiogram import types

Plain = dict[str, Any]
UPDATES = count(1)  # Telegram never gives a number twice to one bot, however many servers it has
BOT: Plain = {"id": 7_000_001, "is_bot": True, "first_name": "问报", "username": "wenbao_test_bot"}
ME: Plain = BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}


class People:
    """What persons did, as updates that wait for the bot, and what they got."""

    def __init__(self) -> None:
        self.sent: list[Plain] = []  # messages that the bot sent, in order; `_file` is what came with one
        self.edited: list[Plain] = []
        self.deleted: list[int] = []
        self.files: dict[str, bytes] = {}
        self.calls: list[tuple[str, Plain]] = []
        self.lock = threading.Condition()
        self._updates: list[Plain] = []
        self._again: list[Plain] = []
        self._given: list[Plain] = []
        self._next_message = 1

    def write(
        self, text: str, chat: int = 500, person: int = 500, *, reply_to: Plain | None = None, **fields: Any
    ) -> Plain:
        """Somebody writes; negative chats are groups. Returns the message."""
        message = self.message(chat, self.person(person), text=text, **fields)
        if entities(text):
            message["entities"] = entities(text)
        if reply_to is not None:
            message["reply_to_message"] = as_given(reply_to)
        self.put({"message": message})
        return message

    def forward(self, text: str, chat: int = 500, person: int = 500) -> Plain:
        """Somebody forwards what was written elsewhere."""
        origin = {"type": "hidden_user", "date": int(time.time()), "sender_user_name": "某报"}
        return self.write(text, chat, person, forward_origin=origin)

    def edit(self, message: Plain, text: str) -> None:
        """Somebody edits what they wrote."""
        self.put({"edited_message": message | {"text": text, "edit_date": int(time.time())}})

    def send_other(self, chat: int = 500, person: int = 500, **fields: Any) -> None:
        """Somebody sends what is no text: a sticker, a voice message."""
        self.put({"message": self.message(chat, self.person(person), **fields)})

    def send_file(
        self, name: str, content: bytes, chat: int = 500, person: int = 500, size: int | None = None, **fields: Any
    ) -> None:
        """Somebody sends a file."""
        about = self.keep_file(content) | {"file_name": name, "file_size": len(content) if size is None else size}
        self.send_other(chat, person, document=about, **fields)

    def send_photo(self, content: bytes, chat: int = 500, person: int = 500) -> None:
        """Somebody sends a photo, which has no name."""
        self.send_other(chat, person, photo=[self.keep_file(content) | {"width": 800, "height": 1000}])

    def press(self, message: Plain, label: str, person: int = 500, data: str | None = None) -> None:
        """Somebody presses a button of a message that the bot sent; `data` is what a forged client sends."""
        if data is None:
            data = next(b["callback_data"] for b in buttons(message) if label in b["text"])
        query = {"id": str(time.monotonic_ns()), "from": self.person(person), "chat_instance": "1", "data": data}
        self.put({"callback_query": query | {"message": as_given(message)}})

    def type_inline(self, query: str, person: int = 500) -> None:
        """Somebody types `@bot …` in any chat."""
        about = {"id": str(time.monotonic_ns()), "from": self.person(person), "query": query, "offset": ""}
        self.put({"inline_query": about})

    def give_again(self) -> None:
        """The network gives the bot what it has confirmed already."""
        with self.lock:
            self._again = list(self._given)

    # -- waiting for the bot

    def wait_until(self, come: Callable[[], bool], seconds: float = 20) -> None:
        """Returns once something has come; fails with what there is when it does not."""
        with self.lock:
            if not self.lock.wait_for(come, seconds):
                told = [(message.get("text") or message.get("caption") or "a file")[:60] for message in self.sent[-6:]]
                raise AssertionError(f"it did not come; the bot sent {told}, called {[c for c, _ in self.calls][-9:]}")

    def wait_for(self, count: int, seconds: float = 20) -> list[Plain]:
        """The messages that the bot sent, once there are as many."""
        self.wait_until(lambda: len(self.sent) >= count, seconds)
        return list(self.sent)

    def told(self, chat: int) -> list[Plain]:
        """What the bot sent to a chat."""
        return [message for message in self.sent if message["chat"]["id"] == chat]

    def wait_told(self, chat: int, count: int = 1, seconds: float = 20) -> list[Plain]:
        """What the bot sent to a chat, once there is as much."""
        self.wait_until(lambda: len(self.told(chat)) >= count, seconds)
        return self.told(chat)

    def wait_for_call(self, method: str, seconds: float = 20, count: int = 1) -> Plain:
        """The parameters of the n-th call of a method, once it came."""
        self.wait_until(lambda: len(self.called(method)) >= count, seconds)
        return self.called(method)[count - 1]

    def called(self, method: str) -> list[Plain]:
        """The parameters of all calls of a method."""
        return [parameters for name, parameters in self.calls if name == method]

    # -- what a server keeps

    def put(self, update: Plain) -> Plain:
        """Queues an update; it must be one by the second reading of the documentation too."""
        with self.lock:
            whole = {"update_id": next(UPDATES), **update}
            types.Update.model_validate(whole)
            self._updates.append(whole)
        return whole

    def ready(self, offset: int) -> list[Plain]:
        """What waits from an offset on; what is below it is confirmed and never given again, unless by accident."""
        with self.lock:
            self._given += [update for update in self._updates if update["update_id"] < offset]
            self._updates = [update for update in self._updates if update["update_id"] >= offset]
            again, self._again = self._again, []
            return again + self._updates

    def forget_updates(self) -> None:
        """What waits was given to the bot on another way."""
        with self.lock:
            self._updates.clear()

    def keep_file(self, content: bytes) -> Plain:
        """A file on the server, under a new id."""
        with self.lock:
            number = f"file{len(self.files)}"
            self.files[number] = content
        return {"file_id": number, "file_unique_id": f"u{number}"}

    def message(self, chat: int, sender: Plain, **fields: Any) -> Plain:
        """A message of a chat."""
        with self.lock:
            number = self._next_message
            self._next_message += 1
        kind = {"type": "private", "first_name": "甲"} if chat > 0 else {"type": "supergroup", "title": "群"}
        return {"message_id": number, "date": int(time.time()), "chat": {"id": chat, **kind}, "from": sender} | fields

    @staticmethod
    def person(person: int) -> Plain:
        """A person, with a name that must appear in no log."""
        return {"id": person, "is_bot": False, "first_name": f"甲某{person}", "language_code": "zh-hans"}


def as_given(message: Plain) -> Plain:
    """A message as the server gives it: without what the stand-in has noted on it."""
    return {key: value for key, value in message.items() if not key.startswith("_")}


def buttons(message: Plain) -> list[Plain]:
    """The buttons under a message, in order."""
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def labels(message: Plain) -> list[str]:
    """What stands on the buttons under a message."""
    return [button["text"] for button in buttons(message)]


def entities(text: str) -> list[Plain]:
    """What the server finds in a text: names of bots, commands."""

    def units(part: str) -> int:
        return len(part.encode("utf-16-le")) // 2

    found = [("mention", m) for m in re.finditer(r"(?<!\S)@\w+", text)]
    found += [("bot_command", m) for m in re.finditer(r"(?<!\S)/\w+(?:@\w+)?", text)]
    return [{"type": kind, "offset": units(text[: m.start()]), "length": units(m.group())} for kind, m in found]
