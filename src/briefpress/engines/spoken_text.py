"""WeasyPrint 70's drawing of text in; the same, with the words told where its glyphs alone don't tell them, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any

WORDS = "BriefpressWords"
"""The entry of a line's marked content that tells its words in their order, for those who read the PDF back."""

_PLAIN = re.compile("[\x20-\u02af\u0370-\u0482\u048a-\u052f\u2000-\u2027\u2030-\u205e\u20a0-\u20bf\u2116\u2122]*")
"""Letters each of which has a glyph of its own, or one that stands for the same letters everywhere, as a ligature."""

_HYPHEN = "\u2010"
"""What WeasyPrint parts words with; authors write another sign, U+002D."""

_UNHEARD = re.compile("[\u00ad\u200b\u2060\ufeff]+")
_GLYPHS = re.compile(rb"<([0-9a-f]*)>|[^<>\s]+")
_everywhere: ContextVar[bool] = ContextVar("everywhere", default=False)


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Glyphs that stand together for some letters, in the order in which they are drawn."""

    font: Any
    glyphs: tuple[int, ...]
    letters: str
    from_right: bool

    @property
    def is_told(self) -> bool:
        """Whether a PDF tells these letters of these glyphs, each of which has the same letters wherever it stands.

        Of a glyph without letters, as the vowel sign before a syllable, readers make whatever its number stands for.
        """
        glyphs = reversed(self.glyphs) if self.from_right else self.glyphs
        named = [self.font.to_unicode.get(g, "") for g in glyphs]
        return all(named) and _heard("".join(named)) == _heard(self.letters)


def runs_from_right(html: str) -> bool:
    """Whether a page has letters that are read from the right."""
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in set(html))


def expect(html: str) -> None:
    """Make ready for a page: with letters from the right in it, every line tells its words.

    The glyphs of such letters stand in the order of the eye, as in PDFs of all makers, and readers put them in order
    again, line by line. No rule does so without error: the words tell what was meant, of their neighbours as well.
    """
    _everywhere.set(runs_from_right(html))


def tell_words() -> None:
    """Let WeasyPrint say of glyphs what they stand for; calling it again changes nothing.

    It gives a glyph the letters with which it is first drawn. So vowel marks and Indian syllables, whose glyphs stand
    for other letters elsewhere, would be heard and found as those. Such glyphs get ActualText (ISO 32000-1, 14.9.4).
    """
    from weasyprint.draw import text

    original = text.draw_first_line
    if getattr(original, "tells_words", False):
        return

    def draw_first_line(stream: Any, textbox: Any, *rest: Any) -> Any:
        hyphenated = textbox.text.endswith(_HYPHEN)
        plain = not _everywhere.get() and not hyphenated and _PLAIN.fullmatch(textbox.text)
        drawn = not plain and textbox.text.strip() and textbox.style["font_size"]
        clusters = list(_clusters(stream, textbox)) if drawn else []
        if hyphenated and clusters and clusters[-1].letters == _HYPHEN:
            # A hyphen that layout puts into a word is told as a soft one (ISO 32000-1, 14.8.2.2.3): the word is whole.
            clusters[-1] = replace(clusters[-1], letters="\u00ad")
        for cluster in clusters:
            _name_glyphs(cluster)
        begin = len(stream.stream)
        emojis = original(stream, textbox, *rest)
        if not all(c.is_told for c in clusters):
            stream.stream[begin:] = _with_letters(stream.stream[begin:], clusters)
        if clusters and (_everywhere.get() or emojis):
            stream.stream.insert(begin, f"/Span <</{WORDS} <{_hex(textbox.text)}>>> BDC".encode())
            stream.stream.append(b"EMC")
        return emojis

    draw_first_line.tells_words = True  # type: ignore[attr-defined]  # a mark on a function of ours
    text.draw_first_line = draw_first_line


def _heard(text: str) -> str:
    return _UNHEARD.sub("", unicodedata.normalize("NFC", text))


def _hex(text: str) -> str:
    return f"\ufeff{text}".encode("utf-16-be").hex()


def _clusters(stream: Any, textbox: Any) -> Iterator[_Cluster]:
    """The clusters of a line, in the order in which they are drawn."""
    from weasyprint.text.ffi import ffi, pango

    line, _ = textbox.pango_layout.get_first_line()
    whole = textbox.pango_layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        font, _ = stream.add_font(item.item.analysis.font)
        count, begin, end = item.glyphs.num_glyphs, item.item.offset, item.item.offset + item.item.length
        places = [begin + item.glyphs.log_clusters[i] for i in range(count)]
        ends = dict(pairwise([*sorted(set(places)), end]))
        glyphs = [glyph.glyph for glyph in item.glyphs.glyphs[0:count]]
        for place, indices in groupby(range(count), key=places.__getitem__):
            drawn = tuple(g for i in indices if (g := glyphs[i]) != pango.PANGO_GLYPH_EMPTY)
            letters = whole[place : ends[place]].decode("utf-8", "replace")
            if drawn:
                yield _Cluster(font, drawn, letters, bool(item.item.analysis.level % 2))


def _name_glyphs(cluster: _Cluster) -> None:
    """Give each glyph the letters that it stands for, unless it has some: its own, where the font knows which."""
    known = cluster.font.to_unicode
    if len(cluster.glyphs) > 1:
        for letter in cluster.letters:
            glyph = _fonts(cluster.font).get_nominal_glyph(ord(letter))
            if glyph in cluster.glyphs:
                known.setdefault(glyph, letter)


@lru_cache(maxsize=64)
def _fonts(font: Any) -> Any:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(font.file_content, font.index))


def _with_letters(instructions: Iterable[bytes], clusters: Iterable[_Cluster]) -> Iterator[bytes]:
    """The instructions that draw a line, with the letters of each cluster that its glyphs don't tell."""
    waiting = iter(clusters)
    left, told = 0, True
    for instruction in instructions:
        if not instruction.endswith(b"TJ"):
            yield instruction
            continue
        drawn: list[bytes] = []
        for part in _GLYPHS.finditer(instruction[1:-4]):
            if part[1] is None:
                drawn.append(part[0])
                continue
            codes = part[1]
            while codes:
                if not left:
                    cluster = next(waiting)
                    left, told = len(cluster.glyphs), cluster.is_told
                    width = 2 if cluster.font.bitmap else 4
                    if not told:
                        yield from _shown(drawn)
                        drawn = []
                        yield f"/Span <</ActualText <{_hex(cluster.letters)}>>> BDC".encode()
                drawn.append(b"<" + codes[:width] + b">")
                codes = codes[width:]
                left -= 1
                if not left and not told:
                    yield from _shown(drawn)
                    drawn = []
                    yield b"EMC"
        yield from _shown(drawn)


def _shown(parts: list[bytes]) -> Iterator[bytes]:
    if parts:
        # Two numbers may stand side by side, the glyph between them being one without width: they stay two.
        yield b"[" + b" ".join(parts).replace(b"> <", b"") + b"] TJ"
