"""A page as WeasyPrint laid it out, and what each of its sheets is to bear, in; a page that prints just that, out."""

from __future__ import annotations

import math
from html import escape
from typing import Any

from briefpress.engines.line_numbers import Line, lines_of
from briefpress.model import Stamp

_ACROSS = 0.66
"""How much of a sheet's diagonal the word across it takes."""
_WIDE = 0.68
"""How wide a capital letter is, at most, in parts of its size; a letter of Chinese is as wide as its size."""
_TALL = 0.22
"""How large the letters of a short word are, in parts of a sheet's shorter side."""
_GAP = 8
"""How far a number stands from its line, in pixels of CSS."""
_RISE = 0.36
"""How far the middle of a number stands above its foot, in parts of its size."""
_SIZE = 8.4
"""The size of a number, in pixels of CSS."""


def sheets(document: Any, stamp: Stamp) -> str:
    """HTML of two sheets for each of the document's: one with the word, one with the notice and the numbers of lines.

    They are apart so that the word can be printed as if it lay below the text.
    """
    rules, parts = [], []
    sizes: dict[tuple[float, float], str] = {}
    for page in document.pages:
        size = page.width, page.height
        if size not in sizes:
            sizes[size] = name = f"s{len(sizes)}"
            rules.append(f"@page {name} {{ size: {size[0]:.3f}px {size[1]:.3f}px; margin: 0 }}")
            rules.append(f".{name} {{ page: {name}; width: {size[0]:.3f}px; height: {size[1]:.3f}px }}")
            rules.append(_across(name, stamp.word, *size))
        lines = lines_of(page._page_box) if stamp.numbered else ()
        numbers = "".join(_number(line, page.width, stamp.direction) for line in lines)
        ground = " dark" if on_dark(page) else ""
        parts.append(f'<section class="{sizes[size]}{ground}"><p class="word">{escape(stamp.word)}</p></section>')
        notice = f'<p class="notice"><span>{escape(stamp.notice)}</span></p>'
        parts.append(f'<section class="{sizes[size]}">{notice}{numbers}</section>')
    css = f"{stamp.css}{''.join(rules)}".replace("</", "<\\/")  # a style sheet can't close its element
    head = f"<title>{escape(stamp.notice)}</title><style>{css}</style>"
    return f'<html lang="{stamp.lang}" dir="{stamp.direction}"><head>{head}</head><body>{"".join(parts)}</body></html>'


def on_dark(page: Any) -> bool:
    """Whether a sheet's own ground is a dark one, as of a cover: nothing laid on it could be seen as a shadow."""
    colour = page._page_box.style["background_color"]
    red, green, blue = colour.to("srgb").coordinates
    return bool(colour.alpha > 0.5 and 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.5)


def _across(name: str, word: str, width: float, height: float) -> str:
    """The rule by which the word stands across a sheet, from below to above."""
    diagonal = math.hypot(width, height)
    letters = sum(1.0 if ord(letter) > 0x2E7F else _WIDE for letter in word) or 1
    size = min(diagonal * _ACROSS / letters, min(width, height) * _TALL)
    angle = -math.degrees(math.atan2(height, width))
    return (
        f".{name} .word {{ left: {(width - diagonal) / 2:.2f}px; top: {(height - 1.2 * size) / 2:.2f}px; "
        f"width: {diagonal:.2f}px; font-size: {size:.2f}px; transform: rotate({angle:.2f}deg) }}"
    )


def _number(line: Line, width: float, direction: str) -> str:
    """The number of a line, beside the edge at which it begins."""
    side, away = ("right", width - line.left) if direction == "ltr" else ("left", line.right)
    fifth = "" if line.number % 5 else ' class="fifth"'
    top = line.foot - _RISE * _SIZE
    return f'<b style="top: {top:.2f}px; {side}: {away + _GAP:.2f}px"{fifth}>{line.number}</b>'
