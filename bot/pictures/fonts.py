"""A font that has Chinese: found among what the machine has, or a sentence that says what to install."""

from __future__ import annotations

from functools import cache
from typing import Any

from report.errors import MissingTool

# By family, best first; what Debian, macOS and Windows call theirs.
FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)


@cache
def chinese_family() -> str:
    """The family to draw Chinese with; raises `MissingTool` where the machine has none."""
    from matplotlib.font_manager import fontManager

    known = {font.name for font in fontManager.ttflist}
    found = next((family for family in FAMILIES if family in known), None)
    if found is None:
        raise MissingTool(name="图片", tool="一种中文字体", install="apt install fonts-noto-cjk")
    return found


@cache
def chinese_font_file() -> tuple[str, int]:
    """The file of that family and the face in it, for drawing outside charts."""
    from matplotlib.font_manager import fontManager

    family = chinese_family()
    font = min((f for f in fontManager.ttflist if f.name == family), key=lambda f: abs(int(f.weight or 400) - 400))
    return str(font.fname), int(getattr(font, "index", 0) or 0)


def chinese_font(size: int) -> Any:
    """That font at a size in pixels, as Pillow draws with it."""
    from PIL import ImageFont

    file, face = chinese_font_file()
    return ImageFont.truetype(file, size, index=face)


def wrap(text: str, room: float, font: Any, most: int = 8) -> str:
    """A text broken into lines that fit, no more of them than `most`."""
    out, line = [], ""
    for character in text.replace("\n", " "):
        if font.getlength(line + character) > room and line:
            out.append(line)
            line = ""
        line += character
    return "\n".join([*out, line][:most])
