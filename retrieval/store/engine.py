"""From a URL to an engine whose tables are there.

SQLite runs with WAL, so that reading goes on while another process writes; a transaction that writes takes the writer's
place at its beginning, not half-way. Alembic is imported only where the tables are missing or older than this program.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from report.errors import UnusableSetting
from retrieval.store.schema import HEAD

SETTING = "WENBAO_DATABASE_URL"
BUSY_MILLISECONDS = 60_000
_MIGRATION_LOCK = 7_356_021  # any number, the same in every process


def sqlite_url(data: Path) -> str:
    """The URL of the embedded database in the data folder."""
    return URL.create("sqlite", database=str(data / "wenbao.sqlite")).render_as_string()


def open_engine(url: str) -> Engine:
    """An engine for this URL; UnusableSetting where it is no URL or nothing answers there."""
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgres", "postgresql"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else create_engine(parsed, pool_pre_ping=True)
    except (ArgumentError, ImportError, SQLAlchemyError) as error:
        raise UnusableSetting(setting=SETTING, why="数据库地址无法识别", why_en="not a database URL") from error
    try:
        migrate(engine)
    except DBAPIError as error:
        engine.dispose()
        why, why_en = f"数据库 {_masked(parsed)} 没有应答", f"the database {_masked(parsed)} does not answer"
        raise UnusableSetting(setting=SETTING, why=why, why_en=why_en) from error
    return engine


def _masked(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where we say so
        for pragma in (
            f"busy_timeout={BUSY_MILLISECONDS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "cache_size=-65536",
            "mmap_size=1073741824",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: one at a time, whichever database."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


def migrate(engine: Engine) -> None:
    """Makes or updates the tables, once, however many processes open the store together."""
    found = _version(engine)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        why, why_en = "数据由更新版本的程序建立", "the tables were made by a newer version of the program"
        raise UnusableSetting(setting=SETTING, why=why, why_en=why_en)
    from alembic import command
    from alembic.config import Config

    from retrieval import migrations

    config = Config()
    config.set_main_option("script_location", str(Path(str(migrations.__file__)).parent).replace("%", "%%"))
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not engine.dialect.has_table(connection, "alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return None if found is None else str(found)
