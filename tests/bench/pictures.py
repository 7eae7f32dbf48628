"""The pictures of docs/bot.md, made by the program from the samples; `python -m tests.bench.pictures` draws them anew.

The conversation is drawn as a messenger shows it: what was asked, what the bot says to it, and its buttons.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from bot.parts import Parts
from bot.pictures.choosing import draw_answer
from bot.pictures.fonts import chinese_font_file
from bot.pictures.proof import draw_proof
from bot.settings import Settings
from bot.telegram.keyboards import answer_keyboard
from bot.telegram.rendering import render_for_chat
from ingest.extract import document_to_report
from ingest.load import load
from ingest.readers import read_document
from retrieval.answer import answer_to_json
from retrieval.offers import find_offers
from tests.maker.bodies import YUTING_SCIENCE
from tests.maker.made import make
from tests.maker.write.scan import Copier, write_scan

ROOT = Path(__file__).parent.parent.parent
IMAGES = ROOT / "docs" / "images"
ASKED = ("汐原市科学技术局2023年收到多少件申请", "2022年呢", "教育局呢")
COLOURS = 64  # of a picture: a page of text needs no more
WIDE, SIDE, HIGH = 900, 24, 34
PAPER, MINE, THEIRS, KEY, INK = (214, 226, 233), (220, 248, 198), (255, 255, 255), (120, 150, 170), (31, 41, 51)


def main() -> None:
    """Draws all of them into docs/images."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        parts = Parts(Settings(data=Path(folder), today_is=date(2026, 11, 20)))
        files = sorted(file for file in (ROOT / "samples").iterdir() if file.suffix != ".facts")
        list(load(files, parts.store, parts.passages))
        save("conversation", draw_conversation(parts))
        save("proof", draw_place(parts, "汐原市公安局榆汀分局2022年收到多少件申请"))
        save("scanned", draw_scanned(parts, Path(folder)))
        save("redrawn", draw_place(parts, "汐原市科学技术局2024年收到多少件申请"))
        for name, question in (("trend", "汐原市教育局新收申请的走势"), ("ranking", "2023年新收申请最多的单位排名")):
            drawn = draw_answer(parts.conversation().reply(question))
            assert drawn is not None
            save(name, Image.open(io.BytesIO(drawn)))
        parts.store.close()


def save(name: str, picture: Image.Image) -> None:
    """A PNG of few colours."""
    small = picture.convert("RGB")
    small.thumbnail((WIDE, 4 * WIDE))
    small.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE).save(IMAGES / f"{name}.png", optimize=True)


def draw_place(parts: Parts, question: str) -> Image.Image:
    """The place that prints the figure asked for."""
    answer = parts.conversation().reply(question)
    kept = answer_to_json(answer)
    column, measure = answer.citations[0].place.column, kept["figures"][0]["measure"]
    return Image.open(io.BytesIO(draw_proof(kept["citations"][0], parts.store, "zh", column, measure).picture))


def draw_scanned(parts: Parts, folder: Path) -> Image.Image:
    """The place on a page that was photographed aslant."""
    made, path = make(YUTING_SCIENCE, 2025, 4), folder / "yuting_science_2025.pdf"
    write_scan(made, path, Copier(150, angle=1.6, noise=2, slant=0.02))
    report = document_to_report(read_document(path))
    parts.store.save(replace(report, sha256=hashlib.sha256(path.read_bytes()).hexdigest()), original=path)
    return draw_place(parts, f"{made.body.name}2025年予以公开多少件")


def draw_conversation(parts: Parts) -> Image.Image:
    """What was asked and answered, in bubbles, with the buttons under each answer."""
    file, face = chinese_font_file()
    font = ImageFont.truetype(file, 22, index=face)
    conversation = parts.conversation()
    bubbles: list[tuple[str, bool, list[list[str]]]] = []
    for text in ASKED:
        answer = conversation.reply(text)
        offers = find_offers(conversation.previous, answer, parts.store.agencies()) if conversation.previous else ()
        keyboard = answer_keyboard(1, answer, offers, "zh")
        rows = [[button.text for button in row] for row in keyboard.inline_keyboard] if keyboard else []
        bubbles += [(text, True, []), (render_for_chat(answer), False, rows)]
    room = int(WIDE * 0.8) - 2 * SIDE
    wrapped = [(wrap(text, room, font), mine, rows) for text, mine, rows in bubbles]
    height = sum(HIGH * len(lines) + 40 + 52 * len(rows) for lines, _, rows in wrapped) + 20
    picture = Image.new("RGB", (WIDE, height), PAPER)
    draw = ImageDraw.Draw(picture)
    top = 16
    for lines, mine, rows in wrapped:
        wide = int(max(font.getlength(line) for line in lines)) + 2 * SIDE
        wide = max(wide, int(WIDE * 0.8)) if rows else wide
        left = WIDE - wide - 16 if mine else 16
        draw.rounded_rectangle((left, top, left + wide, top + HIGH * len(lines) + 20), 14, MINE if mine else THEIRS)
        for line in lines:
            draw.text((left + SIDE, top + 8), line, font=font, fill=INK)
            top += HIGH
        top += 24
        for row in rows:
            each = (wide - 6 * (len(row) - 1)) / len(row)
            for n, label in enumerate(row):
                at = left + n * (each + 6)
                draw.rounded_rectangle((at, top, at + each, top + 46), 10, KEY)
                draw.text((at + each / 2, top + 22), label, font=font, fill="white", anchor="mm")
            top += 52
        top += 16
    return picture


def wrap(text: str, room: float, font: Any) -> list[str]:
    """The lines of a text in a bubble."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for character in paragraph:
            if font.getlength(line + character) > room:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return lines


if __name__ == "__main__":
    main()
