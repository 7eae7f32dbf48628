"""Every prompt can be rendered, and none with something missing."""

from __future__ import annotations

import pytest

from prompts import PromptError, names, prompt, variables


@pytest.mark.parametrize(("name", "language"), names())
def test_a_prompt_is_rendered_with_what_it_names(name: str, language: str) -> None:
    values = {variable: f"<{variable}>" for variable in variables(name, language)}
    text = prompt(name, language, **values)
    assert all(value in text for value in values.values())
    assert "$" not in text


@pytest.mark.parametrize("name", sorted({name for name, _ in names()}))
def test_both_languages_want_the_same(name: str) -> None:
    assert variables(name, "zh") == variables(name, "en")
    assert "question" in variables(name)


def test_a_missing_or_unknown_variable_raises() -> None:
    with pytest.raises(PromptError, match="facts"):
        prompt("answering", question="?", passages="", notes="")
    with pytest.raises(PromptError, match="extra"):
        prompt("answering", question="?", passages="", notes="", facts="", extra="")
    with pytest.raises(PromptError, match="no prompt"):
        prompt("singing")


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    text = prompt("answering", question="$facts ${notes}", facts="", passages="", notes="")
    assert "$facts ${notes}" in text
