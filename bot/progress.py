"""Progress of reading, on standard error: a bar with rate and time left, then what needs a person."""

from __future__ import annotations

import sys
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from ingest.load import Loaded

NAMES = {
    "stored": "已保存",
    "replaced": "已更新",
    "unchanged": "没有变化",
    "copy": "同年另存",
    "not_a_report": "不是年报",
    "failed": "未能读取",
}


class Progress:
    """A bar while files are read; quiet when standard error is no terminal."""

    def __init__(self, quiet: bool = False) -> None:
        self.statuses: Counter[str] = Counter()
        self.refused: list[tuple[str, str]] = []
        self.unread: list[tuple[str, str]] = []  # and the pages that hold pictures only
        self._bar: Any = None
        self._task: Any = None
        if not quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (
                TextColumn("读入 {task.fields[file]}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
            )
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task("", file="", rate="", total=None)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self, done: int, total: int, file: str = "") -> None:
        """`done` of `total` files are read; `file` is the one at hand."""
        if self._bar is not None:
            speed = self._bar.tasks[0].speed
            rate = f"{speed:.1f}/s" if speed else ""
            self._bar.update(self._task, completed=done, total=total, file=file[-40:], rate=rate)

    def count(self, loaded: Loaded) -> None:
        """One file is done."""
        self.statuses[loaded.status] += 1
        if loaded.error:
            self.refused.append((loaded.file, loaded.error))
        if loaded.unread_pages:
            self.unread.append((loaded.file, "、".join(map(str, loaded.unread_pages))))

    def summary(self) -> None:
        """What was read, and every file that needs a person."""
        counts = "，".join(f"{NAMES[status]} {self.statuses[status]}" for status in NAMES if self.statuses[status])
        sys.stderr.write(f"{counts or '没有可读的文件 · nothing to read'}\n")
        for file, error in self.refused:
            sys.stderr.write(f"  {file}: {error}\n")
        for file, pages in self.unread:
            sys.stderr.write(
                f"  {file}: 第 {pages} 页是图片，认不出文字，其中的数据没有读入，请人工核对 · pages not read\n"
            )
