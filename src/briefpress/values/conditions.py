"""A condition as an author writes it, and the values of a brief, in; whether it holds, or a finding, out."""

from __future__ import annotations

from collections.abc import Iterator

from briefpress.datamodel import FigureValue
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.values.evaluation import Evaluation, FaultyError, cell_of, column_of, unknown
from briefpress.values.expressions import ExpressionError, Operand, parsed


def holds(evaluation: Evaluation, test: str, place: Span) -> bool | Diagnostic | None:
    """Whether a condition that stands at a place holds; None where a value that it names is at fault.

    The cells of the row and the variables come first: an empty cell is the text of no letters.
    """

    def operand(name: str) -> Operand:
        return evaluation.given[name] if name in evaluation.given else evaluation.result(name, place).operand

    try:
        condition = parsed(test)
        for name, column in condition.names:
            if name not in evaluation.given and name not in {**evaluation.named.figures, **evaluation.named.groups}:
                raise unknown(evaluation.named, name, column, evaluation.given)
        return condition.holds(operand)
    except FaultyError:
        return None
    except ExpressionError as error:
        wrong = f"{error}"
        at = Span(place.path, place.line, place.column + error.column) if place.line else place
        said = f"The condition `{test}` can't be told: {wrong[0].lower()}{wrong[1:]}."
        return finding("SER004", said, at, error.hint or "Mend the condition, or the cell that it looks at.")


def rests(evaluation: Evaluation, test: str, place: Span, *, held: bool) -> Iterator[FigureValue]:
    """The values and the cells of the row by which a condition was told that stands at a place, and whether it held."""
    words = "holds" if held else "doesn't hold"
    for name, _ in parsed(test).names:
        if evaluation.row is not None and name.startswith("row."):
            cells = (cell_of(evaluation.row, column_of(evaluation.row, name)),)
            yield FigureValue(name, words, place, evaluation.row.place, cells, test=test)
        elif name in evaluation.named.figures and name not in evaluation.given:
            found = evaluation.result(name)
            at = evaluation.named.place(name)
            yield FigureValue(name, words, place, at, found.cells, "", tuple(found.sources), test,
                              tuple(found.sources.values()))  # fmt: skip
