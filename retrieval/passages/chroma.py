"""Chroma: the index of passages, in a folder or on a server. An index only: everything in it comes from SQL again.

A year has a collection of its own, since filters on metadata are full scans. Two processes that write one folder
destroy it, so that whoever writes holds a lock, and opens the folder anew where another has written since. A reader's
vectors are as old as its client, so that it opens anew too when the state says so. A rebuild goes into a fresh folder
(on a server, fresh collections), and one replaced file makes it count: killed at any point, the old one is still whole.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from report.errors import UnusableSetting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STATE = "wenbao-state"
BATCH = 2000


@dataclass(frozen=True, slots=True)
class State:
    """Which build of the index counts, and how far it has caught up."""

    build: int = 0
    generation: int = 0  # of SQL
    model: str = ""  # that made its vectors
    writes: int = 0  # counts up, so that a reader sees that it is behind


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as the index holds it."""

    id: str
    report_id: int
    section: int
    kind: str
    text: str


class Chroma:
    """The embedded folder or the server, whichever the setting names."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        self._url = url
        self._client: Any = None
        self._opened: tuple[int, int] | None = None  # build and writes that the client has seen
        if url:
            self._connect()

    # — opening —

    def state(self) -> State | None:
        """The state that counts now; None where there is no index yet, or none that can be read."""
        try:
            if self._url:
                found: Mapping[str, Any] = self._connect().get_collection(STATE).metadata or {}
            else:
                found = json.loads((self.folder / "state.json").read_text(encoding="utf-8"))
            return State(**{name: found[name] for name in ("build", "generation", "model", "writes")})
        except Exception:  # no file, no collection, or not what we wrote: to be built
            return None

    def _connect(self) -> Any:
        """The client of the server."""
        if self._client is None:
            import chromadb
            from chromadb.config import Settings

            parts = urlsplit(self._url)
            secure = parts.scheme == "https"
            try:
                self._client = chromadb.HttpClient(
                    host=parts.hostname or "localhost",
                    port=parts.port or (443 if secure else 80),
                    ssl=secure,
                    settings=Settings(anonymized_telemetry=False),
                )
                self._client.heartbeat()
            except Exception as error:
                self._client = None
                raise UnusableSetting(
                    setting="WENBAO_CHROMA_URL",
                    why=f"{parts.hostname} 上没有 Chroma 服务应答",
                    why_en=f"no Chroma server answers at {parts.hostname}",
                ) from error
        return self._client

    def answers(self) -> bool:
        """Whether the server answers; a folder always does."""
        try:
            return not self._url or self._connect().heartbeat() > 0
        except Exception:  # whatever the client calls it
            return False

    def client(self, state: State) -> Any:
        """A client that sees what this state has."""
        if self._url:
            return self._connect()
        seen = (state.build, state.writes)
        if self._client is None or self._opened != seen:
            import chromadb
            from chromadb.config import Settings

            self.close()
            path = self._build(state.build)
            path.mkdir(parents=True, exist_ok=True)
            self._client = chromadb.PersistentClient(str(path), settings=Settings(anonymized_telemetry=False))
            self._opened = seen
        return self._client

    def close(self) -> None:
        """Lets go of the folder."""
        if self._client is not None and not self._url:
            with contextlib.suppress(Exception):
                self._client.close()
            self._client = None
            self._opened = None

    def _build(self, number: int) -> Path:
        return self.folder / f"{number:04d}"

    # — reading —

    def years(self, state: State) -> list[int]:
        """Years that have a collection."""
        prefix = f"wenbao-{state.build}-"
        names = [str(collection.name) for collection in self.client(state).list_collections()]
        return sorted(int(name.removeprefix(prefix)) for name in names if name.startswith(prefix))

    def count(self, state: State) -> int:
        """How many passages the index holds."""
        return sum(self._collection(state, year).count() for year in self.years(state))

    def nearest(
        self, state: State, vector: NDArray[np.float32], years: Sequence[int] | None, count: int
    ) -> list[tuple[Row, float]]:
        """The passages nearest to a vector in each of these years, with their cosine."""
        found: list[tuple[Row, float]] = []
        for year in self.years(state):
            if years is not None and year not in years:
                continue
            collection = self._collection(state, year)
            wanted = min(count, collection.count())
            if not wanted:
                continue
            answer = collection.query(
                query_embeddings=[vector.tolist()],
                n_results=wanted,
                include=["distances", "metadatas", "documents"],
            )
            for key, away, meta, text in zip(
                answer["ids"][0], answer["distances"][0], answer["metadatas"][0], answer["documents"][0], strict=True
            ):
                row = Row(key, int(meta["report_id"]), int(meta["section"]), str(meta["kind"]), text)
                found.append((row, 1.0 - float(away)))
        return found

    def _collection(self, state: State, year: int) -> Any:
        return self.client(state).get_collection(f"wenbao-{state.build}-{year}", embedding_function=None)

    # — writing, by whoever holds the lock —

    @contextlib.contextmanager
    def lock(self, *, wait: bool = False) -> Iterator[bool]:
        """Whether this process may write now; without `wait` it is told at once that another does."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "writer.lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            try:
                yield True
            finally:
                fcntl.flock(file, fcntl.LOCK_UN)

    def upsert(self, state: State, year: int, rows: Sequence[Row], vectors: NDArray[np.float32]) -> None:
        """Puts passages into the collection of a year."""
        collection = self.client(state).get_or_create_collection(
            f"wenbao-{state.build}-{year}", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            collection.upsert(
                ids=[row.id for row in part],
                embeddings=vectors[start : start + BATCH],
                metadatas=[{"report_id": r.report_id, "section": r.section, "kind": r.kind} for r in part],
                documents=[row.text for row in part],
            )

    def delete(self, state: State, report_ids: Sequence[int]) -> None:
        """Takes reports out, whatever the year they were indexed for."""
        for year in self.years(state):
            self._collection(state, year).delete(where={"report_id": {"$in": list(report_ids)}})

    def write_state(self, state: State) -> State:
        """Makes a state count; readers open anew."""
        new = replace(state, writes=state.writes + 1)
        if self._url:
            client = self._connect()
            client.get_or_create_collection(STATE, embedding_function=None).modify(metadata=asdict(new))
            return new
        self.folder.mkdir(parents=True, exist_ok=True)
        waiting = self.folder / "state.json.new"
        with waiting.open("w", encoding="utf-8") as file:
            json.dump(asdict(new), file)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(self.folder / "state.json")
        if self._opened is not None and self._opened[0] == new.build:
            self._opened = (new.build, new.writes)  # what this client wrote it has seen
        return new

    def fresh_build(self) -> State:
        """A place for a rebuild, empty; what an earlier one left half-done there is dropped."""
        before = self.state()
        number = (before.build if before else 0) + 1
        state = State(build=number, writes=before.writes if before else 0)
        if self._url:
            self._drop_collections(f"wenbao-{number}-")
        else:
            self.close()
            shutil.rmtree(self._build(number), ignore_errors=True)
        return state

    def drop_others(self, state: State) -> None:
        """Drops every build but this one."""
        if self._url:
            kept = f"wenbao-{state.build}-"
            for collection in self._connect().list_collections():
                if collection.name.startswith("wenbao-") and collection.name != STATE and not (
                    collection.name.startswith(kept)
                ):  # fmt: skip
                    self._connect().delete_collection(collection.name)
            return
        for path in self.folder.iterdir():
            if path.is_dir() and path != self._build(state.build):
                shutil.rmtree(path, ignore_errors=True)

    def _drop_collections(self, prefix: str) -> None:
        for collection in self._connect().list_collections():
            if collection.name.startswith(prefix):
                self._connect().delete_collection(collection.name)
