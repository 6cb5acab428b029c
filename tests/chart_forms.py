"""An example of every form of chart: what its block says, and the table that it is drawn from."""

from __future__ import annotations

from functools import cache

from briefpress import yamlfile
from briefpress.charts import plain
from briefpress.charts.kinds import KINDS, asked_for
from briefpress.charts.settings import Chart
from briefpress.data import delimited, tabling
from briefpress.data.rows import Data
from briefpress.diagnostics import Span
from briefpress.validate import validate

ENERGY = """\
country,fuel,share
Northland,Wind and sun,0.41
Northland,Water,0.22
Northland,Gas,0.21
Northland,Coal,0.16
Eastmark,Wind and sun,0.27
Eastmark,Water,0.09
Eastmark,Gas,0.34
Eastmark,Coal,0.30
Isles of the South,Wind and sun,0.55
Isles of the South,Water,0.02
Isles of the South,Gas,0.43
Isles of the South,Coal,0
"""
RENTS = """\
district,year,rent
Harbour,2013,9.8
Old Town,2013,11.2
Mills,2013,7.1
Northgate,2013,7.4
University quarter,2013,10.9
Harbour,2023,16.9
Old Town,2023,15.1
Mills,2023,11.8
Northgate,2023,9.6
University quarter,2023,15.3
"""
TRADE = """\
year,partner,share
2016,European Union,0.264
2017,European Union,0.242
2018,European Union,0.248
2019,European Union,
2020,European Union,0.19
2021,European Union,0.187
2022,European Union,0.153
2023,European Union,0.135
2016,Russia,0.268
2017,Russia,0.267
2018,Russia,0.269
2019,Russia,0.289
2020,Russia,0.306
2021,Russia,0.308
2022,Russia,0.35
2023,Russia,0.37
2016,China,0.101
2017,China,0.112
2018,China,0.115
2019,China,0.121
2020,China,0.132
2021,China,0.14
2022,China,0.137
2023,China,0.131
2016,All other partners,0.367
2017,All other partners,0.379
2018,All other partners,0.368
2019,All other partners,0.35
2020,All other partners,0.372
2021,All other partners,0.365
2022,All other partners,0.36
2023,All other partners,0.364
"""
LEVELS = """\
day,level
2023-09-19,1.84
2023-10-02,1.79
2023-10-20,1.66
2023-11-11,1.71
2023-12-24,1.93
2024-01-15,2.24
2024-02-01,2.31
2024-03-03,2.05
"""
WAITS = """\
hospital,group,weeks
St Ida's,Adults,14
St Ida's,Children,9
Harbour General,Adults,22
Harbour General,Children,12
Royal Infirmary,Adults,31
Royal Infirmary,Children,15
Mill Lane,Adults,11
Mill Lane,Children,7
"""
FORECAST = """\
institute,lowest,highest
Central bank,1.2,2.1
Ministry of Finance,1.6,2.4
Harbour Institute,0.7,1.5
Chamber of Commerce,1.1,1.3
"""
CAUSES = """\
cause,cases
Falls on level ground,1840
Falls from a height,962
Struck by an object,811
Road accidents at work,604
Burns,212
"""

