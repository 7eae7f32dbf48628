"""The command line, `wenbao`: thin doors to the rooms; what each prints is INTERFACE.

Nothing but typer is imported at the top, so that `wenbao --help` is there at once.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.parts import Parts

app = typer.Typer(
    name="wenbao",
    help="问报：读政府信息公开工作年度报告，每个数字都有出处。Answers about government-openness reports, with sources.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
Data = Annotated[Path | None, typer.Option("--data", help="存放资料的文件夹 · the folder of the stores")]
Json = Annotated[bool, typer.Option("--json", help="每行一个 JSON · one JSON object a line")]
Agency = Annotated[str | None, typer.Option("--agency", help="机关名称 · the body's name")]
Year = Annotated[int | None, typer.Option("--year", help="报告年度 · the report's year")]


def say(line: str) -> None:
    """One line to standard error: progress and warnings."""
    print(line, file=sys.stderr)  # noqa: T201


def put(value: object) -> None:
    """One line to standard output: JSON for a dict, text as it is."""
    print(json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value, flush=True)  # noqa: T201


@contextmanager
def parts(data: Path | None) -> Iterator[Parts]:
    """The parts for one command; an error for the reader becomes a sentence and status 1."""
    from bot.parts import Parts
    from bot.settings import read_settings
    from report.errors import ReportError

    try:
        settings = read_settings(data=data)
        os.environ["WENBAO_DATA"] = str(settings.data)  # where a bug is logged
        yield Parts(settings)
    except ReportError as error:
        say(str(error))
        raise typer.Exit(1) from error


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹 · files and folders")],
    data: Data = None,
    as_json: Json = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="同时读几个文件 · files read at once")] = 1,
    sources: Annotated[Path | None, typer.Option("--sources", help="CSV：file,url")] = None,
    again: Annotated[bool, typer.Option("--again", help="旧版读过的重读 · reread old readings")] = False,
) -> None:
    """读入报告并保存 · read reports and store their facts and passages."""
    from bot.progress import Progress

    missing = [path for path in paths if not path.exists()]
    if missing:
        say(f"找不到：{missing[0]} · no such file or folder")
        raise typer.Exit(2)
    from ingest.load import load, read_sources

    with parts(data) as open_parts, Progress(quiet=as_json) as progress:
        published_at = read_sources(sources) if sources else None
        for loaded in load(
            paths,
            open_parts.store,
            open_parts.passages,
            jobs=jobs,
            sources=published_at,
            progress=progress.step,
            again=again,
        ):
            progress.count(loaded)
            if as_json:
                put(loaded.to_json())
    progress.summary()
    if progress.refused:
        raise typer.Exit(1)


@app.command()
def facts(
    data: Data = None,
    agency: Agency = None,
    year: Year = None,
    cell: Annotated[str | None, typer.Option("--cell", help="applications/new/total")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="给电子表格 · for a spreadsheet")] = False,
) -> None:
    """列出保存的数据 · print stored facts as JSON lines."""
    from bot.facts import fact_lines, write_csv

    with parts(data) as open_parts:
        lines = fact_lines(open_parts.store, agency, year, cell)
        if csv:
            write_csv(lines, sys.stdout)
        else:
            for line in lines:
                put(line)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="问题 · the question")] = None,
    data: Data = None,
    as_json: Json = False,
    batch: Annotated[Path | None, typer.Option("--batch", help='JSON 行 {"id","session","question"}')] = None,
    explain: Annotated[bool, typer.Option("--explain", help="逐步说明 · print each step")] = False,
) -> None:
    """回答一个问题，或一批 · answer one question, or many in one process."""
    if (question is None) == (batch is None):
        say("给一个问题，或用 --batch 给一个文件 · give a question, or a file with --batch")
        raise typer.Exit(2)
    from retrieval.answer import answer_to_json

    with parts(data) as open_parts:
        if batch is not None:
            for line in answer_batch(open_parts, _read_lines(batch)):
                put(line)
            return
        answer = open_parts.conversation().reply(question or "")
        if explain:
            for step in answer.steps:
                say(step)
        if as_json:
            put({"id": None, **answer_to_json(answer)})
        else:
            from bot.reply import render_answer

            put(render_answer(answer))


def _read_lines(path: Path) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
            if not line.strip():
                continue
            value = json.loads(line)
            if not isinstance(value, dict) or not isinstance(value.get("question"), str):
                raise ValueError(f"line {number}")
            lines.append(value)
    except (OSError, ValueError) as error:
        say(f"{path}：读不了，要 JSON 行，每行有 question · cannot be read as JSON lines with a question ({error})")
        raise typer.Exit(2) from error
    return lines


def answer_batch(open_parts: Parts, asked: Iterable[dict[str, Any]]) -> Iterator[dict[str, object]]:
    """An answer a line, in order; lines of one session are one conversation, a line without a session its own."""
    from retrieval.answer import answer_to_json

    conversations: dict[str, Any] = {}
    for number, line in enumerate(asked):
        session = str(line.get("session") or f"line {number}")
        conversation = conversations.setdefault(session, None) or open_parts.conversation()
        conversations[session] = conversation
        started = time.perf_counter()
        answer = conversation.reply(line["question"])
        seconds = round(time.perf_counter() - started, 4)
        yield {"id": line.get("id"), **answer_to_json(answer), "question": line["question"], "seconds": seconds}


@app.command()
def chat(data: Data = None) -> None:
    """在终端里对话 · a conversation in the terminal."""
    from bot.terminal import converse

    with parts(data) as open_parts:
        converse(open_parts.conversation())


@app.command()
def check(
    files: Annotated[
        list[Path], typer.Argument(help="草稿或报告，- 为标准输入 · a draft or a report; - is standard input")
    ],
    data: Data = None,
    as_json: Json = False,
    out: Annotated[Path | None, typer.Option("--out", help="带批注的 DOCX · the DOCX with comments")] = None,
    agency: Agency = None,
    year: Year = None,
    english: Annotated[bool, typer.Option("--english", help="用英文列出 · list in English")] = False,
) -> None:
    """检查一份草稿或报告 · check a draft or a report: sums, sections, prose against tables, last year."""
    if out is not None and len(files) > 1:
        say("--out 一次只能用于一个文件 · --out takes one file at a time")
        raise typer.Exit(2)
    from bot.check import check_file, check_text, check_to_json, render_check, save_comments, unchecked_lines
    from report.errors import ReportError

    language = "en" if english else "zh"
    failed = False
    with parts(data) as open_parts:
        for file in files:
            try:
                if str(file) == "-":
                    checked = check_text(sys.stdin.read(), open_parts.store, agency=agency, year=year)
                else:
                    checked = check_file(file, open_parts.store, agency=agency, year=year)
            except ReportError as error:
                say(error.render(language))
                failed = True
                continue
            put(check_to_json(checked) if as_json else render_check(checked, language))
            for line in unchecked_lines(checked, language) if as_json else ():
                say(f"{checked.file}：{line}")
            if out is not None:
                line, well = save_comments(checked, file, out, language)
                say(line)
                failed |= not well
    if failed:
        raise typer.Exit(1)


@app.command()
def draft(
    agency: Annotated[str, typer.Option("--agency", help="机关名称 · the body's name")],
    year: Annotated[int, typer.Option("--year", help="报告年度 · the report's year")],
    data: Data = None,
    figures: Annotated[Path | None, typer.Option("--figures", help="填好的 XLSX 或 CSV · a filled sheet")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="写到 DOCX · the DOCX to write")] = None,
    template: Annotated[Path | None, typer.Option("--template", help="写出要填的表 · write the sheet to fill")] = None,
    words: Annotated[bool, typer.Option("--words", help="文字由语言模型写成段 · prose by the language model")] = False,
    notes: Annotated[Path | None, typer.Option("--notes", help="一年里做了什么 · a text of what was done")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="同意发给模型 · send it to the model")] = False,
    as_json: Json = False,
) -> None:
    """起草一年的报告 · draft the report of a year as DOCX in the national form."""
    if out is None and template is None:
        say("用 --out 给 DOCX，或用 --template 写出要填的表 · give --out for the DOCX, or --template for the sheet")
        raise typer.Exit(2)
    with parts(data) as open_parts:
        from bot.draft import draft_to_json, find_body, render_draft, write_draft, write_template_for

        body = find_body(open_parts.store, agency, year)
        if template is not None:
            write_template_for(body, year, template)
            say(f"已写出要填的表：{template} · the sheet to fill is written")
        if out is not None:
            worded = None
            if words:
                from bot.words import words_by_model

                worded = words_by_model(open_parts, notes, lambda ask: yes or typer.confirm(ask, err=True), say)
            written = write_draft(body, year, figures, out, worded)
            put(draft_to_json(written, out) if as_json else render_draft(written, out))


@app.command()
def bot(data: Data = None) -> None:
    """运行 Telegram 机器人 · run the Telegram bot."""
    with parts(data) as open_parts:
        from bot.app import run

        run(open_parts)


@app.command()
def status(data: Data = None) -> None:
    """存了什么、用什么模型与服务、是否应答 · what is stored, which models and services, and whether each answers."""
    from bot.status import status_lines

    well = True
    with parts(data) as open_parts:
        for line, fine in status_lines(open_parts):
            put(line)
            well = well and fine
    if not well:
        raise typer.Exit(1)


@app.command()
def index(data: Data = None) -> None:
    """从数据库重建 Chroma 索引 · rebuild the Chroma index from SQL."""
    with parts(data) as open_parts:
        count = open_parts.passages.rebuild()
        put(f"已重建索引：{count} 段 · index rebuilt: {count} passages")


@app.command("eval")
def evaluate_file(
    file: Annotated[Path, typer.Argument(help="JSON 行：问题与应有的回答 · questions with what is expected")],
    data: Data = None,
    show: Annotated[int, typer.Option("--show", min=0, help="列出几条没答对的 · misses to list")] = 20,
    floor: Annotated[
        float | None,
        typer.Option("--floor", min=0, max=100, help="答对低于百分之几算失败 · fail under so many % right"),
    ] = None,
) -> None:
    """用一个文件的问题测回答 · ask a file of questions with answers: right, wrong, unanswered, cited, seconds."""
    from retrieval.evaluate import evaluate, is_under, render_verdicts

    if not file.is_file():
        say(f"找不到：{file} · no such file")
        raise typer.Exit(2)
    with parts(data) as open_parts:
        verdicts = list(evaluate(file, lambda: open_parts.conversation().reply))
        for verdict in [verdict for verdict in verdicts if verdict.outcome != "right"][:show]:
            put(f"{verdict.outcome} {verdict.category} {verdict.id}: {verdict.question} — {verdict.why}")
        put(render_verdicts(verdicts))
        if floor is not None and is_under(verdicts, floor):
            say(f"答对不到{floor:g}%，或有答错 · under {floor:g} % right, or wrong ones")
            raise typer.Exit(1)


@app.command()
def feedback(data: Data = None, as_json: Json = False) -> None:
    """列出用户报的错，附回答与步骤 · what users reported wrong, with the answer and its steps."""
    from bot.feedback import feedback_lines, feedback_to_json

    with parts(data) as open_parts:
        for one in open_parts.store.feedback():
            put(feedback_to_json(one) if as_json else feedback_lines(one))


@app.command()
def remove(
    data: Data = None,
    agency: Agency = None,
    year: Year = None,
    file: Annotated[str | None, typer.Option("--file", help="读入时的文件名 · the file as it was ingested")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问 · do not ask")] = False,
) -> None:
    """删除一份报告 · take a report out, everywhere, after a yes."""
    if (file is None) == (agency is None or year is None):
        say("用 --file，或 --agency 与 --year 一起 · give --file, or --agency with --year")
        raise typer.Exit(2)
    from bot.facts import find_agencies

    with parts(data) as open_parts:
        ids = find_agencies(open_parts.store, agency) if agency else None
        found = open_parts.store.matching(agencies=ids, year=year, file=file)
        if not found:
            say("没有这份报告 · there is no such report")
            raise typer.Exit(1)
        for report in found:
            say(f"{report.agency} {report.year} {report.file}")
        if not yes and not typer.confirm(f"删除以上 {len(found)} 份？ · remove these?", err=True):
            raise typer.Exit(1)
        open_parts.passages.remove([report.report_id for report in found])
        open_parts.store.remove([report.report_id for report in found])
        put(f"已删除 {len(found)} 份 · {len(found)} removed")


@app.command()
def backup(file: Path, data: Data = None) -> None:
    """把全部资料存成一个文件 · everything stored, in one file."""
    with parts(data) as open_parts:
        open_parts.store.backup(file)
        put(f"已备份到 {file} · saved to {file}")


@app.command()
def restore(file: Path, data: Data = None) -> None:
    """从备份恢复 · bring back what a backup holds."""
    with parts(data) as open_parts:
        open_parts.store.restore(file)
        open_parts.passages.rebuild()
        put(f"已恢复 {file} · restored from {file}")


def main() -> None:
    """The entry point: warnings go to standard error, a bug is one sentence with a number, its traceback in the log."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except BrokenPipeError:  # whoever read the output has closed it: `wenbao facts | head`
        sys.stderr.close()
    except Exception:
        from bot.bug import log_bug

        say(log_bug())
        sys.exit(1)


if __name__ == "__main__":
    main()
