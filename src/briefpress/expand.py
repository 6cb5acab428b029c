"""A section's raw text in; its front matter, and its text with includes, variables and values put in, out.

Every line of the text that comes out knows the file and line that it came from.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefpress import conditions, files, frames, yamlfile
from briefpress.braces import BRACES, Braces, Figures
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.model import Written
from briefpress.scan import ends_data, find_words, mask_code, opens_data
from briefpress.spacetables import columned, cuts
from briefpress.strays import Stray, strays
from briefpress.validate import nearest
from briefpress.variants import Absent
from briefpress.wordplaces import Places, Reader, so_written

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_INCLUDE = re.compile(r"^[ \t]*\{\{\s*include\s+(?:\"([^\"]*)\"|'([^']*)'|([^\s}]+))\s*\}\}[ \t]*$")
_OPEN_FRONT = re.compile(r"\A---[ \t]*\n[A-Za-z][\w-]*:(?:[ \t]|\n)")
_UNCLOSED = re.compile(r"(?<!\\)\{\{(?=\s*(?:[\w.]+\s*)?(?:\||\}(?!\})|$))")
_DEPTH = 20
_LINES = 200_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of Markdown and where it stands."""

    text: str
    path: str
    number: int


@dataclass(frozen=True, slots=True)
class Expanded:
    """A section as everybody reads it. `lines` keeps, for each line, where it came from.

    `inputs` has the SHA-256 of each file that it includes, `values` what stands in it for each variable, `braces` what
    stands for those in its blocks of data. `framed` is the text as pandoc reads it, where values stand between the
    signs of `frames`; `names` are those of the values, as the signs count them. `absent` are the conditional parts that
    were taken out.
    """

    lines: tuple[Line, ...]
    inputs: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    braces: Mapping[str, str] = field(default_factory=dict)
    framed: str = ""
    names: tuple[str, ...] = ()
    absent: tuple[Absent, ...] = ()

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
    start = data[:1000]
    # Half the bytes of Latin letters in UTF-16 are noughts; it may have no mark.
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or start.count(0) > len(start) // 3:
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
    work = _Expander(root, Braces(variables, figures), figures)
    raw = text.split("\n")
    lines = [Line(t, path, n) for n, t in enumerate(raw[skip:], skip + 1)]
    included = work.standing(work.include(lines, (path,)))
    # A bar between braces parts no cells.
    work.tell(strays(BRACES.sub(lambda match: match[0].replace("|", " "), _joined(included))), included)
    substituted, framed = work.substitute(included)
    work.tell(cuts(_joined(substituted)), substituted)
    said = work.braces
    return Expanded(tuple(substituted), work.inputs, (*work.found, *said.found), said.values, work.blocks,
                    framed, tuple(work.names), tuple(work.absent))  # fmt: skip


def _joined(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines)


class _Expander:
    def __init__(self, root: Path, braces: Braces, figures: Figures | None) -> None:
        self._root, self.braces, self._figures = root, braces, figures
        self._count = 0
        self.inputs: dict[str, str] = {}
        self.blocks: dict[str, str] = {}
        self.names: dict[str, int] = {}
        self.found: list[Diagnostic] = []
        self.absent: list[Absent] = []

    def standing(self, lines: list[Line]) -> list[Line]:
        """The lines without the conditional parts whose conditions don't hold."""
        text = _joined(lines)
        if not conditions.has_conditions(text):
            return lines

        def place(offset: int) -> Span:
            at = Span.at("", text, offset)
            line = lines[at.line - 1]
            return Span(line.path, line.number, at.column)

        def holds(part: conditions.Part) -> bool:
            told = self._figures.holds(part.test, place(part.tested)) if self._figures else True
            self.found += [told] if isinstance(told, Diagnostic) else []
            return told is not False

        kept = conditions.kept([line.text for line in lines], holds)
        self.absent += [Absent(place(part.start), part.test, labels) for part, labels in kept.absent]
        self.found += [finding("SER004", f.message, place(f.at), f.hint) for f in kept.faults]
        return [Line(words, lines[number].path, lines[number].number) for number, words in kept.lines]

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
        places = Places(masked)
        by_columns = columned(masked)
        self._fill_blocks(lines, masked)
        out: list[Line] = []
        framed: list[str] = []
        begin = 0
        for number, (line, visible) in enumerate(zip(lines, masked.split("\n"), strict=True)):
            text = signed = ""
            end = owed = 0
            for match in BRACES.finditer(visible):
                said = self.braces.said(match, Span(line.path, line.number, match.start() + 1))
                words = shown = match[0]
                if said is not None:
                    reader = places.reader(begin + match.start())
                    if reader is Reader.FORMULA and not said.is_value:
                        reader = Reader.PROSE  # a variable is words, in a formula too
                    words = shown = so_written(said.words, reader)
                    if said.is_value and reader is Reader.PROSE and not plain and number not in by_columns:
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
            for match in _UNCLOSED.finditer(BRACES.sub(lambda m: " " * len(m[0]), visible)):
                if places.reader(begin + match.start()) is not Reader.FORMULA:
                    self._unclosed(Span(line.path, line.number, match.start() + 1))
            begin += len(visible) + 1
        return out, "\n".join(framed) + "\n"

    def _unclosed(self, place: Span) -> None:
        hint = "Write them on one line, as `{{ name | form }}`. To print the braces, write `\\{{`."
        self.found.append(finding("SECT005", "These braces aren't closed on their line.", place, hint))

    def _fill_blocks(self, lines: list[Line], masked: str) -> None:
        """What stands for the braces in blocks of data, which are put in once their YAML is read."""
        shown = masked.split("\n")
        inside = False
        for line, visible in zip(lines, shown, strict=True):
            if _DATA_BLOCK.search(visible) and opens_data(line.text):
                inside = True
            elif inside and ends_data(line.text):
                inside = False
            elif inside and not visible.strip():
                for match in BRACES.finditer(line.text):
                    said = self.braces.said(match, Span(line.path, line.number, match.start() + 1))
                    if said is not None:
                        self.blocks[match[0]] = said.words


_DATA_BLOCK = re.compile(r"\{[^{}\n]*?\.(?:chart|table)\b")


def _paid(text: str, owed: int) -> tuple[str, int]:
    """A text of a table by columns, in which the next gap is so much wider or narrower; and what is still owed."""
    gap = re.search(r" +|(?=\|)" if owed > 0 else r"  +", text) if owed else None
    if gap is None:
        return text, owed
    width = max(1, len(gap[0]) + owed)
    return text[: gap.start()] + " " * width + text[gap.end() :], owed - (width - len(gap[0]))
