"""Briefs with one fault each in what a page can't have: HTML, links, what is in a picture, letters, a style sheet."""

from __future__ import annotations

import os
from pathlib import Path

from golden.cases import RIVER, SOUND, TITLE, Case, recorded, settings, text, yaml
from golden.cases_content import DATA, PNG, XY, bibliography, chart

SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


def svg(inner: str) -> Case:
    """A brief with an SVG picture that holds this."""
    return text("![Low](low.svg){alt=x}\n", files={"report/low.svg": SVG.format(inner)})


def sheet(css: str) -> Case:
    """A brief with this style sheet of the house."""
    return settings("", files={"styles/house.css": css})


def _pipe(root: Path) -> None:
    os.mkfifo(root / "report/low.png")


HTML = {
    "html-script": text("Text <script>alert(1)</script> here.\n"),
    "html-frame": text("<iframe src='https://daily.example/'></iframe>\n"),
    "html-film": text('A film: <video src="/etc/passwd"></video>.\n'),
    "html-form": text("<form><input name=a></form>\n"),
    "html-drawing": text("<svg><path d='M0 0'/></svg>\n"),
    "html-that-runs": text('[Low]{onclick="alert(1)"} water.\n'),
    "html-style-that-fetches": text('::: {style="background: url(https://daily.example/a.png)"}\nLow.\n:::\n'),
    "html-in-a-note": text("Low.[^a]\n\n[^a]: A <embed src=x> note.\n"),
    "html-in-a-title": text('::: {.callout title="A <script>b</script> title"}\nLow.\n:::\n'),
    "marks-of-other-dialects": text(
        '[TOC]\n\n!!! warning "T"\n\n> [!NOTE]\n> Low.\n\nA ==mark== of it.\n\n*[WL]: water level\n\n'
        "{: .lead}\n\n\\newpage\n\n(@) An example.\n"
    ),
    "html-no-element": text("The <ministry> and the <name of the minister> said so.\n"),
    "html-block-in-a-cell": text("| Aim | Steps |\n|---|---|\n| One | <ul><li>lost</li></ul> |\n"),
    "html-block-in-a-short-note": text("Low.^[in <ul><li>lost</li></ul>]\n"),
    "html-that-nobody-sees": text("<template>Low water.</template>\n"),
    "html-in-the-caption-of-a-chart": chart(DATA + XY + 'caption: "The <script>gone</script> river"\n'),
    "html-never-closed": text('<div class="callout">\n\nLow.\n'),
    "html-nested-deep": text("x " + "<i>" * 1500 + "\n"),
    "comment-never-closed": text("Low. <!-- to do: ask Ida\n"),
    "words-behind-a-tag-in-a-term": text("<del>Low</del> water mark\n:   A mark.\n"),
    "words-in-a-term-of-blocks": text("Term <p>elsewhere\n:   What it means.\n"),
    "formula-that-ends-too-early": text("So $\\frac{a$, then:\n\n$$\nx = \\foo{y}\n$$\n\nand $a$, $\\frac{a$.\n"),
    "formula-broken-in-a-block-of-data": text(
        '```{.table}\ndata: ../sources/data/levels.csv\ncaption: "Of $\\\\frac{a$"\n```\n',
        files=recorded("sources/data/levels.csv", "year,share\n2024,0.2\n"),
    ),
    "formula-with-a-number": text("$$\nE = mc^2 \\tag{1}\n$$\n"),
    "formula-in-parentheses-of-latex": text("So \\(x^2\\), and\n\n\\[ a_1 = b \\]\n\nand \\[sic\\], \\(a\\).\n"),
    "formula-broken-in-a-title": text('::: {.callout title="By $\\frac{$"}\nLow.\n:::\n'),
    "citation-right-behind-a-letter": text("参见@marsh2020 و@marsh2020 to é@b.org.\n"),
    "raw-latex": text("```{=latex}\n\\newpage\n```\n"),
}

