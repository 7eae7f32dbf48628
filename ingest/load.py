"""The whole road of one file, and of many: read, extracted, checked, saved in SQL, handed to the index.

Reading goes on in other processes, within limits; saving is done here, one report a transaction, and what a yielded
line calls stored is stored. What a file is refused for is one sentence in its line, and the rest goes on. Bytes that
were seen before are not read again, so an interrupted run is taken up where it stopped.
"""

from __future__ import annotations

import csv
import hashlib
import logging
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from ingest.inputs import Inputs, Source, list_inputs
from ingest.readers.guard import run_guarded
from ingest.readers.request import Request
from report.checks import check_report
from report.errors import NotAReport, ReportError, UnreadableFile
from report.facts import Report, Status

if TYPE_CHECKING:
    from retrieval.store import Saved, Store

READER_VERSION = "4"  # goes up when the same bytes may be read otherwise than before
INDEX_EVERY = 200  # reports saved between two visits to the index
AHEAD = 3  # files a worker has waiting

log = logging.getLogger(__name__)
Step = Callable[[int, int, str], None]  # done, of how many, the file at hand


class Indexed(Protocol):
    """What is needed of the index of passages."""

    def catch_up(self) -> object:
        """Takes in what SQL holds and the index does not."""


class UnreadableSources(ReportError):
    """The list of addresses cannot be used."""

    zh = "来源清单《{name}》不能用：{why}。需要 UTF-8 的 CSV，两列：file,url。"
    en = "The list of sources {name} cannot be used: {why_en}. It must be CSV in UTF-8 with the columns file,url."


class UnknownReport(ReportError):
    """It is a report, and what it is a report of cannot be known."""

    zh = "看不出《{name}》是{what}的报告，没有保存。请在标题或落款里写明后再试。"
    en = "{name} does not tell {what_en}, and was not stored. Please state it in the title or the signature."


