"""What a language model is told: text files with `$name` for what is filled in, and their loader.

A prompt is `NAME.LANGUAGE.txt` in this folder. A missing variable raises, and so does one that the prompt has not: a
model is never asked half a question.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from string import Template


class PromptError(LookupError):
    """A prompt that is not there, or values that are not those it names."""


def prompt(name: str, language: str = "zh", **values: object) -> str:
    """The prompt with its variables filled in; PromptError where any is missing or too many."""
    template = Template(_text(name, "en" if language == "en" else "zh"))
    named = set(template.get_identifiers())
    if named != set(values):
        missing, unknown = sorted(named - set(values)), sorted(set(values) - named)
        raise PromptError(f"prompt {name}: missing {missing}, not in it {unknown}")
    return template.substitute({key: str(value) for key, value in values.items()})


def variables(name: str, language: str = "zh") -> frozenset[str]:
    """What a prompt wants to be given."""
    return frozenset(Template(_text(name, language)).get_identifiers())


def names() -> tuple[tuple[str, str], ...]:
    """Every prompt with its language."""
    files = sorted(path.name for path in resources.files(__name__).iterdir() if path.name.endswith(".txt"))
    return tuple((stem, language) for stem, language, _ in (name.rsplit(".", 2) for name in files))


@cache
def _text(name: str, language: str) -> str:
    path = resources.files(__name__).joinpath(f"{name}.{language}.txt")
    if not path.is_file():
        raise PromptError(f"there is no prompt {name} in {language}")
    return path.read_text(encoding="utf-8").strip()
