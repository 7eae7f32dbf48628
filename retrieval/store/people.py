"""What concerns the people who ask: their settings, what was answered already, what they found wrong, their drafts.

Nothing of this is in reports, facts, passages or anyone else's answers; `forget` takes all that is kept of a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from retrieval.store.conversations import Conversation, conversation_key
from retrieval.store.database import Database
from retrieval.store.engine import BUSY_MILLISECONDS
from retrieval.store.saving import new_key
from retrieval.store.schema import answers, drafts, feedback, people, received, replies, turns

DRAFTS_KEPT = timedelta(days=7)
RECEIVED_KEPT = timedelta(days=3)  # a messenger gives up on a message after a day


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody found wrong, with the answer that it is about."""

    id: int
    at: datetime
    words: str
    answer: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A sender's own file or figures; nobody else sees it."""

    id: int
    name: str
    payload: dict[str, Any]
    content: bytes | None
    expires: datetime


class People(Database):
    """The tables of those who ask."""

    def receive(self, channel: str, number: int, payload: str) -> bool:
        """Keeps what a messenger gave until it is answered; False where it was given before."""
        now = datetime.now(UTC)
        try:
            with self._writing() as connection:
                connection.execute(insert(received).values(channel=channel, number=number, payload=payload, at=now))
                if number % 100 == 0:
                    connection.execute(delete(received).where(received.c.at < now - RECEIVED_KEPT))
        except IntegrityError:
            return False
        return True

    def unanswered(self, channel: str) -> list[str]:
        """What was received and whose answer has not begun to leave, in the order in which it came."""
        return self._waiting(channel, received.c.begun.is_(None))

    def unsure(self, channel: str) -> list[str]:
        """What may have been answered or not: its answer began to leave, and nothing tells that it arrived."""
        return self._waiting(channel, received.c.begun.is_not(None))

    def _waiting(self, channel: str, which: ColumnElement[bool]) -> list[str]:
        query = select(received.c.payload).where(received.c.channel == channel, received.c.payload.is_not(None), which)
        with self._engine.connect() as connection:
            return [str(payload) for payload in connection.execute(query.order_by(received.c.number)).scalars()]

    def begin(self, channel: str, number: int) -> bool:
        """Called just before an answer goes out: False where one went out already."""
        with self._writing() as connection:
            open_ = update(received).where(
                *_received(channel, number), received.c.payload.is_not(None), received.c.begun.is_(None)
            )
            return connection.execute(open_.values(begun=datetime.now(UTC))).rowcount > 0

    def reopen(self, channel: str, number: int) -> None:
        """The answer did not go out after all."""
        with self._writing() as connection:
            connection.execute(update(received).where(*_received(channel, number)).values(begun=None))

    def finish(self, channel: str, number: int) -> None:
        """The whole answer has arrived, or none is due: the message itself is let go."""
        with self._writing() as connection:
            connection.execute(update(received).where(*_received(channel, number)).values(payload=None))

    def save_reply(self, key: tuple[str, ...], asked: int, told: Sequence[int]) -> None:
        """Which messages answer the one asked, in a chat."""
        channel, chat, *_ = key
        with self._writing() as connection:
            connection.execute(delete(replies).where(*_asked(channel, chat, asked)))
            row = {"channel": channel, "chat": chat, "asked": asked, "told": json.dumps(list(told))}
            connection.execute(insert(replies).values(row | {"conversation": conversation_key(key)}))

    def reply_to(self, key: tuple[str, ...], asked: int) -> list[int]:
        """The messages that answer the one asked."""
        channel, chat, *_ = key
        with self._engine.connect() as connection:
            found = connection.execute(select(replies.c.told).where(*_asked(channel, chat, asked))).scalar()
        return list(json.loads(found)) if found else []

    def person(self, channel: str, person: str) -> dict[str, Any]:
        """What somebody has set for themselves."""
        query = select(people.c.settings).where(people.c.channel == channel, people.c.person == person)
        with self._engine.connect() as connection:
            found = connection.execute(query).scalar()
        return dict(json.loads(found)) if found else {}

    def save_person(self, channel: str, person: str, settings: dict[str, Any]) -> None:
        """Keeps what somebody has set."""
        row = {"channel": channel, "person": person, "settings": json.dumps(settings, ensure_ascii=False)}
        with self._writing() as connection:
            connection.execute(delete(people).where(people.c.channel == channel, people.c.person == person))
            connection.execute(insert(people).values(row))

    def save_feedback(self, key: Conversation, answer: int | None, words: str) -> int:
        """Keeps what somebody found wrong; the number to speak of it."""
        row = {"answer_id": answer, "conversation": conversation_key(key), "words": words, "at": datetime.now(UTC)}
        with self._writing() as connection:
            return new_key(connection, feedback, row)

    def feedback(self) -> list[Feedback]:
        """All that was reported wrong, the latest first."""
        query = (
            select(feedback.c.id, feedback.c.at, feedback.c.words, answers.c.payload)
            .outerjoin(answers, answers.c.id == feedback.c.answer_id)
            .order_by(feedback.c.id.desc())
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [Feedback(r.id, r.at, r.words, json.loads(r.payload) if r.payload else None) for r in rows]

    def save_draft(self, owner: Conversation, name: str, payload: dict[str, Any], content: bytes | None = None) -> int:
        """Keeps a draft for its sender, for seven days."""
        row = {
            "owner": conversation_key(owner),
            "name": name,
            "payload": json.dumps(payload, ensure_ascii=False),
            "content": content,
            "expires": datetime.now(UTC) + DRAFTS_KEPT,
        }
        self.drop_expired_drafts()
        with self._writing() as connection:
            return new_key(connection, drafts, row)

    def drop_expired_drafts(self) -> int:
        """Deletes drafts whose days are over, whosever they are; how many."""
        over = drafts.c.expires < datetime.now(UTC)
        with self._engine.connect() as connection:
            if not connection.execute(select(drafts.c.id).where(over).limit(1)).first():
                return 0
        with self._erasing() as connection:
            gone = connection.execute(delete(drafts).where(over)).rowcount
        self._empty_log()
        return gone

    def drop_draft(self, owner: Conversation, number: int) -> None:
        """Deletes one of a sender's own drafts."""
        with self._erasing() as connection:
            own = delete(drafts).where(drafts.c.owner == conversation_key(owner), drafts.c.id == number)
            connection.execute(own)

    def drafts(self, owner: Conversation, name: str | None = None) -> Sequence[Draft]:
        """A sender's drafts that have not expired, the latest first; only those of a name where one is given."""
        query = select(drafts).where(drafts.c.owner == conversation_key(owner), drafts.c.expires >= datetime.now(UTC))
        query = query if name is None else query.where(drafts.c.name == name)
        query = query.order_by(drafts.c.id.desc())
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [Draft(r.id, r.name, json.loads(r.payload), r.content, r.expires) for r in rows]

    @contextmanager
    def _erasing(self) -> Iterator[Connection]:
        """A transaction that writes zeros where a deleted row stood."""
        with self._writing() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA secure_delete=ON")
            yield connection

    def _empty_log(self) -> None:
        """Takes what was deleted out of SQLite's log too; where somebody reads just now, it goes with a later one."""
        if self._engine.dialect.name != "sqlite":
            return
        with self._engine.connect() as connection:
            raw = connection.connection
            for pragma in ("busy_timeout=0", "wal_checkpoint(TRUNCATE)", f"busy_timeout={BUSY_MILLISECONDS}"):
                raw.cursor().execute(f"PRAGMA {pragma}")

    def forget(self, channel: str, person: str) -> int:
        """Deletes whatever is kept of a person, in every chat; how many rows there were."""
        gone = 0
        with self._erasing() as connection:
            for table, column in (
                (turns, turns.c.conversation),
                (answers, answers.c.conversation),
                (feedback, feedback.c.conversation),
                (drafts, drafts.c.owner),
                (replies, replies.c.conversation),
            ):
                # A key is channel, chat, person, parted by a sign that none of them holds.
                of_person = column.like(f"{channel}\x1f%\x1f{person}")
                gone += connection.execute(delete(table).where(of_person)).rowcount
            own = delete(people).where(people.c.channel == channel, people.c.person == person)
            gone += connection.execute(own).rowcount
        self._empty_log()
        return gone


def _asked(channel: str, chat: str, asked: int) -> tuple[ColumnElement[bool], ...]:
    return replies.c.channel == channel, replies.c.chat == chat, replies.c.asked == asked


def _received(channel: str, number: int) -> tuple[ColumnElement[bool], ...]:
    return received.c.channel == channel, received.c.number == number
