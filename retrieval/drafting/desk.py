"""A report written in a conversation: 起草2026年的报告 · 新收12件，自然人10 · 还缺什么 · 写出来.

What is told here stays with whoever told it: answers are private, turns are not kept, figures lie in their own drafts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from report.agencies import Agency, read_agency
from report.form import Cell, edition_for, form
from report.numbers import render
from retrieval.answering import wording
from retrieval.answering.reply import Reply
from retrieval.drafting.draft import Draft, Given, Origin, as_last_year, nothing_left, rest_zero
from retrieval.drafting.telling import (
    cell_line,
    figure_phrases,
    finding_lines,
    not_last_year,
    origin_lines,
    prose_line,
    row_name,
    shown_value,
    unknown_lines,
)
from retrieval.drafting.told import Told, read_told
from retrieval.drafting.work import Work, Works
from retrieval.drafting.writing import Words, draft_to_docx, file_name, paragraphs
from retrieval.lookup import Lookup
from retrieval.question import Answer, Attachment, Choice, Operation, Question
from retrieval.store import Store
from retrieval.understanding import understand
from retrieval.understanding.script import find_language, to_simplified

_FIRST_YEAR = 2021
_SHOWN = 8
_WRITE = re.compile(
    r"^(?:好了?|行|可以了?|那就|就|请|帮我|现在|把(?:它|草稿|报告|初稿))*[,，、]?"
    r"(?:写出来|生成|出稿|成稿|导出|定稿|写成(?:文件|文档|word|docx)|下载|发(?:给)?我|给我|出文件|要文件)"
    r"(?:吧|了|一下|(?:这份|一份)?(?:文件|文档|报告|草稿|初稿|word|docx))*[。.!！]?$"
    r"|^(?:please )?(?:write it(?: out| up)?|write the (?:file|report|draft)|export|generate(?: it)?"
    r"|give me the (?:file|draft))\W*$",
    re.I,
)
_STOP = re.compile(
    r"^(?:不写了|不起草了|(?:取消|放弃|结束|停止)(?:起草|草稿|报告)?|(?:删掉|删除|清除|扔掉)(?:我的|这份|这个)?(?:草稿|初稿|起草的报告))[。!！]?$"
    r"|^(?:cancel|discard|drop|delete) (?:the |my |this )?draft\W*$",
    re.I,
)
_MISSING = re.compile(
    r"还(?:缺|差|少|有(?:哪些|什么|几|多少)[^,。]{0,6}(?:没|未|要|待)填)|缺(?:哪些|什么|多少)|哪些[^,。]{0,4}(?:没填|未填|待填)|没填的|待填|填到哪|填了(?:多少|哪些)|进度"
    r"|what(?:'s| is)? (?:still )?(?:missing|left|open)|still missing",
    re.I,
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_FIGURE = re.compile(r"(?<!\d)\d{1,3}(?!\d)\s*(?:件|[,，。、]|$)")
_NO_BODY = re.compile(r"[,，。!！?？\d]")


class Desk:
    """Where one person writes one report."""

    def __init__(self, store: Store, today: date, key: str | tuple[str, ...] = "") -> None:
        self._store = store
        self._today = today
        self._works = Works(store, key)
        self.worded: Callable[[Work], Words] | None = None  # paragraphs, where a language model may write them
        self.agreed = False  # that what is told may go to a model elsewhere; of a conversation without a key

    @property
    def work(self) -> Work | None:
        """The report that is being written, once its body is known."""
        work = self._works.load()
        return work if work is not None and work.agency is not None else None

    def keep(self, work: Work) -> None:
        """Keeps what is known of a report now."""
        self._works.save(work)

    def body(self) -> int | None:
        """The stored body whose report is being written."""
        work = self._works.load()
        return work.agency_id if work is not None else None

    def hear(self, text: str) -> Answer | None:
        """The reply to what belongs to the report that is being written; None for anything else."""
        work = self._works.load()
        if work is None:
            return None
        said = text.strip()
        plain = to_simplified(said)
        if _STOP.match(plain):
            self._works.drop()
            reply = self._reply(said, work)
            return _private(reply.answer("draft", reply.say("草稿删掉了。", "The draft is deleted.")))
        if work.agency is None:
            return self._named(work, said)
        if _WRITE.match(plain):
            return self._write(work, said)
        if _MISSING.search(plain) and not re.search(r"报告|年报|公布|发布|单位", plain):
            return self._missing(work, said)
        return self._told(work, said)

    # -- whose, and which year

    def start(self, question: Question, previous: Question | None = None) -> Answer:
        """Begins a report, or goes on with the one that is begun; asks whose it is where that is not clear."""
        agency = self._agency(question, previous)
        year = self._year(question, agency)
        before = self._works.load()
        reply = Reply(question, self._lookup(), self._today)
        if year < _FIRST_YEAR or year > self._today.year:
            last = self._today.year
            return reply.answer(
                "help",
                reply.say(
                    f"可以起草{_FIRST_YEAR}年到{last}年的报告，{year}年的不行。",
                    f"Reports for {_FIRST_YEAR} to {last} can be drafted, not for {year}.",
                ),
            )
        if agency is None and before is not None and before.agency is not None and before.year == year:
            agency = before.agency_id
            if agency is None:
                return self._begun(before, reply)
        if agency is None:
            self._works.save(Work(year))
            return self._ask_body(reply, question, year)
        work = self._works.find(agency, year) or Work(year, reply.agency(agency).agency, agency)
        begun = self._begun(work, reply)
        told = self._told(work, question.text) if _FIGURE.search(question.text) else None
        return begun if told is None else replace(told, text=f"{begun.text}\n{told.text}", citations=begun.citations)

    def _agency(self, question: Question, previous: Question | None) -> int | None:
        if len(question.agencies) == 1:
            return question.agencies[0]
        if question.agencies or question.candidates or question.unknown:
            return None
        if previous is not None and len(previous.agencies) == 1:
            return previous.agencies[0]
        stored = self._store.agencies()
        return stored[0].id if len(stored) == 1 else None

    def _year(self, question: Question, agency: int | None) -> int:
        if question.year_said and question.years:
            return max(question.years)
        stored = next((body.years for body in self._store.agencies() if body.id == agency), ())
        return min(max(stored) + 1 if stored else self._today.year - 1, self._today.year)

    def _ask_body(self, reply: Reply, question: Question, year: int) -> Answer:
        fitting = question.candidates[0][1] if question.candidates else question.agencies or question.near
        bodies = [reply.agency(number) for number in fitting[:6]]
        choices = [
            Choice(
                body.agency.name,
                reply.say(f"起草{body.agency.name}{year}年的报告", f"draft the {year} report of {body.agency.name}"),
            )
            for body in bodies
        ]
        return reply.answer(
            "clarify",
            reply.say(
                f"起草{year}年的报告：是哪个单位？请说全称，例如“某某市科学技术局”。没有收录过的单位也可以写。",
                f"Drafting the report for {year}: of which body? Give its full name; it need not be stored.",
            ),
            choices=choices,
        )

    def _named(self, work: Work, said: str) -> Answer | None:
        """The body, where that was asked back."""
        question = understand(said, self._store.agencies(), self._today)
        reply = Reply(replace(question, operation=Operation.DRAFT), self._lookup(), self._today)
        only_a_name = len(said) <= 40 and not _NO_BODY.search(said)
        if len(question.agencies) == 1 and not question.measures and only_a_name:
            agency = question.agencies[0]
            return self._begun(replace(work, agency=reply.agency(agency).agency, agency_id=agency), reply)
        if question.candidates and not question.measures and only_a_name:
            return self._ask_body(reply, question, work.year)
        new = read_agency(to_simplified(said))
        if only_a_name and not question.agencies and new.kind and new.name == to_simplified(said):
            return self._begun(replace(work, agency=new), reply)
        return None

    def _begun(self, work: Work, reply: Reply) -> Answer:
        self._works.save(work)
        draft = work.draft(self._store)
        name = self._name(work)
        lines = [
            reply.say(
                f"{'接着' if work.given else '开始'}起草{name}{work.year}年政府信息公开工作年度报告"
                f"（{draft.edition}年版格式）。",
                f"Drafting the report for {work.year} of {name} (form of {draft.edition}).",
            )
        ]
        if work.given:
            lines.append(reply.say(f"之前已经记下{len(work.given)}格。", f"{len(work.given)} cells were noted before."))
        lines += self._carried(draft, reply, work)
        lines.append(
            reply.say(
                "请把本年的数字告诉我，例如“新收12件，自然人10，商业企业2”“没有行政复议”“第四部分其余为0”；"
                "说“还缺什么”看没填的，说“写出来”生成 DOCX。数字只存在您自己的草稿里，7天后删除。"
                "也可以用 wenbao draft --template 写出表格来填。",
                "Tell me this year's figures, for example “received 12, natural persons 10”; say “what is missing” to "
                "see what is open, “write it” for the DOCX. They are kept in your own draft only, for 7 days. "
                "Or fill in the sheet that wenbao draft --template writes.",
            )
        )
        return _private(reply.answer("draft", *lines))

    def _carried(self, draft: Draft, reply: Reply, work: Work) -> list[str]:
        last = work.year - 1
        if draft.previous is None:
            years = [] if work.agency_id is None else [y for y in reply.agency(work.agency_id).years if y < last]
            older = reply.say(f"（最近的是{years[-1]}年的）", f" (the latest is for {years[-1]})") if years else ""
            return [
                reply.say(
                    f"库里没有它{last}年的报告{older}，没有可以带过来的数。",
                    f"Its report for {last} is not stored{older}: nothing is carried over.",
                )
            ]
        carried = draft.of(Origin.CARRIED)
        file = wording.keep(draft.previous.file)
        lines = []
        if carried:
            cells = {Cell("applications", "carried_out", entry.cell.column) for entry in carried}
            reply.cite_facts(fact for fact in draft.previous.facts if fact.cell in cells)
            shown = "；".join(origin_lines(draft, Origin.CARRIED, reply.language))
            lines.append(
                reply.say(
                    f"从{last}年的报告（{file}）带过来：{shown}。",
                    f"Carried over from the report for {last} ({file}): {shown}.",
                )
            )
        else:
            lines.append(
                reply.say(
                    f"{last}年的报告（{file}）没有可以带过来的结转数。",
                    f"The report for {last} ({file}) has nothing to carry over.",
                )
            )
        return lines

    # -- figures

    def _told(self, work: Work, said: str) -> Answer | None:
        before = work.draft(self._store)
        known = {entry.cell: entry.value for entry in before.entries if entry.value is not None}
        told = read_told(said, form(edition_for(work.year)), work.row, known)
        if told.empty or self._about_another(work, said):
            return None
        same, missing = as_last_year(before, told.same)
        told.figures |= same
        told.unclear += not_last_year(before, missing)
        kept = {cell: figure for cell, figure in work.given.items() if cell not in told.cleared}
        work = replace(work, given=kept).with_given(told.figures, told.row)
        work = self._with_rest(work, told.rest)
        self._works.save(work)
        draft = work.draft(self._store)
        reply = self._reply(said, work)
        lines = self._noted(reply, work, before, draft, told)
        lines += self._not_agreeing(reply, draft)
        lines.append(self._next(reply, draft))
        return _private(reply.answer("draft", *lines))

    def _about_another(self, work: Work, said: str) -> bool:
        """Whether a sentence speaks of another body or another year."""
        if any(int(year) != work.year for year in _YEAR.findall(said) if 2000 < int(year) <= self._today.year + 1):
            return re.search(r"20\d\d\s*年|\b(?:in|for) 20\d\d", said) is not None
        agencies = understand(said, self._store.agencies(), self._today).agencies
        return bool(agencies) and work.agency_id not in agencies

    def _with_rest(self, work: Work, scopes: Sequence[str]) -> Work:
        for scope in scopes:
            work = work.with_given(rest_zero(work.draft(self._store), scope))
            if scope in ("*", "applications"):
                work = work.with_given(nothing_left(work.draft(self._store)))
        return work

    def _noted(self, reply: Reply, work: Work, before: Draft, draft: Draft, told: Told) -> list[str]:
        lines = []
        if told.figures:
            shown = figure_phrases(
                {c: self._told_figure(reply, before, c, g) for c, g in told.figures.items()}, reply.language
            )
            more = len(shown) - 2 * _SHOWN
            shown = shown[: 2 * _SHOWN] + ([reply.say(f"等{len(shown)}项", f"and {more} more")] if more > 0 else [])
            lines.append(reply.say(f"记下了：{'、'.join(shown)}。", f"Noted: {', '.join(shown)}."))
        if told.cleared:
            names = "、".join(cell_line(cell, reply.language) for cell in told.cleared[:_SHOWN])
            lines.append(reply.say(f"空着：{names}。", f"Left open: {names}."))
        if told.rest:
            lines.append(self._zeros(reply, work, before, told))
        known = {entry.cell: entry.value for entry in before.entries}
        summed = [e for e in draft.of(Origin.COMPUTED) if known.get(e.cell) != e.value]
        if summed and not told.rest:
            shown = [f"{cell_line(e.cell, reply.language)} {shown_value(e)}" for e in summed[:_SHOWN]]
            lines.append(reply.say(f"由此算出：{'、'.join(shown)}。", f"Added up: {', '.join(shown)}."))
        if told.unclear:
            marks = [en if reply.language == "en" else zh for zh, en in told.unclear[:_SHOWN]]
            lines.append(reply.say(f"没有记：{'；'.join(marks)}。", f"Not taken: {'; '.join(marks)}."))
        return lines

    def _told_figure(self, reply: Reply, before: Draft, cell: Cell, given: Given) -> str:
        was, now = before.value(cell), render(given.value)
        changed = was is not None and was != given.value
        return (
            f"{now}{reply.say(f'（原为{render(was)}）', f' (was {render(was)})')}"
            if changed and was is not None
            else now
        )

    def _zeros(self, reply: Reply, work: Work, before: Draft, told: Told) -> str:
        unknown = set(before.unknown) - set(told.figures)
        filled = [cell for cell in work.given if cell in unknown]
        rows = list(dict.fromkeys(row_name(cell, reply.language) for cell in filled))
        where = reply.joined(rows[:3]) + (
            reply.say(f"等{len(rows)}行", f" and {len(rows) - 3} more rows") if len(rows) > 3 else ""
        )
        every = reply.say(
            "要把三张表里没填的都填0，请说“全部其余填0”。", "To put 0 in all that is open, say “all the rest is 0”."
        )
        if not filled:
            return reply.say(f"这里没有可以填0的格。{every}", f"There is nothing here to put 0 in. {every}")
        done = reply.say(f"其余填0：{where}，{len(filled)}格。", f"0 in the rest: {where}, {len(filled)} cells.")
        return done if len(rows) > 1 else f"{done}{every}"

    def _not_agreeing(self, reply: Reply, draft: Draft) -> list[str]:
        found = finding_lines(draft, reply.language)
        lines = [reply.say(f"对不上：{line.rstrip('。')}。", f"Does not agree: {line}") for line in found[:_SHOWN]]
        if len(found) > _SHOWN:
            more = len(found) - _SHOWN
            lines.append(reply.say(f"还有{more}处对不上。", f"{more} more do not agree."))
        return lines

    def _next(self, reply: Reply, draft: Draft) -> str:
        if not draft.unknown:
            return reply.say("三张表都填齐了，说“写出来”生成文件。", "All three tables are filled; say “write it”.")
        rows = list(dict.fromkeys(row_name(cell, reply.language) for cell in draft.unknown))
        shown = reply.joined(rows[:3])
        return reply.say(
            f"还有{len(draft.unknown)}格没填（{shown}{'等' if len(rows) > 3 else ''}，共{len(rows)}行）。",
            f"{len(draft.unknown)} cells are open ({shown}{' …' if len(rows) > 3 else ''}; {len(rows)} rows).",
        )

    def _missing(self, work: Work, said: str) -> Answer:
        reply = self._reply(said, work)
        draft = work.draft(self._store)
        open_lines = self._open_lines(reply, draft, paragraphs(draft, work.words))
        return _private(reply.answer("draft", *open_lines, *self._not_agreeing(reply, draft)))

    def _open_lines(self, reply: Reply, draft: Draft, prose: Words) -> list[str]:
        lines = unknown_lines(draft, reply.language)
        head = reply.say(
            f"待填 {len(draft.unknown)} 格，{len(lines)} 行：",
            f"{len(draft.unknown)} cells to fill, in {len(lines)} rows:",
        )
        if lines and draft.previous is not None:
            file = wording.keep(draft.previous.file)
            head += reply.say(f"（上年的数见{draft.year - 1}年报告 {file}）", f" (last year's figures: {file})")
        if not lines:
            head = reply.say("三张表都填齐了，待填的只有：", "All three tables are filled; still to write:")
        return [head, *(f"- {line}" for line in lines), f"- {prose_line(prose, reply.language)}"]

    # -- the file

    def _write(self, work: Work, said: str) -> Answer:
        reply = self._reply(said, work)
        draft = work.draft(self._store)
        prose = paragraphs(draft, self.worded(work) if self.worded is not None else {})
        file = Attachment(file_name(draft), draft_to_docx(draft, prose))
        lines = [reply.say(f"写好了：{wording.keep(file.name)}。", f"Written: {wording.keep(file.name)}.")]
        lines += self._not_agreeing(reply, draft)
        lines += self._open_lines(reply, draft, prose)
        lines.append(
            reply.say("填完后把文件发给我，我来检查。", "Send me the file when it is filled in, and I check it.")
        )
        return _private(replace(reply.answer("draft", *lines), files=(file,)))

    # -- what a reply needs

    def _lookup(self) -> Lookup:
        return Lookup(self._store, self._store.agencies())

    def _reply(self, said: str, work: Work) -> Reply:
        agencies = (work.agency_id,) if work.agency_id is not None else ()
        question = Question(said, find_language(said), Operation.DRAFT, agencies=agencies, years=(work.year,))
        return Reply(question, self._lookup(), self._today)

    def _name(self, work: Work) -> str:
        agency: Agency | None = work.agency
        assert agency is not None
        return wording.body(agency)


def _private(answer: Answer) -> Answer:
    return replace(answer, private=True, steps=())
