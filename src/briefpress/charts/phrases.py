"""The figures of a chart in; what is so of them, in phrases of the brief's language, out.

Figures are compared by their exact values, and stand as the chart writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from briefpress.charts.readings import Places, Reading
from briefpress.data.rows import Value
from briefpress.wording import DescribedWords, Words, language

MOST = 3
"""As many places are named that have one figure; of more, their number is told."""
_LONG = 60
"""Letters of a name; longer ones are cut."""

At = tuple[Reading, str]
"""A figure and the series that it is of."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """What can be said of figures at places, in the language of these."""

    places: Places

    @property
    def words(self) -> Words:
        """The words of the language, English ones where the program knows none."""
        return language(self.places.lang).words

    @property
    def own(self) -> DescribedWords:
        """Those of them that describe charts."""
        return self.words.described

    def joined(self, sentences: Iterable[str]) -> str:
        """Sentences, each with its capital and its full stop, as a paragraph."""
        words = self.words
        ended = [
            f"{s[0].upper()}{s[1:]}{'' if s.endswith((words.full_stop, '.')) else words.full_stop}"
            for s in sentences
            if s
        ]
        return ("" if words.full_stop == "。" else " ").join(ended)

    def listed(self, parts: Iterable[str]) -> str:
        """Phrases one behind the other."""
        return self.words.semicolon.join(part for part in parts if part)

    def named(self, name: str, said: str) -> str:
        """What is said of a series or a place, behind its name, if it has one."""
        return f"{cut(name)}{self.words.colon}{said}" if name else said

    def bracketed(self, said: str, *inside: str) -> str:
        """Words, and in brackets what belongs to them."""
        known = self.words.comma.join(part for part in inside if part)
        if not known:
            return said
        opening = self.words.open_bracket
        return f"{said}{'' if opening == '（' else ' '}{opening}{known}{self.words.close_bracket}"

    def place(self, place: Value) -> str:
        """A place in words, no longer than it can be listened to."""
        return cut(self.places.said(place))

    def extent(self, values: Sequence[Value]) -> str:
        """From the first of some places to the last, or the only one."""
        first, last = self.place(values[0]), self.place(values[-1])
        return first if first == last else self.own.ends.format(first=first, last=last)

    def moment(self, reading: Reading, series: str = "") -> str:
        """A figure with what it is of: “12.3 in 2015”, “12.3 (Northland)”."""
        form = "" if series else self.own.at.get(self.places.fineness, "")
        if not form:
            return self.bracketed(reading.said, cut(series), self.place(reading.place))
        return self.own.moment.format(figure=reading.said, at=form.format(x=self.place(reading.place)))

    def trend(self, readings: Sequence[Reading], *, brief: bool = False) -> str:
        """From the first to the last of some figures; `brief` without what these are of, where that was told."""
        first, last = readings[0], readings[-1]
        if len(readings) == 1:
            return self.moment(first)
        if len(readings) > 2 and len({r.value for r in readings}) == 1:
            return self.own.equal.format(figure=first.said)
        if first.said == last.said:
            return self.own.same.format(a=first.said)
        form = self.own.rose if last.value > first.value else self.own.fell
        a, b = (first.said, last.said) if brief else (self.moment(first), self.moment(last))
        return form.format(a=a, b=b)

    def span(self, readings: Sequence[Reading]) -> str:
        """From the least of some figures to the greatest."""
        low, high = min(readings, key=_value), max(readings, key=_value)
        if low.said == high.said:
            return self.own.equal.format(figure=low.said) if len(readings) > 1 else self.moment(low)
        return self.own.span.format(a=self.moment(low), b=self.moment(high))

    def extremes(self, known: Sequence[At]) -> str:
        """The greatest and the least of figures, with all that have them."""
        low, high = min(known, key=_of)[0], max(known, key=_of)[0]
        if low.said == high.said:
            return self.own.equal.format(figure=low.said)
        return self.own.extremes.format(high=self._with(high, known), low=self._with(low, known))

    def outer(self, last: Sequence[At]) -> str:
        """Of series at their common end, the highest and the lowest."""
        low, high = min(last, key=_of)[0], max(last, key=_of)[0]
        ends = [self._with(end, last, series_alone=True) for end in (high, low)]
        return self.own.outer.format(high=ends[0], low=ends[1])

    def _with(self, extreme: Reading, known: Sequence[At], *, series_alone: bool = False) -> str:
        """An extreme with what has it: one or several by name, many by their number."""
        those = [(r, series) for r, series in known if r.value == extreme.value]
        if len(those) > MOST:
            return self.bracketed(extreme.said, self.own.several.format(n=len(those), all=len(known)))
        if len(those) == 1 and not series_alone:
            return self.moment(*those[0])
        names = [cut(series) if series_alone else self._full(r, series) for r, series in those]
        # Semicolons part names that have commas of their own.
        parted = [self.listed(names)] if any(self.words.comma.strip() in name for name in names) else names
        return self.bracketed(extreme.said, *parted)

    def _full(self, reading: Reading, series: str) -> str:
        return " ".join(part for part in (cut(series), self.place(reading.place)) if part)


def cut(name: str) -> str:
    """A name without the end of it that makes it long."""
    return name if len(name) <= _LONG else f"{name[: _LONG - 2].rstrip()} …"


def _value(reading: Reading) -> Fraction:
    return reading.value


def _of(known: At) -> Fraction:
    return known[0].value
