"""What other programs wrote, brought in: no word is lost, what can't be carried is told, nothing is overwritten."""

from __future__ import annotations

import base64
import datetime
import io
import json
import re
import zipfile
from collections import Counter
from pathlib import Path

import pypandoc
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefpress import markdown
from briefpress.codes import REGISTRY
from briefpress.engines import pandoc
from briefpress.importing import written
from conftest import PIXEL, BriefFolder

TOLD = re.compile(r"^(?:(?P<place>\S.*?): )?(?P<severity>error|warning|note) (?P<code>[A-Z]+\d{3}): (?P<said>.*)", re.M)
OTHER = PIXEL[:-20] + PIXEL[-20:]  # the same picture


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder for a brief, with the documents to bring in beside it."""
    (tmp_path / "brief").mkdir()
    monkeypatch.chdir(tmp_path)
    return BriefFolder(tmp_path / "brief")


def document(name: str, text: str, *arguments: str) -> str:
    """A document of another program, made of Markdown by pandoc."""
    Path("dot.png").write_bytes(PIXEL)
    pypandoc.convert_text(text, Path(name).suffix[1:], "markdown", outputfile=name, extra_args=["-s", *arguments])
    return name


def brought(folder: BriefFolder, name: str, text: str | bytes = b"", *arguments: str):
    """The section that is made of a document, what is told, and the exit code."""
    if text:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    done = folder.command("import", name, *arguments)
    assert isinstance(done.exception, SystemExit | None), done.exception
    assert "Traceback" not in done.output
    made = sorted((folder.root / "report").glob("*.md")) if (folder.root / "report").is_dir() else []
    return made[-1].read_text() if made else "", done


def said(done) -> list[str]:
    """The findings' codes and lines."""
    return [
        f"{m['code']}:{m['place'].rpartition(':')[2] if m['place'][-1].isdigit() else 0}"
        for m in TOLD.finditer(done.stdout)
    ]


def findings(folder: BriefFolder) -> list[str]:
    """The errors of a brief, but for keys that it has no bibliography for."""
    return [f"{d.code} {d.message}" for d in folder.found() if d.severity == "error"]


RICH = """---
title: The price of water
author: [Ida Marsh, Ben Okoro]
date: 2024-05-01
---

# The river

It is *low* and **dry**.^[A note with *words*, twice.]
It costs \\$5, 3 \\* 4, a_b and `x|y`; write to ida@daily.example.

Ask \\@ida of {{ braces }} and {.names}; \\# no heading, [brackets], \\<ministry\\>, &amp\\; and -- two dashes...

## Its banks

![The bank](dot.png){alt="A dot."}

1.  One
2.  Two

    with a paragraph

- a
    - b

| Year | Level |
|------|-------|
| 2024 | 3     |
| 2025 | a \\| b |

: Levels of the river

> “Quoted” words, $a^2$.

+-----------+------+
| wide cell | c    |
|           +------+
|           | d    |
+-----------+------+

A [link](https://daily.example/) and H~2~O, x^2^.

Term
:   Its meaning

``` python
print("{{ x }}")  # code
```
"""


@pytest.mark.parametrize("ending", ["docx", "odt", "rtf", "html"])
def test_every_word_of_a_document_stands_in_the_section_and_the_brief_builds(folder, ending):
    text, done = brought(folder, document(f"water.{ending}", RICH))
    assert "IMP004" not in done.stdout, done.stdout
    assert done.exit_code == 0, done.stdout
    for word in ("ministry", "braces", "names", "brackets", "wide cell", "Levels of the river", "Its meaning", "twice"):
        assert word in text.replace("\\", ""), text
    assert text.startswith("# ")
    report = folder.run(until="cite")
    wrong = [str(d) for d in report.diagnostics if d.severity == "error" and d.code != "FIG001"]
    assert not wrong, text
    read = " ".join(written.words_of([s.blocks for s in report.manuscript.sections]))
    for word in ("ministry", "ida", "daily", "braces", "dashes", "meaning", "code", "Quoted", "twice"):
        assert re.search(rf"\b{word}\b", read), text
    images = {p.read_bytes() for p in (folder.root / "report/images").glob("*")}
    assert images == {PIXEL}


def test_words_of_latex_that_may_be_missing_are_told(folder):
    Path("dot.png").write_bytes(PIXEL)
    pypandoc.convert_text(RICH, "latex", "markdown", outputfile="water.tex", extra_args=["-s"])
    text, done = brought(folder, "water.tex")
    assert "ministry" in text
    assert "![The bank](images/dot.png)" in text
    assert "warning IMP002: These words may be missing from the section: " not in done.stdout
    assert "`\\multirow{2}{=}{wide cell}` isn't known here" in done.stdout


