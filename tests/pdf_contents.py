"""A page's content stream in; its pieces, each with what it is marked as, out: for the rules of PDF/A and PDF/UA."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

SHOWS = {"Tj", "TJ", "'", '"'}
PAINTS = {*SHOWS, "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"}


Marked = tuple[str, Any, Any]


@dataclass(frozen=True)
class Paint:
    """An instruction that paints: what it is, what it paints with, how deep the graphics state is nested, its marks;
    `is_form` where it draws a form, whose own instructions follow.

    `marks` are the tags of marked content around it from the outermost, each with its properties and the page or form
    that has it.
    """

    operator: str
    operands: Any
    depth: int
    font: Any
    marks: tuple[Marked, ...]
    is_form: bool = False

    @property
    def content(self) -> list[tuple[int, int]]:
        """The marked content around it: what its page or form is called in the parent tree, and its MCID."""
        named = [(p, owner) for _, p, owner in self.marks if isinstance(p, Dictionary) and Name.MCID in p]
        return [(int(owner.get(Name.StructParents, -1)), int(p.MCID)) for p, owner in named]

    @property
    def is_artifact(self) -> bool:
        """Whether it is no part of the text."""
        return any(tag == "/Artifact" for tag, _, _ in self.marks)

    @property
    def is_told(self) -> bool:
        """Whether something around it tells its words."""
        return any(isinstance(p, Dictionary) and Name.ActualText in p for _, p, _ in self.marks)


def paints(owner: Any, resources: Any = None, marks: tuple[Marked, ...] = ()) -> Iterator[Paint]:
    """Each instruction of a page or a form that paints, those of the forms that it draws among them."""
    resources = owner.get(Name.Resources, resources)
    stack = list(marks)
    depth, font = 0, None
    for operands, operator in pikepdf.parse_content_stream(owner):
        name = str(operator)
        if name == "q":
            depth += 1
        elif name == "Q":
            depth -= 1
        elif name in ("BMC", "BDC"):
            properties = operands[1] if name == "BDC" else None
            stack.append((str(operands[0]), properties, owner))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            font = resources.Font[str(operands[0])]
        drawn = resources.XObject[str(operands[0])] if name == "Do" else None
        is_form = drawn is not None and bool(drawn.Subtype == Name.Form)
        if name in PAINTS or name in ("k", "K"):
            yield Paint(name, operands, depth, font, tuple(stack), is_form)
        if is_form:
            yield from paints(drawn, resources, tuple(stack))
    assert stack == list(marks), "marked content is opened and closed in pairs"


def codes(paint: Paint) -> Iterator[int]:
    """The character codes of an instruction that shows text, of a font whose codes have two bytes."""
    shown = paint.operands[0] if paint.operator == "TJ" else [paint.operands[-1]]
    for part in shown:
        if isinstance(part, pikepdf.String):
            raw = bytes(part)
            yield from (int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2))


@dataclass(frozen=True)
class Element:
    """A structure element: its type as standards name it, what it stands in, and its object."""

    kind: str
    above: tuple[Element, ...]
    obj: Any

    @property
    def kids(self) -> list[Any]:
        """What is in it: elements, MCIDs, references."""
        kids = self.obj.get(Name.K, Array())
        return list(kids) if isinstance(kids, Array) else [kids]

    @property
    def attributes(self) -> dict[str, Any]:
        """The attributes of all its owners."""
        known = self.obj.get(Name.A, Array())
        known = [known] if isinstance(known, Dictionary) else list(known)
        return {key[1:]: owner[key] for owner in known for key in owner}


def elements(pdf: pikepdf.Pdf) -> list[Element]:
    """Every structure element in its order."""
    root = pdf.Root.StructTreeRoot
    roles = {key: str(value) for key, value in root.get(Name.RoleMap, Dictionary()).items()}
    found: list[Element] = []

    def walk(obj: Any, above: tuple[Element, ...]) -> None:
        kind = roles.get(str(obj.S), str(obj.S))[1:]
        one = Element(kind, above, obj)
        found.append(one)
        for kid in one.kids:
            if isinstance(kid, Dictionary) and Name.S in kid:
                walk(kid, (*above, one))

    for top in root.K if isinstance(root.K, Array) else [root.K]:
        walk(top, ())
    return found


def font_names(data: bytes) -> set[str]:
    """What the fonts in a PDF are called."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get(Name.Type) == Name.Font]
        return {str(font.BaseFont) for font in fonts if Name.BaseFont in font}


Rule = Callable[[pikepdf.Pdf], Iterator[str]]
"""What is against a clause of a standard in a PDF."""


def rulebook() -> tuple[dict[str, Rule], Callable[[str], Callable[[Rule], Rule]]]:
    """Rules by their clauses, none yet, and the decorator that keeps a function under a clause."""
    rules: dict[str, Rule] = {}

    def rule(clause: str) -> Callable[[Rule], Rule]:
        def keep(function: Rule) -> Rule:
            assert clause not in rules
            rules[clause] = function
            return function

        return keep

    return rules, rule
