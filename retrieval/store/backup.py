"""Everything stored, in one file: a tar of the tables, a JSON line a row, and of the original bytes.

Rows and not a database's own file, so that what was kept in SQLite can go on in PostgreSQL. The rows are those of one
moment; a restore is one transaction, and what was there before stays if it fails.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Date, DateTime, Engine, LargeBinary, Table, delete, insert, select, text

from report.errors import UnreadableFile
from retrieval.store.engine import writing
from retrieval.store.originals import keep_original
from retrieval.store.schema import EPOCH, GENERATION, HEAD, changes, counters, metadata, reports

_ORIGINAL = re.compile(r"originals/[0-9a-f]{2}/([0-9a-f]{64})(\.[A-Za-z0-9]{1,8})?")
_BATCH = 5000


def write_backup(engine: Engine, data: Path, file: Path) -> None:
    """Writes the file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".part-")
    try:
        with os.fdopen(descriptor, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
            _add(tar, "wenbao.json", json.dumps({"backup": 1, "tables": HEAD}).encode())
            kept = _write_tables(engine, tar)
            for original in kept:
                if (data / original).is_file():
                    tar.add(data / original, arcname=original, recursive=False)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _write_tables(engine: Engine, tar: tarfile.TarFile) -> list[str]:
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        for table in metadata.sorted_tables:
            with tempfile.TemporaryFile() as spool:
                with gzip.open(spool, "wt", encoding="utf-8", compresslevel=4) as lines:
                    for row in connection.execution_options(yield_per=_BATCH).execute(select(table)):
                        lines.write(json.dumps([_to_json(value) for value in row], ensure_ascii=False) + "\n")
                size = spool.seek(0, io.SEEK_END)
                spool.seek(0)
                entry = tarfile.TarInfo(f"tables/{table.name}.jsonl.gz")
                entry.size = size
                tar.addfile(entry, spool)
        kept = select(reports.c.original).where(reports.c.original != "").order_by(reports.c.original)
        return [str(original) for original in connection.execute(kept).scalars()]


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def read_backup(engine: Engine, data: Path, file: Path) -> None:
    """Puts the rows and the originals of a backup in the place of what is there."""
    try:
        with tarfile.open(file, mode="r:") as tar:
            _check_head(tar, file)
            for entry in tar:
                match = _ORIGINAL.fullmatch(entry.name)
                if match and entry.isfile():
                    _restore_original(tar, entry, data, match[1], match[2] or "", file)
            with writing(engine) as connection:
                _restore_tables(connection, tar)
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError) as error:
        raise _damaged(file) from error


def _damaged(file: Path) -> UnreadableFile:
    return UnreadableFile(name=file.name, why="不是完好的备份文件", why_en="it is no undamaged backup")


def _check_head(tar: tarfile.TarFile, file: Path) -> None:
    head = json.loads(_open(tar, "wenbao.json").read())
    if head["tables"] > HEAD:
        raise UnreadableFile(
            name=file.name,
            why=f"备份出自更新的版本（{head['tables']}，这里是 {HEAD}）",
            why_en=f"it was made by a newer version ({head['tables']}, here {HEAD})",
        )


def _open(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    found = tar.extractfile(name)
    if found is None:
        raise KeyError(name)
    return found


def _restore_original(
    tar: tarfile.TarFile, entry: tarfile.TarInfo, data: Path, sha256: str, suffix: str, file: Path
) -> None:
    content = _open(tar, entry.name).read()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _damaged(file)
    keep_original(data, content, sha256, suffix)


def _restore_tables(connection: Connection, tar: tarfile.TarFile) -> None:
    before = set(connection.execute(select(reports.c.id)).scalars())
    generation, epoch = _counter(connection, GENERATION), _counter(connection, EPOCH)
    for table in reversed(metadata.sorted_tables):
        connection.execute(delete(table))
    for table in metadata.sorted_tables:
        for members in _batches(_rows(table, tar)):
            connection.execute(insert(table), members)
        _count_on(connection, table)
    _tell_index(connection, before, generation)
    connection.execute(delete(counters).where(counters.c.name == EPOCH))
    connection.execute(insert(counters).values(name=EPOCH, value=epoch + 1))


def _counter(connection: Connection, name: str) -> int:
    return int(connection.execute(select(counters.c.value).where(counters.c.name == name)).scalar() or 0)


def _tell_index(connection: Connection, before: set[int], generation: int) -> None:
    """Every report is new to an index, whatever it held."""
    after = set(connection.execute(select(reports.c.id)).scalars())
    now = max(generation, _counter(connection, GENERATION)) + 1
    connection.execute(counters.update().where(counters.c.name == GENERATION).values(value=now))
    connection.execute(delete(changes))
    told = [
        {"generation": now, "report_id": report_id, "removed": report_id not in after}
        for report_id in sorted(before | after)
    ]
    for members in _batches(told):
        connection.execute(insert(changes), members)


def _count_on(connection: Connection, table: Table) -> None:
    if connection.dialect.name != "postgresql" or table.autoincrement_column is None:
        return
    sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
    largest = f"(SELECT max(id) FROM {table.name})"
    connection.execute(text(f"SELECT setval({sequence}, {largest}) WHERE {largest} IS NOT NULL"))


def _rows(table: Table, tar: tarfile.TarFile) -> Iterator[dict[str, Any]]:
    if f"tables/{table.name}.jsonl.gz" not in tar.getnames():
        return  # an older version had no such table
    with gzip.open(_open(tar, f"tables/{table.name}.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            values = json.loads(line)
            values += [None] * (
                len(table.columns) - len(values)
            )  # an older version had fewer columns: new ones come last
            yield {
                column.name: _from_json(column.type, value) for column, value in zip(table.columns, values, strict=True)
            }


def _batches(members: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for member in members:
        batch.append(member)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _to_json(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value.isoformat() if isinstance(value, date) else value


def _from_json(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
