"""A section's raw text in; its front matter, and its text with includes and variables put in, out.

Every line of the text that comes out knows the file and line that it came from.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefpress import files, yamlfile
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.scan import mask_code
from briefpress.validate import nearest

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_INCLUDE = re.compile(r"^[ \t]*\{\{\s*include\s+(?:\"([^\"]*)\"|'([^']*)'|([^\s}]+))\s*\}\}[ \t]*$")
_VARIABLE = re.compile(r"(?<!\\)\{\{\s*([^{}]*?)\s*\}\}")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+.!<>|~^$@'\"=-])")
_REFERENCE = re.compile(r"&#(?:(\d{1,8})|[xX]([0-9A-Fa-f]{1,6}));")
_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line of Markdown and where it stands."""

    text: str
    path: str
    number: int


@dataclass(frozen=True, slots=True)
class Expanded:
    """A section as pandoc will read it. `lines` keeps, for each line, where it came from."""

    lines: tuple[Line, ...]
    inputs: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def text(self) -> str:
        """The section's Markdown."""
        return "\n".join(line.text for line in self.lines) + "\n"

    def span(self, line: int, column: int) -> Span:
        """The place in the author's files of a line and column of the text, both from 1."""
        origin = self.lines[min(line, len(self.lines)) - 1]
        return Span(origin.path, origin.number, column)


def decode(data: bytes, path: str) -> tuple[str, list[Diagnostic]]:
    """The text of a file: UTF-8, without byte order mark, with line ends of one kind, of characters that can be printed."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        hint = "Save it again with the encoding UTF-8."
        return "", [finding("SECT002", "The file is in UTF-16, not in UTF-8.", Span(path), hint)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"The file isn't UTF-8: the byte 0x{data[error.start]:02x} stands here."
        hint = "Save it again with the encoding UTF-8; it is probably in Windows-1252."
        return "", [finding("SECT002", message, _after(data[: error.start].decode("utf-8-sig"), path), hint)]
    if match := files.UNPRINTABLE.search(text):
        message = f"The file holds a character that can't be printed (U+{ord(match[0]):04X})."
        hint = "Delete it: it can't be seen, and came with a text from elsewhere."
        return "", [finding("SECT002", message, _after(text[: match.start()], path), hint)]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def _after(before: str, path: str) -> Span:
    """The place that follows a text."""
    lines = re.split(r"\r\n|\r|\n", before)
    return Span(path, len(lines), len(lines[-1]) + 1)


def split_front_matter(text: str, path: str) -> tuple[yamlfile.YamlData, int]:
    """A section's front matter, and the number of lines that it takes."""
    match = _FRONT.match(text)
    if not match:
        return yamlfile.YamlData({}), 0
    data = yamlfile.parse(match[1], path, first_line=2)
    return data, match[0].count("\n")


def expand(root: Path, path: str, text: str, skip: int, variables: Mapping[str, Any]) -> Expanded:
    """Put includes and variables into a section's text, but for its first `skip` lines, the front matter."""
    work = _Expander(root, variables)
    raw = text.split("\n")
    lines = [Line(t, path, n) for n, t in enumerate(raw[skip:], skip + 1)]
    included = work.include(lines, (path,))
    return Expanded(tuple(work.substitute(included)), frozenset(work.inputs), tuple(work.found))


class _Expander:
    def __init__(self, root: Path, variables: Mapping[str, Any]) -> None:
        self._root, self._variables = root, variables
        self.inputs: set[str] = set()
        self.found: list[Diagnostic] = []

    def include(self, lines: list[Line], trail: tuple[str, ...]) -> list[Line]:
        masked = mask_code("\n".join(line.text for line in lines)).split("\n")
        out = []
        for line, visible in zip(lines, masked, strict=True):
            match = _INCLUDE.match(visible)
            out += self._included(line, next(g for g in match.groups() if g), trail) if match else [line]
        return out

    def _included(self, line: Line, name: str, trail: tuple[str, ...]) -> list[Line]:
        place = Span(line.path, line.number, line.text.index("{{") + 1)
        target = self._root / Path(line.path).parent / name
        path = files.relative(self._root, target)

        def refuse(message: str, hint: str = "") -> list[Line]:
            self.found.append(finding("SECT004", message, place, hint))
            return []

        try:
            real = files.inside(self._root, target)
        except files.OutsideBriefError:
            return refuse(f"`{name}` is outside the brief's folder.", "Put the file into the brief's folder.")
        if path in trail:
            return refuse(f"`{name}` includes itself.", "The trail: " + " → ".join([*trail, path]) + ".")
        if len(trail) > _DEPTH:
            return refuse(f"Includes stand more than {_DEPTH} deep.")
        if not real.is_file():
            there = sorted(p.name for p in real.parent.glob("*.md")) if real.parent.is_dir() else []
            like = nearest(real.name, there)
            return refuse(f"There is no file `{path}` to include.", f"Did you mean `{like}`?" if like else "")
        text, found = decode(real.read_bytes(), path)
        self.found += found
        self.inputs.add(path)
        return self.include([Line(t, path, n) for n, t in enumerate(text.split("\n"), 1)], (*trail, path))

    def substitute(self, lines: list[Line]) -> list[Line]:
        masked = mask_code("\n".join(line.text for line in lines)).split("\n")
        out = []
        for line, visible in zip(lines, masked, strict=True):
            text, end = "", 0
            for match in _VARIABLE.finditer(visible):
                text += line.text[end : match.start()] + self._value(match, line)
                end = match.end()
            rest = text + line.text[end:]
            out.append(Line(rest.replace("\\{{", "{{") if "\\{{" in visible else rest, line.path, line.number))
        return out

    def _value(self, match: re.Match[str], line: Line) -> str:
        value: Any = self._variables
        for part in match[1].split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if value is None or isinstance(value, Mapping | list | tuple):
            like = nearest(match[1], sorted(k for k, v in self._variables.items() if v is not None))
            hint = f"Did you mean `{like}`?" if like else "Give it under `variables:` in brief.yaml."
            place = Span(line.path, line.number, match.start() + 1)
            self.found.append(finding("SECT005", f"There is no variable `{match[1]}`.", place, hint))
            return match[0]
        if isinstance(value, bool):
            return "true" if value else "false"
        return _SPECIAL.sub(r"\\\1", str(value))
