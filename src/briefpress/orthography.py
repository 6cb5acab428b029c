"""Blocks of a language in; the same with the quotation marks, spaces and emphasis that its printers use, out.

No letter of the author's is changed, but quotation marks written straight, the spaces beside a sign, and how a script
without italics is stressed. Code, formulas and addresses stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from briefpress import ast
from briefpress.model import Blocks, Node
from briefpress.wording import Words, language, locale

NO_BREAK, NARROW = "\u00a0", "\u202f"
_SPACES = "[ \u00a0\u2009\u202f]*"

_HAN = (
    "\u2e80-\u303f\u3041-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
_WIDE = re.compile(f"[{_HAN}“”‘’…—]")
"""The letters and signs of scripts that part no words: between two of them the end of a line is no space."""

_LETTER = rf"[^\W{_HAN}]"
"""A letter of a script in which an apostrophe may stand behind it."""

_STRAIGHT = re.compile(f'([{_HAN}“]?)(?:"([^"]+)"|’([{_HAN}]+)’)')
"""Quotations among Chinese letters, where pandoc sees none: to it a mark behind a letter ends a quotation."""

_STANDING = re.compile(f"[\u0530-\u08ff\u0900-\u109f\u10a0-\u1fff{_HAN}\uac00-\ud7af\ufb13-\ufdff\ufe70-\ufefc]")
"""The letters of scripts that have no italics: Armenian, Hebrew, Arabic, those of India, Georgian, Ethiopic, Han."""

_UNITS = re.compile(r"[%‰€£₽₴₸֏°]|(?:km|kg|cm|mm|ha|км|кг|см|мм|га|млн|млрд|тыс|руб|կմ|կգ)\b")
_LATIN = re.compile("[A-Za-z]")
_ADDRESS = re.compile(r"://|^www\.|@|^10\.\d{4}")


@dataclass(frozen=True, slots=True)
class Habits:
    """Where a language's printers put a space that no line breaks at.

    `before` and `behind` are signs with the space that stands before or behind them, written or not; `holds` are words
    that keep the next one beside them, `held` words and signs that stay beside what is before them.
    """

    before: Mapping[str, str] = field(default_factory=dict)
    behind: Mapping[str, str] = field(default_factory=dict)
    holds: re.Pattern[str] | None = None
    held: re.Pattern[str] | None = None


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s(«„“\"]){pattern}$")


_DASHES = re.compile(r"^[—–](?!\w)")
_FRENCH = {"»": NARROW, ";": NARROW, "!": NARROW, "?": NARROW, ":": NO_BREAK}
_HABITS = {
    # As in the Lexique des règles typographiques en usage à l'Imprimerie nationale.
    "fr": Habits(_FRENCH, {"«": NARROW}, _words(r"(?:MM?\.|Mmes?|Mlles?|Dr|n[°ºo]s?|pp?\.|(?:art|vol|t|chap|fig)\.)")),
    "fr-CA": Habits({"»": NO_BREAK, ":": NO_BREAK}, {"«": NO_BREAK}, _words(r"(?:MM?\.|Mme|n[°ºo]|pp?\.|art\.)")),
    # Short words don't end a line, a dash begins none: so editors of Russian have it (Мильчин, Чельцова).
    "ru": Habits(
        holds=_words(r"(?:[ВвКкСсУуОоИиАаЯя]|[№§]|(?:[А-ЯЁ]|[стп]|ст|стр|рис|табл|им|см)\.)"),
        held=re.compile(r"^(?:[—–](?!\w)|(?:гг?|в|вв|руб|тыс)\.|млн\b|млрд\b|(?:же|бы|ли|ж|б)\b)"),
    ),
    "uk": Habits(holds=_words(r"(?:[ВвЗзУуОоІіАаЯяЙй]|[№§]|[А-ЯЄІЇҐ]\.)"), held=_DASHES),
    "hy": Habits(holds=_words(r"(?:էջ|№|[Ա-Ֆ]\.)"), held=re.compile(r"^(?:[—–](?!\w)|թթ?[.․](?!\w))")),
    "de": Habits(holds=_words(r"(?:[zudiso]\.|S\.|Nr\.|Abs\.|Art\.|Dr\.|Prof\.|Bd\.|§§?)"), held=_DASHES),
    "es": Habits(holds=_words(r"(?:Sra?\.|D\.|pp?\.|n[.°º]+|art\.|núm\.)")),
    "pl": Habits(holds=_words(r"[AIOUWZaiouwz]")),
    "cs": Habits(holds=_words(r"[AIKOSUVZaikosuvz]")),
    "ar": Habits(holds=_words(r"ص\.?")),
}  # fmt: skip
_NONE = Habits()

_TITLES = {"zh": ("《", "》"), "ja": ("『", "』")}
"""What stands about a title where a citation style asks for italics, by language."""

_IN_CITATIONS = {"ar": str.maketrans({",": "،", ";": "؛"})}
"""The signs that a citation style brings along, by language: CSL's styles have no others than commas."""