LINKS = {
    "link-that-runs": text("See [this](javascript:alert(1)).\n"),
    "link-that-runs-in-html": text('See <a href="javascript:alert(1)">this</a>.\n'),
    "link-to-a-file": text("See [the data](../sources/data/levels.csv).\n"),
    "link-to-a-file-outside": text("See [this](../../other.txt).\n"),
    "link-to-the-machine": text("See <file:///etc/hostname>.\n"),
    "link-without-scheme": text("See [the Daily](www.daily.example/bridge).\n"),
    "link-without-scheme-to-a-host": text("See [the Daily](daily.org).\n"),
    "link-with-the-scheme-of-the-page": text("See [the Daily](//daily.example).\n"),
    "link-without-words": text("See [](https://daily.example).\n"),
    "link-broken": text("See [the Daily](https://).\n"),
    "link-to-a-bare-doi": text("See [the paper](10.1080/123).\n"),
    "link-by-a-name-that-nothing-has": text("See [the report][rep].\n"),
    "link-parted": text("See [the Daily] (https://daily.example).\n"),
    "link-never-closed": text("See [the Daily](https://daily.example and more.\n"),
    "link-empty": text("See [the Daily]().\n"),
    "link-to-one-of-two-sections": Case(
        (SOUND + "\n## Floods\n", "# Sea\n\nLow.\n\n## Floods\n", "# Sky\n\nSee [floods](#floods).\n")),
    "link-to-a-section-that-is-not-there": text("See [the bridge](02-bridge.md).\n"),
    "link-to-a-place-that-a-section-lacks": text("See [the bridge](01-section.md#brigde).\n\n## Bridge\n"),
    "link-of-a-wiki": text("See [[bridge]] and [[bridge|the bridge]].\n"),
    "role-of-myst": text("See {cite}`marsh2020` and {ref}`bridge`.\n"),
    "reference-of-bookdown": text("See \\@ref(fig:bridge).\n"),
    "link-to-nothing-like-none": text("See [the bridge](#qqqq).\n"),
    "address-of-the-publisher": settings('publisher: {name: House, url: "javascript:alert(1)"}\n'),
    "address-in-a-bibliography": bibliography(
        "references.yaml",
        "references:\n- {id: a, type: webpage, title: T, URL: 'javascript:alert(1)', issued: 2020}\n"),
}  # fmt: skip

