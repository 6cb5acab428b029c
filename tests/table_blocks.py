"""Examples of each thing that a table of data can do, with the small files that they are made of: name, file, block."""

from __future__ import annotations

EXPORTS = """\
region,place,joined,exports,share
North,Öland,2001-02,1200.5,0.26
North,Oslo,2002,800,0.125
North,Umeå,2002-01-04,90.25,0.02
South,Zwickau,2010-05-04,,0.2
South,Ähre,2011,45.25,0.295
South,Ahorn,2012,1045.25,0.1
"""
PLEDGES = """\
place,pledged,paid,due
Öland,12500000,0.98,2026-03-31
Oslo,4200000,1,2026-03-31
Umeå,310000.5,0.415,2026-06-30
"""

EXAMPLES: dict[str, tuple[str, str]] = {
    "sorted by the alphabet": (EXPORTS, "columns: {place: Place, exports: Exports}\nsort: place\n"),
    "forms of figures": (PLEDGES, """\
columns:
  place: Place
  pledged: {title: Pledged, format: currency(EUR)}
  paid: {title: Paid, format: percent}
  due: {title: Due, format: date(month)}
header_column: true
"""),
    "the largest, and the others": (EXPORTS, """\
columns: {place: Place, exports: "Exports, EUR million"}
sort: {column: exports, order: down}
limit: {rows: 2, rest: {exports: sum}}
total: {columns: {exports: sum}}
notes: [{total: true, column: exports, text: Without Zwickau.}]
"""),
    "groups with subtotals": (EXPORTS, """\
columns: {place: Place, joined: {title: Member since, format: date(year)}, exports: {title: Exports, format: number}}
sort: [region, {column: exports, order: down}]
groups: {column: region, subtotal: {columns: {exports: sum}}}
total:
  - columns: {exports: sum}
  - {columns: {exports: median}, label: In the middle}
notes:
  - {column: exports, text: In *millions* of euros; of Zwickau nothing is known.}
  - {group: South, text: With the islands.}
"""),
    "notes and what stands out": (EXPORTS, """\
columns: {place: Place, exports: Exports, share: {title: Share, format: percent}}
header_column: true
missing: n/a
notes:
  - {row: Oslo, column: share, text: Estimated.}
  - {row: Umeå, column: share, text: Estimated.}
  - {row: Ahorn, text: A village.}
highlight:
  - {when: value > 1000, column: exports}
  - {row: Oslo}
"""),
}  # fmt: skip