def test_what_a_document_says_of_itself_becomes_a_brief_yaml_where_there_is_none(folder):
    _, done = brought(folder, document("water.docx", RICH))
    assert yaml.safe_load((folder.root / "report/brief.yaml").read_text()) == {
        "title": "The price of water", "authors": ["Ida Marsh", "Ben Okoro"], "date": datetime.date(2024, 5, 1),
    }  # fmt: skip
    assert "made report/01-water.md from water.docx" in done.stdout


def test_where_there_is_a_brief_yaml_its_lines_are_told_and_it_stays_as_it_was(brief, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = brief("# One\n\nWords.\n")
    before = (folder.root / "report/brief.yaml").read_bytes()
    text, done = brought(folder, document("03-water.docx", RICH))
    assert (folder.root / "report/02-water.md").read_text() == text
    assert (folder.root / "report/brief.yaml").read_bytes() == before
    assert "\n  title: The price of water\n  authors: [Ida Marsh, Ben Okoro]\n  date: 2024-05-01\n" in done.stdout
    told = json.loads(folder.command("--report", "json", "import", "03-water.docx").stdout)
    note = next(d for d in told["diagnostics"] if "brief.yaml" in d["message"])
    assert note["code"] == "IMP001"
    assert "`authors: [Ida Marsh, Ben Okoro]`" in note["hint"]
    assert (folder.root / "report/03-water.md").read_text() == text, "numbers go on, nothing is overwritten"


WORDS = st.text(st.sampled_from(list("ab1 *_`@#{}[]()<>&|~^$\\:-.\"'+!=%;/é“”")), min_size=1, max_size=14)


@settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=12))
def test_signs_in_a_document_are_no_mark_up_in_the_section(paragraphs):
    blocks = []
    for words in paragraphs:
        texts = [{"t": "Str", "c": part} for w in words for part in w.split()]
        spaced = [n for t in texts for n in (t, {"t": "Space"})][:-1]
        blocks += [{"t": "Para", "c": spaced}] if spaced else []
    text = written.written(blocks)
    read = pandoc.read_many([text], pandoc.MARKDOWN.replace("markdown-", "markdown-smart-", 1))[0] if text else []
    assert [b["t"] for b in read] == ["Para"] * len(blocks), text
    assert [plain(b) for b in read] == [plain(b) for b in blocks], text


def plain(block) -> str:
    from briefpress import ast

    return " ".join(ast.plain(block).split())


PIECES = (
    "{}",
    "*{}*",
    "**{} {}**",
    "`{}`",
    "{}^[{}]",
    "[{}](https://daily.example/)",
    "“{}”",
    "{}, {}",
    "~~{}~~",
    "H~{}~",
)
BLOCKS = ("{}", "# {}", "## {}", "- {}\n- {}", "1. {}\n\n   {}", "> {}", "| {} | {} |\n|---|---|\n| {} | {} |",
          "{}\n:   {}", "```\n{}\n```", "![{}](dot.png)", "| {}\n| {}")  # fmt: skip


@st.composite
def documents(draw):
    """A text of some blocks, whose words are all different."""
    count = iter(range(10_000))

    def line() -> str:
        return " ".join(
            re.sub(r"\{\}", lambda _: f"w{next(count)}w", t)
            for t in draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3))
        )

    def filled(template: str) -> str:
        plain_words = "dot.png" in template or "`" in template
        return re.sub(r"\{\}", lambda _: f"w{next(count)}w" if plain_words else line(), template)

    blocks = draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6))
    return "\n\n".join(filled(b) for b in blocks)


@settings(max_examples=12, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(documents(), min_size=1, max_size=3))
@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_the_words_of_an_office_document_survive(tmp_path_factory, ending, texts):
    root = tmp_path_factory.mktemp("many")
    (root / "dot.png").write_bytes(PIXEL)
    for n, text in enumerate(texts):
        name = str(root / f"d{n}.{ending}")
        pypandoc.convert_text(text, ending, "markdown", outputfile=name, extra_args=[f"--resource-path={root}"])
        folder = BriefFolder(root / f"brief{n}")
        folder.root.mkdir()
        done = folder.command("import", name)
        assert done.exit_code == 0, done.output
        made = next((folder.root / "report").glob("01-*.md")).read_text()
        read = Counter(re.findall(r"w\d+w", " ".join(written.words_of(markdown.read([made])[0].blocks))))
        assert set(read) == set(re.findall(r"w\d+w", text)), made


# dialects of Markdown


