"""The name of a value and a form, as the text has them between braces, in; the words that stand for them, out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from briefpress import cache
from briefpress.data.forms import ALL, PLAIN, Form, form_of
from briefpress.data.numbers import exact
from briefpress.data.rows import Value
from briefpress.datamodel import FigureValue
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.validate import nearest
from briefpress.values import conditions
from briefpress.values.evaluation import Evaluation, FaultyError, Result
from briefpress.values.expressions import Operand, as_name
from briefpress.values.settings import Figure, Named, named
from briefpress.variants import Row

Given = Mapping[str, Any]
"""The variables of a brief and a section, in groups."""


@dataclass(slots=True)
class Speaker:
    """Writes values in a brief's language, and keeps which stand where."""

    lang: str
    evaluation: Evaluation
    said: list[FigureValue] = field(default_factory=list)

    @property
    def names(self) -> Sequence[str]:
        """All that has a name in figures.yaml."""
        return list(self.evaluation.named.figures)

    def words(self, name: str, form: str | None, place: Span) -> str | Diagnostic | None:
        """The words for a value that stands at a place: a finding for what is wrong there, None where there is no
        such name. They are empty where the value itself is at fault, which `findings` tells."""
        known = self.evaluation.named
        if name in known.groups:
            one = f"{{{{ {name}.{known.groups[name][0]} }}}}"
            return finding("VAL001", f"`{name}` is a group of values.", place, f"Name one of them: `{one}`.")
        if name not in known.figures and name not in known.faulty:
            if name.partition(".")[0] not in known.groups:
                return None
            like = nearest(name, self.names)
            there = "sources/data/figures.yaml has the values."
            if name.startswith("row."):
                there = f"The table has: {', '.join(known.groups['row'])}."
            hint = f"Did you mean `{like}`?" if like else there
            return finding("VAL001", f"There is no value `{name}`.", place, hint)
        try:
            result = self.evaluation.result(name, place)
        except FaultyError:
            return ""
        figure = known.figures[name]
        own = form is None and bool(figure.form)
        at = known.place(name, "form") if own else place
        words = written(result.value, result.text, figure.form if own else form, self.lang, name, at)
        if isinstance(words, str):
            self.said.append(FigureValue(name, words, place, known.place(name), result.cells, figure.expression,
                                         tuple(result.sources), named=tuple(result.sources.values())))  # fmt: skip
        return words

    def holds(self, test: str, place: Span) -> bool | Diagnostic | None:
        """Whether a condition that stands at a place holds; None where a value in it is at fault."""
        told = conditions.holds(self.evaluation, test, place)
        if isinstance(told, bool):
            self.said += conditions.rests(self.evaluation, test, place, held=told)
        return told

    def given(self, value: Any, form: str, name: str, place: Span) -> str | Diagnostic:
        """A variable in a form; a finding where that can't be."""
        if isinstance(value, bool):
            return finding("VAL005", f"`{name}` is true or false, which has no form.", place, "Take the form out.")
        text = value.isoformat() if isinstance(value, datetime.date) else str(value)
        number = exact(text)
        return written(text if number is None else number, text, form, self.lang, name, place)

    def findings(self) -> tuple[Diagnostic, ...]:
        """What is wrong with figures.yaml, and with the values that were asked for."""
        return (*self.evaluation.named.found, *self.evaluation.findings())


def speaker(
    root: Path, lang: str, given: Given, row: Row | None = None, store: cache.Store | None = None
) -> Speaker:  # fmt: skip
    """What writes the values of the brief in a folder. Expressions may name the variables that are given, too, and the
    cells of the row that it is made of. What engines read of files is kept in the store, if there is one."""
    known = _told_apart(named(root), given)
    if row is not None:
        return Speaker(lang, of_row(row, root, known, given, store))
    return Speaker(lang, Evaluation(root, known, operands(given), store=store))


def _told_apart(known: Named, given: Given) -> Named:
    """The values, with a finding for each that has the name of a variable: nobody could tell which one is meant."""
    both = sorted({*known.figures, *known.faulty} & set(operands(given)))
    hint = "Call one of the two otherwise."
    found = tuple(
        finding(
            "VAL002", f"`{name}` is a key or a variable of brief.yaml, and a value as well.", known.place(name), hint
        )
        for name in both
    )
    return replace(known, found=(*known.found, *found))


def of_row(row: Row, root: Path, known: Named, given: Given, store: cache.Store | None = None) -> Evaluation:
    """What reckons the values of a brief of a series: those of figures.yaml, and its row's."""
    found = known.found
    if "row" in {**known.groups, **known.figures}:
        said = "`row` is the row that a brief of the series is made of, and no name of a value."
        found = (*found, finding("VAL002", said, known.place("row"), "Call it otherwise."))
    names = {as_name(column): column for column in reversed(list(row.values))} | {
        column: column for column in row.values
    }
    cells = {f"row.{name}": Result(row.values[of], row.texts[of]).operand for name, of in names.items()}
    known = replace(
        known,
        figures={**known.figures, **{name: Figure() for name in cells}},
        groups={**known.groups, "row": tuple(row.values)},
        marks={**known.marks, **dict.fromkeys(cells, row.place)},
        found=found,
    )
    return Evaluation(root, known, {**operands(given), **cells}, row, store)


def operands(given: Given, above: str = "") -> dict[str, Operand]:
    """Variables as expressions take them, by their names with dots."""
    out: dict[str, Operand] = {}
    for name, value in given.items():
        if isinstance(value, Mapping):
            out |= operands(value, f"{above}{name}.")
        elif isinstance(value, bool):
            out[f"{above}{name}"] = value
        elif isinstance(value, str | int | float):
            out[f"{above}{name}"] = Result(value, str(value)).operand
        elif isinstance(value, datetime.date):
            out[f"{above}{name}"] = value.isoformat()
    return out


def written(
    value: Value | Fraction, text: str, form: str | None, lang: str, name: str, place: Span
) -> str | Diagnostic:  # fmt: skip
    """A value in a form, or as its file has it where there is none; a finding where that can't be."""
    chosen: Form = PLAIN
    try:
        chosen = form_of(form) if form is not None else PLAIN
    except ValueError as error:
        told, _, hint = str(error).partition(". ")
        hint = hint if hint.endswith("?") else f"{hint}." if hint else f"There are: {ALL}."
        return finding("VAL009", f"The form of `{name}` means nothing: {told}.", place, hint)
    try:
        # A cell of several lines stands on one line of the text.
        return chosen.written(value, text, lang).replace("\r", " ").replace("\n", " ")
    except ValueError as error:
        hint = "Choose another form, or mend what the value is taken from."
        return finding("VAL005", f"`{name}` can't be written as `{form}`: {error}.", place, hint)
