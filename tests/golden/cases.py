"""Briefs with one fault each, by what the fault is. tests/test_bad_input.py compares each answer with its golden text.

A case is what the `brief` fixture takes, and `prepare`, a function of the folder, for what isn't a file with a text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RIVER = "# The river\n\n"
SOUND = RIVER + "The river is low.\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763e8e8e80000030c0181"
    "4d3cb7d50000000049454e44ae426082"
)


@dataclass(frozen=True)
class Case:
    """A brief with one fault: its sections, what the fixture takes beside them, and how it is called."""

    sections: tuple[str, ...]
    given: dict[str, Any] = field(default_factory=dict)
    prepare: Callable[[Path], object] = lambda root: None
    command: tuple[str, ...] = ("build",)


def text(*words: str, **given: Any) -> Case:
    """A brief with a heading and these words below it."""
    return Case(tuple(RIVER + w for w in words), given)


def settings(lines: str, **given: Any) -> Case:
    """A sound brief with these lines added to brief.yaml."""
    return Case((SOUND,), {"settings": lines, **given})


def yaml(whole: str | bytes, **given: Any) -> Case:
    """A sound brief with this brief.yaml."""
    return Case((SOUND,), {"files": {"report/brief.yaml": whole}, **given})


def bibliography(name: str, content: str | bytes, **given: Any) -> Case:
    """A sound brief with this bibliography alone."""
    return Case((SOUND,), {"references": None, "files": {f"sources/{name}": content}, **given})


def chart(block: str, csv: str | bytes | None = "year,share\n2024,0.2\n2025,0.3\n", kind: str = "chart") -> Case:
    """A brief with a chart or table block of these lines, and the data that it names."""
    files = {} if csv is None else {"sources/data/levels.csv": csv}
    return text(f"```{{.{kind}}}\n{block}```\n", files=files)


DATA = "data: ../sources/data/levels.csv\n"
XY = "x: year\ny: share\nalt: Two bars.\n"
TITLE = "title: A test of the river\n"
RECORD = "- id: marsh2020\n  type: book\n  title: The Price of Neutrality\n  issued: 2020\n"
LONG = "w" * 5_000_000

SETTINGS = {
    "yaml-colon-in-a-text": yaml("title: The river: a test\nauthors: [Ida Marsh]\n"),
    "yaml-open-bracket": yaml(TITLE + "authors: [Ida Marsh\ndate: 2026-01-15\n"),
    "yaml-open-quotation": yaml('title: "A test of the river\nauthors: [Ida Marsh]\n'),
    "yaml-tab": yaml(TITLE + "look:\n\tpaper: a4\n"),
    "yaml-wrong-indent": yaml(TITLE + "look:\n  paper: a4\n cover: true\n"),
    "yaml-two-documents": yaml(TITLE + "---\ntitle: Another\n"),
    "yaml-unknown-anchor": yaml(TITLE + "subtitle: *other\n"),
    "yaml-tag": yaml(TITLE + "subtitle: !!python/object:os.system x\n"),
    "yaml-percent": yaml("title: %5 more\nauthors: [Ida Marsh]\n"),
    "yaml-at-sign": yaml(TITLE + "authors: [@ida]\n"),
    "yaml-nul": yaml(TITLE + "subtitle: a\0b\n"),
    "yaml-bomb": yaml(TITLE + "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{n}: &{n} [{','.join(['*' + m] * 10)}]\n" for m, n in zip("abcdef", "bcdefg", strict=True))),
    "yaml-refers-to-itself": yaml(TITLE + "look: &look\n  paper: *look\n"),
    "yaml-nested-deep": yaml(TITLE + "keywords: " + "[" * 5_000 + "]" * 5_000 + "\n"),
    "yaml-a-list": yaml("- title: A test\n"),
    "yaml-a-word": yaml("A test of the river\n"),
    "yaml-html": yaml("<!doctype html><title>x</title>\n"),
    "yaml-long-line": settings(f"subtitle: [{LONG}]\n"),
    "key-given-twice": settings("title: Another\n"),
    "key-given-twice-deeper": settings("look:\n  paper: a4\n  paper: letter\n"),
    "key-unknown": settings("autors: [Ben Okoro]\n"),
    "key-unknown-like-none": settings("zzz: 1\n"),
    "key-unknown-deeper": settings("look: {papper: a4}\n"),
    "key-unknown-in-list": yaml(TITLE + "date: 2026-01-15\nauthors:\n  - name: Ida Marsh\n    orchid: x\n"),
    "key-of-another-program": settings("bibliography: refs.bib\ncsl: apa.csl\ntoc: true\n"),
    "key-in-capitals": settings("Subtitle: A word\n"),
    "key-in-another-group": settings("style: apa\n"),
    "type-text-for-list": settings("keywords: river, bridge\n"),
    "type-list-for-text": settings("subtitle: [a, b]\n"),
    "type-group-for-text": settings("subtitle:\n  main: a\n"),
    "type-number-for-text": yaml("title: 2026\nauthors: [Ida Marsh]\ndate: 2026-01-15\n"),
    "type-true-or-false": settings("look: {cover: perhaps}\n"),
    "type-number": settings("limits: {words: many}\n"),
    "type-number-below-one": settings("limits: {words: 0}\n"),
    "type-author-a-number": yaml(TITLE + "authors: [12]\ndate: 2026-01-15\n"),
    "type-authors-a-text": yaml(TITLE + "authors: Ida Marsh\ndate: 2026-01-15\n"),
    "type-look-a-text": settings("look: institute\n"),
    "type-empty": settings("keywords:\n"),
    "choice-paper": settings("look: {paper: A5}\n"),
    "choice-format": settings("formats: [pdf, docx]\n"),
    "choice-status": settings("status: finnal\n"),
    "choice-theme": settings("look: {style: modern}\n"),
    "pattern-language": settings("lang: English\n"),
    "pattern-orcid": yaml(TITLE + "date: 2026-01-15\nauthors: [{name: Ida Marsh, orcid: https://orcid.org/0000}]\n"),
    "pattern-doi": settings("identifier: {doi: 'https://doi.org/10.5555/x'}\n"),
    "pattern-issn": settings("identifier: {issn: '1234'}\n"),
    "pattern-name": settings("name: my brief/final\n"),
    "author-without-name": yaml(TITLE + "date: 2026-01-15\nauthors: [{affiliation: Harbour Institute}]\n"),
    "date-that-is-none": yaml(TITLE + "authors: [Ida Marsh]\ndate: 2026-02-30\n"),
    "date-in-words": yaml(TITLE + "authors: [Ida Marsh]\ndate: 15 January 2026\n"),
    "date-year": yaml(TITLE + "authors: [Ida Marsh]\ndate: 2026\n"),
    "date-missing": yaml(TITLE + "authors: [Ida Marsh]\n"),
    "authors-missing": yaml(TITLE + "date: 2026-01-15\n"),
    "title-missing": yaml("authors: [Ida Marsh]\ndate: 2026-01-15\n"),
    "title-empty": yaml("title:\nauthors: [Ida Marsh]\ndate: 2026-01-15\n"),
    "title-blank": yaml('title: "  "\nauthors: [Ida Marsh]\ndate: 2026-01-15\n'),
    "yaml-empty": yaml(""),
    "yaml-only-comments": yaml("# nothing yet\n"),
    "yaml-not-utf-8": yaml("title: Économie\nauthors: [Ida Marsh]\ndate: 2026-01-15\n".encode("latin-1")),
    "yaml-utf-16": yaml("title: A test\n".encode("utf-16")),
    "check-unknown-code": settings("checks: {FIG01: {severity: note, why: none}}\n"),
    "check-firm-code": settings("checks: {CITE001: {severity: warning, why: later}}\n"),
    "check-without-reason": settings("checks: {REF003: {severity: note}}\n"),
    "check-severity": settings("checks: {REF003: {severity: info, why: none}}\n"),
    "check-shorthand": settings("checks: {REF003: note}\n"),
    "abbreviation-unused": settings("abbreviations: {CSTO: Collective Security Treaty Organization}\n"),
    "limit-words": settings("limits: {words: 3}\n", ),
    "limit-pages": Case((SOUND + "\n\nThe river is low.\n" * 90,), {"settings": "limits: {pages: 1}\n"},
                        command=("build", "--format", "pdf")),
    "variables-a-list": settings("variables: [a, b]\n"),
}  # fmt: skip


def _brief_yaml_a_folder(root: Path) -> None:
    (root / "report/brief.yaml").unlink()
    (root / "report/brief.yaml").mkdir()


def _elsewhere(root: Path, name: str, content: str) -> Path:
    path = root.parent / name
    path.write_text(content)
    return path


def _remove(*names: str) -> Callable[[Path], None]:
    return lambda root: [(root / name).unlink() for name in names] and None


FOLDER = {
    "brief-yaml-missing": Case((SOUND,), prepare=_remove("report/brief.yaml")),
    "brief-yaml-a-folder": Case((SOUND,), prepare=_brief_yaml_a_folder),
    "brief-yaml-by-another-name": Case(
        (SOUND,), prepare=lambda root: (root / "report/brief.yaml").rename(root / "report/brief.yml")),
    "brief-yaml-a-link-outside": Case((SOUND,), prepare=lambda root: (
        (root / "report/brief.yaml").unlink(),
        (root / "report/brief.yaml").symlink_to(_elsewhere(root, "other.yaml", TITLE)))),
    "folder-missing": Case((SOUND,), command=("-C", "nowhere", "build")),
    "folder-a-file": Case((SOUND,), command=("-C", "report/brief.yaml", "build")),
    "folder-is-report": Case((SOUND,), command=("-C", "report", "build")),
    "section-missing": settings("sections: [01-section.md, 02-bridge.md]\n"),
    "section-missing-like": settings("sections: [01-secton.md]\n"),
    "section-listed-with-folder": settings("sections: [report/01-section.md]\n"),
    "section-listed-twice": settings("sections: [01-section.md, 01-section.md]\n"),
    "section-a-folder": Case((SOUND,), {"settings": "sections: [01-section.md, parts]\n"},
                             prepare=lambda root: (root / "report/parts").mkdir()),
    "section-outside": Case((SOUND,), {"settings": "sections: [../../other.md]\n"},
                            prepare=lambda root: _elsewhere(root, "other.md", SOUND)),
    "section-a-link-outside": Case((SOUND,), prepare=lambda root: (
        root / "report/02-other.md").symlink_to(_elsewhere(root, "other.md", SOUND))),
    "section-a-dead-link": Case((SOUND,), prepare=lambda root: (root / "report/02-other.md").symlink_to("nowhere.md")),
    "sections-none": Case(()),
    "sections-an-empty-list": settings("sections: []\n"),
    "sections-empty": Case(("", "   \n\n")),
    "section-latin-1": text("The café is open.\n", files={"report/02-cafe.md": "# Un café\n".encode("latin-1")}),
    "section-utf-16": Case((SOUND,), {"files": {"report/02-other.md": SOUND.encode("utf-16")}}),
    "section-nul": text("The river\0 is low.\n"),
    "section-without-heading": Case(("The river is low.\n",)),
    "section-heading-of-level-two": Case(("## The river\n\nIt is low.\n",)),
    "section-with-order-mark-and-crlf": Case(
        (), {"files": {"report/01-section.md": b"\xef\xbb\xbf# The river\r\n\r\nIt is low [@marsh].\r\n"}}),
    "section-deep": text("> " * 2_000 + "low\n"),
    "section-long-line": text(LONG[:1_000_000] + " [@marsh2021]\n"),
    "front-matter-unknown-key": Case(("---\ntitel: The river\n---\n\nIt is low.\n",)),
    "front-matter-broken": Case(("---\ntitle: The river: a test\n---\n\n# The river\n\nIt is low.\n",)),
    "front-matter-twice": Case(("---\ntitle: The river\ntitle: The bridge\n---\n\nIt is low.\n",)),
    "front-matter-unclosed": Case(("---\ntitle: The river\n\nIt is low.\n",)),
    "front-matter-a-list": Case(("---\n- The river\n---\n\n# The river\n\nIt is low.\n",)),
    "front-matter-medium": Case(("---\nmedia: print\n---\n\n# The river\n\nIt is low.\n",)),
    "include-missing": text('{{ include "parts/methd.md" }}\n', files={"report/parts/method.md": "The method.\n"}),
    "include-missing-like-none": text('{{ include "parts/method.md" }}\n'),
    "include-cycle": text('{{ include "parts/a.md" }}\n', files={
        "report/parts/a.md": 'One.\n\n{{ include "b.md" }}\n', "report/parts/b.md": '{{ include "a.md" }}\n'}),
    "include-itself": text('{{ include "01-section.md" }}\n'),
    "include-outside": Case((RIVER + '{{ include "../../other.md" }}\n',),
                            prepare=lambda root: _elsewhere(root, "other.md", "Secret.\n")),
    "include-a-link-outside": Case((RIVER + '{{ include "part.md" }}\n',), prepare=lambda root: (
        root / "report/part.md").symlink_to(_elsewhere(root, "other.md", "Secret.\n"))),
    "include-absolute": text('{{ include "/etc/hostname" }}\n'),
    "include-not-utf-8": text('{{ include "parts/cafe.md" }}\n', files={
        "report/parts/cafe.md": "Un café.\n".encode("latin-1")}),
    "include-in-a-line": text('See {{ include "parts/method.md" }} here.\n', files={
        "report/parts/method.md": "The method.\n"}),
    "include-without-name": text("{{ include }}\n"),
    "include-a-folder": text('{{ include "parts" }}\n', files={"report/parts/method.md": "The method.\n"}),
    "variable-unknown": text("The level is {{ levl }}.\n", settings="variables: {level: 3}\n"),
    "variable-unknown-like-none": text("The level is {{ xyz }}.\n"),
    "variable-a-group": text("It is {{ identifier }}.\n"),
    "variable-unset": text("It is {{ identifier.doi }}.\n"),
    "variable-empty": text("It is {{ }}.\n"),
    "medium-unknown": text('::: {.only media="papr"}\nLow.\n:::\n'),
    "medium-of-a-format": text('::: {.only media="pdf"}\nLow.\n:::\n'),
    "medium-missing": text("::: only\nLow.\n:::\n"),
    "component-nearly": text("::: {.calout title=Names}\nLow.\n:::\n"),
    "component-in-capitals": text("::: {.Summary}\nLow.\n:::\n"),
    "component-never-closed": text("::: {.callout title=Names}\nLow.\n"),
    "output-below-a-file": Case((SOUND,), command=("build", "--format", "html", "--output", "report/brief.yaml/out")),
    "output-a-file": Case((SOUND,), command=("build", "--format", "html", "--output", "report/brief.yaml")),
    "output-name-a-folder": Case((SOUND,), prepare=lambda root: (
        root / "output/a-test-of-the-river.html").mkdir(parents=True), command=("build", "--format", "html")),
}  # fmt: skip

SOURCES = {
    "citation-missing": text("It is low [@marsh2021, p. 4].\n"),
    "citation-missing-like-none": text("It is low [@zzzz].\n"),
    "citation-missing-without-bibliography": text("It is low [@marsh2020].\n", references=None),
    "citation-missing-in-a-note": text("It is low.[^a]\n\n[^a]: See @mash2020.\n"),
    "citation-missing-in-a-source-line": text("![Low](low.png){alt=x source='@mash2020'}\n", files={"report/low.png": PNG}),
    "citation-missing-twice": text("It is low [@mash2020]. Very low [@mash2020].\n"),
    "citation-missing-in-an-include": text('{{ include "a.md" }}\n', files={"report/a.md": "One.\n\nLow [@mash2020].\n"}),
    "citation-of-an-address": text("Write to ida@harbour.example or @idamarsh.\n"),
    "citation-in-capitals": text("It is low [@Marsh2020].\n"),
    "citation-of-another-dialect": text("See @fig-levels.\n"),
    "citation-latex": text("It is low \\cite{marsh2020}.\n"),
    "citation-and-label": text("It is low [@marsh2020; @sec:bridge].\n\n# The bridge {#sec:bridge}\n\nSee @sec:bridge.\n"),
    "nocite-missing": settings("citations: {nocite: [mash2020]}\n"),
    "bibliography-key-twice": bibliography("references.yaml", f"references:\n{RECORD}{RECORD}"),
    "bibliography-key-in-two-files": Case((SOUND,), {"files": {
        "sources/references.bib": "@book{marsh2020, title={The Price}, year=2020}\n"}}),
    "bibliography-key-twice-json": bibliography(
        "references.json", '[{"id": "a", "type": "book"},\n {"id": "a", "type": "book"}]'),
    "bibliography-key-twice-bib": bibliography("references.bib", "@book{a, title={A}}\n@book{a, title={B}}\n"),
    "bibliography-key-twice-ris": bibliography(
        "references.ris", "TY  - BOOK\nID  - a\nTI  - A\nER  - \nTY  - BOOK\nID  - a\nTI  - B\nER  - \n"),
    "bibliography-json-broken": bibliography("references.json", '[{"id": "a", "type": "book"},\n {"id": "b" "type": "book"}]'),
    "bibliography-json-comma": bibliography("references.json", '[\n  {"id": "a", "type": "book"},\n]\n'),
    "bibliography-json-not-a-list": bibliography("references.json", '"a"'),
    "bibliography-json-empty": bibliography("references.json", ""),
    "bibliography-json-without-id": bibliography("references.json", '[\n  {"type": "book"},\n  {"id": "b"}\n]'),
    "bibliography-json-bad-type": bibliography("references.json", '[{"id": "a", "type": "bok", "title": "A"}]'),
    "bibliography-json-bad-date": bibliography(
        "references.json", '[{"id": "a", "type": "book", "issued": {"date-parts": [["long ago"]]}}]',
        settings="citations: {nocite: [a]}\n"),
    "bibliography-json-bad-author": bibliography(
        "references.json", '[{"id": "a", "type": "book", "author": "Ida Marsh"}]', settings="citations: {nocite: [a]}\n"),
    "bibliography-json-deep": bibliography("references.json", "[" * 100_000),
    "bibliography-bib-broken": bibliography(
        "references.bib", "@book{a,\n  title = {A,\n  year = 2020\n}\n\n@book{b, title={B}}\n"),
    "bibliography-bib-without-key": bibliography("references.bib", "@book{\n  title = {A},\n  year = 2020\n}\n"),
    "bibliography-bib-no-records": bibliography("references.bib", "These are my references.\n"),
    "bibliography-ris-broken": bibliography("references.ris", "TY - BOOK\nAU Marsh\n"),
    "bibliography-ris-without-id": bibliography("references.ris", "TY  - BOOK\nTI  - A\nER  - \n"),
    "bibliography-yaml-broken": bibliography("references.yaml", "references:\n- id: a\n  title: The river: a test\n"),
    "bibliography-yaml-tab": bibliography("references.yaml", "references:\n- id: a\n\ttitle: A\n"),
    "bibliography-yaml-without-id": bibliography("references.yaml", "references:\n- type: book\n  title: A\n"),
    "bibliography-yaml-no-list": bibliography("references.yaml", "marsh2020:\n  type: book\n"),
    "bibliography-yaml-key-twice-in-record": bibliography("references.yaml", "references:\n- id: a\n  title: A\n  title: B\n"),
    "bibliography-not-utf-8": bibliography("references.bib", "@book{a, title={Café}}\n".encode("latin-1")),
    "bibliography-missing": settings("citations: {references: [../sources/refs.bib]}\n"),
    "bibliography-missing-path-from-root": settings("citations: {references: [sources/references.yaml]}\n"),
    "bibliography-outside": Case((SOUND,), {"settings": "citations: {references: [../../other.bib]}\n"},
                                 prepare=lambda root: _elsewhere(root, "other.bib", "@book{a, title={A}}")),
    "bibliography-of-another-kind": settings(
        "citations: {references: [../sources/references.xml]}\n", files={"sources/references.xml": "<xml/>"}),
    "bibliography-a-folder": Case((SOUND,), {"references": None}, prepare=lambda root: (
        root / "sources/references.bib").mkdir(parents=True)),
    "bibliography-a-link-outside": Case((SOUND,), {"references": None}, prepare=lambda root: (
        (root / "sources").mkdir(),
        (root / "sources/references.bib").symlink_to(_elsewhere(root, "other.bib", "@book{a, title={A}}")))),
    "bibliography-a-text-not-a-list": settings("citations: {references: ../sources/references.yaml}\n"),
    "style-unknown": settings("citations: {style: chicago-note}\n"),
    "style-unknown-like-none": settings("citations: {style: qqqqq}\n"),
    "style-by-title": settings("citations: {style: Chicago Manual of Style}\n"),
    "style-file-missing": settings("citations: {style: ../styles/house.csl}\n"),
    "style-file-broken": settings("citations: {style: ../styles/house.csl}\n", files={"styles/house.csl": "<style>"}),
    "style-file-no-csl": settings("citations: {style: ../styles/house.csl}\n", files={"styles/house.csl": "<html/>"}),
    "style-file-dependent": settings("citations: {style: ../styles/house.csl}\n", files={
        "styles/house.csl": '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info/></style>'}),
    "style-file-nonsense-within": text("It is low [@marsh2020].\n", settings="citations: {style: ../styles/house.csl}\n", files={
        "styles/house.csl": '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">'
                            "<info/><citation><layout><text macro='none'/></layout></citation></style>"}),
    "style-file-outside": Case((SOUND,), {"settings": "citations: {style: ../../house.csl}\n"},
                               prepare=lambda root: _elsewhere(root, "house.csl", "<style/>")),
    "quotation-altered": text(
        'Marsh says “the river has always been quite low” [@marsh2020].\n',
        files={"sources/documents/marsh2020.txt": "They say that the river has always been low in May.\n"}),
    "quotation-not-found": text(
        'Marsh says “a bridge too far for everyone” [@marsh2020].\n',
        files={"sources/documents/marsh2020.txt": "They say that the river has always been low in May.\n"}),
    "quotation-not-checked": text('Marsh says “the river is low” [@marsh2020].\n'),
    "quotation-document-scan": text('Marsh says “the river is low” [@marsh2020].\n', files={
        "sources/documents/marsh2020.pdf": b"%PDF-1.4 nonsense"}),
    "quotation-document-of-another-kind": text('Marsh says “the river is low” [@marsh2020].\n', files={
        "sources/documents/marsh2020.docx": b"PK"}),
    "quotation-document-empty": text('Marsh says “the river is low” [@marsh2020].\n', files={
        "sources/documents/marsh2020.html": b""}),
}  # fmt: skip

FIGURES = {
    "label-unknown": text("See @fig:levls.\n\n![Low](low.png){#fig:levels alt=x}\n\nAnd @fig:levels.\n", files={"report/low.png": PNG}),
    "label-unknown-like-none": text("See @tbl:record.\n"),
    "label-twice": text(
        "See @sec:a.\n\n## One {#sec:a}\n\nOne.\n\n## Two {#sec:a}\n\nTwo.\n"),
    "label-twice-in-two-sections": text("See @sec:a.\n\n## One {#sec:a}\n\nOne.\n", "Two.\n\n## Two {#sec:a}\n\nTwo.\n"),
    "label-never-used": text("## One {#sec:one}\n\nOne.\n"),
    "label-of-a-wrong-kind": text("See @fig:one.\n\n## One {#sec:one}\n\nOne.\n"),
    "link-to-nothing": text("See [the bridge](#brigde).\n\n## The bridge {#bridge}\n\nLow.\n"),
    "link-to-a-missing-section": text("See [the bridge](02-bridge.md).\n"),
    "link-to-a-missing-heading-of-a-section": text("See [the bridge](02-section.md#pier).\n", "Low.\n"),
    "link-to-a-file": text("See [the data](../sources/data/levels.csv).\n"),
    "picture-missing": text("![Low](images/lvels.png){alt=x}\n", files={"report/images/levels.png": PNG}),
    "picture-missing-like-none": text("![Low](images/levels.png){alt=x}\n"),
    "picture-missing-with-space": text("![Low](images/my levels.png){alt=x}\n"),
    "picture-outside": Case((RIVER + "![Low](../../low.png){alt=x}\n",),
                            prepare=lambda root: _elsewhere(root, "low.png", "x")),
    "picture-absolute": text("![Low](/etc/hostname){alt=x}\n"),
    "picture-windows-path": text("![Low](C:\\images\\low.png){alt=x}\n"),
    "picture-remote": text("![Low](https://daily.example/low.png){alt=x}\n"),
    "picture-data-address": text("![Low](data:image/png;base64,AAAA){alt=x}\n"),
    "picture-corrupt": text("![Low](low.png){alt=x}\n", files={"report/low.png": b"\x89PNG\r\n\x1a\n nonsense"}),
    "picture-text": text("![Low](low.png){alt=x}\n", files={"report/low.png": "nothing"}),
    "picture-empty": text("![Low](low.png){alt=x}\n", files={"report/low.png": b""}),
    "picture-a-folder": text("![Low](images){alt=x}\n", files={"report/images/low.png": PNG}),
    "picture-without-alternative": text("![Low](low.png)\n", files={"report/low.png": PNG}),
    "picture-svg-broken": text("![Low](low.svg){alt=x}\n", files={"report/low.svg": "<svg><g></svg>"}),
    "picture-tiff": text("![Low](low.tiff){alt=x}\n", files={"report/low.tiff": b"II*\0nonsense"}),
    "picture-raw-html": text('<img src="low.png">\n'),
    "data-missing": chart("data: ../sources/data/level.csv\n" + XY),
    "data-missing-like-none": chart("data: ../sources/data/levels.csv\n" + XY, csv=None),
    "data-outside": chart("data: ../../levels.csv\n" + XY),
    "data-empty": chart(DATA + XY, csv=""),
    "data-header-alone": chart(DATA + XY, csv="year,share\n"),
    "data-ragged": chart(DATA + XY, csv="year,share\n2024,0.2\n2025,0.3,x\n"),
    "data-open-quotation": chart(DATA + XY, csv='year,share\n2024,"0.2\n'),
    "data-column-twice": chart(DATA + XY, csv="year,year\n2024,0.2\n"),
    "data-not-utf-8": chart(DATA + XY, csv="year,share\nété,0.2\n".encode("latin-1")),
    "data-semicolons": chart(DATA + XY, csv="year;share\n2024;0,2\n"),
    "data-a-workbook": chart("data: ../sources/data/levels.xlsx\n" + XY),
    "data-words-for-numbers": chart(DATA + XY, csv="year,share\n2024,much\n"),
    "data-nul": chart(DATA + XY, csv="year,share\n2024,\0\n"),
    "column-unknown": chart(DATA + "x: yaer\ny: share\nalt: Two bars.\n"),
    "column-unknown-in-a-table": chart(DATA + "columns: {shar: Share}\n", kind="table"),
    "column-unknown-as-a-group": chart(DATA + "x: year\ny: {field: shre}\nalt: Two bars.\n"),
    "chart-key-unknown": chart(DATA + XY + "captoin: The river\n"),
    "chart-key-missing": chart(DATA + "x: year\nalt: Two bars.\n"),
    "chart-without-alternative": chart(DATA + "x: year\ny: share\n"),
    "chart-without-data": chart(XY),
    "chart-type-unknown": chart(DATA + XY + "type: pie\n"),
    "chart-height": chart(DATA + XY + "height: 5000\n"),
    "chart-yaml-broken": chart(DATA + XY + "caption: The river: a test\n"),
    "chart-empty": chart(""),
    "chart-a-word": chart("levels.csv\n"),
    "chart-key-twice": chart(DATA + XY + "x: year\n"),
    "chart-format": chart(DATA + "x: year\ny: {field: share, format: percent}\nalt: Two bars.\n"),
    "table-format": chart(DATA + "columns: {year: Year, share: {title: Share, format: percent}}\n", kind="table"),
    "table-key-unknown": chart(DATA + "colums: {year: Year}\n", kind="table"),
    "table-align": chart(DATA + "columns: {share: {align: rigth}}\n", kind="table"),
}  # fmt: skip

CASES: dict[str, Case] = {**SETTINGS, **FOLDER, **SOURCES, **FIGURES}