class Unforeseen(ReportError):
    """A bug: one sentence for the user, the traceback under the same number in the log."""

    zh = "《{name}》读取时出错（编号 {number}），没有保存；请把编号告诉维护者。"
    en = "Reading {name} went wrong (number {number}) and nothing was stored; please tell the maintainer the number."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: a line of `ingest --json`."""

    file: str
    status: str  # stored | unchanged | replaced | copy | not_a_report | failed
    agency: str | None = None
    year: int | None = None
    edition: str | None = None
    cells_read: int = 0
    cells_blank: int = 0
    findings: int = 0
    error: str | None = None
    unread_pages: tuple[int, ...] = ()  # for the summary: a person has to look at them

    def to_json(self) -> dict[str, object]:
        """The fields as INTERFACE names them."""
        return {key: value for key, value in asdict(self).items() if key != "unread_pages"}


def load(
    paths: Sequence[Path],
    store: Store,
    passages: Indexed | None,
    *,
    jobs: int = 1,
    sources: Mapping[str, str] | None = None,
    progress: Step | None = None,
    again: bool = False,
) -> Iterator[Loaded]:
    """Reads, checks and saves every file named and every readable file in the folders named, a line a file.

    `sources` gives a file, by its path or its name, the address that it was published at. `again` reads known bytes
    anew where an earlier version of the readers read them.
    """
    inputs = list_inputs(paths, besides=[store.data])
    if inputs.passed_over:
        log.warning("跳过 %d 个其他类型的文件 · files of other kinds passed over", inputs.passed_over)
    step = progress or _no_step
    waiting = 0
    try:
        for done, loaded in enumerate(_load_all(inputs, store, jobs, sources or {}, again)):
            step(done + 1, len(inputs.sources), loaded.file)
            waiting += loaded.status in ("stored", "replaced", "copy")
            if waiting >= INDEX_EVERY:
                waiting = _index(passages)
            yield loaded
    finally:
        _index(passages)


def _no_step(_done: int, _total: int, _file: str) -> None:
    pass


def _index(passages: Indexed | None) -> int:
    if passages is not None:
        passages.catch_up()
    return 0


def _load_all(inputs: Inputs, store: Store, jobs: int, sources: Mapping[str, str], again: bool) -> Iterator[Loaded]:
    """The lines in the order of the files, whichever worker is done first."""
    with _Readers(jobs) as readers:
        waiting: deque[_Job] = deque()
        for source in inputs.sources:
            waiting.append(_begin(source, store, readers, sources, again))
            while len(waiting) > readers.ahead:
                yield _finish(waiting.popleft(), store)
        while waiting:
            yield _finish(waiting.popleft(), store)


@dataclass(frozen=True, slots=True)
class _Job:
    """A file on its way: known already, or being read."""

    source: Source
    sha256: str = ""
    url: str = ""
    again: bool = False
    folder: TemporaryDirectory[str] | None = None  # where a member of an archive is unpacked
    path: Path = Path()
    known: Loaded | None = None
    reading: Callable[[], Report] | None = None


def _begin(source: Source, store: Store, readers: _Readers, sources: Mapping[str, str], again: bool) -> _Job:
    folder = TemporaryDirectory(prefix="wenbao-") if source.members else None
    try:
        if source.error is not None:
            raise source.error
        path = source.unpack(Path(folder.name) if folder else Path())
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except ReportError as error:
        return _Job(source, known=_refused(source, error))
    except OSError:
        unreadable = UnreadableFile(name=source.name, why="文件读不出来", why_en="the file cannot be opened")
        return _Job(source, known=_refused(source, unreadable))
    url = sources.get(source.name) or sources.get(Path(source.name).name) or ""
    again = again and store.reader_of(sha256) not in (None, READER_VERSION)
    known = None if again else _known(source, sha256, url, store)
    reading = None if known else readers.read(path, source.name)
    return _Job(source, sha256, url, again, folder, path, known, reading)


def _known(source: Source, sha256: str, url: str, store: Store) -> Loaded | None:
    """The line of bytes that were seen before."""
    saved = store.seen(sha256, source.name, url)
    if saved is not None:
        return _line(source, saved, store)
    refused = store.refused(sha256, READER_VERSION)
    return None if refused is None else _refused(source, NotAReport(**refused | {"name": source.name}))


def _finish(job: _Job, store: Store) -> Loaded:
    try:
        if job.known is not None or job.reading is None:
            return job.known or _refused(job.source, _unforeseen(job.source, "nothing was read"))
        report = replace(job.reading(), file=job.source.name, sha256=job.sha256)
        return _save(job, replace(report, url=job.url or report.url), store)
    except NotAReport as error:
        kept = {key: str(value) for key, value in error.values.items() if key != "name"}
        store.refuse(job.sha256, READER_VERSION, kept)
        return _refused(job.source, error)
    except ReportError as error:
        return _refused(job.source, error)
    except Exception:  # one file must not end the run
        return _refused(job.source, _unforeseen(job.source, traceback.format_exc()))
    finally:
        if job.folder is not None:
            job.folder.cleanup()


def _save(job: _Job, report: Report, store: Store) -> Loaded:
    from ingest.chunks import report_to_passages

    saved = store.save(
        report,
        check=check_report,
        passages=report_to_passages(report),
        original=job.path,
        suffix=Path(job.source.name).suffix,
        reader_version=READER_VERSION,
        again=job.again,
    )
    return replace(_line(job.source, saved, store), unread_pages=report.unread_pages)


def _line(source: Source, saved: Saved, store: Store) -> Loaded:
    stored = store.listed(saved.report_id)
    counts = store.cell_counts(saved.report_id)
    return Loaded(
        file=source.name,
        status=saved.status,
        agency=stored.agency,
        year=stored.year,
        edition=stored.edition,
        cells_read=counts[Status.READ] + counts[Status.REPAIRED],
        cells_blank=counts[Status.BLANK],
        findings=len(saved.findings),
    )


def _refused(source: Source, error: ReportError) -> Loaded:
    status = "not_a_report" if isinstance(error, NotAReport) else "failed"
    return Loaded(source.name, status, error=str(error))


def _unforeseen(source: Source, trace: str) -> Unforeseen:
    number = uuid4().hex[:8]
    log.error("%s: %s: %s", number, source.name, trace)
    return Unforeseen(name=source.name, number=number)


class _Readers:
    """The workers of `ingest.readers.guard`, as many at once as there are jobs; each waited for by a thread."""

    def __init__(self, jobs: int) -> None:
        self.ahead = max(jobs, 1) * AHEAD
        self._waiting = ThreadPoolExecutor(max(jobs, 1), thread_name_prefix="reader")

    def __enter__(self) -> _Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting.shutdown(wait=False, cancel_futures=True)

    def read(self, path: Path, name: str) -> Callable[[], Report]:
        """Begins to read; what it returns waits for the end, and raises what the reader raised."""
        return self._waiting.submit(read_report, path, name).result


def read_report(path: Path, name: str) -> Report:
    """The report that a file holds, read within limits; raises `ReportError` where it holds none that can be placed."""
    request = Request(name, str(path), suffix=Path(name).suffix, then="ingest.extract:document_to_report")
    report = run_guarded(request)
    assert isinstance(report, Report)
    if not report.agency.name:
        raise UnknownReport(name=name, what="哪个机关", what_en="which body reports")
    if not report.year:
        raise UnknownReport(name=name, what="哪一年度", what_en="for which year it is")
    return report


def read_sources(file: Path) -> dict[str, str]:
    """File → the address that it was published at, from a CSV with the columns file,url."""
    try:
        lines = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableSources(name=file.name, why="读不出来", why_en="it cannot be read") from error
    if lines and not {"file", "url"} <= set(lines[0]):
        raise UnreadableSources(name=file.name, why="缺少 file 或 url 列", why_en="a column is missing")
    return {_slashes(line["file"]): line["url"].strip() for line in lines if line["file"] and line["url"]}


def _slashes(file: str) -> str:
    return file.strip().replace("\\", "/").removeprefix("./")
