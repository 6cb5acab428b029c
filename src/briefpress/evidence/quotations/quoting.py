"""The words of a quotation in; the pieces of the source that they are, and what the author put between them, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from briefpress.evidence.quotations.folding import Folded, fold

Joint = Literal["gap", "own", "denial", "ending"]
"""What parts two pieces: words left out, the author's own in brackets, such with a negation, an ending of a word."""

OWN_WORDS = 8
"""As many words in brackets are an author's own; more than these are no quotation."""

_GAPS = 12
_WORDS_A_GAP = 3

NEGATION = re.compile(
    r"(?<!\w)(?:not?|never|none|nor|neither|nobody|nothing|without|cannot|\w+n['’]t|nicht|kein\w*|nie|niemals|ohne"
    r"|ne|pas|jamais|sans|aucune?|не|ни|нет|никогда|без|nunca|jamás|sin|sem|não)(?!\w)",
    re.IGNORECASE,
)
"""Words that turn a sentence into its opposite, in the languages that briefs have most."""

_ELLIPSIS = r"\[\s?(?:…|\.(?:\s?\.)+)\s?\]|\((?:…|\.\.\.)\)|\.?\s?(?:…|\.(?:\s?\.){2,})"
_REMARK = (
    r"(?<!\s)\s*+\[(?:sic|recte|!|\?|\d{1,3}"
    r"|(?:(?:my|our|original|author['’]s) )?(?:emphas[ie]s|italics?|bold|underlin\w+|stress)"
    r"(?: (?:added|mine|ours|supplied|removed|omitted|in (?:the )?original|by [\w ]{1,30}))?"
    r"|Hervorhebung[\w .]{0,30}|(?:je|nous) soulign\w+|souligné par [\w ]{1,30}|курсив [\w ]{1,30}"
    r"|énfasis [\w ]{1,30})[.!]?\]"
)
_PARTS = re.compile(
    rf"(?P<remark>{_REMARK})|(?P<gap>{_ELLIPSIS})"
    r"|(?P<capital>(?<!\w)\[(?P<letter>[^\W\d_])\](?=\w))"
    r"|(?P<own>\[(?P<words>[^\[\]]{0,300})\])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are to stand in the source one behind the other, folded.

    The case of the letters at `free` may differ. `tail` is the end of a quotation that the source need not have: a
    comma or full stop, a closing mark; `head` an opening one. `tight_before` and `tight_after` tell that the author's
    own letters in brackets go on with the word. It begins at `at` of what it was `folded` from.
    """

    text: str
    free: frozenset[int]
    folded: Folded
    at: int
    head: str = ""
    tail: str = ""
    tight_before: bool = False
    tight_after: bool = False

    def words(self, begin: int, end: int) -> str:
        """What the author wrote where it has this part."""
        return self.folded.words(self.at + begin, self.at + end)


@dataclass(frozen=True, slots=True)
class Quoting:
    """A quotation as it is looked for: its pieces, and the joints between them, one fewer."""

    pieces: tuple[Piece, ...]
    joints: tuple[Joint, ...]

    @property
    def text(self) -> str:
        """All of its own words, folded."""
        return " ".join(piece.text for piece in self.pieces)


def is_in_shreds(quoting: Quoting) -> bool:
    """Whether gaps leave so little of a quotation between them that its pieces stand in any page: it can't be checked.

    More than a dozen gaps, and less than three words to each.
    """
    gaps = quoting.joints.count("gap")
    return gaps > _GAPS and len(quoting.text.split()) < _WORDS_A_GAP * gaps


def has_long_brackets(words: str) -> bool:
    """Whether brackets in a quotation hold more words than an author's own may be (`OWN_WORDS`)."""
    own = (match["words"] for match in _PARTS.finditer(words) if match["own"])
    return any(len(inside.split()) > OWN_WORDS for inside in own)


def literal(words: str) -> Quoting:
    """A quotation whose dots and brackets are the source's."""
    return _quoting([(words, frozenset(), False, False)], [])


def quoting(words: str) -> Quoting:
    """A quotation whose dots and brackets are the author's, by the usage of all manuals of style.

    `[…]` and `...` are gaps; `[words]` are the author's own; `[t]he` changes a capital; `[sic]`, `[emphasis added]`
    say something of the quotation.
    """
    parts: list[tuple[str, frozenset[int], bool, bool]] = []
    joints: list[Joint] = []
    text, capitals, tight = "", set[int](), False
    end = 0
    for match in _PARTS.finditer(words):
        text += words[end : match.start()]
        end = match.end()
        if match["remark"]:
            continue
        if match["own"] and len(match["words"].split()) > OWN_WORDS:
            text += match["own"]
            continue
        if match["capital"]:
            capitals.add(len(text))
            text += match["letter"]
            continue
        before = bool(match["own"]) and words[match.start() - 1 : match.start()].isalnum()
        after = bool(match["own"]) and words[match.end() : match.end() + 1].isalnum()
        parts.append((text, frozenset(capitals), tight, before))
        own: Joint = "denial" if NEGATION.search(match["words"] or "") else "own"
        joints.append("gap" if match["gap"] else "ending" if before or after else own)
        text, capitals, tight = "", set(), after
    parts.append((text + words[end:], frozenset(capitals), tight, False))
    return _quoting(parts, joints)


def _quoting(parts: list[tuple[str, frozenset[int], bool, bool]], joints: list[Joint]) -> Quoting:
    kept: list[Piece] = []
    between: list[Joint] = []
    waiting: Joint | None = None
    for index, (words, capitals, tight_before, tight_after) in enumerate(parts):
        joint = joints[index - 1] if index else None
        # Words left out next to words put in are words left out.
        waiting = "gap" if "gap" in (waiting, joint) else joint or waiting
        loose_end = index == len(parts) - 1 or joints[index] == "gap"
        last = index == len(parts) - 1 or not any(re.search(r"\w", text) for text, *_ in parts[index + 1 :])
        first = not kept
        piece = _piece(words, capitals, first, first or waiting == "gap", last, loose_end, (tight_before, tight_after))
        if piece is None:
            continue
        if kept:
            between.append(waiting or "own")
        kept.append(piece)
        waiting = None
    return Quoting(tuple(kept), tuple(between))


def _piece(
    words: str,
    capitals: frozenset[int],
    first: bool,
    loose_begin: bool,
    last: bool,
    loose_end: bool,
    tight: tuple[bool, bool],
) -> Piece | None:
    """A piece of a quotation. What stands loose at a gap or at the end may have another comma or full stop there."""
    folded = fold(words)
    text = folded.text
    begin, end = 0, len(text)
    if first and (mark := re.match(r"'\s?(?=[\w(\[])", text)):
        begin = mark.end()
    elif loose_begin and not first and (stop := re.match(r"[.,;: ]+", text)):
        begin = stop.end()
    if loose_end or last:
        pattern = r"[.,]*'?[.,]*$" if last else r"[.,]+$"
        stop = re.search(pattern, text)
        end = stop.start() if stop else end
    if not re.search(r"\w", text[begin:end]):
        return None
    while text[begin : begin + 1] == " ":
        begin += 1
    while text[end - 1] == " ":
        end -= 1
    free = {i - begin for i in range(begin, end) if folded.begins[i] in capitals}
    if loose_begin and not tight[0] and (letter := re.match(r"\W*", text[begin:end])):
        free.add(letter.end())
    head = text[:begin] if first else ""
    tail = text[end:] if last else ""
    return Piece(text[begin:end], frozenset(free), folded, begin, head.strip(), tail.strip(), *tight)
