"""Briefs with one fault each in what they cite or show. tests/golden/cases.py has the others, and what a case is."""

from __future__ import annotations

from datafiles import sheet_xml, xlsx_bytes
from district_shapes import topology, written
from golden.cases import RIVER, SOUND, Case, elsewhere, recorded, settings, text

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6378f1e20500057402"
    "b9d9c2c7650000000049454e44ae426082"
)
LOW = {"report/low.png": PNG}
CSL = '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info/>'
HOUSE_STYLE = "citations: {style: ../styles/house.csl}\n"
ONE = "citations: {nocite: [a]}\n"
RECORD = "- id: marsh2020\n  type: book\n  title: The Price of Neutrality\n  issued: 2020\n"
ACCESSION = "file: {}\nsha256: {}\nadded: 2026-01-15\n"
LOW_SHA256 = "210f9c3434c4f7f737e6700e61ca0115771b4bf3490badf7055869f81f684b7c"
DATA = "data: ../sources/data/levels.csv\n"
XY = "x: year\ny: share\nalt: Two bars.\n"
MAP = (
    "type: map\nshapes: ../sources/data/areas.topojson\nkey: {column: place, property: name}\n"
    "value: rate\nalt: A map.\n"
)
AREAS = written(topology(("Mills", "Harbour", "Ford")))


def bibliography(name: str, content: str | bytes, **given: object) -> Case:
    """A sound brief with this bibliography alone."""
    return Case((SOUND,), {"references": None, "files": {f"sources/{name}": content}, **given})


def chart(block: str, csv: str | bytes | None = "year,share\n2024,0.2\n2025,0.3\n", kind: str = "chart",
          shapes: bytes | None = None) -> Case:  # fmt: skip
    """A brief with a chart or table block of these lines, and the data and the shapes that it names."""
    files = {} if csv is None else recorded("sources/data/levels.csv", csv)
    files |= {} if shapes is None else recorded("sources/data/areas.topojson", shapes)
    return text(f"```{{.{kind}}}\n{block}```\n", files=files)


def _workbook_with_a_hidden_row() -> Case:
    rows = [["year", "share"], [2024, 0.2], [2025, 0.3]]
    book = xlsx_bytes(("Levels", sheet_xml(rows, hidden=(3,))))
    files = recorded("sources/data/levels.xlsx", book)
    return text("```{.table}\ndata: ../sources/data/levels.xlsx\n```\n", files=files)