QUARTO = """---
title: My report
author: [{name: Ida Marsh, orcid: 0000-0001-2345-6789}]
date: 2024-05-01
bibliography: refs.bib
format: html
---

## Method {#sec-method}

See @fig-dot, [@tbl-x; @fig-dot], [-@sec-method] and [@marsh2020, p. 3]; `@fig-dot` is code. Mail ida@daily.example.

![A dot](dot.png){#fig-dot fig-alt="Black." fig-align="center"}

::: {.callout-note title="A word" collapse="true"}
Words of it.
:::

::: {.callout-warning}
## Mind this

::: {.column-margin}
In the margin.
:::
:::

```{python}
#| label: fig-plot
#| fig-cap: "A plot"
plot()
```

```{r}
#| eval: false
shown()
```

::: {#tbl-x}
| a | b |
|---|---|
| 1 | 2 |

Levels
:::

{{< include _part.qmd >}}

{{< video https://daily.example >}} {{< pagebreak >}} {{ braces }}

::: {.content-visible when-format="html"}
On the web.
:::
"""


def test_quarto_becomes_the_markdown_of_a_brief(folder):
    folder.root.parent.joinpath("src").mkdir()
    Path("src/dot.png").write_bytes(PIXEL)
    Path("src/refs.bib").write_text("@book{marsh2020, title={T}, author={Marsh, I}, year={2020}, publisher={P}}\n")
    Path("src/_part.qmd").write_text('As @fig-dot shows. ![](dot.png){fig-alt="Again."}\n')
    text, done = brought(folder, "src/report.qmd", QUARTO)
    assert done.exit_code == 0
    assert text.startswith("# My report\n\n## Method {#sec:method}\n")
    assert "See @fig:dot, [@tbl:x; @fig:dot], [-@sec:method] and [@marsh2020, p. 3]; `@fig-dot` is code. Mail" in text
    assert '![A dot](images/dot.png){#fig:dot alt="Black."}' in text
    assert '::: {.callout title="A word"}\nWords of it.\n:::' in text
    assert '::: {.callout title="Mind this"}\n\n::: sidenote\nIn the margin.\n:::\n:::' in text
    assert "plot()" not in text
    assert "```r\nshown()\n```" in text
    assert ": Levels {#tbl:x}" in text
    assert '{{ include "parts/part.md" }}' in text
    assert '::: {.only media="screen"}\nOn the web.\n:::' in text
    assert "\\{{ braces }}" in text
    assert (
        folder.root / "report/parts/part.md"
    ).read_text() == 'As @fig:dot shows. ![](../images/dot.png){alt="Again."}\n'
    assert (folder.root / "sources/references.bib").read_bytes() == Path("src/refs.bib").read_bytes()
    assert (
        "src/report.qmd:27: warning IMP002: This code in python isn't carried over; no code is run. It makes"
        in done.stdout
    )
    assert ":48: warning IMP002: The shortcode `video`" in done.stdout
    assert findings(folder) == []


def test_r_markdown_becomes_the_markdown_of_a_brief(folder):
    Path("dot.png").write_bytes(PIXEL)
    text, done = brought(
        folder,
        "paper.Rmd",
        """---
title: "Water"
output: bookdown::html_document2
---

```{r setup, include=FALSE}
library(x)
```

# Levels {#levels}

Figure \\@ref(fig:dot) and Table \\@ref(tab:rows), as Section \\@ref(levels) says (\\@ref(fig:dot)).
It is `r x + 1` high.

```{r dot, fig.cap="A dot", fig.alt="Black.", echo=FALSE}
knitr::include_graphics("dot.png")
```

```{r plot, fig.cap="(ref:plot)"}
plot(x)
```

(ref:plot) A *plot* of it

| a |
|---|
| 1 |

Table: (\\#tab:rows) Rows
""",
    )
    assert "# Levels {#sec:levels}" in text
    assert "Figure [-@fig:dot] and Table [-@tbl:rows], as Section [-@sec:levels] says (@fig:dot).\n" in text
    assert '![A dot](images/dot.png){#fig:dot alt="Black."}' in text
    assert "Table: Rows {#tbl:rows}" in text
    assert "A *plot* of it" in text
    assert "library" not in text
    assert "plot(x)" not in text
    assert ":13: warning IMP002: `r x + 1` stands for a value" in done.stdout
    assert (
        ":19: warning IMP002: This code in r isn't carried over; no code is run. It makes `plot` (“A *plot* of it”)."
        in done.stdout
    )
    assert findings(folder) == []


