"""A PDF in the colours of a screen and a press in; the same in that press's inks, its pictures with their profile, out.

Colours in content are converted where they stand: on pages, in forms, patterns, masks and drawn letters. Pictures keep
their RGB and say that it is sRGB, which PDF/X-4 leaves to the press (ISO 15930-7, 6.2.3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Stream

from briefpress.engines.inks import BLACK, Colour, Press, srgb

_Instruction = ContentStreamInstruction | pikepdf.ContentStreamInlineImage
_Written = tuple[list[float], str]
"""Operands, and the operator for filling."""


def convert(pdf: pikepdf.Pdf, press: Press) -> None:
    """Convert every colour in a PDF, and give each page a blending space of inks (ISO 32000-1, 11.6.6)."""
    work = _Conversion(pdf, press)
    for page in pdf.pages:
        page.obj[Name.Group] = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)
        resources = page.obj.get(Name.Resources, Dictionary())
        if Name.Contents in page.obj:
            instructions = [
                ContentStreamInstruction([], Operator("q")),
                *(_made((list(BLACK), "k"), stroke) for stroke in (False, True)),
                *work.instructions(page, resources, work.printed),
                ContentStreamInstruction([], Operator("Q")),
            ]
            page.obj[Name.Contents] = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
        work.resources(resources, work.printed)


class _Conversion:
    """The conversion of one PDF: what of it was converted, and how."""

    def __init__(self, pdf: pikepdf.Pdf, press: Press) -> None:
        self._press = press
        self._done: set[tuple[int, int]] = set()
        self._profile = Array([Name.ICCBased, pdf.make_indirect(Stream(pdf, srgb(), N=3))])

    def printed(self, colour: Colour) -> _Written:
        """A colour as inks."""
        return [round(part, 4) for part in self._press.inks(colour)], "k"

    @staticmethod
    def masked(colour: Colour) -> _Written:
        """A colour of a mask, of which the lightness alone counts (ISO 32000-1, 11.5.3)."""
        red, green, blue = colour
        return [round(0.3 * red + 0.59 * green + 0.11 * blue, 4)], "g"

    def instructions(self, stream: Any, resources: Any, write: Callable[[Colour], _Written]) -> Iterator[_Instruction]:
        """The instructions of a content stream with each colour converted."""
        spaces = ["", ""]
        kept: list[list[str]] = []
        for instruction in pikepdf.parse_content_stream(stream):
            operator = str(instruction.operator)
            stroke = operator.isupper()
            if operator == "q":
                kept.append([*spaces])
            elif operator == "Q" and kept:
                spaces = kept.pop()
            if operator in ("rg", "RG", "g", "G"):
                spaces[stroke] = ""
                yield _made(write(_colour(operator.lower(), instruction.operands)), stroke)
            elif operator in ("k", "K"):
                spaces[stroke] = ""
                yield instruction
            elif operator in ("cs", "CS"):
                spaces[stroke] = _kind(instruction.operands[0], resources)
                yield _made(write((0, 0, 0)), stroke) if spaces[stroke] else instruction
            elif operator in ("sc", "scn", "SC", "SCN") and spaces[stroke]:
                yield _made(write(_colour(spaces[stroke], instruction.operands)), stroke)
            else:
                yield instruction

    def resources(self, resources: Any, write: Callable[[Colour], _Written]) -> None:
        """Convert what content names: forms, pictures, patterns, shadings, masks, letters that are drawn."""
        if self._again(resources):
            return
        for item in dict(resources.get(Name.XObject, {})).values():
            if item.get(Name.Subtype) == Name.Image:
                self._picture(item)
            else:
                self._form(item, resources, write)
        for pattern in dict(resources.get(Name.Pattern, {})).values():
            if isinstance(pattern, Stream):
                self._form(pattern, resources, write)
            else:
                self._shading(pattern.Shading)
        for shading in dict(resources.get(Name.Shading, {})).values():
            self._shading(shading)
        for state in dict(resources.get(Name.ExtGState, {})).values():
            mask = state.get(Name.SMask)
            if isinstance(mask, Dictionary) and Name.G in mask:
                self._form(mask.G, resources, self.masked)
        for font in dict(resources.get(Name.Font, {})).values():
            if font.get(Name.Subtype) == Name.Type3:
                own = font.get(Name.Resources, resources)
                for glyph in dict(font.CharProcs).values():
                    self._content(glyph, own, write)
                self.resources(own, write)

    def _form(self, form: Any, outer: Any, write: Callable[[Colour], _Written]) -> None:
        resources = form.get(Name.Resources, outer)
        self._content(form, resources, write)
        group = form.get(Name.Group)
        if group is not None and Name.CS in group:
            group.CS = Name.DeviceGray if write == self.masked else Name.DeviceCMYK
        self.resources(resources, write)

    def _content(self, stream: Any, resources: Any, write: Callable[[Colour], _Written]) -> None:
        if not self._again(stream):
            stream.write(pikepdf.unparse_content_stream(list(self.instructions(stream, resources, write))))

    def _picture(self, picture: Any) -> None:
        if picture.get(Name.ColorSpace) == Name.DeviceRGB:
            picture.ColorSpace = self._profile
        elif (space := picture.get(Name.ColorSpace)) is not None and isinstance(space, Array):
            self._indexed(space)

    def _indexed(self, space: Array) -> None:
        if space[0] == Name.Indexed and space[1] == Name.DeviceRGB:
            space[1] = self._profile

    def _shading(self, shading: Any) -> None:
        if shading.get(Name.ColorSpace) == Name.DeviceRGB:
            shading.ColorSpace = self._profile

    def _again(self, item: Any) -> bool:
        """Whether this was met before: many pages share what they are made of."""
        if not item.is_indirect:
            return False
        again = item.objgen in self._done
        self._done.add(item.objgen)
        return again


def _made(written: _Written, stroke: bool) -> ContentStreamInstruction:
    operands, operator = written
    return ContentStreamInstruction(operands, Operator(operator.upper() if stroke else operator))


def _kind(name: Any, resources: Any) -> str:
    """What a colour space measures, if it is one of a screen: RGB or Gray. Lab is of none, and stays."""
    if name in (Name.DeviceRGB, Name.DeviceGray):
        return str(name).removeprefix("/Device")
    space = resources.get(Name.ColorSpace, Dictionary()).get(str(name))
    if not isinstance(space, Array):
        return ""
    if space[0] in (Name.CalRGB, Name.CalGray):
        return str(space[0]).removeprefix("/Cal")
    if space[0] == Name.ICCBased:
        return {1: "Gray", 3: "RGB"}.get(int(space[1].N), "")
    return ""


def _colour(kind: str, operands: Any) -> Colour:
    """A colour of a screen's space, by the name of the space or of the operator that sets it."""
    parts = [float(part) for part in operands]
    if kind in ("g", "Gray"):
        return (parts[0], parts[0], parts[0])
    red, green, blue = parts
    return (red, green, blue)
