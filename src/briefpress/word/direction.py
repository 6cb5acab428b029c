"""The runs of a text that is read from the right in; the same, what is read from the left in runs of its own, out.

Word sets a run that is read from the right in the fonts of complex scripts, which have no Latin letters, and takes the
signs beside such letters for Arabic ones: what is read from the left has to stand in a run that isn't marked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby

from briefpress.word.xml import Tree, W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def parted(tree: Tree) -> None:
    """Part the runs of a tree in place."""
    marked = [mark.getparent().getparent() for mark in tree.iter(f"{W}rtl")]
    for run in (element for element in marked if element.tag == f"{W}r"):
        texts = run.findall(f"{W}t")
        if len(texts) != 1 or len(run) != 2:
            continue
        pieces = list(_pieces(texts[0].text or ""))
        if not any(left for left, _ in pieces):
            continue
        for left, words in pieces:
            piece = deepcopy(run)
            piece.find(f"{W}t").text = words
            piece.find(f"{W}t").set(_SPACE, "preserve")
            if left:
                look = piece.find(f"{W}rPr")
                look.remove(look.find(f"{W}rtl"))
            run.addprevious(piece)
        run.getparent().remove(run)


def _pieces(words: str) -> Iterator[tuple[bool, str]]:
    """The parts of a text, each with whether it is read from the left: from its first such letter to its last."""
    kinds = [unicodedata.bidirectional(letter) for letter in words]
    sides = [kind == "L" for kind in kinds]
    last = -1
    for at, kind in enumerate(kinds):
        if kind == "L":
            if last >= 0:
                sides[last:at] = [True] * (at - last)
            last = at
        elif kind in ("R", "AL", "AN"):
            last = -1
    at = 0
    for left, group in groupby(sides):
        length = len(list(group))
        yield left, words[at : at + length]
        at += length
