"""The settings of a chart and its rows in; what it shows, in a few sentences of the brief's language, out.

What it is, of what and how much of it; how its figures went on, or where they lie; their extremes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefpress.charts import figures, readings
from briefpress.charts.barblock import Bars
from briefpress.charts.kinds import KINDS
from briefpress.charts.lines import Lines
from briefpress.charts.phrases import MOST, Phrases, cut
from briefpress.charts.ranges import Ranges
from briefpress.charts.readings import Series
from briefpress.charts.settings import Chart, as_field, listed
from briefpress.charts.slopes import Slopes
from briefpress.charts.xy import XY, Scaled
from briefpress.data.rows import Data, Value
from briefpress.wording import counted

_EACH = 4
"""As many series are told one by one; of more, the outer ones."""


def description(chart: Chart, data: Data, lang: str) -> str:
    """What a chart shows, in four sentences at most: its alternative text where its author gives none.

    In English where the program knows no words of a language (BCP 47). Asked for only where a chart can be drawn.
    """
    if isinstance(chart, XY):
        return _Told.of(chart, data, lang).all()
    return _ranges(chart, data, lang) if isinstance(chart, Ranges) else _other(chart, data, lang)


@dataclass(frozen=True, slots=True)
class _Told:
    """What there is to tell of a chart of figures by name or day."""

    chart: XY
    data: Data
    say: Phrases
    series: Sequence[Series]

    @classmethod
    def of(cls, chart: XY, data: Data, lang: str) -> _Told:
        """What there is to tell, read from the rows."""
        x = as_field(chart.x)
        ordered = isinstance(chart, Lines | Slopes)
        known = readings.places([row[x.field] for row in data.rows], lang, x.format, ordered=ordered)
        return cls(chart, data, Phrases(known), readings.of(chart, data, known))

    @property
    def told(self) -> list[Series]:
        """The series that have figures."""
        return [s for s in self.series if s.readings]

    def all(self) -> str:
        """Its sentences."""
        if isinstance(self.chart, Slopes):
            body = self._slopes()
        else:
            body = self._along() if self.say.places.ordered else self._by_name()
        return self.say.joined([self._opening(), *body, _marked(self.chart, self.data, self.say)])

    def _opening(self) -> str:
        say, own = self.say, self.say.own
        values, lang = say.places.values, say.places.lang
        if say.places.ordered and len(values) > 1:
            extent = say.extent(values)
        else:
            extent = counted(len(values), own.entries, lang)
        missing = sum(s.missing for s in self.series)
        title = _titled(as_field(self.chart.y).title or as_field(self.chart.y).field, self.chart.unit, say)
        return say.listed([
            say.named(own.kinds[_kind(self.chart)], title),
            extent,
            counted(len(self.series), own.series, lang) if self.chart.series or readings.panels_of(self.chart) else "",
            counted(missing, own.missing, lang) if missing else "",
        ])  # fmt: skip

    def _along(self) -> list[str]:
        """How each series went on, or the one highlighted and where the outer ones end; the extremes."""
        say, told, values = self.say, self.told, self.say.places.values
        each = self._parts() if len(told) <= _EACH else [s for s in told if self._stands_out(s)]
        pieces = [say.named(s.name, say.trend(s.readings, brief=bool(s.name) and _spans(s, values))) for s in each]
        sentences = [say.listed(pieces)]
        if len(told) > _EACH:
            last = [(s.readings[-1], s.name) for s in told if s.readings[-1].place == values[-1]]
            sentences += [say.outer(last)] if len(last) > 1 else []
        known = [(r, s.name) for s in told for r in s.readings]
        ends = {end.value for s in told for end in (s.readings[0], s.readings[-1])}
        every = [r.value for r, _ in known]
        if len(told) > 1 or not {min(every), max(every)} <= ends:
            sentences.append(say.extremes(known))
        return sentences

    def _stands_out(self, series: Series) -> bool:
        """Whether a series is the highlighted one."""
        wanted = self.chart.highlight
        return wanted is not None and readings.name_of(wanted, self.say.places.lang) in (series.name, series.panel)

    def _parts(self) -> list[Series]:
        """The series, and before them what their parts come to where they are stacked."""
        if not isinstance(self.chart, Bars) or self.chart.stacked is not True or self.chart.panels:
            return self.told
        write = figures.of(as_field(self.chart.y), self.data, self.say.places.lang)
        return [Series(self.say.own.total, tuple(readings.sums(self.told, self.say.places, write))), *self.told]

    def _slopes(self) -> list[str]:
        """How each series went, or how many rose and fell, and which the most."""
        say, own = self.say, self.say.own
        both = [s for s in self.told if len(s.readings) > 1]
        if len(self.told) <= _EACH or not both:
            return [say.listed(say.named(s.name, say.trend(s.readings, brief=len(s.readings) > 1)) for s in self.told)]
        way = {s.name: s.readings[-1].value - s.readings[0].value for s in both}
        up, down = sum(w > 0 for w in way.values()), sum(w < 0 for w in way.values())
        steepest = [(own.rise, max(both, key=lambda s: way[s.name]))] if up else []
        steepest += [(own.fall, min(both, key=lambda s: way[s.name]))] if down else []
        outer = [
            form.format(name=say.bracketed(cut(s.name), say.trend(s.readings, brief=True))) for form, s in steepest
        ]
        others = [s for s in both if self._stands_out(s) and s not in [end for _, end in steepest]]
        return [
            say.listed(say.named(s.name, say.trend(s.readings, brief=True)) for s in others),
            own.directions.format(up=up, down=down, same=len(both) - up - down),
            say.listed(outer),
        ]

    def _by_name(self) -> list[str]:
        """The figures where they are few; the span of each series, or the extremes of all."""
        say, told = self.say, self.told
        known = [(r, s.name) for s in told for r in s.readings]
        if len(known) <= MOST and not self.chart.series:
            return [say.listed(say.named(say.place(r.place), r.said) for r, _ in known)]
        if self.chart.series and len(told) <= _EACH:
            return [say.listed(say.named(s.name, say.span(s.readings)) for s in self._parts())]
        return [say.extremes(known)]


def _spans(series: Series, values: Sequence[Value]) -> bool:
    """Whether a series has figures at the first place and at the last."""
    return len(series.readings) > 1 and (series.readings[0].place, series.readings[-1].place) == (values[0], values[-1])


def _kind(chart: Chart) -> str:
    """The name of a form of chart among the words of a language."""
    if isinstance(chart, Bars):
        if chart.stacked:
            return "shares" if chart.stacked == "share" else "stacked"
        return "grouped" if chart.series else "bar"
    return chart.type


def _titled(title: str, unit: str, say: Phrases) -> str:
    """What is measured, and in what."""
    return say.bracketed(title.replace("_", " "), unit)


def _marked(chart: Chart, data: Data, say: Phrases) -> str:
    """The lines across a chart."""
    if not isinstance(chart, Scaled | Ranges) or not (references := listed(chart.reference)):
        return ""
    write = figures.of(as_field(chart.low if isinstance(chart, Ranges) else chart.y), data, say.places.lang)
    lines = [say.named(r.label, write.cell(r.value)) for r in references]
    return say.own.marked.format(lines=say.listed(lines))


def _ranges(chart: Ranges, data: Data, lang: str) -> str:
    """The ranges where they are few, else the widest and the narrowest; the extremes."""
    found = readings.of_ranges(chart, data, lang)
    known = readings.places([a.place for a, _ in found], lang, as_field(chart.x).format)
    say = Phrases(known)
    own = say.own
    ends = [as_field(end).title or as_field(end).field for end in (chart.low, chart.high)]
    title = _titled(chart.title or " – ".join(ends), chart.unit, say)
    missing = len(data.rows) - len(found)
    sentences = [say.listed([
        say.named(own.kinds["range"], title),
        counted(len(data.rows), own.entries, lang),
        counted(missing, own.missing, lang) if missing else "",
    ])]  # fmt: skip
    if len(found) <= _EACH:
        sentences.append(say.listed(say.named(say.place(a.place), _both(a, b, say)) for a, b in found))
    else:
        wide, narrow = (pick(found, key=lambda ends: ends[1].value - ends[0].value) for pick in (max, min))
        if wide[1].value - wide[0].value > narrow[1].value - narrow[0].value:
            said = [say.bracketed(say.place(a.place), _both(a, b, say)) for a, b in (wide, narrow)]
            sentences.append(own.widths.format(high=said[0], low=said[1]))
        sentences.append(say.extremes([(r, "") for ends_of in found for r in ends_of]))
    return say.joined([*sentences, _marked(chart, data, say)])


def _both(low: readings.Reading, high: readings.Reading, say: Phrases) -> str:
    return low.said if low.said == high.said else say.own.span.format(a=low.said, b=high.said)


def _other(chart: Chart, data: Data, lang: str) -> str:
    """A form of which nothing more is known than the columns that it names: how much there is, when, the extremes."""
    named = list(KINDS[chart.type].columns(chart))
    title, found = readings.of_columns(chart, named, data, lang)
    say = Phrases(readings.places([r.place for r in found] if found else readings.moments(named, data), lang))
    own, values = say.own, say.places.values
    kind = own.kinds.get(chart.type, own.kinds["other"])
    missing = len(data.rows) - len(found) if title else 0
    return say.joined([
        say.listed([
            say.named(kind, _titled(title, getattr(chart, "unit", ""), say)) if title else kind,
            counted(len(data.rows), own.entries, lang),
            "" if found or not values else say.extent(values),
            counted(missing, own.missing, lang) if missing else "",
        ]),
        say.extremes([(r, "") for r in found]) if found else "",
    ])  # fmt: skip
