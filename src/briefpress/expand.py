"""A section's raw text in; its front matter, and its text with includes and variables put in, out.

Every line of the text that comes out knows the file and line that it came from.
"""

from __future__ import annotations

import codecs
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from briefpress import files, frames, yamlfile
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.model import Written
from briefpress.scan import find_words, mask_code, opens_code
from briefpress.spacetables import columned, cuts
from briefpress.strays import Stray, strays
from briefpress.validate import nearest

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_INCLUDE = re.compile(r"^[ \t]*\{\{\s*include\s+(?:\"([^\"]*)\"|'([^']*)'|([^\s}]+))\s*\}\}[ \t]*$")
_VARIABLE = re.compile(r"(?<!\\)\{\{\s*([^{}]*?)\s*\}\}")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+.!<>|~^$@'\"=-])")
_OPEN_FRONT = re.compile(r"\A---[ \t]*\n[A-Za-z][\w-]*:(?:[ \t]|\n)")
_DEPTH = 20
_LINES = 200_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of Markdown and where it stands."""

    text: str
    path: str
    number: int


class Figures(Protocol):
    """What knows the values of figures.yaml, and writes them."""

    @property
    def names(self) -> Sequence[str]:
        """The names of the values."""

    def words(self, name: str, form: str | None, place: Span) -> str | Diagnostic | None:
        """What stands for a name; None where there is no such name, nothing where its fault is told elsewhere."""

    def given(self, value: Any, form: str, name: str, place: Span) -> str | Diagnostic:
        """A variable in a form."""


@dataclass(frozen=True, slots=True)
class Expanded:
    """A section as everybody reads it. `lines` keeps, for each line, where it came from.

    `inputs` has the SHA-256 of each file that it includes, `values` what stands in it for each variable, `braces` what
    stands for those in its blocks of data. `framed` is the text as pandoc reads it, where values stand between the
    signs of `frames`; `names` are those of the values, as the signs count them.
    """

    lines: tuple[Line, ...]
    inputs: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    braces: Mapping[str, str] = field(default_factory=dict)
    framed: str = ""
    names: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The section's Markdown."""
        return "\n".join(line.text for line in self.lines) + "\n"

    @property
    def written(self) -> Written:
        """The section's Markdown with the origins of its lines, for the stages that come after."""
        return Written(self.text, tuple((line.path, line.number) for line in self.lines))

    def find(self, words: str, counts: Iterable[int]) -> Span | None:
        """Where in the author's files some words begin; `counts` as in `scan.find_words`."""
        place = find_words("", self.text, words, counts)
        return self.span(place.line, place.column) if place else None

    def span(self, line: int, column: int) -> Span:
        """The place in the author's files of a line and column of the text, both from 1."""
        origin = self.lines[min(line, len(self.lines)) - 1]
        return Span(origin.path, origin.number, column)


def decode(data: bytes, path: str) -> tuple[str, list[Diagnostic]]:
    """The text of a file: UTF-8, without byte order mark, with line ends of one kind, and nothing unprintable."""
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
        if not _OPEN_FRONT.match(text):
            return yamlfile.YamlData({}), 0
        open_end = finding(
            "CONF001", "The front matter is never closed.", Span(path, 1, 1), "Close it with a line `---`."
        )
        return yamlfile.YamlData({}, {}, (open_end,)), 0
    data = yamlfile.parse(match[1], path, first_line=2)
    return data, match[0].count("\n")


def expand(
    root: Path, path: str, text: str, skip: int, variables: Mapping[str, Any], figures: Figures | None = None
) -> Expanded:
    """Put includes, variables and values into a section's text, but for its first `skip` lines, the front matter."""
    work = _Expander(root, Braces(variables, figures))
    raw = text.split("\n")
    lines = [Line(t, path, n) for n, t in enumerate(raw[skip:], skip + 1)]
    included = work.include(lines, (path,))
    # A bar between braces parts no cells.
    work.tell(strays(_VARIABLE.sub(lambda match: match[0].replace("|", " "), _joined(included))), included)
    substituted, framed = work.substitute(included)
    work.tell(cuts(_joined(substituted)), substituted)
    said = work.braces
    return Expanded(tuple(substituted), work.inputs, (*work.found, *said.found), said.values, work.blocks,
                    framed, tuple(work.names))  # fmt: skip


def _joined(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines)