PICTURES = {
    "picture-that-runs": svg("<script>alert(1)</script>"),
    "picture-that-fetches": svg('<image href="https://daily.example/a.png"/>'),
    "picture-that-fetches-by-style": svg('<rect style="fill: url(https://daily.example/a)"/>'),
    "picture-that-fetches-by-an-escape": svg("<style>.a{fill:u\\72l(http://daily.example)}</style>"),
    "picture-that-imports": svg("<style>@\\69mport 'http://daily.example/a.css';</style>"),
    "picture-with-a-link-that-runs": svg('<a href="java&#10;script:alert(1)"><rect/></a>'),
    "picture-with-a-page-in-it": svg('<object xmlns="http://www.w3.org/1999/xhtml" data="http://daily.example"/>'),
    "picture-broken-drawing": svg("<rect>"),
    "picture-no-drawing": text("![Low](low.svg){alt=x}\n", files={"report/low.svg": "<svg>a</svg>"}),
    "picture-torn": text("![Low](low.png){alt=x}\n", files={"report/low.png": PNG[:-30]}),
    "picture-a-folder": text("![Low](low){alt=x}\n", files={"report/low/a.png": PNG}),
    "picture-a-pipe": Case((RIVER + "![Low](low.png){alt=x}\n",), prepare=_pipe),
    "logo-broken": settings("look: {logo: logo.svg}\n", files={"styles/logo.svg": "<svg"}),
    "logo-that-nobody-named-broken": settings("", files={"styles/logo.svg": SVG.format("<script>a</script>")}),
    "heading-empty": text("##\n\nLow.\n\n## {#low}\n\nLower.\n"),
    "brackets-without-end": text("[" * 500 + "\n"),
    "letters-without-a-font": Case(
        (RIVER + "Written \U00012f90\U00012f91 of old.\n",), command=("build", "--format", "pdf")),
    "letters-without-a-font-on-a-cover": Case(
        (RIVER + "Low.\n",), {"title": "title: The \U00012f90 river\nauthors: [Ida Marsh]\ndate: 2026-01-15\n"},
        command=("build", "--format", "epub")),
    "house-style-import": sheet('@import url("https://daily.example/a.css");\np { color: red; }\n'),
    "house-style-fetches": sheet("p {\n  background: url(https://daily.example/a.png);\n}\n"),
    "house-style-fetches-by-a-function": sheet('p { background: -webkit-image-set("http://daily.example/a" 1x) }\n'),
    "house-style-without-semicolon": sheet(":root {\n  --accent: #1f4e79\n  --tint: #eee;\n}\n"),
    "house-style-with-slashes": sheet("// The river's\nh2 { margin: 0 }\n"),
    "house-style-open-at-the-end": sheet("h1 { margin: 0 }\nh2 {\n"),
    "house-style-nonsense": sheet("p { color red; }\nh1 { margin: 0; }\n"),
    "house-style-never-closed": sheet("p { color: red; }\n}\n"),
    "accent-too-light": sheet(":root {\n  --accent: hsl(42 100% 43%);\n}\n"),
    "accent-too-dark-for-dark-screens": sheet(
        "@media (prefers-color-scheme: dark) {\n  :root { --link: color-mix(in srgb, var(--accent) 90%, white) }\n}\n"),
    "bars-too-pale": sheet("/* --muted: #777; */\n:root {\n  --pale: #c0c4cc;\n  --muted: var(--pale);\n}\n"),
    "token-mistyped": sheet(
        ":root {\n  --acent: #0b4f6c;\n  --bund: #111;\n  --band: var(--bund);\n  --own-thing: 2mm;\n}\n"),
    "token-no-colour": sheet(":root {\n  --accent: blurple;\n}\n"),
    "token-no-number": sheet(":root {\n  --chart-letters: large;\n}\n"),
}  # fmt: skip

CAUSES = {
    "section-missing-and-referred-to": Case(
        (RIVER + "See @sec:other and [it](#other).\n",), {"settings": "sections: [01-section.md, 02-other.md]\n"}),
    "note-without-its-colon": text("Low.[^1] And low.[^1]\n\n[^1] A note.\n"),
    "heading-with-another-space": text("##\u00a0Low water\n"),
    "bibliography-missing-and-cited": text(
        "Low [@marsh2020].\n", settings="citations: {references: [../sources/refs.yaml]}\n"),
    "chart-without-data-and-referred-to": text(
        f"See @fig:a.\n\n```{{#fig:a .chart}}\n{DATA}{XY}```\n"),
    "table-without-data-and-referred-to": text(
        f"See @tbl:a.\n\n```{{#tbl:a .table}}\n{DATA}```\n"),
    "title-mistyped": yaml("titel: A test of the river\nauthors: [Ida Marsh]\ndate: 2026-01-15\n"),
    "date-and-authors-mistyped": yaml(TITLE + "autors: [Ida Marsh]\ndat: 2026-01-15\n"),
    "variables-nested-and-used": text(
        "It is {{ level }}.\n", settings="variables: {level: {a: 1}}\n"),
    "data-parted-by-semicolons": text(
        f"```{{.chart}}\n{DATA}{XY}```\n", files={"sources/data/levels.csv": "year;share\n2024;0,2\n"}),
    "citation-label-in-capitals": text("See @Fig:x.\n"),
    "citation-label-of-another-dialect": text("See @figure:x and @tab:y.\n"),
    "style-vancouver": settings("citations: {style: vancouver}\n"),
    "style-misspelt": settings("citations: {style: chcago}\n"),
}  # fmt: skip
