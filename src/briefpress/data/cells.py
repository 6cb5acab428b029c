"""The text of a cell in; whether it is a number, its value, and what may be wrong with it, out."""

from __future__ import annotations

import math
import re

from briefpress.data.rows import Value
from briefpress.engines.grids import Number

_NUMBER = re.compile(r"[+\-−]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
"""A number. One that begins with 0 is a code, and so are 1_000 and E10."""

_INTEGER = re.compile(r"[+-]?[0-9]+")
_FORMULA = re.compile(r"=[^\s=]|[+\-@][^\s|!(]*[|!(].")
"""What a spreadsheet works out when it opens a table: a formula, or a call to another program."""

_NO_NUMBER = re.compile(r"[+\-−]?(?:nan|inf|infinity|∞)", re.IGNORECASE)
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|N/A|SPILL!|CALC!)")
_LARGEST = 2**63
_LONGEST = 20
"""Signs of a whole number that may be smaller."""


def of_text(cell: str) -> str:
    """A cell of a file that knows no kinds, as a Number where it is one."""
    cell = cell.strip()
    return Number(cell) if _NUMBER.fullmatch(cell) else cell


def value(cell: str) -> Value:
    """What a cell holds. A number is whole or a float; one beyond all floats is infinite."""
    if not isinstance(cell, Number):
        return cell
    digits = cell.replace("−", "-")
    if len(digits) <= _LONGEST and _INTEGER.fullmatch(digits) and abs(number := int(digits)) < _LARGEST:
        return number
    return float(digits)


def fault(cell: str) -> tuple[str, str] | None:
    """What keeps a cell from being data, and what to do."""
    if isinstance(cell, Number):
        if math.isfinite(value(cell)):  # type: ignore[arg-type]  # a Number has no text
            return None
        return f"`{shortened(cell)}` is no number that can be shown", "Leave the cell empty where there is no figure."
    if _FORMULA.match(cell):
        return f"`{shortened(cell)}` is a formula", "Write the value that it stands for: a brief works nothing out."
    if _ERROR.fullmatch(cell):
        return f"`{cell}` is an error of a spreadsheet", "Mend the formula, or leave the cell empty."
    return None


def is_no_number(cell: str) -> bool:
    """Whether a text is what programs write where a number is missing or without end."""
    return _NO_NUMBER.fullmatch(cell) is not None


def shortened(cell: str) -> str:
    """A cell as a finding quotes it."""
    return cell if len(cell) <= 40 else f"{cell[:39]}…"