SOURCES = {
    "attribute-that-nothing-prints": text(
        '::: {.callout-note title="An important caveat"}\nIt is low.\n:::\n\n'
        '::: {.callout caption="Seen from the ford"}\nIt is low.\n:::\n'),
    "attribute-that-nothing-prints-below-front-matter": Case(
        ('---\nlang: en\n---\n\n# River\n\n::: {.tip title="An important caveat"}\nIt is low.\n:::\n',)),
    "changes-with-words-in-it": text("::: changes\nThe level of the river.\n:::\n"),
    "citation-missing": text("It is low [@marsh2021, p. 4].\n"),
    "citation-missing-like-none": text("It is low [@zzzz].\n"),
    "citation-missing-without-bibliography": text("It is low [@marsh2020].\n", references=None),
    "citation-missing-in-a-note": text("It is low.[^a]\n\n[^a]: See @mash2020.\n"),
    "citation-missing-in-a-source-line": text("![Low](low.png){alt=x source='@mash2020'}\n", files=LOW),
    "citation-missing-twice": text("It is low [@mash2020]. Very low [@mash2020].\n"),
    "citation-missing-in-an-include": text(
        '{{ include "parts/a.md" }}\n', files={"report/parts/a.md": "One.\n\nLow [@mash2020].\n"}),
    "citation-of-an-address": text("Write to ida@harbour.example or @idamarsh.\n"),
    "citation-in-capitals": text("It is low [@Marsh2020].\n"),
    "citation-of-another-dialect": text("See @fig-levels.\n"),
    "citation-of-a-formula": text("See @eq:law and [@thm-one].\n"),
    "citation-of-an-identifier": text("It is low [@doi:10.1000/182; @10.1000/183].\n"),
    "citation-and-label": text(
        "It is low [@marsh2020; @sec:bridge].\n\n# The bridge {#sec:bridge}\n\nSee @sec:bridge.\n"),
    "citation-after-a-comma": text("It is low [@marsh2020, @court2021].\n"),
    "citation-with-a-space": text("It is low [@ marsh2020].\n"),
    "citation-never-closed": text("It is low [@marsh2020, p. 3.\n"),
    "nocite-missing": settings("citations: {nocite: [mash2020]}\n"),
    "bibliography-key-twice": bibliography("references.yaml", f"references:\n{RECORD}{RECORD}"),
    "bibliography-key-in-two-files": Case((SOUND,), {"files": {
        "sources/references.bib": "@book{marsh2020, title={The Price}, year=2020}\n"}}),
    "bibliography-key-twice-json": bibliography(
        "references.json", '[{"id": "a", "type": "book"},\n {"id": "a", "type": "book"}]'),
    "bibliography-key-twice-bib": bibliography("references.bib", "@book{a, title={A}}\n@book{a, title={B}}\n"),
    "bibliography-key-twice-ris": bibliography(
        "references.ris", "TY  - BOOK\nID  - a\nTI  - A\nER  - \nTY  - BOOK\nID  - a\nTI  - B\nER  - \n"),
    "bibliography-json-broken": bibliography(
        "references.json", '[{"id": "a", "type": "book"},\n {"id": "b" "type": "book"}]'),
    "bibliography-json-comma": bibliography("references.json", '[\n  {"id": "a", "type": "book"},\n]\n'),
    "bibliography-json-not-a-list": bibliography("references.json", '"a"'),
    "bibliography-json-empty": bibliography("references.json", ""),
    "bibliography-json-without-id": bibliography("references.json", '[\n  {"type": "book"},\n  {"id": "b"}\n]'),
    "bibliography-json-bad-type": bibliography("references.json", '[{"id": "a", "type": "bok", "title": "A"}]'),
    "bibliography-json-bad-date": bibliography(
        "references.json", '[{"id": "a", "type": "book", "issued": {"date-parts": [["long ago"]]}}]',
        settings=ONE),
    "bibliography-json-bad-author": bibliography(
        "references.json", '[{"id": "a", "type": "book", "author": "Ida Marsh"}]', settings=ONE),
    "bibliography-json-key-of-a-record-twice": bibliography(
        "references.json", '[{"id": "a", "type": "book", "title": "A", "title": "B"}]'),
    "bibliography-json-unprintable": bibliography(
        "references.json", '[{"id": "a", "type": "book", "title": "A\\u0000"}]'),
    "bibliography-json-title-a-list": bibliography("references.json", '[{"id": "a", "type": "book", "title": ["A"]}]'),
    "bibliography-name-without-family": bibliography(
        "references.yaml", "- id: a\n  type: book\n  author: [{name: Ida Marsh}]\n"),
    "bibliography-date-in-words": bibliography("references.yaml", "- id: a\n  type: book\n  issued: last May\n"),
    "bibliography-date-forthcoming-bib": bibliography("references.bib", "@book{a, title={A}, year={forthcoming}}\n"),
    "bibliography-field-in-small-letters": bibliography("references.yaml", "- id: a\n  type: book\n  doi: 10.5555/x\n"),
    "bibliography-field-of-bibtex": bibliography("references.yaml", "- id: a\n  type: book\n  year: 2020\n"),
    "bibliography-broken-and-cited": text("It is low [@a]. Very low [@b].\n", references=None, files={
        "sources/references.json": '[{"id": "a" "type": "book"}]'}),
    "bibliography-json-deep": bibliography("references.json", "[" * 100_000),
    "bibliography-bib-broken": bibliography(
        "references.bib", "@book{a,\n  title = {A,\n  year = 2020\n}\n\n@book{b, title={B}}\n"),
    "bibliography-bib-without-key": bibliography("references.bib", "@book{\n  title = {A},\n  year = 2020\n}\n"),
    "bibliography-bib-no-records": bibliography("references.bib", "These are my references.\n"),
    "bibliography-ris-broken": bibliography("references.ris", "TY - BOOK\nAU Marsh\n"),
    "bibliography-yaml-broken": bibliography("references.yaml", "references:\n- id: a\n  title: The river: a test\n"),
    "bibliography-yaml-tab": bibliography("references.yaml", "references:\n- id: a\n\ttitle: A\n"),
    "bibliography-yaml-without-id": bibliography("references.yaml", "references:\n- type: book\n  title: A\n"),
    "bibliography-yaml-no-list": bibliography("references.yaml", "marsh2020:\n  type: book\n"),
    "bibliography-yaml-key-twice-in-record": bibliography(
        "references.yaml", "references:\n- id: a\n  title: A\n  title: B\n"),
    "bibliography-not-utf-8": bibliography("references.bib", "@book{a, title={Café}}\n".encode("latin-1")),
    "bibliography-missing": settings("citations: {references: [../sources/refs.bib]}\n"),
    "bibliography-missing-path-from-root": settings("citations: {references: [sources/references.yaml]}\n"),
    "bibliography-outside": Case((SOUND,), {"settings": "citations: {references: [../../other.bib]}\n"},
                                 prepare=lambda root: elsewhere(root, "other.bib", "@book{a, title={A}}")),
    "bibliography-of-another-kind": settings(
        "citations: {references: [../sources/references.xml]}\n", files={"sources/references.xml": "<xml/>"}),
    "bibliography-a-folder": Case((SOUND,), {"references": None}, prepare=lambda root: (
        root / "sources/references.bib").mkdir(parents=True)),
    "bibliography-a-link-outside": Case((SOUND,), {"references": None}, prepare=lambda root: (
        (root / "sources").mkdir(),
        (root / "sources/references.bib").symlink_to(elsewhere(root, "other.bib", "@book{a, title={A}}")))),
    "bibliography-a-text-not-a-list": settings("citations: {references: ../sources/references.yaml}\n"),
    "style-unknown": settings("citations: {style: chicago-note}\n"),
    "style-unknown-like-none": settings("citations: {style: qqqqq}\n"),
    "style-by-title": settings("citations: {style: Chicago Manual of Style}\n"),
    "style-file-missing": settings(HOUSE_STYLE),
    "style-file-broken": settings(HOUSE_STYLE, files={"styles/house.csl": "<style>"}),
    "style-file-no-csl": settings(HOUSE_STYLE, files={"styles/house.csl": "<html/>"}),
    "style-file-dependent": settings(HOUSE_STYLE, files={"styles/house.csl": f"{CSL}</style>"}),
    "style-file-nonsense-within": text("It is low [@marsh2020].\n", settings=HOUSE_STYLE, files={
        "styles/house.csl": f"{CSL}<citation><layout><text macro='none'/></layout></citation></style>"}),
    "style-file-outside": Case((SOUND,), {"settings": "citations: {style: ../../house.csl}\n"},
                               prepare=lambda root: elsewhere(root, "house.csl", "<style/>")),
    "quotation-altered": text(
        'Marsh says "the river has always been quite low" [@marsh2020].\n',
        files={"sources/documents/marsh2020.txt": "They say that the river has always been low in May.\n"}),
    "quotation-not-found": text(
        'Marsh says "a bridge too far for everyone" [@marsh2020].\n',
        files={"sources/documents/marsh2020.txt": "They say that the river has always been low in May.\n"}),
    "quotation-altered-in-several-words": text(
        'Marsh says "it was not low in May, and it will rise by 28 centimetres" [@marsh2020].\n',
        files={"sources/documents/marsh2020.txt": "One.\n\nAs she said, it was low in May and it will never rise by "
               "26 centimetres.\n"}),
    "quotation-without-its-negation": text(
        'Marsh says "The Council did […] approve the plan" [@marsh2020].\n',
        files={"sources/documents/marsh2020.txt": "One.\n\nThe Council did not approve the plan in full.\n"}),
    "figure-that-goes-the-other-way": text(
        "The level rose by 12 per cent [@marsh2020].\n",
        files={"sources/documents/marsh2020.txt": "In May the level fell by 12 per cent.\n"}),
    "quotation-of-another-source": text(
        'Marsh says "the bridge will open late" [@marsh2020].\n',
        files={"sources/documents/marsh2020.txt": "They say that the river has always been low in May.\n",
               "sources/documents/daily2022.txt": "One.\n\nThe minister said that the bridge will open late.\n"}),
    "quotation-on-another-page": text(
        'Marsh says "the river has always been low" [@marsh2020, p. 4].\n',
        files={"sources/documents/marsh2020.txt": "Title\n\fContents\n\fThe river has always been low in May.\n"}),
    "quotation-on-another-paragraph": text(
        'The court held that "the river belongs to nobody" [@court2021, para. 3].\n',
        files={"sources/documents/court2021.txt": "1. The claim is heard.\n\n2. The river belongs to nobody.\n\n"
               "3. The claim is refused.\n"}),
    "quotation-translated": text(
        'She said ["the river is low"]{.translation} [@marsh2020].\n',
        files={"sources/documents/marsh2020.txt": "La rivière est basse.\n"}),
    "quotation-translated-from-other-words": text(
        'She said ["the river is low"]{.translation original="La rivière est haute"} [@marsh2020].\n',
        files={"sources/documents/marsh2020.txt": "Elle disait : la rivière est basse.\n"}),
    "quotation-translated-with-an-attribute-misspelt": text(
        'She said ["the river is low"]{.translation orignal="La rivière est basse"} [@marsh2020].\n',
        files={"sources/documents/marsh2020.txt": "Elle disait : la rivière est basse.\n"}),
    "block-quote-translated-from-other-words": text(
        'She said:\n\n::: {.translation original="La rivière est haute"}\n> The river is low. [@marsh2020]\n:::\n',
        files={"sources/documents/marsh2020.txt": "Elle disait : la rivière est basse.\n"}),
    "quotation-not-checked-in-a-paragraph-of-two-sources": text(
        'It is low [@daily2022]. Marsh says "the river is low" [@marsh2020].\n'),
    "quotation-not-checked": text('Marsh says "the river is low" [@marsh2020].\n'),
    "figure-not-found": text(
        "The river lost 26 per cent of its water [@marsh2020].\n",
        files={"sources/documents/marsh2020.txt": "They say that the river has always been low in May.\n"}),
    "figure-contradicted": text(
        "The river lost 26 per cent of its water [@marsh2020].\n",
        files={"sources/documents/marsh2020.txt":
               "In short:\n\nIn May the river lost 35 percent of its water, and the lake 20.\n"}),
    "figure-not-checked": text(
        "The river lost 26 per cent of its water [@marsh2020].\n",
        files={"sources/documents/marsh2020.source.yaml":
               f"file: marsh2020.pdf\nsha256: {'0' * 64}\nadded: 2026-01-15\nrights: private\n"}),
    "review-of-a-claim-that-is-gone": text("It is low.\n", files={"sources/reviews.json": (
        '[{"format":1}\n,{"claim":"0123456789abcdef","by":"Ida Marsh","day":"2026-01-10","ok":true,'
        '"words":"the river is high"}\n]\n')}),
    "reviews-never-merged": text("It is low.\n", files={"sources/reviews.json": (
        '[{"format":1}\n<<<<<<< HEAD\n,{"claim":"0123456789abcdef","by":"Ida Marsh","day":"2026-01-10","ok":true}\n')}),
    "reviews-of-another-form": text("It is low.\n", files={"sources/reviews.json": (
        '[{"format":1}\n,{"claim":"0123456789abcdef","by":"Ida Marsh","ok":true}\n]\n')}),
    "quotation-document-scan": text('Marsh says "the river is low" [@marsh2020].\n', files={
        "sources/documents/marsh2020.pdf": b"%PDF-1.4 nonsense"}),
    "quotation-document-of-another-kind": text('Marsh says "the river is low" [@marsh2020].\n', files={
        "sources/documents/marsh2020.docx": b"PK"}),
    "quotation-document-empty": text('Marsh says "the river is low" [@marsh2020].\n', files={
        "sources/documents/marsh2020.html": b""}),
    "document-other-than-its-record": text("The river is low.\n", files={
        "sources/documents/marsh2020.txt": "The river is low.\n",
        "sources/documents/marsh2020.source.yaml": ACCESSION.format("marsh2020.txt", "0" * 64)}),
    "document-with-the-text-of-another": text("The river is low.\n", files={
        "sources/documents/marsh2020.txt": "The river is low.\n",
        "sources/documents/marsh2020.source.yaml": ACCESSION.format("marsh2020.txt", LOW_SHA256),
        "sources/documents/marsh2020.passages.txt": f"# Text\n# SHA-256 of the document: {'0' * 64}\n"}),
    "document-not-here": text("The river is low.\n", files={
        "sources/documents/marsh2020.source.yaml": ACCESSION.format("marsh2020.txt", "0" * 64),
        "sources/documents/court2021.source.yaml": ACCESSION.format("court.txt", "0" * 64),
        "sources/documents/daily2022.source.yaml": ACCESSION.format("daily2022.html", "0" * 64)
        + "address: https://daily.example/bridge\n",
        "sources/documents/survey2023.source.yaml": ACCESSION.format("survey2023.pdf", "0" * 64)
        + "rights: private\n"}),
    "document-without-a-reference": text("The river is low.\n", files={
        "sources/documents/mash2020.txt": "The river is low.\n",
        "sources/documents/zzzz.txt": "The river is low.\n",
        "sources/documents/README.md": "What stands here.\n"}),
    "document-twice": text("The river is low.\n", files={
        "sources/documents/marsh2020.txt": "The river is low.\n",
        "sources/documents/marsh2020.md": "The river is low.\n"}),
    "document-record-unsound": text("The river is low.\n", files={
        "sources/documents/marsh2020.source.yaml":
        "file: ../marsh.txt\nsha256: abc\nadded: yesterday\nright: private\n"}),
}  # fmt: skip

