"""A brief's language and letters, and the families of its style, in; what Word is told of fonts and languages, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefpress import lettering
from briefpress.word.xml import Tree, add, root, serialize
from briefpress.wording import language

_STAND_INS = {
    "Source Serif Pro": "Source Serif 4,Georgia",
    "Source Sans Pro": "Source Sans 3,Segoe UI,Arial",
    "Roboto": "Arial",
    "Naskh Arabic": "Times New Roman", "Sans Arabic": "Arial",
    "Serif Hebrew": "David,Times New Roman", "Sans Hebrew": "Arial",
    "Serif Devanagari": "Nirmala UI,Mangal", "Sans Devanagari": "Nirmala UI,Mangal",
    "Serif Bengali": "Nirmala UI", "Sans Bengali": "Nirmala UI",
    "Serif Tamil": "Nirmala UI", "Sans Tamil": "Nirmala UI",
    "Serif Thai": "Leelawadee UI", "Sans Thai": "Leelawadee UI",
    "Serif Khmer": "Khmer UI", "Sans Khmer": "Khmer UI",
    "Serif CJK SC": "SimSun,Songti SC", "Sans CJK SC": "Microsoft YaHei,PingFang SC",
    "Serif CJK TC": "PMingLiU,Songti TC", "Sans CJK TC": "Microsoft JhengHei,PingFang TC",
    "Serif CJK HK": "PMingLiU,Songti TC", "Sans CJK HK": "Microsoft JhengHei,PingFang HK",
    "Serif CJK JP": "Yu Mincho,MS Mincho", "Sans CJK JP": "Yu Gothic,MS Gothic",
    "Serif CJK KR": "Batang,AppleMyungjo", "Sans CJK KR": "Malgun Gothic",
}  # fmt: skip
"""The families that office machines have instead of ours, best first."""

CODE = ("Consolas", "Courier New")
_COMPLEX = ("Hebrew", "Arabic", "Devanagari", "Bengali", "Tamil", "Thai", "Khmer")
"""The scripts that Word takes for complex, with fonts and sizes of their own (ECMA-376, part 1, 17.3.2.26)."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The language of a document, and the families of its text, of what is displayed, and of code.

    `eastern` and `complex` have two families each, or none: those that East Asian and complex scripts are set in, in
    text and in what is displayed.
    """

    lang: str
    rtl: bool
    text: tuple[str, ...]
    display: tuple[str, ...]
    eastern: tuple[str, str] | None
    complex: tuple[str, str] | None

    def fonts(self, there: Tree, kind: str) -> None:
        """Name the families of a run or a style."""
        first = {"text": self.text, "display": self.display, "code": CODE}[kind][0]
        nth = 0 if kind == "text" and not _is_sans(self.text) else 1
        eastern = self.eastern[nth] if self.eastern else first
        complex_one = self.complex[nth] if self.complex else first
        add(there, "rFonts", ascii=first, hAnsi=first, eastAsia=eastern, cs=complex_one)

    def language(self, there: Tree) -> None:
        """Name the language of the document, also as that of the scripts that Word keeps apart."""
        tag = proofing_tag(self.lang)
        eastern = {"eastAsia": tag} if lettering.cjk(self.lang) else {}
        add(there, "lang", val=tag, **eastern, **({"bidi": tag} if self.rtl else {}))


def letters_of(tag: str, tokens: Mapping[str, str], used: Iterable[lettering.Script]) -> Letters:
    """The letters of a brief in a language whose text has letters of these scripts."""
    used = tuple(used)
    eastern = next(((s.serif[0], s.sans[0]) for s in used if "CJK" in s.name), None)
    complex_one = next(((s.serif[0], s.sans[0]) for s in used if s.name in _COMPLEX), None)
    text, display = (
        tuple(family.strip().strip("\"'") for family in tokens[token].split(","))
        for token in ("text-font", "display-font")
    )
    rtl = language(tag).words.direction == "rtl"
    return Letters(tag, rtl, text, display, eastern, complex_one)


def proofing_tag(tag: str) -> str:
    """A language tag as Word knows it, with a region: it proofs no text whose language is `fr` alone."""
    from babel.core import get_global

    parts = tag.split("-")
    if any(len(part) == 2 and part.isalpha() for part in parts[1:]):
        return tag
    likely = get_global("likely_subtags")
    full = likely.get("_".join(parts)) or likely.get(parts[0], "")
    region = full.rpartition("_")[2]
    return f"{parts[0]}-{region}" if len(region) == 2 and region.isalpha() else tag


def font_table(letters: Letters) -> bytes:
    """The families of a document with those that may stand in for them (ECMA-376, part 1, 17.8.3)."""
    tree = root("fonts")
    kinds = {letters.text[0]: letters.text, letters.display[0]: letters.display, CODE[0]: CODE}
    for family in (*(letters.eastern or ()), *(letters.complex or ())):
        kinds.setdefault(family, (family, "sans-serif" if "Sans" in family else "serif"))
    for family, stack in kinds.items():
        others = _STAND_INS.get(family.removeprefix("Noto ")) or ",".join(f for f in stack[1:] if f not in _GENERIC)
        font = add(tree, "font", name=family)
        if others:
            add(font, "altName", val=others)
        add(font, "family", val="modern" if stack is CODE else "swiss" if _is_sans(stack) else "roman")
        add(font, "pitch", val="fixed" if stack is CODE else "variable")
    return serialize(tree)


_GENERIC = ("serif", "sans-serif", "monospace")


def _is_sans(stack: tuple[str, ...]) -> bool:
    return stack[-1] != "serif"