@cache
def habits(tag: str) -> Habits:
    """The habits of a language, those of its region before others."""
    parts = tag.split("-")
    tags = [f"{parts[0].lower()}-{part.upper()}" for part in parts[1:]] + [parts[0].lower()]
    return next((_HABITS[t] for t in tags if t in _HABITS), _NONE)


def line(text: str, tag: str) -> str:
    """A line of brief.yaml, of one line, as the sections are set."""
    words = language(tag).words
    text = re.sub(r'"([^"]+)"', lambda m: f"{words.open_quote}{m[1]}{words.close_quote}", text)
    inner = rf"{words.open_inner_quote}\1{words.close_inner_quote}"
    text = re.sub(rf"(?<={_LETTER})'", "’", re.sub(rf"(?<!{_LETTER})'([^']+)'(?!{_LETTER})", inner, text))
    set_ = _Setter(tag).inlines(ast.text(text))
    return "".join(" " if n["t"] == "Space" else n["c"] for n in set_)


def spelled(blocks: Blocks, tag: str) -> Blocks:
    """Blocks as printers of a language set them; a part that says its own language, as those of that one."""
    out: Blocks = _Setter(tag).tree(blocks)
    return out


class _Setter:
    """Sets a tree in one language, and what in it is in another by another setter."""

    def __init__(self, tag: str, *, cited: bool = False) -> None:
        self._tag, self._cited = tag, cited
        self._words: Words = language(tag).words
        self._habits = habits(tag)
        self._base = tag.partition("-")[0].lower()
        self._signs = _sign_patterns(self._habits)

    def tree(self, item: Any) -> Any:
        """A list of nodes, a node, or what stands in one."""
        if isinstance(item, list):
            if item and isinstance(item[0], dict) and "t" in item[0]:
                return self.inlines(item)
            return [self.tree(child) for child in item] if any(isinstance(c, list | dict) for c in item) else item
        return self._node(item) if isinstance(item, dict) else item

    def inlines(self, nodes: list[Node]) -> list[Node]:
        """Nodes that stand side by side."""
        out: list[Node] = []
        for index, node in enumerate(nodes):
            kind = node["t"]
            if kind in ("Space", "SoftBreak"):
                out += self._space(node, nodes, index)
            elif kind == "Str":
                text = self._dated(node["c"], nodes, index) if self._cited else node["c"]
                out.append({"t": "Str", "c": self._string(text, bool(out) and out[-1]["t"] not in _BREAKS)})
            elif kind == "Quoted":
                out += self._quoted(node)
            else:
                new = self._node(node)
                out += new if isinstance(new, list) else [new]
        return out

    def _node(self, node: Node) -> Any:
        kind, content = node.get("t"), node.get("c")
        if kind in _KEPT or content is None:
            return node
        if kind == "Emph":
            return self._stressed(self.tree(content))
        if kind == "Link" and self._words.direction == "rtl" and _ADDRESS.search(ast.plain(content[1])):
            # An address is read from the left, also where a line ends within it.
            (name, classes, pairs), inside, target = content
            return {"t": kind, "c": [[name, classes, [*pairs, ["dir", "ltr"]]], inside, target]}
        if kind == "Cite":
            return {"t": kind, "c": [content[0], self._in_citation(content[1])]}
        if kind in ("Div", "Span"):
            attr, inside = content
            lang = ast.attribute(attr, "lang")
            setter = _Setter(lang) if lang and lang != self._tag else self
            if attr[0] == "refs" or "csl-entry" in attr[1]:
                return {"t": kind, "c": [attr, setter._in_citation(inside)]}
            return {"t": kind, "c": [attr, setter.tree(inside)]}
        return {**node, "c": self.tree(content)}

    def _in_citation(self, content: Any) -> Any:
        setter = self if self._cited else _Setter(self._tag, cited=True)
        return setter.tree(content)

    def _quoted(self, node: Node) -> list[Node]:
        words, inside = self._words, self.inlines(node["c"][1])
        double = node["c"][0]["t"] == "DoubleQuote"
        begin = words.open_quote if double else words.open_inner_quote
        end = words.close_quote if double else words.close_inner_quote
        if double and words.close_inner_quote == end and inside and inside[-1] == {"t": "Str", "c": end}:
            # Two quotations that end together end with one sign where both levels have the same.
            return [{"t": "Str", "c": begin}, *inside]
        return [{"t": "Str", "c": begin}, *inside, {"t": "Str", "c": end}]

    def _stressed(self, inside: list[Node]) -> Node | list[Node]:
        """Emphasis: upright and by weight where the script has no italics; a title between its language's marks."""
        text = ast.plain(inside)
        if not _STANDING.search(text):
            return {"t": "Emph", "c": inside}
        marks = _TITLES.get(self._base)
        if self._cited and marks:
            bare = text.startswith(marks[0])
            return inside if bare else [{"t": "Str", "c": marks[0]}, *inside, {"t": "Str", "c": marks[1]}]
        # The title of a work is set apart in a reference by its place; Arabic alone prints it bold.
        name = "work" if self._cited and self._base != "ar" else "stressed"
        return {"t": "Emph", "c": [ast.span(ast.attr("", [name]), inside)]}

    def _space(self, node: Node, nodes: list[Node], index: int) -> list[Node]:
        """What stands in the place of a space: itself, one that no line breaks at, or nothing."""
        beside = nodes[index - 1] if index else node
        if self._habits is _NONE and beside["t"] == "Str" and _PLAIN_END.search(beside["c"]):
            return [node]
        before, behind = _end(nodes, index), _begin(nodes, index)
        if node["t"] == "SoftBreak" and _WIDE.match(before[-1:]) and (_WIDE.match(behind[:1]) or not behind):
            return []
        if self._cited and self._base == "ar" and _JOINED_AND.search(before):
            return []
        known = self._habits
        kept = known.before.get(behind[:1]) if not _SMILEY.match(behind) else None
        kept = kept or known.behind.get(before[-1:])
        if kept:
            # The sign itself brings its space.
            return []
        if _held(before, behind) or (known.holds and known.holds.search(before)):
            return [{"t": "Str", "c": NO_BREAK}]
        if known.held and known.held.match(behind):
            return [{"t": "Str", "c": NO_BREAK}]
        return [node]

    def _dated(self, text: str, nodes: list[Node], index: int) -> str:
        """The name of a month beside a day as the language has it there: `4 октября`, where CSL knows `октябрь`."""
        month = text.rstrip(".,;:")
        inflected = _months(self._tag).get(month.casefold())
        if inflected and (_DAY_BEFORE.search(_end(nodes, index)) or _DAY_BEHIND.match(_begin(nodes, index + 1))):
            return inflected + text[len(month) :]
        return text

    def _between_letters(self, match: re.Match[str]) -> str:
        words, (before, double, single) = self._words, match.groups()
        if double:
            return f"{before}{words.open_quote}{double}{words.close_quote}"
        return f"{before}{words.open_inner_quote}{single}{words.close_inner_quote}"

    def _string(self, text: str, joined: bool) -> str:
        if self._cited and (signs := _IN_CITATIONS.get(self._base)) and not _LATIN.search(text):
            text = text.translate(signs)
        if self._cited and '"' in text:
            begin = r'(?<=[\s(])"' if joined else r'(?:^|(?<=[\s(]))"'
            text = re.sub(begin, self._words.open_quote, text).replace('"', self._words.close_quote)
        if not text.isascii() and _WIDE.search(text):
            text = _STRAIGHT.sub(self._between_letters, text)
        if not self._signs or _ADDRESS.search(text):
            return text
        before, behind = self._signs
        if behind is not None:
            text = behind.sub(lambda m: m[1] + self._habits.behind[m[1]], text)
        if before is not None:
            text = before.sub(
                lambda m: (self._habits.before[m[1][0]] if m.start() or joined or m[1] == "»" else "") + m[1], text
            )
        return text