class _Expander:
    def __init__(self, root: Path, braces: Braces) -> None:
        self._root, self.braces = root, braces
        self._count = 0
        self.inputs: dict[str, str] = {}
        self.blocks: dict[str, str] = {}
        self.names: dict[str, int] = {}
        self.found: list[Diagnostic] = []

    def include(self, lines: list[Line], trail: tuple[str, ...]) -> list[Line]:
        masked = mask_code(_joined(lines)).split("\n")
        out = []
        for line, visible in zip(lines, masked, strict=True):
            match = _INCLUDE.match(visible)
            out += self._included(line, next(g for g in match.groups() if g), trail) if match else [line]
        return out

    def _included(self, line: Line, name: str, trail: tuple[str, ...]) -> list[Line]:
        place = Span(line.path, line.number, line.text.index("{{") + 1)
        target = self._root / Path(line.path).parent / name
        path = files.relative(self._root, target)

        def refuse(message: str, hint: str) -> list[Line]:
            self.found.append(finding("SECT004", message, place, hint))
            return []

        try:
            raw = files.read_inside(self._root, target)
        except files.OutsideBriefError:
            hint = "A build reads only the brief's own folder: put the file there."
            return refuse(f"`{name}` leads out of the brief's folder.", hint)
        except (OSError, ValueError):
            if target.is_dir():
                return refuse(f"`{path}` is a folder, not a file.", "Name a file in it.")
            there = sorted(p.name for p in target.parent.glob("*.md")) if target.parent.is_dir() else []
            like = nearest(target.name, [n for n in there if n != Path(line.path).name])
            hint = f"Did you mean `{like}`?" if like else f"The path is read from the folder of {line.path}."
            return refuse(f"There is no file `{path}` to include.", hint)
        if path in trail:
            round_trip = " → ".join([*trail[trail.index(path) :], path])
            return refuse(f"`{name}` includes itself.", f"It goes in a circle: {round_trip}.")
        if len(trail) > _DEPTH:
            return refuse(f"Includes stand more than {_DEPTH} deep.", "Put the text of some into the files above them.")
        text, found = decode(raw, path)
        self.found += found
        self.inputs[path] = files.sha256(raw)
        self._count += text.count("\n") + 1
        if self._count > _LINES:
            return refuse(f"The includes of this section have more than {_LINES:,} lines.", "Include less.")
        if _FRONT.match(text):
            hint = f"Move what it says to {trail[0]}, and delete it here."
            self.found.append(finding("SECT004", "An included file has no front matter.", Span(path, 1, 1), hint))
            return []
        return self.include([Line(t, path, n) for n, t in enumerate(text.split("\n"), 1)], (*trail, path))

    def tell(self, found: list[Stray], lines: list[Line]) -> None:
        """Findings for marks that mean nothing, by which something would be lost or cut."""
        for stray in found:
            line = lines[stray.line - 1]
            self.found.append(
                finding(stray.code, stray.message, Span(line.path, line.number, stray.column), stray.hint)
            )

    def substitute(self, lines: list[Line]) -> tuple[list[Line], str]:
        """The lines with variables and values in them, and the same as pandoc reads them, with signs around values."""
        joined = _joined(lines)
        masked = mask_code(joined)
        plain = frames.holds_signs(joined)
        formulas = [match.span() for match in _FORMULA.finditer(masked)]
        by_columns = columned(masked)
        self._fill_blocks(lines, masked)
        out: list[Line] = []
        framed: list[str] = []
        begin = 0
        for number, (line, visible) in enumerate(zip(lines, masked.split("\n"), strict=True)):
            text = signed = ""
            end = owed = 0
            for match in _VARIABLE.finditer(visible):
                said = self.braces.said(match, Span(line.path, line.number, match.start() + 1))
                at = begin + match.start()
                if said is None:
                    words = shown = match[0]
                elif any(first < at < last for first, last in formulas):
                    words = shown = _in_formula(said.words) if said.is_value else escaped(said.words)
                else:
                    words = shown = escaped(said.words)
                    if said.is_value and not plain and number not in by_columns:
                        shown = frames.framed(words, self.names.setdefault(said.name, len(self.names)))
                between = line.text[end : match.start()]
                if number in by_columns:
                    between, owed = _paid(between, owed)
                    owed += len(match[0]) - len(words)
                text, signed = text + between + words, signed + between + shown
                end = match.end()
            rest = line.text[end:]
            rest = _paid(rest, owed)[0] if owed else rest
            for piece, into in ((text + rest, out), (signed + rest, framed)):
                whole = piece.replace("\\{{", "{{") if "\\{{" in visible else piece
                if into is out:
                    out += [Line(part, line.path, line.number) for part in whole.split("\n")]
                else:
                    framed.append(whole)
            begin += len(visible) + 1
        return out, "\n".join(framed) + "\n"

    def _fill_blocks(self, lines: list[Line], masked: str) -> None:
        """What stands for the braces in blocks of data, which are put in once their YAML is read."""
        shown = masked.split("\n")
        inside = False
        for line, visible in zip(lines, shown, strict=True):
            if _DATA_BLOCK.search(visible) and opens_code(line.text):
                inside = True
            elif inside and opens_code(line.text):
                inside = False
            elif inside and not visible.strip():
                for match in _VARIABLE.finditer(line.text):
                    said = self.braces.said(match, Span(line.path, line.number, match.start() + 1))
                    if said is not None:
                        self.blocks[match[0]] = said.words


_DATA_BLOCK = re.compile(r"\{[^{}\n]*?\.(?:chart|table)\b")
_FORMULA = re.compile(
    r"(?<!\\)\$\$.+?\$\$|(?<![\\$\w])\$(?=[^\s$])(?:(?!\n[ \t]*\n)[^$])*?(?<=[^\s\\$])\$(?![\d$])", re.DOTALL
)
_TEX = {"%": r"\%", "−": "-", ",": "{,}", "\u00a0": r"\,", "\u202f": r"\,", " ": r"\ ", "€": r"\text{€}", "$": r"\$"}


def escaped(words: str) -> str:
    """Words so written that Markdown reads them as they are."""
    return _SPECIAL.sub(r"\\\1", words)


def _in_formula(words: str) -> str:
    """Words as a formula takes them."""
    return "".join(_TEX.get(sign, sign) for sign in words)


def _paid(text: str, owed: int) -> tuple[str, int]:
    """A text of a table by columns, in which the next gap is so much wider or narrower; and what is still owed."""
    if not owed or not (gap := re.search(r" +(?=\||$| )|(?=\|)| +", text)):
        return text, owed
    width = max(1, len(gap[0]) + owed) if owed < 0 else len(gap[0]) + owed
    return text[: gap.start()] + " " * width + text[gap.end() :], owed - (width - len(gap[0]))


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

        return _VARIABLE.sub(put, text).replace("\\{{", "{{")

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
        if words:
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
