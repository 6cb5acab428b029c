"""Examples of panels, timelines, maps and plain charts: what their blocks say, their tables and their files."""

from __future__ import annotations

from typing import Any

from briefpress.charts.canvas import Canvas
from briefpress.charts.drawing import specification
from briefpress.charts.kinds import KINDS
from chart_forms import CAUSES, RENTS, TRADE, chart_of, data_of

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
}  # fmt: skip


def drawn(name: str, on: Canvas) -> dict[str, Any]:
    """The specification of an example."""
    block, csv = EXAMPLES[name]
    chart, data = chart_of(block), data_of(csv)
    assert not list(KINDS[chart.type].faults(chart, data))
    return specification(chart, data, on)