def test_manubot_becomes_the_markdown_of_a_brief(folder):
    Path("dot.png").write_bytes(PIXEL)
    text, done = brought(
        folder,
        "02.main.md",
        "## Words {.page_break_before}\n\nSee [@doi:10.1371/journal.pcbi.1007128; @pmid:30718888] and "
        "Figure {@fig:dot}a, {@fig:dot}.\n\n"
        '<!-- a comment -->\n\n![Dot.](dot.png){#fig:dot width="5in" alt="A dot"}\n',
    )
    assert text.startswith("# Words {.page_break_before}\n")
    assert "[@doi:10.1371/journal.pcbi.1007128; @pmid:30718888] and Figure [-@fig:dot]a, @fig:dot." in text
    assert "<!-- a comment -->" in text
    assert "note IMP001: It cites `doi:10.1371/journal.pcbi.1007128`, `pmid:30718888`." in done.stdout
    assert {m.partition(" ")[0] for m in findings(folder)} == {"CITE001"}


def test_jekyll_becomes_the_markdown_of_a_brief(folder):
    Path("site/_posts").mkdir(parents=True)
    Path("site/assets").mkdir()
    Path("site/_config.yml").write_text("title: Site\n")
    Path("site/assets/dot.png").write_bytes(PIXEL)
    text, done = brought(
        folder,
        "site/_posts/2024-05-01-water.md",
        """---
layout: post
title: Water
date: 2024-05-01 10:00:00 +0000
tags: [river, level]
---
* toc
{:toc}

Ask @ida.
## Levels
{: #levels .big}
Words{: .lead} of it:
- one
- two

{% highlight ruby %}
puts "{{ x }}"
{% endhighlight %}

{% include figure.html src="x" %}

{% raw %}Literal {{ braces }}{% endraw %} of {{ page.title }} and {{ site.time }}.

![Dot]({{ "/assets/dot.png" | relative_url }})
{: .center}

> [!NOTE]
> Mind the gap:
> - one
""",
    )
    assert text.startswith("# Water\n\nAsk \\@ida.\n\n## Levels {#levels}\nWords of it:\n\n- one\n- two\n")
    assert '```ruby\nputs "{{ x }}"\n```' in text
    assert "Literal \\{{ braces }} of Water and {{ site.time }}." in text
    assert "![Dot](images/dot.png)" in text
    assert '::: {.callout title="Note"}\nMind the gap:\n\n- one\n:::' in text
    assert "{%" not in text
    assert ":21: warning IMP002: `{% include figure.html" in done.stdout
    assert ":23: warning IMP002: `{{ site.time }}`" in done.stdout
    assert {m.partition(" ")[0] for m in findings(folder)} == {"SECT005", "FIG001"}


def test_myst_becomes_the_markdown_of_a_brief(folder):
    Path("dot.png").write_bytes(PIXEL)
    text, _ = brought(
        folder,
        "book.md",
        """# Water

(sec-levels)=
## Levels

```{note} A word
Words of it, {ref}`fig-dot`.
```

````{warning}
```{figure} dot.png
:name: fig-dot
:alt: Black.

A dot
```
````

:::{tip}
Inner words.
:::

As {cite:p}`marsh2020,court2021` and {cite:t}`daily2022` say in {ref}`sec-levels`. {sub}`2`

```{code-block} python
print()
```

```{bibliography}
```
""",
    )
    assert '::: {.callout title="A word"}\nWords of it, @fig:dot.\n:::' in text
    assert '![A dot](images/dot.png){#fig:dot alt="Black."}' in text
    assert '::: {.callout title="Tip"}\nInner words.\n:::' in text
    assert "[@marsh2020; @court2021] and @daily2022 say in @sec:levels. ~2~" in text
    assert "## Levels {#sec:levels}" in text
    assert "```python\nprint()\n```" in text
    assert "::: {#refs}\n:::" in text


PLAIN = """# Water {#sec:water}

A line with *its* marks,  two spaces
and a `code {{ x }}`, [@marsh2020, p. 3] @court2021 as @sec:water says.[^1]

- one

    ```{.table}
    data: x.csv
    ```

[^1]: A note.

::: {.callout title="A *word*"}
Words.
:::
"""


def test_the_markdown_of_a_brief_comes_in_byte_for_byte(folder):
    text, done = brought(folder, "water.md", PLAIN)
    assert text == PLAIN
    assert said(done) == ["IMP001:0"], "its sources are told"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("---\ntitle: Water\n---\n\nWords.\n", "# Water\n\nWords.\n"),
        ("% Water\n% Ida Marsh\n\nWords.\n", "# Water\n\nWords.\n"),
        ("Words.\n", "# The dry river\n\nWords.\n"),
        ("### One\n\nWords.\n\n#### Two\n", "# One\n\nWords.\n\n## Two\n"),
        ("Words.\n\n### One\n", "# The dry river\n\nWords.\n\n## One\n"),
        ("Water\n=====\n\nOne\n---\n\nWords.\n", "Water\n=====\n\nOne\n---\n"),
        ("One\n---\n\nWords.\n", "# One\n\nWords.\n"),
        ("# One\n\nWords.\n\n# Two\n", "# One\n\nWords.\n\n# Two\n"),
        ("---\ntitle: Water\nvariables: {level: 3}\n---\n\n## One\n\n{{ level }}\n",
         "---\nvariables:\n  level: 3\n---\n\n# Water\n\n## One\n\n{{ level }}\n"),
        ("```\n# no heading\n```\n", "# The dry river\n\n```\n# no heading\n```\n"),
    ],
)  # fmt: skip
def test_a_section_begins_with_a_heading_of_level_one(folder, text, begins):
    made, done = brought(folder, "the-dry_river.md", text)
    assert made.startswith(begins), done.stdout


