"""What a language model is told: text files with `$name` for what is filled in, and their loader.

A prompt is `NAME.LANGUAGE.txt` in this folder. Its first line bears its version, `#: NAME 2`; a line of
`=====` parts the
rules, which are ours, from the material, which is not. A missing variable raises, and so does one that the prompt has
not: a model is never asked half a question.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from string import Template

_PARTED = "\n=====\n"
_OPEN, _CLOSE = "《《《", "》》》"


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


def rules_and_material(name: str, language: str = "zh", **values: object) -> tuple[str, str]:
    """The two parts of a prompt, filled in: what the model is to do, and what it is to do it with.

    Values that came from reports or users belong in the second part, inside of `fenced`.
    """
    rules, _, material = _text(name, "en" if language == "en" else "zh").partition(_PARTED)
    named = [set(Template(part).get_identifiers()) for part in (rules, material)]
    prompt(name, language, **values)
    told = [
        Template(part).substitute({key: str(values[key]) for key in of})
        for part, of in zip((rules, material), named, strict=True)
    ]
    return told[0], told[1]


def fenced(text: str) -> str:
    """Text of a report or a user between marks that it cannot hold itself."""
    return f"{_OPEN}{re.sub('《{3,}', '《', re.sub('》{3,}', '》', text))}{_CLOSE}"


def version(name: str, language: str = "zh") -> int:
    """The version of a prompt."""
    return _read(name, "en" if language == "en" else "zh")[0]


def variables(name: str, language: str = "zh") -> frozenset[str]:
    """What a prompt wants to be given."""
    return frozenset(Template(_text(name, language)).get_identifiers())


def names() -> tuple[tuple[str, str], ...]:
    """Every prompt with its language."""
    files = sorted(path.name for path in resources.files(__name__).iterdir() if path.name.endswith(".txt"))
    return tuple((stem, language) for stem, language, _ in (name.rsplit(".", 2) for name in files))


def _text(name: str, language: str) -> str:
    return _read(name, language)[1]


@cache
def _read(name: str, language: str) -> tuple[int, str]:
    path = resources.files(__name__).joinpath(f"{name}.{language}.txt")
    if not path.is_file():
        raise PromptError(f"there is no prompt {name} in {language}")
    text = path.read_text(encoding="utf-8").strip()
    head = re.match(rf"#: {re.escape(name)} (\d+)\n", text)
    if head is None:
        raise PromptError(f"prompt {name} bears no version")
    return int(head[1]), text[head.end() :]
