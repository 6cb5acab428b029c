"""The settings of a timeline and its data in; the marks of its specification out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from briefpress.charts import days, faults
from briefpress.charts.apart import apart
from briefpress.charts.canvas import Canvas
from briefpress.charts.faults import UNFIT
from briefpress.charts.keys import pixels
from briefpress.charts.kind import Fault, Kind, Named
from briefpress.charts.labels import as_given
from briefpress.charts.settings import Chart
from briefpress.charts.sizes import NARROW
from briefpress.data.cells import shortened
from briefpress.data.rows import Data, Value

_MOST = 40
_LANE, _BAR, _DOT = 9, 5, 64
"""From one span that lies beside another to the next, how broad a span is, and how large a dot, in pixels."""
_LEADER, _GAP = 26, 10
"""How far a leader goes from the spans to the words, and how far these stand from their day, in pixels."""
_AIR, _CLOSE = 7, 2.5
"""Between two events, and where there are more than a page holds so, in pixels."""


class Timeline(Chart, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.chart} block of `type: timeline`: events on a day, in a month or a year, and spans from one to another."""

    type: Literal["timeline"] = "timeline"
    event: str
    start: str
    end: str | None = None
    highlight: str | int | float | None = None


@dataclass(frozen=True, slots=True)
class _Event:
    """What happened, its days in words, and from which day to which."""

    words: str
    when: str
    first: date
    last: date
    span: bool
    high: bool


def marks(chart: Timeline, data: Data, canvas: Canvas) -> dict[str, Any]:
    """The body of a specification: time goes downwards, the words stand beside it in lines."""
    events = _events(chart, data, canvas)
    work = _Work(events, canvas, _lanes(events))
    wanted = [work.room(event) + _AIR for event in events]
    if sum(wanted) > canvas.tall:
        wanted = [work.room(event) + _CLOSE for event in events]
    height = max(sum(wanted), min(chart.height, 60 * len(events)))
    return {"height": round(height, 1), "layer": work.layers(wanted, height)}


@dataclass(frozen=True, slots=True)
class _Work:
    """Events in the order of their days, and the lane that each span lies in, from 0."""

    events: Sequence[_Event]
    canvas: Canvas
    lanes: Sequence[int]

    @property
    def narrow(self) -> bool:
        """Whether days stand above their words, not before them."""
        return self.canvas.width <= NARROW

    @property
    def axis(self) -> float:
        """Where the line of time stands, in pixels from the left, behind its years."""
        return round(max(map(self.canvas.breadth, ("0000", *(said for _, said in self._years(400))))) + 8, 1)

    @property
    def words(self) -> float:
        """Where the words begin, in pixels from the left."""
        return self.axis + _LANE * (max(self.lanes, default=-1) + 1) + _LEADER

    @property
    def days(self) -> float:
        """How wide the days before the words are, in pixels."""
        return 0.0 if self.narrow else max(self.canvas.breadth(event.when) for event in self.events) + _GAP

    def lines(self, event: _Event) -> list[str]:
        """The words of an event, as they are broken."""
        # Words that stand out are set in heavier letters, which are wider.
        return self.canvas.wrapped(event.words, (self.canvas.width - self.words - self.days) / 1.06 - 2)

    def room(self, event: _Event) -> float:
        """How high the words of an event are."""
        return (len(self.lines(event)) + self.narrow) * self.canvas.line

    def layers(self, wanted: Sequence[float], height: float) -> list[dict[str, Any]]:
        """The line of time with its years, the spans and dots on it, and the events beside them."""
        canvas, tokens = self.canvas, self.canvas.tokens
        down = [self._down(event.first, height) for event in self.events]
        middles = apart([at + room / 2 - canvas.line / 2 for at, room in zip(down, wanted, strict=True)], wanted,
                        -canvas.line / 2, height + canvas.line / 2)  # fmt: skip
        tops = [middle - room / 2 + canvas.line / 2 for middle, room in zip(middles, wanted, strict=True)]
        colours = [tokens["accent"] if e.high else tokens["muted"] for e in self.events]
        leaders, spans, dots, whens, words = [], [], [], [], []
        for event, lane, at, top, colour in zip(self.events, self.lanes, down, tops, colours, strict=True):
            x = self.axis + (lane + 1) * _LANE if event.span else self.axis
            end = self.words - 6
            leaders.append({"x": x, "y": at, "x2": end - 14, "y2": at, "c": tokens["rule"]})
            leaders.append({"x": end - 14, "y": at, "x2": end - 6, "y2": top, "c": tokens["rule"]})
            leaders.append({"x": end - 6, "y": top, "x2": end, "y2": top, "c": tokens["rule"]})
            if event.span:
                spans.append({"x": x, "y": at, "x2": x, "y2": max(self._down(event.last, height), at + 3), "c": colour})
            else:
                dots.append({"x": x, "y": at, "c": colour})
            lines, weight = self.lines(event), 600 if event.high and not all(e.high for e in self.events) else 400
            whens.append({"x": self.words, "y": top, "said": event.when})
            words.append({"x": self.words + self.days, "y": top + self.narrow * canvas.line, "said": "\n".join(lines),
                          "weight": weight})  # fmt: skip
        years = [{"x": self.axis - 8, "y": self._down(day, height), "said": said} for day, said in self._years(height)]
        line = [{"x": self.axis, "y": 0, "x2": self.axis, "y2": height, "c": tokens["ink-soft"]}]
        written = {"align": "left", "baseline": "middle", "lineBreak": "\n", "lineHeight": canvas.line}
        return [
            _drawn(line, {"type": "rule", "strokeWidth": 1}),
            _drawn(leaders, {"type": "rule", "strokeWidth": 0.8}),
            _drawn(spans, {"type": "rule", "strokeWidth": _BAR, "strokeCap": "round"}),
            # What is highlighted lies over its neighbours.
            _drawn(
                sorted(dots, key=lambda dot: dot["c"] == tokens["accent"]),
                {"type": "point", "filled": True, "size": _DOT, "opacity": 1},
            ),
            _drawn(years, {"type": "text", **written, "align": "right", "color": tokens["ink-soft"]}),
            _drawn(whens, {"type": "text", **written, "color": tokens["ink-soft"]}),
            _drawn(words, {"type": "text", **written, "fontWeight": {"expr": "datum.weight"}}),
        ]

    def _down(self, day: date, height: float) -> float:
        first, last = self._ends()
        return round((day - first).days / max((last - first).days, 1) * height, 1)

    def _ends(self) -> tuple[date, date]:
        return min(e.first for e in self.events), max(e.last for e in self.events)

    def _years(self, height: float) -> list[tuple[date, str]]:
        """The years, or months, at the line of time."""
        first, last = self._ends()
        fineness = "year" if (last - first).days > 700 else "month"
        # An axis that stands wants the height of a line for a word, whatever its width.
        found = days.ticks(first.toordinal(), last.toordinal(), fineness, self.canvas, height,
                           each=2.2 * self.canvas.line)  # fmt: skip
        return [(date.fromordinal(round(at)), said) for at, said in found]


