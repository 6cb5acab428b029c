"""A section's text in; the marks in it that mean nothing, or by which something would be lost, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefpress.diagnostics import Span
from briefpress.files import UNPRINTABLE
from briefpress.scan import CALL, blanked, heading_words, mask_code, note_spans, opens_code

_QUOTED = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s{}"'“”‘’]+)"""
_ATTRIBUTES = re.compile(r"\{:?\s*(?:(?:[#.][^\s{}\"'=]+|[\w:-]+=" + _QUOTED + r"|-|=\w+)\s*)*\}")
_BRACES = re.compile(r"(?<![{\\])\{\s*(?:[#.]\s*\w|[A-Za-z]\w*=)[^{}]*\}(?!\})")
_DIV = re.compile(r"^([ \t>]*)(:{3,})[ \t]*(.*?)[ \t]*$")
_NAME = re.compile(r"[^\s{}:][^\s{}]*")
_KEY = re.compile(r"(?<![\w@\\/.])@\{?\w")
_BRACKET = re.compile(r"(?<![\]^\\!])\[([^\[\]]*)\](?![({\[:])")
_OPEN_BRACKET = re.compile(r"(?<![\\!])\[(?=[^\[\]]*?(?<!\w)@\w)[^\[\]]*?(?=\n[ \t]*\n|\s*\Z)")
_MATH = re.compile(r"\$\$.*?\$\$|(?<![\\$])\$(?=[^\s$])[^$\n]*?(?<=[^\s\\])\$(?!\d)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_REFERENCE = re.compile(r"&#(?:(\d{1,8})|[xX]([0-9A-Fa-f]{1,6}));")
_NESTING = re.compile(r"(?<!\\)[\[\]]|\n[ \t]*\n")
BRACKETS = 10
_RULE = re.compile(r"^[ \t>]*(?:\|[ \t]*:?-+:?[ \t]*\||\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)+\|?)[ \t]*$")
_BAR = re.compile(r"(?<!\\)\|")
_RAW = (
    (re.compile(r"^ {0,3}(#{2,6})(?=[^ \t\n#])", re.MULTILINE), "This is no heading.", "Put a space behind `#`."),
    (re.compile(r"^ {0,3}(::)(?=[ \t]*[{.\w])", re.MULTILINE), "This opens no component.", "Write three colons."),
    (re.compile(r"(\[@)(?=\s)"), "This is no citation.", "Take out the space behind `@`."),
    (re.compile(r"(?<=[^\W\d_A-Za-z])(@)(?=\{?[A-Za-z])(?![\w-]+\.[A-Za-z]{2})"),
     "This is no citation, as a letter stands right before `@`.",
     "Put a space between, or `<!-- -->` in a language without spaces."),
    (re.compile(r"(\{%)[^%\n]*%\}"), "Only variables and includes stand in braces here.", "Write it without `{%`."),
    (re.compile(r"(?<!\\)(\\\()(?=[^()\n]*[\\^_=][^\n]*?\\\))"), "This is no formula.",
     "Write it between dollar signs: `$…$`."),
    (re.compile(r"^[ \t]*(\\\[)(?!\\\^)(?=[^\]]*[\\^_=][^\]]*\\\])", re.MULTILINE), "This is no formula.",
     "Write it between two dollar signs: `$$…$$`."),
    (re.compile(r"^(!include)\b", re.MULTILINE), "This is no include.", 'Write `{{ include "parts/method.md" }}`.'),
    (re.compile(r"(?<![!\[])(\[\[)[^\[\]@^\n]+\]\](?![(\[])"), "This is no link here.",
     "Write `[words](02-name.md)`."),
    (re.compile(r"(\{(?:cite(?::\w+)?|ref|numref|eq|doc|term|download)\})(?=\s)"),
     "A role means nothing here.", "Write `[@key]` for a source, `@fig:name` for a figure, `[words](#place)` to link."),
    (re.compile(r"(\\@ref)(?=\()"), "This is no cross-reference here.", "Write `@fig:name`, `@tbl:name`, `@sec:name`."),
    (re.compile(r"(\\(?:(?:paren|text|auto)?cite\w*|footnote|(?:auto|page|c)?ref|label|emph|text(?:bf|it)|(?:sub)*section|"
                r"begin|end|includegraphics|caption|href))\*?(?=[\[{])"),
     "LaTeX means nothing here.", "Write it in Markdown: `[@key]`, `*emphasis*`, `[^note]`."),
    (re.compile(r"^[ \t]*(\\(?:newpage|pagebreak|clearpage|tableofcontents|maketitle))\b", re.MULTILINE),
     "LaTeX means nothing here.", "Delete it: pages and contents make themselves."),
    (re.compile(r"^[ \t]*(\[TOC\]|\[\[_?TOC_?\]\]|\{:toc\})[ \t]*$", re.MULTILINE | re.IGNORECASE),
     "This makes no list of contents.", "Delete it: a long brief has one by itself."),
    (re.compile(r"^[ \t]*(\{:)(?!toc)[^}\n]*\}", re.MULTILINE), "These attributes mean nothing here.",
     "Write them behind the thing itself: `# Heading {#name .class}`."),
    (re.compile(r"^(!!!|\?\?\?)\+?[ \t]+\w", re.MULTILINE), "This opens no component.",
     'Write `::: {.callout title="…"}`, and `:::` at its end.'),
    (re.compile(r"^[ \t]*>[ \t]*(\[!\w+\])", re.MULTILINE), "This opens no component.",
     'Write `::: {.callout title="…"}`, and `:::` at its end.'),
    (re.compile(r"^(\*\[)[^\]\n]+\]:", re.MULTILINE), "This explains no abbreviation.",
     "Put it into `abbreviations` in brief.yaml."),
    (re.compile(r"(?<![=\w\\])(==)(?=[^\s=])[^=\n]*[^\s=]==(?![=\w])"), "This marks nothing.",
     "Write `<mark>…</mark>`."),
    (re.compile(r"^[ \t]*(\(@[\w-]*\))[ \t]", re.MULTILINE), "There are no numbered examples here.",
     "Number them yourself, or make them a list: `1.`."),
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Stray:
    """A mark that means nothing: its place, line and column from 1, its code, what is wrong and what to write."""

    line: int
    column: int
    code: str
    message: str
    hint: str


def strays(text: str) -> list[Stray]:
    """Each mark of a text that means nothing, in order. pandoc prints them as they stand, or drops what they mark."""
    masked = mask_code(text)
    bare = _MATH.sub(blanked, masked)
    finders = (
        _components(masked), _notes(masked), _citations(masked), _tables(bare), _raw(bare), _braces(masked),
        _brackets(masked), _links(masked), _html(text, masked),
    )  # fmt: skip
    return sorted(stray for finder in finders for stray in finder)


def _stray(text: str, at: int, code: str, message: str, hint: str) -> Stray:
    place = Span.at("", text, at)
    return Stray(place.line, place.column, code, message, hint)


def _components(text: str) -> Iterator[Stray]:
    """Lines of three colons, and of code, that open or close nothing."""
    lines = text.split("\n")
    pending: list[Stray | None] = []
    for n, line in enumerate(lines, 1):
        if (fence := opens_code(line)) and not line.lstrip().startswith("{"):
            yield Stray(n, fence.start(1) + 1, "COMP002", "This block of code is never closed.",
                        "Close it with the signs that open it, alone on a line.")  # fmt: skip
        if not (match := _DIV.match(line)):
            continue
        column, before = match.start(2) + 1, lines[n - 2].strip(" \t>") if n > 1 else ""
        opening = _opening(match[3], lines[n : n + 5])
        if not match[3] and not pending:
            hint = "Delete it, or write the line that opens a component."
            yield Stray(n, column, "COMP002", "This line closes nothing.", hint)
        elif not match[3]:
            pending.pop()
        elif opening is None:
            hint = 'Write `::: name`, or `::: {.name title="…"}` with straight quotation marks.'
            yield Stray(n, column, "COMP002", "This line opens no component.", hint)
            pending.append(None)
        elif before and not before.startswith((":::", "#", "<")):
            said = "This line opens no component: text stands right above it."
            yield Stray(n, column, "COMP002", said, "Put an empty line between.")
            pending.append(None)
        else:
            said = f"The component `{opening}` is never closed."
            pending.append(Stray(n, column, "COMP002", said, "Close it with a line `:::`."))
    yield from (p for p in pending if p is not None)


def _opening(said: str, following: list[str]) -> str | None:
    """The name of the component that a line opens, or None where it opens none. Its braces may go over lines."""
    if not said.startswith("{"):
        name, _, colons = said.partition(" ")
        return name if _NAME.fullmatch(name) and not colons.strip(" \t:") else None
    whole = " ".join([said, *following])
    match = _ATTRIBUTES.match(whole)
    if not match:
        return None
    named = re.search(r"\.([^\s{}]+)", match[0])
    return named[1] if named else match[0]


def _notes(text: str) -> Iterator[Stray]:
    """Notes without text, texts without a call, and two texts of one name."""
    defined: dict[str, int] = {}
    spans = []
    for name, begin, end, last in note_spans(text):
        if name in defined:
            said = f"The note `[^{name}]` is given twice."
            yield _stray(text, begin, "NOTE002", said, "Rename one of the two, and its call.")
        defined.setdefault(name, begin)
        spans.append((end, last))
    called, missing = set(), set()
    for match in CALL.finditer(text):
        name = match[1]
        called.add(name)
        if any(begin <= match.start() < end for begin, end in spans):
            hint = "Say it in the note itself, or in the text."
            yield _stray(text, match.start(), "NOTE001", "A note can't be called from within a note.", hint)
        elif name not in defined and name not in missing:
            missing.add(name)
            at = match.start()
            hint = f"Write its text in a paragraph of its own: `[^{name}]: …`."
            if bare := re.search(rf"^\[\^{re.escape(name)}\][ \t]+\w", text, re.MULTILINE):
                at, hint = bare.start(), f"Put a colon behind the bracket: `[^{name}]: …`."
            yield _stray(text, at, "NOTE001", f"There is no note `[^{name}]` in this section.", hint)
    for name, at in defined.items():
        if name not in called:
            hint = f"Call it in the text, `[^{name}]`, or delete it: it would not be printed."
            yield _stray(text, at, "NOTE003", f"Nothing calls the note `[^{name}]`.", hint)


def _citations(text: str) -> Iterator[Stray]:
    """Two keys with no semicolon between, and brackets around keys that never close."""
    for match in _BRACKET.finditer(text):
        at = match.start(1)
        for part in match[1].split(";"):
            keys = list(_KEY.finditer(part))
            if len(keys) > 1:
                hint = "Part them with a semicolon: `[@one; @two]`."
                yield _stray(text, at + keys[1].start(), "CITE007", "No semicolon stands before this source.", hint)
            at += len(part) + 1
    for match in _OPEN_BRACKET.finditer(text):
        yield _stray(text, match.start(), "MARK001", "This bracket is never closed, so readers would see it.",
                     "Close it behind the citation: `]`.")  # fmt: skip


def _brackets(text: str) -> Iterator[Stray]:
    """Brackets in brackets in brackets: each more of them doubles the time that pandoc takes to read the paragraph."""
    depth = 0
    told = False
    for match in _NESTING.finditer(text):
        if match[0] not in "[]":
            depth, told = 0, False
            continue
        depth = depth + 1 if match[0] == "[" else max(depth - 1, 0)
        if depth > BRACKETS and not told:
            told = True
            hint = "Close those that are open; write `\\[` for a bracket that readers are to see."
            yield _stray(text, match.start(), "SECT008", "Too many brackets stand open here.", hint)


def _links(text: str) -> Iterator[Stray]:
    """Links that pandoc takes for text, so that readers would see their brackets."""
    for match in re.finditer(r"\]( +)\((?:https?:|www\.)", text):
        yield _stray(text, match.start(1), "MARK001", "This is no link. Readers would see the brackets.",
                     "Take out the space between the brackets.")  # fmt: skip
    for match in re.finditer(r"\]\((?=https?:)[^()\n]*(?:\([^()\n]*\)[^()\n]*)*$", text, re.MULTILINE):
        yield _stray(text, match.start() + 1, "MARK001", "This link is never closed. Readers would see the brackets.",
                     "Close it behind the address: `)`.")  # fmt: skip
    known = {_label(m[1]) for m in re.finditer(r"^ {0,3}\[([^\]^@][^\]]*)\]:", text, re.MULTILINE)}
    known |= {_label(heading_words(m[1])) for m in re.finditer(r"^#{1,6}[ \t]+(\S.*)$", text, re.MULTILINE)}
    for match in re.finditer(r"(?<=\])\[([^\[\]^@\n]+)\](?![(:{])", text):
        if _label(match[1]) not in known:
            said = f"Nothing says where `{match[0]}` leads. Readers would see it."
            yield _stray(text, match.start(), "MARK001", said, f"Add a line `{match[0]}: https://…`.")


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


_BLOCK_TAG = re.compile(
    r"<(p|ul|ol|li|dl|dt|dd|div|table|blockquote|pre|h[1-6]|center|section|details)\b[^<>]*>", re.IGNORECASE
)
_PAIRED = re.compile(r"<(/?)(div|table|section|details|blockquote|article)\b[^<>]*>", re.IGNORECASE)
_INLINE_NOTE = re.compile(r"\^\[[^\[\]]*\]|!\[[^\[\]]*\]")


def _html(text: str, masked: str) -> Iterator[Stray]:
    """Comments and elements that are never closed, and blocks where only a line can stand: pandoc drops them."""
    if (at := masked.find("<!--")) >= 0:
        yield _stray(
            text, at, "MARK001", "This comment is never closed, so that readers would see it.", "Close it: `-->`."
        )
    opened: list[re.Match[str]] = []
    for match in _PAIRED.finditer(masked):
        if not match[1]:
            opened.append(match)
        elif opened and any(o[2].lower() == match[2].lower() for o in opened):
            while opened.pop()[2].lower() != match[2].lower():
                pass
    for match in opened:
        said = f"`<{match[2].lower()}>` is never closed, so that all that follows would stand in it."
        yield _stray(text, match.start(), "COMP002", said, f"Close it with `</{match[2].lower()}>`.")
    for line in _INLINE_NOTE.finditer(masked):
        if tag := _BLOCK_TAG.search(line[0]):
            yield _misplaced(text, line.start() + tag.start(), tag)


def _misplaced(text: str, at: int, tag: re.Match[str]) -> Stray:
    said = f"`<{tag[1].lower()}>` can't stand here: what is in it would be lost."
    return _stray(text, at, "HTML001", said, "Only lines stand in cells, captions and short notes: write `<br>`.")


def _tables(text: str) -> Iterator[Stray]:
    """Rows with more cells than their table has columns, and tables that pandoc takes for text."""
    whole = text.split("\n")
    lines = _TAG.sub(blanked, text).split("\n")
    end = 0
    for n, rule in enumerate(lines):
        if n <= end or "|" not in rule or not _RULE.match(rule) or "|" not in lines[n - 1]:
            continue
        columns = len(_cells(rule.replace("+", "|")))
        above = lines[n - 2].strip(" \t>") if n > 1 else ""
        if above and lines[n - 1].lstrip(" \t>").startswith("|") and not above.startswith((":::", "#", "<", "|")):
            said = "This is no table, as text stands right above it. Readers would see the signs."
            yield Stray(n, 1, "MARK001", said, "Put an empty line before it.")
            continue
        end = next((i for i in range(n + 1, len(lines)) if "|" not in lines[i]), len(lines))
        for row in (n - 1, *range(n + 1, end)):
            cells = _cells(lines[row])
            if match := _BLOCK_TAG.search(whole[row]):
                begin = sum(len(w) + 1 for w in whole[:row])
                yield _misplaced(text, begin + match.start(), match)
            if len(cells) > columns:
                said = f"This row has {len(cells)} cells; the table has {columns} columns."
                hint = "The line of hyphens says how many columns there are. In a cell, write `\\|` for a bar."
                yield Stray(row + 1, cells[columns] + 1, "TBL001", said, hint)


def _cells(line: str) -> list[int]:
    """Where each cell of a table's row begins."""
    begin = len(line) - len(line.lstrip(" \t>"))
    end = len(line.rstrip())
    bars = [m.start() for m in _BAR.finditer(line, begin, end)]
    starts = [] if bars and bars[0] == begin else [begin]
    return starts + [b + 1 for b in bars if b != end - 1]


def _raw(text: str) -> Iterator[Stray]:
    """Signs of other languages, and references to characters that can't be printed."""
    for pattern, message, hint in _RAW:
        for match in pattern.finditer(text):
            yield _stray(text, match.start(1), "MARK001", f"{message} Readers would see the signs.", hint)
    for match in _REFERENCE.finditer(text):
        number = int(match[1]) if match[1] else int(match[2], 16)
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF or UNPRINTABLE.match(chr(number)):
            yield _stray(
                text, match.start(), "SECT002", f"`{match[0]}` is no character that can be printed.", "Delete it."
            )


def _braces(text: str) -> Iterator[Stray]:
    """Braces that would be attributes, but for a quotation mark or a space."""
    for match in _BRACES.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
        if not _ATTRIBUTES.fullmatch(match[0]) and not _DIV.match(line):
            hint = 'They take `#label`, `.name` and `key="…"`, with straight quotation marks and a space between.'
            said = "These braces can't be read as attributes, so readers would see them."
            yield _stray(text, match.start(), "MARK001", said, hint)