EXAMPLES: dict[str, tuple[str, str]] = {
    "bars": ("x: year\ny: {field: share, title: Share of exports, format: percent}\nhighlight: 2023\n",
             "year,share\n2019,0.289\n2020,0.306\n2021,0.308\n2022,0.35\n2023,0.37\n"),
    "bars-lying": ("x: cause\ny: {field: cases, title: Accidents at work in 2023}\nunit: cases\n"
                   "sort: value\nhighlight: Burns\n", CAUSES),
    "bars-change": ("x: year\ny: {field: change, title: Change against the year before, format: 'percent(1)'}\n",
                    "year,change\n2019,0.021\n2020,-0.054\n2021,0.033\n2022,0.018\n2023,-0.006\n"),
    "bars-axis": ("x: year\ny: {field: rain, title: Rain in a year}\nunit: mm\nlabels: false\n"
                  "reference: {value: 640, label: Mean since 1961}\n",
                  "year,rain\n" + "".join(f"{y},{560 + (y * 7919) % 190}\n" for y in range(1994, 2024))),
    "bars-reference": ("x: cause\ny: {field: cases, title: Accidents}\n"
                       "reference: {value: 1000, label: Limit of 1998}\n",
                       CAUSES),
    "grouped": ("x: year\ny: {field: share, title: Share of exports, format: percent}\nseries: partner\n",
                "year,partner,share\n" + "\n".join(
                    line for line in TRADE.splitlines() if line[:4] in ("2016", "2020", "2023")
                    and "other" not in line) + "\n"),
    "grouped-lying": ("x: hospital\ny: {field: weeks, title: Weeks from referral to treatment}\nseries: group\n"
                      "lying: true\n", WAITS),
    "stacked": ("x: year\ny: {field: share, title: Power, format: number}\nunit: TWh\nseries: fuel\nstacked: true\n",
                "year,fuel,share\n" + "".join(
                    f"{y},{f},{v + (y - 2020) * d}\n" for y in range(2019, 2024)
                    for f, v, d in (("Coal", 31, -4), ("Gas", 22, 1), ("Wind and sun", 14, 5), ("Water", 3, 0)))),
    "stacked-share": ("x: country\ny: {field: share, title: Share of power}\nseries: fuel\nstacked: share\n"
                      "lying: true\n", ENERGY),
    "stacked-lying": ("x: hospital\ny: {field: weeks, title: Beds}\nseries: group\n"
                      "stacked: true\nlying: true\n", WAITS),
    "line": ("type: line\nx: year\ny: {field: share, title: Share of exports, format: percent}\nseries: partner\n",
             TRADE),
    "line-highlight": ("type: line\nx: year\ny: {field: share, title: Share of exports, format: percent}\n"
                       "series: partner\nhighlight: Russia\nlabels: true\n"
                       "reference: {value: 0.33, label: A third}\n", TRADE),
    "line-days": ("type: line\nx: day\ny: {field: level, title: Level of the river at the ford, format: number(1)}\n"
                  "unit: m\nzero: false\nlabels: true\n", LEVELS),
    "slope": ("type: slope\nx: year\ny: {field: rent, title: Rent of a new lease, format: 'currency(EUR, 2)'}\n"
              "unit: per m²\nseries: district\nhighlight: Harbour\n", RENTS),
    "dot": ("type: dot\nx: cause\ny: {field: cases, title: Accidents at work in 2023}\n", CAUSES),
    "dot-series": ("type: dot\nx: district\ny: {field: rent, title: Rent of a new lease}\nunit: € per m²\n"
                   "series: year\nlabels: true\nzero: false\n", RENTS),
    "dot-axis": ("type: dot\nx: hospital\ny: {field: weeks, title: Weeks to treatment}\nseries: group\n"
                 "reference: {value: 18, label: Target}\n", WAITS),
    "range": ("type: range\nx: institute\nlow: {field: lowest, format: number(1)}\n"
              "high: {field: highest, format: number(1)}\ntitle: Growth forecast for 2024\nunit: per cent\n"
              "reference: {value: 1.4, label: Came true}\n", FORECAST),
    "range-dots": ("type: range\nx: district\nlow: {field: a, title: '2013'}\nhigh: {field: b, title: '2023'}\n"
                   "shape: dumbbell\nsort: value\nunit: € per m²\ntitle: Rent of a new lease\nhighlight: Harbour\n",
                   "district,a,b\nHarbour,9.8,16.9\nOld Town,11.2,15.1\nMills,7.1,11.8\nNorthgate,7.4,9.6\n"),
}  # fmt: skip
"""By its name, what the block says besides its data and its alternative text, and the CSV."""


def chart_of(block: str) -> Chart:
    """The settings of a block, which is sound."""
    parsed = yamlfile.parse(f"data: d.csv\nalt: A chart.\n{block}", "a.md", 1)
    assert not parsed.diagnostics
    assert isinstance(parsed.value, dict)
    kind = asked_for(parsed.value)
    said = plain.parted(parsed.value) if kind == plain.NAME else parsed.value
    settings, found = validate(said, KINDS[kind].settings, "a.md", parsed.marks)
    assert settings is not None
    assert not found, found
    return settings


@cache
def data_of(csv: str) -> Data:
    """The rows of a table, which is sound."""
    grid, wrong = delimited.read(csv.encode(), "d.csv", Span("a.md"), ",")
    assert grid is not None
    assert not wrong, wrong
    data, found = tabling.table(grid, "d.csv", Span("a.md"))
    assert data is not None
    assert not found, found
    return data