FIGURES = {
    "label-unknown": text(
        "See @fig:levls.\n\n![Low](low.png){#fig:levels alt=x}\n\nAnd @fig:levels.\n", files=LOW),
    "note-missing": text("It is low.[^a]\n"),
    "note-in-a-note": text("It is low.[^a]\n\n[^a]: Very.[^b]\n\n[^b]: Low.\n"),
    "note-twice": text("It is low.[^a]\n\n[^a]: One.\n\n[^a]: Two.\n"),
    "note-never-called": text("It is low.\n\n[^a]: One.\n"),
    "table-row-too-long": text("| Year | Level |\n|------|-------|\n| 2024 | 2 | 3 |\n"),
    "table-with-a-word-across-columns": text("Year   Level\n------ ------\n123456789  12\n"),
    "table-below-text": text("Levels:\n| Year | Level |\n|------|-------|\n| 2024 | 2 |\n"),
    "mark-heading-without-space": text("##Low\n"),
    "mark-latex": text("It is \\textbf{low}.\n"),
    "mark-attributes-with-curved-quotation-marks": text("## Low {#sec:low title=“Low water”}\n"),
    "mark-character-that-is-none": text("Low&#11;water.\n"),
    "component-with-curved-quotation-marks": text("::: {.callout title=“A word”}\nLow.\n:::\n"),
    "component-below-text": text("It is low.\n::: sidenote\nVery.\n:::\n"),
    "component-closed-twice": text("::: sidenote\nVery.\n:::\n\n:::\n"),
    "code-never-closed": text("```{.chart}\ndata: x.csv\n\nIt is low [@mash2020].\n"),
    "label-unknown-like-none": text("See @tbl:record.\n"),
    "label-twice": text(
        "See @sec:a.\n\n## One {#sec:a}\n\nOne.\n\n## Two {#sec:a}\n\nTwo.\n"),
    "label-twice-in-two-sections": text(
        "See @sec:a.\n\n## One {#sec:a}\n\nOne.\n", "Two.\n\n## Two {#sec:a}\n\nTwo.\n"),
    "label-never-used": text("## One {#sec:one}\n\nOne.\n"),
    "label-of-a-wrong-kind": text("See @fig:one.\n\n## One {#sec:one}\n\nOne.\n"),
    "link-to-nothing": text("See [the bridge](#brigde).\n\n## The bridge {#bridge}\n\nLow.\n"),
    "picture-missing": text("![Low](images/lvels.png){alt=x}\n", files={"report/images/levels.png": PNG}),
    "picture-missing-like-none": text("![Low](images/levels.png){alt=x}\n"),
    "picture-outside": Case((RIVER + "![Low](../../low.png){alt=x}\n",),
                            prepare=lambda root: elsewhere(root, "low.png", "x")),
    "picture-absolute": text("![Low](/etc/hostname){alt=x}\n"),
    "picture-windows-path": text("![Low](C:\\images\\low.png){alt=x}\n"),
    "picture-by-reference": text("![Low][low]\n\n[low]: images/low.png\n"),
    "picture-remote": text("![Low](https://daily.example/low.png){alt=x}\n"),
    "picture-text": text("![Low](low.png){alt=x}\n", files={"report/low.png": "nothing"}),
    "picture-empty": text("![Low](low.png){alt=x}\n", files={"report/low.png": b""}),
    "picture-without-alternative": text("![Low](low.png)\n", files=LOW),
    "picture-tiff": text("![Low](low.tiff){alt=x}\n", files={"report/low.tiff": b"II*\0nonsense"}),
    "data-missing": chart("data: ../sources/data/level.csv\n" + XY),
    "data-missing-like-none": chart("data: ../sources/data/levels.csv\n" + XY, csv=None),
    "data-outside": chart("data: ../../levels.csv\n" + XY),
    "data-empty": chart(DATA + XY, csv=""),
    "data-ragged": chart(DATA + XY, csv="year,share\n2024,0.2\n2025,0.3,x\n"),
    "data-column-twice": chart(DATA + XY, csv="year,year\n2024,0.2\n"),
    "data-not-utf-8": chart(DATA + XY, csv="year,share\nété,0.2\n".encode("latin-1")),
    "data-a-workbook": chart("data: ../sources/data/levels.xlsx\n" + XY),
    "data-words-for-numbers": chart(DATA + XY, csv="year,share\n2024,much\n"),
    "data-formula": chart(DATA + XY, csv="year,share\n2024,=B3*2\n"),
    "data-value-unknown": chart(DATA + XY + "where: {year: [2024, 2052]}\n"),
    "data-query-no-select": chart(DATA + XY + "query: DROP TABLE data\n"),
    "data-too-many-rows": chart(DATA + XY, csv="year,share\n" + "2024,1\n" * 100_001),
    "data-hidden-rows": _workbook_with_a_hidden_row(),
    "data-nul": chart(DATA + XY, csv="year,share\n2024,\0\n"),
    "column-unknown": chart(DATA + "x: yaer\ny: share\nalt: Two bars.\n"),
    "column-unknown-in-a-table": chart(DATA + "columns: {shar: Share}\n", kind="table"),
    "column-unknown-as-a-group": chart(DATA + "x: year\ny: {field: shre}\nalt: Two bars.\n"),
    "chart-key-unknown": chart(DATA + XY + "captoin: The river\n"),
    "chart-key-missing": chart(DATA + "x: year\nalt: Two bars.\n"),
    "chart-with-an-empty-alternative": chart(DATA + "x: year\ny: share\nalt: ''\n"),
    "chart-without-data": chart(XY),
    "chart-type-unknown": chart(DATA + XY + "type: pie\n"),
    "chart-height": chart(DATA + XY + "height: 5000\n"),
    "chart-yaml-broken": chart(DATA + XY + "caption: The river: a test\n"),
    "chart-empty": chart(""),
    "chart-a-word": chart("levels.csv\n"),
    "chart-key-twice": chart(DATA + XY + "x: year\n"),
    "chart-format": chart(DATA + "x: year\ny: {field: share, format: per cent}\nalt: Two bars.\n"),
    "chart-two-rows-for-one-place": chart(DATA + XY, csv="year,share\n2024,0.2\n2024,0.3\n"),
    "chart-of-one-moment": chart(
        DATA + "type: slope\nseries: who\n" + XY, csv="year,share,who\n2024,0.2,EU\n2024,0.3,Russia\n"
    ),
    "chart-range-upside-down": chart(
        DATA + "type: range\nx: who\nlow: a\nhigh: b\nalt: Two ranges.\n", csv="who,a,b\nEU,1,2\nRussia,4,3\n"
    ),
    "chart-day-that-is-none": chart(
        DATA + "type: line\n" + XY, csv="year,share\n2024-02-28,0.2\n2024-02-30,0.3\n2024-03-02,0.4\n"
    ),
    "chart-days-as-americans-write-them": chart(
        DATA + "type: line\n" + XY, csv="year,share\n03/04/2024,0.2\n03/05/2024,0.3\n"
    ),
    "chart-day-in-words": chart(
        DATA + "type: line\n" + XY, csv="year,share\n2024-02,0.2\n30 February,0.3\nin March,0.2\n2024-04,0.2\n"
    ),
    "chart-day-that-is-missing": chart(DATA + "type: line\n" + XY, csv="year,share\n2024-02-28,0.2\n,0.3\n"),
    "table-format": chart(DATA + "columns: {year: Year, share: {format: precent}}\n", kind="table"),
    "table-total-of-words": chart(DATA + "total: {columns: {share: sum}}\n", csv="year,share\n2024,0.2\n2025,much\n",
                                  kind="table"),
    "table-sum-of-shares": chart(
        DATA + "columns: {year: Year, share: {format: percent}}\ntotal: {columns: {share: sum}}\n", kind="table"),
    "table-sum-over-an-empty-cell": chart(DATA + "total: {columns: {share: sum}}\n",
                                          csv="year,share\n2024,0.2\n2025,\n", kind="table"),
    "table-note-on-no-row": chart(DATA + "notes:\n  - {row: 2052, text: Estimated.}\n", kind="table"),
    "table-condition": chart(DATA + "highlight:\n  - when: row.shar > 0.2\n", kind="table"),
    "table-row-without-a-group": chart(DATA + "groups: year\n", csv="year,share\n2024,0.2\n,0.3\n", kind="table"),
    "table-total-of-mixed-kinds": chart(DATA + "total: {columns: {share: sum, rain: mean}}\n",
                                        csv="year,share,rain\n2024,0.2,1\n2025,0.3,2\n", kind="table"),
    "table-of-too-many-rows": chart(DATA, csv="year,share\n" + "2024,0.2\n" * 1001, kind="table"),
    "map-of-a-place-that-is-no-area": chart(DATA + MAP, csv="place,rate\nMills,3\nHarbor,4\n", shapes=AREAS),
    "map-with-an-area-too-many": chart(DATA + MAP, csv="place,rate\nMills,3\n", shapes=AREAS),
    "map-of-a-file-that-is-not-there": chart(DATA + MAP.replace("areas.", "area."), csv="place,rate\nMills,3\n",
                                             shapes=b"{}"),
    "chart-of-a-file-that-names-another-from-elsewhere": text(
        "```{.chart}\nspec: ../sources/charts/levels.yaml\nalt: Bars.\n```\n",
        files=recorded("sources/data/levels.csv", "year,share\n2024,0.2\n")
        | {"sources/charts/levels.yaml": "data: ../sources/data/levels.csv\nmark: bar\nencoding: {x: {field: year}}\n"},
    ),
    "map-of-no-shapes": chart(DATA + MAP, csv="place,rate\nMills,3\n", shapes=b'{"type": "Point"}'),
    "plain-chart-from-elsewhere": chart(
        DATA + "alt: Bars.\nlayer:\n- mark: bar\n  data: {url: https://example.org/trade.csv}\n"
    ),
    "plain-chart-misspelt": chart(DATA + "alt: Bars.\nmark: baar\nencoding: {x: {field: year}}\n"),
    "table-key-unknown": chart(DATA + "colums: {year: Year}\n", kind="table"),
}  # fmt: skip
