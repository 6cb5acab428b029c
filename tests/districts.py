"""A number in; a series of so many district briefs out: its table, the years behind its charts, its template.

The names and numbers are made by a rule, and are the same each time. They are of no district that there is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

_HEADS = ("Alder", "Birch", "Cedar", "Dun", "Elm", "Fern", "Glen", "Hazel", "Iron", "Juniper")
_TAILS = ("ford", "holm", "mere", "stead", "wick")
YEARS = (2019, 2021, 2023, 2025)


def names(count: int) -> list[str]:
    """The names of the districts."""
    every = [f"{head}{tail}" for tail in _TAILS for head in _HEADS]
    return [every[n % len(every)] + (f" {n // len(every) + 1}" if n >= len(every) else "") for n in range(count)]


def _spread(n: int, step: int, most: int) -> int:
    """The nth number of a row that wanders between nought and another."""
    return (n * step + n * n * 7 + 13) % most


def rows(count: int) -> Iterator[dict[str, str]]:
    """The rows of the table: what is told of each district. One in four has no harbour, and an empty cell for it."""
    for n, name in enumerate(names(count)):
        coast = n % 4 != 3
        yield {
            "code": f"D{n + 1:02d}",
            "district": name,
            "population": str(4_000 + _spread(n, 3571, 90_000)),
            "share": f"0.{100 + _spread(n, 91, 800)}",
            "coast": "yes" if coast else "no",
            "harbour": f"{name} Quay" if coast else "",
        }


def table(count: int) -> str:
    """The table as CSV."""
    data = list(rows(count))
    return "\n".join([",".join(data[0]), *(",".join(row.values()) for row in data)]) + "\n"


def years(count: int) -> str:
    """What each district's chart is drawn of, as CSV."""
    lines = ["district,year,catch,quota"]
    for n, name in enumerate(names(count)):
        for m, year in enumerate(YEARS):
            lines.append(f"{name},{year},{120 + _spread(n + 3 * m, 59, 700)},{200 + _spread(n, 31, 500)}")
    return "\n".join(lines) + "\n"


SETTINGS = """
title: "Fishing in {{ row.district }}"
subtitle: "{{ row.population | number }} people and one river"
authors: [Ida Marsh]
date: 2026-01-15
description: "What the catch of {{ row.district }} says of the river."
identifier: {series: Briefs on the districts, number: "{{ row.code }}"}
look: {cover: false}
series:
  data: ../sources/data/districts.csv
  name: district
  title: The districts and the river
"""

SUMMARY = """
# Summary

{{ row.district }} has {{ row.population | number }} people, of whom {{ row.share | percent }} live of the river. In
{{ row.district }}, {{ catch.latest }} tonnes were landed in 2025[, and most of it at
{{ row.harbour }}]{.when test="row.coast == 'yes'"}. The council wants "a fixed share of the river" [@marsh2020].

::: {.when test="row.coast == 'yes' and row.population > 40000"}
## A large harbour {#sec:harbour}

{{ row.harbour }} serves more than 40,000 people.
:::

::: {.when test="row.coast == 'no'"}
## Inland

{{ row.district }} has no harbour, and buys its fish upstream.
:::
"""

CATCH = """
# The catch

The catch is shown in [@fig:catch] and told in [@tbl:catch].

```{.chart #fig:catch}
data: ../sources/data/years.csv
where: {district: "{{ row.district }}"}
x: year
y: catch
caption: "The catch of {{ row.district }}"
alt: "A line of the catch of {{ row.district }} over four years."
source: The council's own count.
```

```{.table #tbl:catch}
data: ../sources/data/years.csv
where: {district: "{{ row.district }}"}
columns: {year: Year, catch: Catch, quota: Quota}
caption: "Catch and quota of {{ row.district }}, tonnes"
```
"""

METHOD = """
# How it was counted

The councils count what is landed at their quays, once a month, and weigh what is sold. The counts of all districts are
made by the same rule, so that they can be laid beside each other.
"""

COAST = """---
when: row.coast == 'yes'
---

# The coast

{{ row.harbour }} is open to the sea.
"""

FIGURES = """
catch:
  latest: {data: years.csv, where: {district: "{{ row.district }}", year: 2025}, column: catch}
"""

REFERENCES = """
- id: counts2025
  type: dataset
  title: Catch and quota by district
  author: [{literal: Council of the River}]
  issued: {date-parts: [[2025]]}
- id: marsh2020
  type: report
  title: The river and its districts
  author: [{family: Marsh, given: Ida}]
  issued: {date-parts: [[2020]]}
"""

DOCUMENT = "The council of every district has asked for a fixed share of the river since the dam was built.\n"


def write(folder: Path, count: int, **others: str) -> Path:
    """Write the series into a folder; `others` are files by their paths."""
    files = {
        "report/brief.yaml": SETTINGS,
        "report/01-summary.md": SUMMARY,
        "report/02-catch.md": CATCH,
        "report/03-coast.md": COAST,
        "report/04-method.md": METHOD,
        "sources/references.yaml": REFERENCES,
        "sources/documents/marsh2020.txt": DOCUMENT,
        "sources/data/districts.csv": table(count),
        "sources/data/years.csv": years(count),
        "sources/data/figures.yaml": FIGURES,
    }
    for path, text in {**files, **others}.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text.lstrip("\n"), encoding="utf-8")
    for name in ("districts.csv", "years.csv"):
        record(folder / "sources" / "data" / name)
    return folder


def record(table: Path) -> None:
    """Write down where a table comes from, and what it is now."""
    digest = hashlib.sha256(table.read_bytes()).hexdigest()
    table.with_name(f"{table.name}.source.yaml").write_text(f"source: counts2025\nsha256: {digest}\n")


def change(folder: Path, *pairs: tuple[str, str]) -> None:
    """Put one text for another in the table of the districts."""
    table = folder / "sources" / "data" / "districts.csv"
    text = table.read_text(encoding="utf-8")
    for was, now in pairs:
        assert was in text
        text = text.replace(was, now)
    table.write_text(text, encoding="utf-8")
    record(table)
