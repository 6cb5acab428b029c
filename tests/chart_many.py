"""Examples of panels, timelines, maps and plain charts: what their blocks say, their tables and their files."""

from __future__ import annotations

from typing import Any

from briefpress.charts.canvas import Canvas
from briefpress.charts.drawing import specification
from briefpress.charts.kinds import KINDS
from briefpress.charts.settings import Chart
from briefpress.data.rows import Data
from chart_forms import RENTS, TRADE, chart_of, data_of
from districts import RATES, topology, written

JOBS = "year,region,rate\n" + "".join(
    f"{year},{region},{round(start + (year - 2015) * step + (year * 7 % 5) * 0.002, 3)}\n"
    for region, start, step in (
        ("Harbour", 0.061, -0.002), ("Uplands", 0.112, 0.004), ("Mills and valleys", 0.087, -0.004),
        ("Isles of the South", 0.134, -0.007), ("Northgate", 0.049, 0.001),
    )
    for year in range(2015, 2024)
)  # fmt: skip
WAITS = "hospital,group,year,weeks\n" + "".join(
    f"{hospital},{group},{year},{base + more + (year - 2021) * 2}\n"
    for hospital, base in (("St Ida's", 9), ("Harbour General", 12), ("Royal Infirmary", 15), ("Mill Lane", 6))
    for group, more in (("Adults", 5), ("Children", 0))
    for year in (2021, 2022, 2023)
)

EVENTS = """\
from,to,what
2016,,The guarantee is written into the founding law
2018-03,2019-11,Talks about a joint fund
2019-06-14,2021-02-01,First audit of the fund by the three courts of auditors
2020-03-11,,Border closed
2020-03-18,,Payments suspended
2020-04-02,,"The council decides by a vote of seven to five to go on without the guarantee, against the advice of its bank"
2022,2023,Second audit
2023-09-19,,Payments resume
"""

MAP = ("type: map\nshapes: districts.topojson\nkey: {column: district, property: name}\n"
       "value: {field: rate, title: Rate of unemployment, format: percent(0)}\n")  # fmt: skip

EXAMPLES: dict[str, tuple[str, str]] = {
    "panels-line": ("type: line\nx: year\ny: {field: rate, title: Rate of unemployment, format: percent}\n"
                    "panels: region\n", JOBS),
    "panels-highlight": ("type: line\nx: year\ny: {field: rate, title: Rate of unemployment, format: percent}\n"
                         "panels: {field: region, sort: value, columns: 5}\nhighlight: Uplands\nlabels: true\n", JOBS),
    "panels-series": ("type: line\nx: year\ny: {field: weeks, title: Weeks to treatment}\nseries: group\n"
                      "panels: hospital\n", WAITS),
    "panels-bar": ("x: year\ny: {field: share, title: Share of exports, format: percent(0)}\npanels: partner\n",
                   "\n".join(li for li in TRADE.splitlines() if "all" not in li) + "\n"),
    "panels-lying": ("x: hospital\ny: {field: weeks, title: Weeks to treatment}\npanels: year\nlying: true\n"
                     "highlight: Mill Lane\n",
                     "\n".join(li for li in WAITS.splitlines() if "Children" not in li) + "\n"),
    "panels-stacked": ("x: year\ny: {field: weeks, title: Weeks}\nseries: group\nstacked: true\npanels: hospital\n",
                       WAITS),
    "panels-dot": ("type: dot\nx: district\ny: {field: rent, title: Rent, format: number(1)}\npanels: year\n", RENTS),
    "panels-range": ("type: range\nx: k\nlow: a\nhigh: b\npanels: p\ntitle: Weeks\n",
                     "p,k,a,b\nAdults,Mills,3,9\nAdults,Old Town,5,6\nChildren,Mills,1,4\nChildren,Harbour,2,8\n"),
    "timeline": ("type: timeline\nstart: from\nend: to\nevent: what\n", EVENTS),
    "timeline-highlight": ("type: timeline\nstart: from\nevent: what\nhighlight: Payments suspended\n",
                           "\n".join(li for li in EVENTS.splitlines() if "audit" not in li and "Talks" not in li) + "\n"),
    "timeline-days": ("type: timeline\nstart: day\nevent: what\n",
                      "day,what\n2023-09-19,Shelling begins\n2023-09-20,Ceasefire\n2023-09-24,First columns of cars\n"
                      "2023-10-01,Last bus\n"),
    "map": (f"{MAP}classes: quantile\ncount: 4\n", RATES),
    "map-bounds": (f"{MAP}classes: [0.05, 0.1, 0.15]\nlabels: false\n", RATES),
    "map-equal": (f"{MAP}classes: equal\ncount: 6\nheight: 200\n", RATES),
}  # fmt: skip


def rows_of(block: str, csv: str, shapes: bytes | None = None) -> tuple[Chart, Data]:
    """The settings of a block and its rows, with the areas of the invented country where it is a map."""
    chart, data = chart_of(block), data_of(csv)
    opened = KINDS[chart.type].opened
    if opened is not None:
        data = opened(chart, data, "districts.topojson", shapes or written(topology()))
    return chart, data


def drawn(name: str, on: Canvas) -> dict[str, Any]:
    """The specification of an example."""
    chart, data = rows_of(*EXAMPLES[name])
    assert not list(KINDS[chart.type].faults(chart, data))
    return specification(chart, data, on)
