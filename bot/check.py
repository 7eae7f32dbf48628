"""`wenbao check`: a draft or a report read, and what it promises held against what it says. Nothing is stored.

A file that is stored already is a published report; anything else is a draft, which may lack body, year or parts. What
could not be looked at is said with what was found.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.facts import finding_to_plain
from report.advice import by_weight, render_with_advice
from report.agencies import read_agency
from report.checks import check_report
from report.errors import ReportError, UnreadableFile
from report.facts import Finding, Report
from report.form import section_title
from report.open_places import open_places, without_notes
from report.prose import PROSE_SECTIONS
from report.unchecked import Unchecked, find_unchecked, render_unchecked

if TYPE_CHECKING:
    from ingest.commenting import Note
    from ingest.drafts import Drafted
    from retrieval.store import Store

PASSAGES_SHOWN = 5
_BOOKS = frozenset({".xlsx", ".xls", ".xlsm", ".et", ".ods", ".csv"})
MOST_OF_A_REPORT = 4  # sections; a photograph with fewer shows some pages of it


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found in one file, the gravest first, and what it did not look at."""

    file: str
    report: Report
    previous: Report | None
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...] = ()


def check_file(path: Path, store: Store, *, agency: str | None = None, year: int | None = None) -> Checked:
    """Read and check one file; the years before come from the store, never the file itself.

    `agency` and `year` are for a draft that does not tell them.
    """
    from ingest.drafts import read_draft

    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableFile(name=path.name, why="文件读不出来", why_en="the file cannot be opened") from error
    return _check(read_draft(path, path.name), sha256, store, agency, year)


def check_text(text: str, store: Store, *, agency: str | None = None, year: int | None = None) -> Checked:
    """Check a draft, or a table out of one, that was sent as plain text."""
    from ingest.drafts import read_pasted

    return _check(read_pasted(text), hashlib.sha256(text.encode()).hexdigest(), store, agency, year)


def is_draft(text: str) -> bool:
    """Whether a message is a pasted table or draft rather than a question: several lines in the words of the form."""
    lines = [line for line in text.splitlines() if line.strip()]
    words = (
        "予以公开|部分公开|不予公开|无法提供|不予处理|结转|自然人|商业企业|结果维持|尚未审结|制发件数|本年新收|"
        "总体情况|主动公开政府信息|其他需要报告"
    )
    return len(lines) >= 5 and len(set(re.findall(words, text))) >= 3 and len(re.findall(r"\d+", text)) >= 5


def _check(drafted: Drafted, sha256: str, store: Store, agency: str | None, year: int | None) -> Checked:
    report = replace(drafted.report, sha256=sha256)
    if agency:
        report = replace(report, agency=read_agency(agency))
    if year:
        report = replace(report, year=year)
    known = bool(report.agency.name and report.year)
    past = store.past(report) if known else ()
    previous = next((one for one in past if one.year == report.year - 1), None)
    stored = store.seen(sha256) is not None
    found = check_report(without_notes(report), previous, draft=not stored, past=past)
    open_in_prose = sum(len(places) for number, places in open_places(report).items() if number in PROSE_SECTIONS)
    found = tuple(f for f in found if f.rule != "boilerplate" or (f.expected or 0) >= 2 * open_in_prose)
    if drafted.recognised and sum(section.number > 0 for section in report.sections) < MOST_OF_A_REPORT:
        found = tuple(finding for finding in found if finding.rule not in ("missing_section", "missing_table"))
    findings = by_weight(found)
    unchecked = find_unchecked(report, previous, recognised=drafted.recognised)
    return Checked(report.file, report, previous, findings, unchecked)


def check_to_json(checked: Checked) -> dict[str, object]:
    """One line of `check --json`; what was not checked goes to standard error."""
    return {"file": checked.file, "findings": [_finding(finding, checked) for finding in checked.findings]}


def unchecked_lines(checked: Checked, language: str = "zh") -> list[str]:
    """What was not looked at, a sentence a line."""
    return [render_unchecked(one, language) for one in checked.unchecked]


def _finding(finding: Finding, checked: Checked) -> dict[str, object]:
    locator = asdict(finding.place)
    for inner in ("column", "area", "row_area"):
        locator.pop(inner)
    return finding_to_plain(finding, render_with_advice(finding, checked.findings)) | {"locator": locator}


def render_check(checked: Checked, language: str = "zh") -> str:
    """A list for a clerk, the gravest first; then what was not looked at."""
    english = language == "en"
    head = (_head_en if english else _head_zh)(checked)
    marks = {"error": "✗", "warning": "!"}
    lines = [head]
    for finding in checked.findings:
        sentence = render_with_advice(finding, checked.findings, language)
        lines.append(f"{marks[finding.severity]} {_where(finding, checked.file, english)}{sentence}")
        lines += _passages(finding)
    if checked.unchecked:
        lines.append("Not checked:" if english else "没有查到的：")
        lines += [f"· {line}" for line in unchecked_lines(checked, language)]
    return "\n".join(lines)