def test_split_makes_a_section_of_each_heading_with_the_notes_that_it_calls(folder):
    text = "# One\n\nA.[^a] [b]\n\n# Two {#sec:two}\n\nC.[^c]\n\n[^a]: Note a.\n[^c]: Note c,\n\n    more.\n[b]: https://daily.example\n"
    brought(folder, "water.md", text, "--split")
    made = {p.name: p.read_text() for p in (folder.root / "report").glob("*.md")}
    assert made == {
        "01-one.md": "# One\n\nA.[^a] [b]\n\n[^a]: Note a.\n\n[b]: https://daily.example\n",
        "02-two.md": "# Two {#sec:two}\n\nC.[^c]\n\n[^c]: Note c,\n\n    more.\n",
    }
    assert findings(folder) == []


def test_split_of_an_office_document_gives_each_section_its_own_notes(folder):
    brought(folder, document("water.docx", "# One\n\nA.^[Note a.]\n\n# Two\n\nB.^[Note b.]\n"), b"", "--split")
    made = {p.name: p.read_text() for p in (folder.root / "report").glob("*.md")}
    assert sorted(made) == ["01-one.md", "02-two.md"]
    assert "[^1]: Note b." in made["02-two.md"]
    assert "Note a" not in made["02-two.md"]


# pictures


def test_a_picture_never_overwrites_another_and_the_same_one_is_kept_once(folder):
    folder.write({"report/images/dot.png": b"another"})
    Path("dot.png").write_bytes(PIXEL)
    text, _ = brought(folder, "a.md", "# A\n\n![](dot.png){alt=x} ![](<dot.png>){alt=x}\n")
    assert text.count("images/dot-2.png") == 2
    text, _ = brought(folder, "b.md", "# B\n\n![](dot.png){alt=x}\n")
    assert "images/dot-2.png" in text
    assert (folder.root / "report/images/dot.png").read_bytes() == b"another"
    assert sorted(p.name for p in (folder.root / "report/images").iterdir()) == ["dot-2.png", "dot.png"]


def test_pictures_that_cannot_be_printed_or_had_are_told(folder):
    Path("old.wmf").write_bytes(b"\xd7\xcd\xc6\x9a" + b"\0" * 40)
    data = base64.b64encode(PIXEL).decode()
    text, done = brought(
        folder, "sub/a.md",
        "# A\n\n![x](../old.wmf)\n\n![](gone.png){alt=x}\n\n![](https://daily.example/x.png){alt=x}\n\n"
        f"![](data:image/png;base64,{data}){{alt=x}}\n",
    )  # fmt: skip
    assert "a.md:3: warning IMP002: The picture `../old.wmf` stands outside the document's folder." in done.stdout
    assert "a.md:5: warning IMP002: The picture `gone.png` isn't there." in done.stdout
    assert "a.md:7: warning IMP002: The picture `https://daily.example/x.png` is on the web" in done.stdout
    assert "![](images/a.png){alt=x}" in text
    Path("sub/old.wmf").write_bytes(Path("old.wmf").read_bytes())
    text, done = brought(folder, "sub/b.md", "# B\n\n![](old.wmf){alt=x}\n")
    assert (
        "warning IMP002: The picture `old.wmf` is no picture that can be read. It is in the brief as images/old.wmf."
        in done.stdout
    )


def test_a_picture_without_words_is_told(folder):
    Path("dot.png").write_bytes(PIXEL)
    _, done = brought(folder, "a.md", "# A\n\n![A caption](dot.png)\n")
    assert "warning IMP002: No alternative text comes with `images/dot.png`." in done.stdout


# office documents