def _drawn(rows: Sequence[dict[str, Any]], mark: dict[str, Any]) -> dict[str, Any]:
    encoding: dict[str, Any] = {"x": pixels("x"), "y": pixels("y")}
    if rows and "x2" in rows[0]:
        encoding |= {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    if mark["type"] == "text":
        encoding["text"] = {"field": "said"}
    else:
        encoding["color"] = as_given("c")
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": encoding}


def _events(chart: Timeline, data: Data, canvas: Canvas) -> list[_Event]:
    """Events in the order of their days, those of one day in the order of the file."""
    found = []
    for row in data.rows:
        start, end = row[chart.start], row[chart.end] if chart.end else ""
        first, last = days.day(start), days.last_day(end if end != "" else start)
        if first is None or last is None:
            continue
        span, words = end != "", str(row[chart.event])
        when = " – ".join(days.said(value, canvas.lang) for value in (start, end) if value != "")
        high = chart.highlight is None or words == str(chart.highlight)
        found.append(_Event(words, when, first, last if span else first, span, high))
    return sorted(found, key=lambda event: event.first)


def _lanes(events: Sequence[_Event]) -> list[int]:
    """Spans that overlap lie side by side."""
    ends: list[date] = []
    lanes = []
    for event in events:
        if not event.span:
            lanes.append(-1)
            continue
        lane = next((i for i, end in enumerate(ends) if end < event.first), len(ends))
        ends[lane : lane + 1] = [event.last]
        lanes.append(lane)
    return lanes


def _columns(chart: Timeline) -> Iterator[Named]:
    yield Named("event", chart.event)
    yield Named("start", chart.start)
    if chart.end:
        yield Named("end", chart.end)


def _faults(chart: Timeline, data: Data) -> Iterator[Fault]:
    if len(data.rows) > _MOST:
        said = f"`{data.path}` has {len(data.rows)} events; a timeline holds {_MOST}."
        yield Fault("data", said, "Choose those that the text speaks of by `where`, or make a table.", UNFIT)
    for i, row in enumerate(data.rows):
        line = data.lines[i] if data.lines else None
        start, end = row[chart.start], row[chart.end] if chart.end else ""
        if start == "" or row[chart.event] == "":
            key = "start" if start == "" else "event"
            yield Fault(key, f"An event has no {'day' if start == '' else 'words'}.", "Fill in the cell.", UNFIT, line)
            continue
        wrong = [(key, v) for key, v in (("start", start), ("end", end)) if v != "" and days.day(v) is None]
        for key, value in wrong:
            yield Fault(key, f"`{shortened(str(value))}` is no day.", days.WRITTEN, "DATA009", line)
        if not wrong and end != "" and _turned(start, end):
            said = f"`{shortened(str(row[chart.event]))}` ends, {end}, before it begins, {start}."
            yield Fault("end", said, "Look at both days.", UNFIT, line)
    yield from faults.unknown(chart.highlight, data, chart.event, "Highlight one of the events, by its words.")


def _turned(start: Value, end: Value) -> bool:
    first, last = days.day(start), days.last_day(end)
    return first is not None and last is not None and last < first


KIND = Kind("a timeline", Timeline, _columns, _faults, marks)
