"""The units of a section and what became of them in; the section of the redline, as HTML, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby

from markupsafe import Markup

from briefpress.editions.changes import BlockChange, SectionChange, UnitChange
from briefpress.editions.redline.exhibits import Exhibits
from briefpress.editions.redline.runs import html, marked, runs
from briefpress.wording import counted, language

_FOLDED = 2
"""From so many units on that did not change, they are folded where a reader can unfold them."""


class Passages:
    """Writes the passages of a redline. Its notes are numbered as they come, those that went among them.

    Where `folds`, what did not change is folded.
    """

    def __init__(self, exhibits: Exhibits, lang: str, *, folds: bool) -> None:
        self._exhibits, self._lang, self._folds = exhibits, lang, folds
        self._words = language(lang).words
        self._said = self._words.changes
        self._notes = count(1)

    def section(self, change: SectionChange, anchor: str) -> Markup:
        """A section with its heading; what became of it as a whole stands below that."""
        rest = list(change.units)
        head = rest.pop(0) if rest and rest[0].sort == "heading" and not rest[0].move else None
        words, below = self._worded(head) if head else (Markup.escape(change.title), Markup())
        said = {"added": self._said.section_added, "removed": self._said.section_removed}.get(change.how, "")
        said = said or (self._said.section_moved if change.moved else "")
        out = Markup('<section{}><h2 id="{}" data-title="{}">{}</h2>').format(
            _spoken(change.lang), anchor, change.title, words
        )
        if said:
            out += Markup('<p class="remark">{}</p>').format(said)
        return out + below + self._units(rest) + Markup("</section>\n")

    def _units(self, units: Sequence[UnitChange]) -> Markup:
        out = Markup()
        for same, run in groupby(units, lambda unit: not unit.changed and unit.sort != "heading"):
            group = list(run)
            inside = Markup().join(self._listed(group))
            if same and self._folds and len(group) >= _FOLDED:
                said = counted(len(group), self._said.unchanged, self._lang)
                out += Markup("<details><summary>{}</summary>{}</details>").format(said, inside)
            else:
                out += inside
        return out

    def _listed(self, units: Iterable[UnitChange]) -> Iterator[Markup]:
        """The units, items of lists within lists."""
        for item, run in groupby(units, lambda unit: unit.blocks[0].block.kind == "item"):
            inside = Markup().join(self._unit(unit) for unit in run)
            yield Markup('<ul class="items">{}</ul>\n').format(inside) if item else inside

    def _unit(self, unit: UnitChange) -> Markup:
        if unit.sort in ("figure", "table"):
            inside = self._exhibits.of(unit) + self._notes_of(unit, {})
        else:
            inside = self._text(unit)
        item = unit.blocks[0].block.kind == "item"
        exhibit = "exhibit" if unit.sort in ("figure", "table") else ""
        way = f"moved {unit.way}" if unit.move else ""
        classes = " ".join(filter(None, (unit.how if unit.changed else "", way, exhibit, _deep(unit))))
        if not classes and not item:
            return inside + Markup("\n")
        element = "li" if item else "div"
        anchor = Markup(' id="{}"').format(f"{unit.way}-{unit.move}") if unit.move else ""
        told = self._way(unit) if unit.move else ""
        return Markup('<{0}{1} class="{2}">{3}{4}</{0}>\n').format(element, anchor, classes, told, inside)

    def _way(self, unit: UnitChange) -> Markup:
        """The line above what moved, which leads to its other place."""
        away = unit.way == "away"
        other, said = ("here", self._said.moved_away) if away else ("away", self._said.moved_here)
        sign = "↷" if away else "↶"
        return Markup('<p class="way"><a href="#{}-{}"><span aria-hidden="true">{} </span>{} ({})</a></p>').format(
            other, unit.move, sign, said, unit.move
        )

    def _text(self, unit: UnitChange) -> Markup:
        words, below = self._worded(unit)
        return self._block(unit.blocks[0], words) + below

    def _worded(self, unit: UnitChange) -> tuple[Markup, Markup]:
        """The words of a unit with the calls of its notes; its pictures and its notes, which stand below."""
        head = unit.blocks[0]
        numbers = {id(b): next(self._notes) for b in unit.blocks[1:] if b.block.kind == "note" and b.block.at >= 0}
        calls: dict[int, Markup] = {}
        for block in unit.blocks[1:]:
            if id(block) in numbers and (head.new is None or block.new is not None):
                before = calls[at] + Markup("<sup>,</sup>") if (at := block.block.at) in calls else Markup()
                calls[at] = before + self._call(block, numbers[id(block)])
        rest = Markup().join(
            self._call(b, numbers[id(b)])
            for b in unit.blocks[1:]
            if id(b) in numbers and head.new is not None and b.new is None
        )
        words = html(list(runs(head, calls=calls)), self._said) + rest
        return words, self._exhibits.pictures(unit) + self._notes_of(unit, numbers)

    def _call(self, block: BlockChange, number: int) -> Markup:
        call = Markup('<sup class="call"><a href="#note-{0}" id="call-{0}">{0}</a></sup>').format(number)
        if block.how not in ("added", "removed"):
            return call
        return marked(call, "new" if block.how == "added" else "old", self._said)

    def _block(self, change: BlockChange, words: Markup) -> Markup:
        block = change.block
        if block.kind == "heading":
            level = min(block.level + 1, 6)
            return Markup("<h{0}>{1}</h{0}>").format(max(level, 3), words)
        if block.kind == "title":
            return Markup('<p class="part-title">{}</p>').format(words)
        if block.kind == "quote":
            return Markup("<blockquote><p>{}</p></blockquote>").format(words)
        if block.kind == "code":
            return Markup("<pre><code>{}</code></pre>").format(words)
        if block.kind == "item":
            return Markup('<p><span class="sign">{} </span>{}</p>').format(block.sign, words)
        return Markup("<p>{}</p>").format(words)

    def _notes_of(self, unit: UnitChange, numbers: dict[int, int]) -> Markup:
        out = Markup()
        for block in unit.blocks:
            if block.block.kind != "note":
                continue
            words = html(list(runs(block)), self._said)
            number = numbers.get(id(block))
            back = (
                Markup('<a id="note-{0}" href="#call-{0}" aria-label="{1} {0}">{0}</a> ').format(
                    number, self._words.note
                )
                if number
                else ""
            )
            out += Markup('<p class="{}">{}{}</p>').format("same" if block.how == "same" else block.how, back, words)
        if not out:
            return out
        return Markup('<div class="notes" role="group" aria-label="{}">{}</div>').format(self._words.notes, out)


def _deep(unit: UnitChange) -> str:
    block = unit.blocks[0].block
    return f"deep-{min(block.level, 4)}" if block.kind == "item" and block.level > 1 else ""


def _spoken(lang: str) -> Markup:
    if not lang:
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(lang, language(lang).words.direction)