def docx(body: str, **more: str) -> bytes:
    """A DOCX with this as its body, and other parts by their names."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" '
        f'ContentType="{kind}.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        "<Relationship "
        'Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        **{name: text.replace("NS", space) for name, text in more.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_tracked_changes_are_accepted_and_comments_told(folder):
    body = (
        f'<w:p>{run("Low ")}<w:ins w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z">{run("very ")}</w:ins>'
        '<w:del w:id="2" w:author="A" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>never </w:delText></w:r></w:del>'
        f"{run('indeed')}</w:p>"
    )
    text, done = brought(folder, "a.docx", docx(body))
    assert text == "# A\n\nLow very indeed\n"
    assert "note IMP001: The document has tracked changes: 1 insertions, 1 deletions; all were accepted." in done.stdout
    commented = document(
        "c.docx",
        'A [why?]{.comment-start id="0" author="Ben" date="2024-01-01T00:00:00Z"}word[]{.comment-end id="0"} here.',
    )
    text, done = brought(folder, commented)
    assert "A word here." in text
    assert "warning IMP002: A comment by Ben isn't carried over: “why?”." in done.stdout


def test_lines_at_the_head_of_pages_and_citations_of_a_reference_manager_are_told(folder):
    body = f"<w:p><w:r><w:instrText>ADDIN ZOTERO_ITEM CSL_CITATION {{}}</w:instrText></w:r>{run('(Marsh 2020)')}</w:p>"
    head = f"<w:hdr NS><w:p>{run('Confidential draft')}</w:p></w:hdr>"
    _, done = brought(folder, "a.docx", docx(body, **{"word/header1.xml": head}))
    assert "isn't carried over: “Confidential draft”." in done.stdout
    assert "citations of a reference manager stand in the section as plain text" in done.stdout


def test_words_that_a_reader_of_documents_passes_over_are_told_as_lost(folder):
    name = document("a.odt", "---\ntitle: T\nabstract: Vanishing words here\n---\n\n# One\n\nText.\n")
    _, done = brought(folder, name)
    assert "error IMP004: These words aren't in the section: " in done.stdout
    assert "“Vanishing”" in done.stdout
    assert done.exit_code == 1


def test_latex_keeps_its_citations_labels_and_notes_and_tells_what_it_does_not_know(folder):
    Path("dot.png").write_bytes(PIXEL)
    text, done = brought(
        folder,
        "paper.tex",
        r"""\documentclass{article}
