"""An expression as an author writes it in; what it comes to, exactly, or what is wrong with it and where, out.

It is read as Python reads it and never run: of its tree only what stands here is known, and all of it is bounded.
"""

from __future__ import annotations

import ast
import keyword
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from briefpress.data.numbers import exact, rounded

Operand = Fraction | str | bool
"""What a name or a part of an expression stands for."""

MAX_LENGTH = 500
MAX_DEPTH = 30
MAX_BITS = 4096
MAX_POWER = 100

FUNCTIONS = ("abs", "change", "max", "mean", "min", "round", "share", "sum")
"""The functions: `change(a, b)` is (b − a) / a, `share(a, b)` is a / b."""


class ExpressionError(Exception):
    """An expression that can't be read, or comes to nothing: what is wrong, the column, from 0, and what to do.

    `nought` is whether it divides by nought.
    """

    def __init__(self, message: str, column: int = 0, hint: str = "", *, nought: bool = False) -> None:
        super().__init__(message)
        self.column, self.hint, self.nought = column, hint, nought


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was read. `names` are those that it rests on, each once, with the column where it stands."""

    text: str
    tree: ast.expr
    names: tuple[tuple[str, int], ...]

    def value(self, of: Callable[[str], Operand]) -> Operand:
        """What it comes to; `of` gives the value of a name. Raises ExpressionError, and what `of` raises."""
        return _Reckoner(self.text, of).value(self.tree)

    def holds(self, of: Callable[[str], Operand]) -> bool:
        """Whether a condition holds. Raises ExpressionError as `value` does, and where it is none."""
        found = self.value(of)
        if not isinstance(found, bool):
            raise ExpressionError("This is no condition", 0, "Compare it with something, as in `row.year > 2020`.")
        return found


def as_name(column: str) -> str:
    """A column as an expression names it, which can't hold all signs: `GDP per head` is `GDP_per_head`."""
    name = re.sub(r"\W", "_", unicodedata.normalize("NFKC", column))
    return f"{'_' * name[:1].isdigit()}{name}{'_' * keyword.iskeyword(name)}"


def parsed(text: str) -> Expression:
    """Read an expression. Raises ExpressionError for what isn't one, or holds more than an expression may."""
    text = unicodedata.normalize("NFKC", " ".join(text.split()))
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"It has more than {MAX_LENGTH} signs", 0, "Make two values of it.")
    if "\\" in text:
        raise ExpressionError("`\\` means nothing here", text.index("\\"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        at = min((error.offset or len(text) + 1) - 1, len(text))
        said = f"It can't be read from `{text[at : at + 20]}` on" if text[at:] else "It ends too early"
        hint = "What is equal is written with `==`." if text[at : at + 1] == "=" else _KNOWN
        raise ExpressionError(said, at, hint) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError("It is nested too deep", 0, "Make two values of it.") from error
    names: dict[str, int] = {}
    _look(tree, text, 0, names)
    return Expression(text, tree, tuple(names.items()))


_KNOWN = "It takes names, numbers, + - * / **, comparisons, and, or, not, in, and the functions " + ", ".join(
    FUNCTIONS
) + "."  # fmt: skip

_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)
_COMPARED = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn)


def _look(node: ast.expr, text: str, depth: int, names: dict[str, int]) -> None:
    """Refuse what isn't known, before anything is reckoned, and keep the names."""
    at = _column(node, text)
    if depth > MAX_DEPTH:
        raise ExpressionError("It is nested too deep", at, "Make two values of it.")
    if isinstance(node, ast.Name | ast.Attribute):
        names.setdefault(_name(node, text), at)
        return
    for child in _children(node, text):
        _look(child, text, depth + 1, names)


def _children(node: ast.expr, text: str) -> Sequence[ast.expr]:
    match node:
        case ast.Constant(value=bool() | str() | int() | float()):
            return ()
        case ast.BinOp() if isinstance(node.op, _ARITHMETIC):
            return node.left, node.right
        case ast.UnaryOp() if isinstance(node.op, ast.USub | ast.UAdd | ast.Not):
            return (node.operand,)
        case ast.BoolOp(values=values):
            return values
        case ast.Compare() if all(isinstance(op, _COMPARED) for op in node.ops):
            return node.left, *node.comparators
        case ast.IfExp():
            return node.test, node.body, node.orelse
        case ast.Tuple(elts=items) | ast.List(elts=items):
            return items
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            return args
        case ast.Call(func=ast.Name(id=name)):
            raise ExpressionError(f"There is no function `{name}`", _column(node, text), _KNOWN)
    shown = (ast.get_source_segment(text, node) or text)[:40]
    raise ExpressionError(f"`{shown}` can't stand in an expression", _column(node, text), _KNOWN)


def _column(node: ast.expr, text: str) -> int:
    """Where a part stands, in signs: Python counts bytes."""
    return len(text.encode()[: node.col_offset].decode(errors="ignore"))