@cache
def _months(tag: str) -> Mapping[str, str]:
    """The names of months that are others beside a day than alone, as CLDR has them."""
    found = locale(tag)
    if found is None:
        return {}
    alone, beside = (found.months[kind]["wide"] for kind in ("stand-alone", "format"))
    return {alone[n].casefold(): beside[n] for n in alone if alone[n].casefold() != beside[n].casefold()}


_PLAIN_END = re.compile(r"[A-Za-z,.;:!?)]$")
"""The end of a word that keeps nothing beside it in a language without habits: most of them."""

_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}\s$")
_DAY_BEHIND = re.compile(r"\d{1,2}(?!\d)")
_JOINED_AND = re.compile(r"(?:^|\s)و$")
_BREAKS = ("Space", "SoftBreak", "LineBreak")
_KEPT = ("Code", "CodeBlock", "Math", "RawInline", "RawBlock", "Image")
_SMILEY = re.compile(r"^[:;][-)(]")


def _sign_patterns(known: Habits) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What finds the signs that have a space before them, and those that have one behind them, with any they have."""
    ends = "".join(map(re.escape, known.before))
    begins = "".join(map(re.escape, known.behind))
    # A sign within a word is none of a sentence's: 10:30, a:b.
    before = re.compile(f"{_SPACES}(?<![;!?])([{ends}][;!?]*)(?=$|[\\s)\\]»”’,.…])") if ends else None
    behind = re.compile(f"([{begins}]){_SPACES}") if begins else None
    return before, behind


def _held(before: str, behind: str) -> bool:
    """Whether a number keeps what follows it: the next three of its digits, a unit."""
    if not before[-1:].isdigit():
        return False
    return bool(re.search(r"(?:^|\D)\d{1,3}$", before) and re.match(r"\d{3}(?!\d)", behind)) or bool(
        _UNITS.match(behind)
    )


def _end(nodes: list[Node], index: int) -> str:
    """The last words before a place among inlines, as far as they stand together."""
    out = ""
    for node in reversed(nodes[:index]):
        if node["t"] in _BREAKS and len(out) > 4:
            break
        out = (" " if node["t"] in _BREAKS else _plain(node)) + out
        if len(out) > 12:
            break
    return out[-12:]


def _begin(nodes: list[Node], index: int) -> str:
    """The first letters behind a place among inlines."""
    return next((text[:12] for n in nodes[index + 1 : index + 4] if (text := _plain(n))), "")


def _plain(node: Node) -> str:
    return str(node["c"]) if node["t"] == "Str" else ast.plain([node]).strip("\n")
