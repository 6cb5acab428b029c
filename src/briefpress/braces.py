"""What stands between braces in a text, in; the words of the variable or the value that it names, or a finding, out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.validate import nearest

BRACES = re.compile(r"(?<!\\)\{\{\s*([^{}]*?)\s*\}\}")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+.!<>|~^$@'\"=-]|&(?=#?\w+;))")


class Figures(Protocol):
    """What knows the values of figures.yaml, and writes them."""

    @property
    def names(self) -> Sequence[str]:
        """The names of the values."""

    def words(self, name: str, form: str | None, place: Span) -> str | Diagnostic | None:
        """What stands for a name; None where there is no such name, nothing where its fault is told elsewhere."""

    def holds(self, test: str, place: Span) -> bool | Diagnostic | None:
        """Whether a condition holds; None where a value in it is at fault, which is told elsewhere."""

    def given(self, value: Any, form: str, name: str, place: Span) -> str | Diagnostic:
        """A variable in a form."""


def escaped(words: str) -> str:
    """Words so written that Markdown reads them as they are."""
    return _SPECIAL.sub(r"\\\1", words)


@dataclass(frozen=True, slots=True)
class Said:
    """What stands for a pair of braces: the name in them, the words, and whether they are a value of figures.yaml."""

    name: str
    words: str
    is_value: bool = False


class Braces:
    """Says what stands for what is between braces: a variable, or a value; and what is wrong where nothing does."""

    def __init__(self, variables: Mapping[str, Any], figures: Figures | None = None) -> None:
        self._variables, self._figures = variables, figures
        self.values: dict[str, str] = {}
        self.found: list[Diagnostic] = []

    def filled(self, text: str, place: Span) -> str:
        """A text of one line, no Markdown, with what stands for its braces."""

        def put(match: re.Match[str]) -> str:
            said = self.said(match, place)
            return match[0] if said is None else said.words

        return BRACES.sub(put, text).replace("\\{{", "{{")

    def said(self, match: re.Match[str], place: Span) -> Said | None:
        """What stands for a pair of braces at a place; None where nothing can."""
        name, bar, form = (part.strip() for part in match[1].partition("|"))
        value: Any = self._variables
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        is_value = False
        words: str | Diagnostic | None
        if isinstance(value, int | float | datetime.date) or (isinstance(value, str) and value):
            if bar and self._figures:
                words = self._figures.given(value, form, name, place)
            else:
                words = ("true" if value else "false") if isinstance(value, bool) else str(value)
        else:
            words = self._figures.words(name, form if bar else None, place) if self._figures else None
            is_value = words is not None
            if words is None:
                code, message, hint = self._no_value(name, value)
                words = finding(code, message, place, hint)
        if isinstance(words, Diagnostic):
            self.found.append(words)
            return None
        if words and not is_value:
            self.values[" | ".join(filter(None, (name, form)))] = words
        return Said(name, words, is_value) if words else None

    def _no_value(self, name: str, value: Any) -> tuple[str, str, str]:
        """What is wrong with a pair of braces that stand for no text."""
        known = dict(_paths(self._variables))
        if not name:
            return "SECT005", "These braces hold no name.", "To print them, write `\\{{`."
        if name.split()[0] == "include":
            alone = 'Write it alone on a line: `{{ include "parts/method.md" }}`.'
            return "SECT004", "This include names no file, or doesn't stand alone on its line.", alone
        if isinstance(value, Mapping) and value:
            one = f"{{{{ {name}.{next(iter(value))} }}}}"
            return "SECT005", f"`{name}` is a group of values.", f"Name one of them: `{one}`."
        if name in known:
            return "SECT005", f"`{name}` has no value that can be printed.", "Give it one in brief.yaml."
        there = [k for k, v in known.items() if isinstance(v, str | int | float)]
        like = nearest(name, sorted([*there, *(self._figures.names if self._figures else ())]))
        hint = "Give it under `variables:` in brief.yaml. To print the braces, write `\\{{`."
        hint = f"Did you mean `{like}`?" if like else hint
        return "SECT005", f"There is no variable `{name}`.", hint


def _paths(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Every value by its path: `title`, `identifier.doi`."""
    for name, value in values.items():
        yield f"{above}{name}", value
        if isinstance(value, Mapping):
            yield from _paths(value, f"{above}{name}.")