def _name(node: ast.expr, text: str) -> str:
    """A name with dots; nothing else has attributes."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value, text)}.{node.attr}"
    raise ExpressionError("Only names have dots", _column(node, text), _KNOWN)


@dataclass(slots=True)
class _Reckoner:
    """Reckons what a tree that was looked through comes to."""

    text: str
    of: Callable[[str], Operand]

    def value(self, node: ast.expr) -> Operand:
        match node:
            case ast.Name() | ast.Attribute():
                return self.of(_name(node, self.text))
            case ast.Constant():
                return self._constant(node)
            case ast.BinOp():
                return self._bounded(self._arithmetic(node), node)
            case ast.UnaryOp(op=ast.Not()):
                return not self._truth(node.operand)
            case ast.UnaryOp():
                number = self._number(node.operand)
                return -number if isinstance(node.op, ast.USub) else number
            case ast.BoolOp():
                wanted = isinstance(node.op, ast.Or)
                return wanted if any(self._truth(v) is wanted for v in node.values) else not wanted
            case ast.Compare():
                return self._compared(node)
            case ast.IfExp():
                return self.value(node.body if self._truth(node.test) else node.orelse)
            case ast.Call(func=ast.Name(id=name)):
                return self._bounded(self._called(name, node), node)
        raise ExpressionError("A list can't stand here", _column(node, self.text))

    def _constant(self, node: ast.Constant) -> Operand:
        if isinstance(node.value, bool | str):
            return node.value
        number = exact(ast.get_source_segment(self.text, node) or "")
        if number is None:
            raise ExpressionError("This number can't be read", _column(node, self.text), "Write it as 1234.5.")
        return number

    def _number(self, node: ast.expr) -> Fraction:
        found = self.value(node)
        if not isinstance(found, Fraction):
            shown = ast.get_source_segment(self.text, node)
            said = f"is the text `{found}`" if isinstance(found, str) else "is true or false"
            raise ExpressionError(f"`{shown}` {said}, where a number is wanted", _column(node, self.text))
        return found

    def _truth(self, node: ast.expr) -> bool:
        found = self.value(node)
        if not isinstance(found, bool):
            shown = ast.get_source_segment(self.text, node)
            raise ExpressionError(f"`{shown}` is no condition", _column(node, self.text),
                                  "Compare it with something, as in `row.year > 2020`.")  # fmt: skip
        return found

    def _bounded(self, number: Fraction, node: ast.expr) -> Fraction:
        if number.numerator.bit_length() > MAX_BITS or number.denominator.bit_length() > MAX_BITS:
            raise ExpressionError("This number has too many digits", _column(node, self.text))
        return number

    def _divided(self, above: Fraction, below: Fraction, node: ast.expr) -> Fraction:
        if not below:
            shown = ast.get_source_segment(self.text, node)
            raise ExpressionError(f"`{shown}` is nought, and nothing can be divided by it", _column(node, self.text),
                                  "Look at the value below the line.", nought=True)  # fmt: skip
        return above / below

    def _arithmetic(self, node: ast.BinOp) -> Fraction:
        left, right = self._number(node.left), self._number(node.right)
        match node.op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case ast.Div():
                return self._divided(left, right, node.right)
        if right.denominator != 1 or abs(right) > MAX_POWER:
            raise ExpressionError(f"A power is a whole number of at most {MAX_POWER}", _column(node.right, self.text))
        if left.numerator.bit_length() * abs(int(right)) > MAX_BITS:
            raise ExpressionError("This number has too many digits", _column(node, self.text))
        if not left and right < 0:
            return self._divided(Fraction(1), left, node.left)
        return Fraction(left ** int(right))

    def _compared(self, node: ast.Compare) -> bool:
        left = node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            if not self._holds(left, op, right):
                return False
            left = right
        return True

    def _holds(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> bool:
        if isinstance(op, ast.In | ast.NotIn):
            if not isinstance(right, ast.Tuple | ast.List):
                raise ExpressionError("Behind `in` stands a list", _column(right, self.text),
                                      "Write it as `('north', 'south')`.")  # fmt: skip
            return (self.value(left) in [self.value(item) for item in right.elts]) is isinstance(op, ast.In)
        first, second = self.value(left), self.value(right)
        if isinstance(op, ast.Eq | ast.NotEq):
            same = type(first) is type(second) and first == second
            return same is isinstance(op, ast.Eq)
        if isinstance(first, bool) or type(first) is not type(second):
            raise ExpressionError("Only two numbers or two texts can be compared by size", _column(left, self.text))
        if isinstance(op, ast.Lt):
            return first < second  # type: ignore[operator]  # of one type
        if isinstance(op, ast.LtE):
            return first <= second  # type: ignore[operator]
        return first > second if isinstance(op, ast.Gt) else first >= second  # type: ignore[operator]

    def _called(self, name: str, node: ast.Call) -> Fraction:
        args = list(self._arguments(node))
        values = [self._number(arg) for arg in args]
        wanted = {"abs": (1, 1), "round": (1, 2), "change": (2, 2), "share": (2, 2)}.get(name, (1, MAX_LENGTH))
        if not wanted[0] <= len(values) <= wanted[1]:
            counts = str(wanted[0]) if wanted[0] == wanted[1] else f"{wanted[0]} to {wanted[1]}"
            said = f"takes {counts} values, not {len(values)}" if wanted[1] < MAX_LENGTH else "is given nothing"
            raise ExpressionError(f"`{name}` {said}", _column(node, self.text))
        match name:
            case "abs":
                return abs(values[0])
            case "round":
                places = values[1] if len(values) == 2 else Fraction(0)
                if places.denominator != 1 or not 0 <= places <= 12:
                    raise ExpressionError("`round` takes 0 to 12 decimals", _column(args[1], self.text))
                return rounded(values[0], int(places))
            case "change":
                return self._divided(values[1] - values[0], values[0], args[0])
            case "share":
                return self._divided(values[0], values[1], args[1])
            case "sum":
                return sum(values, Fraction(0))
            case "mean":
                return sum(values, Fraction(0)) / len(values)
        return min(values) if name == "min" else max(values)

    def _arguments(self, node: ast.Call) -> Iterator[ast.expr]:
        for arg in node.args:
            if isinstance(arg, ast.Tuple | ast.List):
                yield from arg.elts
            else:
                yield arg