def _head_zh(checked: Checked) -> str:
    report = checked.report
    year = f"{report.year}年度" if report.year else ""
    who = " ".join(part for part in (f"《{checked.file}》{report.agency.name}", year) if part)
    against = f"（已与{checked.previous.year}年度报告对照）" if checked.previous else ""
    found = f"{len(checked.findings)} 处需要看" if checked.findings else "没有发现问题"
    return f"{who}：{found}{against}。"


def _head_en(checked: Checked) -> str:
    from ingest.drafts import PASTED

    report = checked.report
    file = "The pasted text" if checked.file == PASTED else checked.file
    who = ", ".join(part for part in (file, report.agency.name, str(report.year or "")) if part)
    against = f" (compared with the report for {checked.previous.year})" if checked.previous else ""
    count = len(checked.findings)
    found = f"{count} thing{'s' if count > 1 else ''} to look at" if count else "no fault found"
    return f"{who}: {found}{against}."


def _where(finding: Finding, file: str, english: bool) -> str:
    """The part of the report that a finding is in, where its sentence does not say so."""
    number = {"disclosure": 2, "applications": 3, "review_litigation": 4}.get(
        finding.cells[0].table if finding.cells else "", 0
    )
    if finding.rule in ("narrative", "stale_year", "fees"):
        number = int(str(finding.values.get("section", 0)))
    page = finding.place.page
    sheet = Path(file).suffix.lower() in _BOOKS  # its pages are sheets
    if english:
        leaf = f"{'sheet' if sheet else 'page'} {page}" if page else ""
        told = ", ".join(part for part in (f"section {number}" if number else "", leaf) if part)
        return f"[{told}] " if told else ""
    leaf = f"第{page}{'张工作表' if sheet else '页'}" if page else ""
    part = f"第{'一二三四五六'[number - 1]}部分" if number else ""
    told = f"{part}{leaf}"
    return f"〔{told}〕" if told else ""


def _passages(finding: Finding) -> Iterator[str]:
    """The sentences that stand in last year's report as well."""
    passages = finding.values.get("passages")
    if isinstance(passages, list):
        yield from (f"    “{passage}”" for passage in passages[:PASSAGES_SHOWN])
        if len(passages) > PASSAGES_SHOWN:
            yield f"    … {len(passages)}"


def annotate(checked: Checked, content: bytes, language: str = "zh") -> bytes | None:
    """The same DOCX with a comment at each finding's place; None for other formats, or where nothing was found."""
    from ingest.commenting import add_comments, is_word

    if not checked.findings or not is_word(content):
        return None
    return add_comments(content, checked.file, list(_notes(checked, language)))


def check_and_annotate(
    path: Path, store: Store, language: str = "zh", check: Callable[[Path, Store], Checked] = check_file
) -> tuple[str, bytes | None]:
    """The list as text, and for a DOCX with findings the same file with comments: what a messenger sends back."""
    checked = check(path, store)
    try:
        annotated = annotate(checked, path.read_bytes(), language)
    except ReportError:  # the list is worth having without them
        annotated = None
    return render_check(checked, language), annotated


def save_comments(checked: Checked, file: Path, out: Path, language: str = "zh") -> tuple[str, bool]:
    """Writes the Word file with comments; what to tell of it, and whether all is well."""
    try:
        annotated = annotate(checked, file.read_bytes(), language) if file.is_file() else None
    except ReportError as error:
        return error.render(language), False
    if annotated is None:
        why = "只有 DOCX 且有问题时才写批注，没有写 · only a DOCX with findings gets comments; none written"
        return f"{out}：{why}", not checked.findings
    out.write_bytes(annotated)
    return f"{out}：批注 {len(checked.findings)} 处 · with comments", True


def _notes(checked: Checked, language: str) -> Iterator[Note]:
    from ingest.commenting import Note
    from report.leftovers import copied_paragraphs

    title = checked.report.title
    for finding in checked.findings:
        text = render_with_advice(finding, checked.findings, language)
        passages = finding.values.get("passages")
        if isinstance(passages, list):
            yield Note(text, words=(title,))
            copied = "Stands in last year's report as well." if language == "en" else "这一段有与去年报告相同的句子。"
            for paragraph in copied_paragraphs(checked.report, passages):
                yield Note(copied, words=(paragraph.text,))
            continue
        yield Note(text, finding.place, tuple(word for word in (*_words(finding, checked.report), title) if word))


def _words(finding: Finding, report: Report) -> Iterator[str]:
    """What a comment's paragraph says: the sentence, the paragraph, the heading of the part."""
    values = finding.values
    yield str(values.get("sentence", ""))
    yield finding.place.text
    yield str(values.get("words", ""))
    headings = {section.number: section.title for section in report.sections if section.number}
    if finding.rule == "section_order":
        yield headings.get(int(str(values["then"])), "")
    elif "number" in values:
        wanted = int(str(values["number"]))
        yield headings.get(wanted, "") or section_title(wanted).partition("、")[2]
        yield next((headings[n] for n in range(wanted - 1, 0, -1) if n in headings), "")