\title{Water}\author{Ida Marsh}
\begin{document}
\maketitle
\section{One}\label{sec:one}
As \citep[p.~3]{marsh2020} and \citet{court2021}; Figure~\ref{fig:dot}, \autoref{tab:rows}, \cref{sec:one},
\ref{eq:e}.\footnote{A note.}
\weird{Strange words} \input{chapters/two}
\begin{figure}\includegraphics{dot}\caption{A dot}\label{fig:dot}\end{figure}
\begin{table}\caption{Rows}\label{tab:rows}\begin{tabular}{l}a\\ b\end{tabular}\end{table}
\end{document}
""",
    )
    assert "[@marsh2020, p. 3] and @court2021; Figure [-@fig:dot], @tbl:rows, @sec:one, (eq:e).[^1]" in text.replace(
        "\xa0", " "
    )
    assert "# One {#sec:one}" in text
    assert "![A dot](images/dot.png){#fig:dot}" in text
    assert ": Rows {#tbl:rows}" in text
    assert r"paper.tex:8: warning IMP002: `\weird{Strange words}` isn't known here" in done.stdout
    assert r"paper.tex:8: warning IMP002: `\input{chapters/two.tex}` names another file" in done.stdout
    assert {m.partition(" ")[0] for m in findings(folder)} == {"CITE001", "FIG001"}


def test_html_leaves_programs_out_and_keeps_its_words(folder):
    text, done = brought(
        folder,
        "page.html",
        "<!doctype html><html lang=fr><head><title>L'eau</title><script>alert(1)</script></head><body>\n"
        "<div class=summary><p onclick=x>Bas <a href='javascript:x'>ici</a> <a href='#n'>là</a></p></div>\n"
        "<iframe src='https://daily.example'></iframe><h2>Un</h2><p>{{ x }}<video>film</video></p>"
        "<form><input value=x>Nom</form></body></html>",
    )
    assert text.startswith("# L'eau\n")
    for word in ("Bas ici là", "\\{\\{", "film", "Nom"):
        assert word in text
    assert "alert" not in text
    assert "javascript" not in text
    assert ":::" not in text
    assert (
        'page.html:3: warning IMP002: `<iframe src="https://daily.example"></iframe>` can\'t be carried over.'
        in done.stdout
    )
    assert yaml.safe_load((folder.root / "report/brief.yaml").read_text()) == {"title": "L'eau", "lang": "fr"}
    assert findings(folder) == []


def test_a_document_in_another_language_says_so_in_its_section(brief, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text, _ = brought(brief("# One\n\nWords.\n"), "eau.md", "---\nlang: fr\n---\n\n# L'eau\n\nBasse.\n")
    assert text == "---\nlang: fr\n---\n\n# L'eau\n\nBasse.\n"


def test_a_notebook_gives_its_words_and_pictures_and_tells_of_its_code(folder):
    data = base64.b64encode(PIXEL).decode()
    shown = {"output_type": "display_data", "data": {"image/png": data}}
    result = {"output_type": "execute_result", "data": {"text/plain": "3"}}
    cells = [
        {"cell_type": "markdown", "source": ["# Water\n", "\n", "Words ![](attachment:a.png)."],
         "attachments": {"a.png": {"image/png": data}}},
        {"cell_type": "code", "source": "plot()", "outputs": [shown, {"output_type": "stream", "text": "log"}]},
        {"cell_type": "code", "source": ["x"], "outputs": [result]},
        {"cell_type": "raw", "source": "\\raw"},
    ]  # fmt: skip
    text, done = brought(folder, "nb.ipynb", json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))
    assert text == "# Water\n\nWords ![](images/nb.png).\n\n![](images/nb.png)\n"
    assert "The code of the cells 2, 3 isn't carried over" in done.stdout
    assert "The result of cell 3 isn't carried over." in done.stdout
    assert "Cell 4 holds text for another program" in done.stdout
    assert "No alternative text comes with `images/nb.png`." in done.stdout


# what can't be imported


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("gone.md", None, "There is no such file."),
        ("empty.md", b"", "The file is empty."),
        ("blank.docx", b" \n ", "The file is empty."),
        ("x.pdf", b"%PDF-1.7\n", "A PDF can't be imported."),
        ("x.docx", encrypted(), "The document is locked with a password."),
        ("x.doc", encrypted().replace(b"E\0n", b"x") + "WordDocument".encode("utf-16-le"), "This is a document"),
        ("x.docx", b"just text", "The file isn't what its name says: it is no DOCX."),
        ("x.docx", b"PK\x03\x04" + b"\xff" * 300, "The document is torn: it can't be unpacked."),
        ("x.docx", docx("<w:p><w:r>")[:700], "The document is torn: it can't be unpacked."),
        ("x.docx", docx("<w:p><w:r>"), "The document can't be read as DOCX: "),
        ("x.docx", docx("<w:p/>"), "The document has no word in it."),
        ("x.md", b"\x00\x01\x02\x03" * 40, "The file is no document that can be read."),
        ("x.md", "# Caf\u00e9\n".encode("latin-1"), "The file isn't UTF-8: the byte 0xe9 stands here."),
        ("x.md", b"# A\n\nb\x07c\n", "The file holds a character that can't be printed (U+0007)."),
        ("x.xyz", b"words", "Files of the kind `.xyz` aren't known here."),
        ("x.csv", b"a,b\n", "A file of the kind `.csv` can't be imported."),
        ("x.ipynb", b"{", "The notebook can't be read: it isn't sound JSON."),
        ("x.ipynb", b"[1]", "The notebook has no cells."),
        ("x.md", b"---\ntitle: x\n---\n", "The file has no word in it."),
        ("x.tex", b"\\documentclass{article}\\begin{document}\\begin{itemize}", "The document can't be read as LaTeX"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_imported_is_one_error_that_says_what_to_do(folder, name, data, says):
    if data is not None:
        Path(name).write_bytes(data)
    done = folder.command("import", name)
    assert done.exit_code == 1, done.output
    errors = [m for m in TOLD.finditer(done.stdout) if m["severity"] == "error"]
    assert [e["code"] for e in errors] == ["IMP003"], done.stdout
    assert says in errors[0]["said"]
    assert f"/{name}" in errors[0]["place"]
    assert "hint: " in done.stdout
    assert list(folder.root.rglob("*")) == []


def test_one_bad_file_keeps_no_good_one_from_being_imported(folder):
    Path("good.md").write_text("# Good\n\nWords.\n")
    Path("sub").mkdir()
    done = folder.command("import", "gone.md", "good.md", "sub", "good.md")
    assert done.exit_code == 1
    assert (folder.root / "report/01-good.md").is_file()
    assert len(list((folder.root / "report").glob("*.md"))) == 1
    assert said(done) == ["IMP003:0", "IMP003:0"]


def test_front_matter_that_is_no_yaml_is_told_at_its_line(folder):
    _, done = brought(folder, "a.md", "---\ntitle: A: b\n---\n\nWords.\n")
    assert done.exit_code == 1
    assert "a.md:2:" in done.stdout
    assert "CONF001" in done.stdout


def test_what_is_not_what_its_name_says_is_taken_for_what_it_is(folder):
    Path(document("a.docx", "# A\n\nWords.")).rename("a.md")
    text, done = brought(folder, "a.md")
    assert text == "# A\n\nWords.\n"
    assert done.exit_code == 0


def test_html_and_latex_in_an_encoding_that_they_name_are_read_in_it(folder):
    text, _ = brought(folder, "a.html", '<html><meta charset="iso-8859-1"><p>Caf\u00e9</p></html>'.encode("latin-1"))
    assert "Café" in text
    text, _ = brought(
        folder,
        "b.tex",
        "\\documentclass{a}\\usepackage[latin1]{inputenc}\\begin{document}Caf\u00e9\\end{document}".encode("latin-1"),
    )
    assert "Café" in text


# the command


@pytest.mark.parametrize(
    "arguments",
    [
        ("import",),
        ("import", "a.md", "--into", "../out"),
        ("import", "a.md", "--into", "/"),
        ("import", "--what", "a.md"),
    ],
)
def test_a_wrong_call_is_told_as_one(folder, arguments):
    Path("a.md").write_text("# A\n\nWords.\n")
    done = folder.command(*arguments)
    assert done.exit_code == 2, done.output
    assert list(folder.root.rglob("*")) == []


def test_a_dry_run_shows_and_writes_nothing(folder):
    name = document("water.docx", RICH)
    done = folder.command("import", name, "--dry-run")
    assert done.exit_code == 0
    assert "would make report/01-water.md from water.docx" in done.stdout
    assert list(folder.root.rglob("*")) == []


def test_sections_go_into_another_folder_of_the_brief(folder):
    Path("dot.png").write_bytes(PIXEL)
    Path("a.md").write_text("# A\n\n![](dot.png){alt=x}\n")
    done = folder.command("import", "a.md", "--into", "report/annex")
    assert done.exit_code == 0
    assert (folder.root / "report/annex/01-a.md").is_file()
    assert (folder.root / "report/annex/images/dot.png").is_file()


def test_a_section_of_the_brief_itself_is_not_imported(brief, tmp_path, monkeypatch):
    folder = brief("# One\n\nWords.\n")
    monkeypatch.chdir(folder.root)
    done = folder.command("import", "report/01-section.md")
    assert done.exit_code == 1
    assert "error IMP003: This is a section of the brief already." in done.stdout


def test_a_folder_that_leads_out_of_the_brief_takes_nothing(folder):
    outside = folder.root.parent / "outside"
    outside.mkdir()
    (folder.root / "report").symlink_to(outside)
    Path("a.md").write_text("# A\n\nWords.\n")
    assert folder.command("import", "a.md").exit_code == 2
    assert list(outside.iterdir()) == []


def test_the_codes_of_importing_are_registered_as_what_they_are():
    assert [REGISTRY[f"IMP00{n}"].severity for n in range(1, 5)] == ["note", "warning", "error", "error"]


def test_what_is_not_marked_off_is_so_where_github_does_without_it(folder):
    text, _ = brought(folder, "a.md", "Intro:\n- a\n- b\n> q\n\n# One\nIn\n2020. No list.\n\nText:\n1. a list\n")
    assert text == "# A\n\nIntro:\n\n- a\n- b\n\n> q\n\n# One\nIn\n2020. No list.\n\nText:\n\n1. a list\n"


def test_nothing_outside_the_documents_folder_is_read_and_nothing_outside_the_brief_is_written(folder):
    Path("secret.md").write_text("Secret words.\n")
    Path("secret").write_text("Secret words.\n")
    Path("sub").mkdir()
    Path("sub/link.md").symlink_to(Path("secret.md").resolve())
    _, done = brought(
        folder,
        "sub/a.md",
        "# A\n\n{{< include ../secret.md >}}\n\n{{< include ../secret >}}\n\n{{< include link.md >}}\n\n"
        "![](../secret){alt=x} ![](file:///etc/passwd){alt=x}\n",
    )
    assert done.stdout.count("isn't in the document's folder.") == 2, "of one name, and by a link"
    assert "stands outside the document's folder" in done.stdout
    assert sorted(p.name for p in folder.root.rglob("*")) == ["01-a.md", "brief.yaml", "report"]


@pytest.mark.parametrize(
    "text", ["# A\n\n" + "[" * 50_000, "# A\n\n" + "::: {.callout-note}\n" * 500 + "x\n" + ":::\n" * 500]
)
def test_a_text_that_nests_too_deep_is_refused_at_once(folder, text):
    _, done = brought(folder, "a.qmd", text)
    assert done.exit_code == 1
    assert "too many" in done.stdout.lower()


def test_a_document_that_unpacks_to_more_than_memory_is_refused(folder, monkeypatch):
    from briefpress.importing import sniff

    monkeypatch.setattr(sniff, "_LARGEST", 1000)
    _, done = brought(folder, "a.docx", docx(f"<w:p>{run('a ' * 9000)}</w:p>"))
    assert done.exit_code == 1
    assert "IMP003: The document unpacks to more than" in done.stdout
