"""Briefs with one fault each, by what the fault is. tests/test_bad_input.py compares each answer with its golden text.

A case is what the `brief` fixture takes, and `prepare`, a function of the folder, for what isn't a file with a text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6378f1e20500057402"
    "b9d9c2c7650000000049454e44ae426082"
)
RIVER = "# The river\n\n"
SOUND = RIVER + "The river is low.\n"


@dataclass(frozen=True)
class Case:
    """A brief with one fault: its sections, what the fixture takes beside them, and how it is called."""

    sections: tuple[str, ...]
    given: dict[str, Any] = field(default_factory=dict)
    prepare: Callable[[Path], object] = str
    command: tuple[str, ...] = ("build", "--format", "html")


def recorded(path: str, data: str | bytes) -> dict[str, str | bytes]:
    """A file of data with a record that knows it."""
    known = sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()
    return {path: data, f"{path}.source.yaml": f"sha256: {known}\n"}


def text(*words: str, **given: Any) -> Case:
    """A brief with a heading and these words below it."""
    return Case(tuple(RIVER + w for w in words), given)


def settings(lines: str, **given: Any) -> Case:
    """A sound brief with these lines added to brief.yaml."""
    return Case((SOUND,), {"settings": lines, **given})


def yaml(whole: str | bytes, **given: Any) -> Case:
    """A sound brief with this brief.yaml."""
    return Case((SOUND,), {"files": {"report/brief.yaml": whole}, **given})


def _folder_for_brief_yaml(root: Path) -> None:
    (root / "report/brief.yaml").unlink()
    (root / "report/brief.yaml").mkdir()


def elsewhere(root: Path, name: str, content: str) -> Path:
    """A file beside the brief's folder."""
    path = root.parent / name
    path.write_text(content)
    return path


def remove(*names: str) -> Callable[[Path], None]:
    """Takes files away."""
    return lambda root: [(root / name).unlink() for name in names] and None


TITLE = "title: A test of the river\n"
LONG = "w" * 5_000_000

SETTINGS = {
    "title-with-markdown": yaml(
        "title: The *river*\nsubtitle: And `its` law\nauthors: [Ida Marsh]\ndate: 2026-01-15\n"),
    "date-of-two-meanings": yaml(TITLE + "authors: [Ida Marsh]\ndate: 01/02/2026\n"),
    "date-with-slashes": yaml(TITLE + "authors: [Ida Marsh]\ndate: 15/01/2026\n"),
    "date-with-dots": yaml(TITLE + "authors: [Ida Marsh]\ndate: 1.2.2026\n"),
    "date-without-a-day": yaml(TITLE + "authors: [Ida Marsh]\ndate: January 2026\n"),
    "date-that-never-was": yaml(TITLE + "authors: [Ida Marsh]\ndate: 2026-02-30\n"),
    "author-without-a-name": yaml(TITLE + "authors: [Ida Marsh, '']\ndate: 2026-01-15\n"),
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
    "choice-format": settings("formats: [pdf, odt]\n"),
    "choice-status": settings("status: finnal\n"),
    "embargo-without-its-end": settings("status: embargo\n"),
    "embargo-on-a-final-edition": settings("embargo: 2026-12-01T00:01+01:00\n"),
    "embargo-without-its-zone": settings("status: embargo\nembargo: 2026-12-01T00:01\n"),
    "embargo-left-empty": settings("status: embargo\nembargo:\n"),
    "embargo-over-before-its-brief": settings("status: embargo\nembargo: 2026-01-14T23:00Z\n"),
    "embargo-on-no-day": settings("status: embargo\nembargo: 2026-02-30\n"),
    "print-bleed": settings("look: {print: {bleed: 3}}\n"),
    "print-profile-that-is-not-there": settings("look: {print: {profile: press.icc}}\n"),
    "print-profile-that-is-none": settings("look: {print: {profile: press.icc}}\n",
                                           files={"styles/press.icc": "An ink.\n"}),
    "choice-theme": settings("look: {style: modern}\n"),
    "pattern-language": settings("lang: English\n"),
    "pattern-orcid": yaml(TITLE + "date: 2026-01-15\nauthors: [{name: Ida Marsh, orcid: https://orcid.org/0000}]\n"),
    "pattern-doi": settings("identifier: {doi: 'https://doi.org/river'}\n"),
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
    "limit-words": settings("limits: {words: 3}\n"),
    "limit-pages": Case((SOUND + "\n\nThe river is low.\n" * 90,), {"settings": "limits: {pages: 1}\n"},
                        command=("build", "--format", "pdf")),
    "type-authors-a-group": yaml(TITLE + "date: 2026-01-15\nauthors: {name: Ida Marsh}\n"),
    "type-yes-for-true": settings("look: {cover: yes}\n"),
    "formats-empty": settings("formats: []\n"),
    "language-without-words": settings("lang: xx\n"),
    "logo-missing": settings("look: {logo: lgo.svg}\n", files={"styles/logo.svg": "<svg/>"}),
    "cover-image-missing": settings("look: {cover_image: front.png}\n", files={"styles/front.jpg": PIXEL}),
    "cover-that-nobody-named-broken": settings("", files={"styles/cover.png": b"%PDF-1.4"}),
    "certified-with-a-picture-without-words": Case(
        (RIVER + "![](low.png)\n",),
        {"files": {"report/low.png": PIXEL}, "settings":
         "accessibility: {certified_by: H}\nchecks: {FIG001: {severity: warning, why: None has any.}}\n"},
        command=("build", "--format", "epub")),
    "logo-outside": settings("look: {logo: ../../logo.svg}\n"),
    "house-style-not-utf-8": settings("", files={"styles/house.css": "/* été */".encode("latin-1")}),
    "yaml-unprintable-escape": settings('subtitle: "a\\x0bb"\n'),
    "variables-of-a-wrong-kind": settings("variables: {levels: [1, 2]}\n"),
    "variables-a-list": settings("variables: [a, b]\n"),
}  # fmt: skip


