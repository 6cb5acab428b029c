"""The letters of a brief and its languages in; the families that have what the house's fonts lack, as CSS, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefpress import ast
from briefpress.model import Blocks, Node


@dataclass(frozen=True, slots=True)
class Script:
    """A script: what finds its letters, and the families that have them, best first, with serifs and without."""

    name: str
    letters: str
    serif: tuple[str, ...]
    sans: tuple[str, ...]


def _noto(name: str, letters: str, *, serif: str = "Serif", sans: str = "Sans") -> Script:
    both = [tuple(f"Noto {kind} {name}" for kind in kinds) for kinds in ((serif, sans), (sans, serif))]
    return Script(name, letters, *both)


SCRIPTS = (
    _noto("Armenian", "\u0530-\u058f\ufb13-\ufb17"),
    _noto("Georgian", "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f"),
    _noto("Hebrew", "\u0590-\u05ff\ufb1d-\ufb4f"),
    _noto("Arabic", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff", serif="Naskh"),
    _noto("Devanagari", "\u0900-\u097f"),
    _noto("Bengali", "\u0980-\u09ff"),
    _noto("Tamil", "\u0b80-\u0bff"),
    _noto("Thai", "\u0e00-\u0e7f"),
    _noto("Khmer", "\u1780-\u17ff"),
    _noto("Ethiopic", "\u1200-\u139f"),
)
"""The scripts of which Noto has fonts with and without serifs: all are under the SIL Open Font Licence."""

HAN = (
    "\u2e80-\u2fdf\u3000-\u30ff\u3100-\u318f\u31a0-\u31ff\u3200-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
_REGIONS = (
    ("zh-hk", "HK"),
    ("zh-mo", "HK"),
    ("zh-tw", "TC"),
    ("zh-hant", "TC"),
    ("zh", "SC"),
    ("ja", "JP"),
    ("ko", "KR"),
)
"""Which shapes Chinese characters have, by language."""


def cjk(tag: str) -> Script | None:
    """The script of a language that is written in Chinese characters, in the shapes of its region; None of others."""
    region = next((r for begin, r in _REGIONS if f"{tag.lower()}-".startswith(f"{begin}-")), "")
    return _noto(f"CJK {region}", HAN) if region else None


def scripts(letters: str, tags: Iterable[str]) -> tuple[Script, ...]:
    """The scripts of a text's letters that the house's fonts lack, those of its languages first."""
    han = [script for tag in tags if (script := cjk(tag))] or [_noto("CJK SC", HAN)]
    return tuple(s for s in (*dict.fromkeys(han), *SCRIPTS) if re.search(f"[{s.letters}]", letters))


SLANTED = ("Noto Serif", "Noto Sans")
"""The families whose italics have Cyrillic and Greek, with serifs and without."""


def emphasised(blocks: Blocks) -> str:
    """Every letter of a text that is emphasised."""
    return "".join(ast.plain(node, notes=True) for node in ast.walk(blocks) if node["t"] == "Emph")


def slanted(blocks: Blocks, lacking: str) -> Blocks:
    """The blocks with all emphasis marked that has one of the letters which the house's italics lack."""
    if not lacking:
        return blocks

    def change(node: Node) -> Node | None:
        if node["t"] != "Emph" or set(lacking).isdisjoint(ast.plain(node, notes=True)):
            return None
        return {"t": "Emph", "c": [ast.span(ast.attr("", ["slanted"]), node["c"])]}

    marked: Blocks = ast.rewrite(blocks, change)
    return marked


def slanted_letters(blocks: Blocks) -> str:
    """The letters of what `slanted` has marked."""
    return "".join(ast.plain(node) for node in ast.walk(blocks) if ast.has_class(node, "slanted"))


def unicode_range(script: Script) -> str:
    """A script's letters as CSS has them."""
    pairs = re.findall(r"(.)-(.)", script.letters)
    return ", ".join(f"U+{ord(first):X}-{ord(last):X}" for first, last in pairs)


def css(tokens: Mapping[str, str], used: Iterable[Script], tag: str) -> str:
    """The rules that put a text's families into the style's: behind the house's, but Chinese before them.

    The signs of Chinese, “ ” and …, are as wide as its letters, and its fonts have Latin letters that fit; the style's
    own serve its italics.
    """
    used = tuple(used)
    if not used:
        return ""
    own = cjk(tag)
    lines = []
    for token, serif in (
        ("text-font", _has_serifs(tokens["text-font"])),
        ("display-font", _has_serifs(tokens["display-font"])),
    ):
        house, *rest = (part.strip() for part in tokens[token].split(","))
        there = [name for s in used for name in (s.serif if serif else s.sans)]
        ordered = [*_quoted(there), house, *rest] if own in used else [house, *_quoted(there), *rest]
        lines.append(f"  --{token}: {', '.join(ordered)};")
        lines.append(f"  --house-{token}: {tokens[token]};")
    return ":root {\n" + "\n".join(lines) + "\n}\n.drawing text { font-family: var(--display-font) }\n"


def _has_serifs(stack: str) -> bool:
    return stack.rpartition(",")[2].strip() == "serif"


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]