FOLDER = {
    "heading-of-a-source": text("## [@marsh2020]\n\nLow.\n"),
    "heading-of-a-picture": text("## ![](low.png){alt=Low}\n\nLow.\n", files={"report/low.png": PIXEL}),
    "heading-that-skips-a-level": text("#### The bridge\n\nLow.\n\n### The dam\n\nLow.\n"),
    "note-longer-than-a-page": Case(
        (RIVER + f"Low.[^a] High.[^b]\n\n[^a]: {'The gauge reads less than it did. ' * 300}\n\n[^b]: A short one.\n",),
        command=("build", "--format", "pdf")),
    "brief-yaml-missing": Case((SOUND,), prepare=remove("report/brief.yaml")),
    "brief-yaml-a-folder": Case((SOUND,), prepare=_folder_for_brief_yaml),
    "brief-yaml-by-another-name": Case(
        (SOUND,), prepare=lambda root: (root / "report/brief.yaml").rename(root / "report/brief.yml")),
    "brief-yaml-a-link-outside": Case((SOUND,), prepare=lambda root: (
        (root / "report/brief.yaml").unlink(),
        (root / "report/brief.yaml").symlink_to(elsewhere(root, "other.yaml", TITLE)))),
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
                            prepare=lambda root: elsewhere(root, "other.md", SOUND)),
    "section-a-link-outside": Case((SOUND,), prepare=lambda root: (
        root / "report/02-other.md").symlink_to(elsewhere(root, "other.md", SOUND))),
    "section-a-dead-link": Case((SOUND,), prepare=lambda root: (root / "report/02-other.md").symlink_to("nowhere.md")),
    "sections-none": Case(()),
    "sections-an-empty-list": settings("sections: []\n"),
    "sections-empty": Case(("", "   \n\n")),
    "section-latin-1": text("The café is open.\n", files={"report/02-cafe.md": "# Un café\n".encode("latin-1")}),
    "section-utf-16": Case((SOUND,), {"files": {"report/02-other.md": SOUND.encode("utf-16")}}),
    "section-nul": text("The river\0 is low.\n"),
    "section-name-not-utf-8": Case((SOUND,), prepare=lambda root: (root / "report/caf\udce9.md").write_text(SOUND)),
    "section-form-feed": text("The river\f is low.\n"),
    "section-without-heading": Case(("The river is low.\n",)),
    "section-heading-of-level-two": Case(("## The river\n\nIt is low.\n",)),
    "section-with-order-mark-and-crlf": Case(
        (), {"files": {"report/01-section.md": b"\xef\xbb\xbf# The river\r\n\r\nIt is low [@marsh].\r\n"}}),
    "section-deep": text("> " * 2_000 + "low\n"),
    "section-long-line": text(LONG + " [@marsh2021]\n"),
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
                            prepare=lambda root: elsewhere(root, "other.md", "Secret.\n")),
    "include-a-link-outside": Case((RIVER + '{{ include "part.md" }}\n',), prepare=lambda root: (
        root / "report/part.md").symlink_to(elsewhere(root, "other.md", "Secret.\n"))),
    "include-absolute": text('{{ include "/etc/hostname" }}\n'),
    "include-not-utf-8": text('{{ include "parts/cafe.md" }}\n', files={
        "report/parts/cafe.md": "Un café.\n".encode("latin-1")}),
    "include-with-front-matter": text('{{ include "parts/a.md" }}\n', files={
        "report/parts/a.md": "---\ntitle: A\n---\n\nOne.\n"}),
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
        root / "output/a-test-of-the-river.html").mkdir(parents=True)),
}  # fmt: skip
