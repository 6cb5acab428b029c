"""Markdown of other dialects, and notebooks, brought in: the author's words as they were, all else told."""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path

import pytest

from conftest import PIXEL
from imported import brought, findings, said

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


def test_what_is_not_marked_off_is_so_where_github_does_without_it(folder):
    text, _ = brought(folder, "a.md", "Intro:\n- a\n- b\n> q\n\n# One\nIn\n2020. No list.\n\nText:\n1. a list\n")
    assert text == "# A\n\nIntro:\n\n- a\n- b\n\n> q\n\n# One\nIn\n2020. No list.\n\nText:\n\n1. a list\n"


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


def test_a_label_that_a_brief_does_not_number_takes_no_fence_with_it(folder):
    text, done = brought(
        folder,
        "a.qmd",
        "# A\n\n::: {#thm-line}\nWords.\n:::\n\n"
        '```{#lst-x .python lst-cap="What it is"}\nprint()\n```\n\nAs {@eq:e} and @thm-line say.\n',
    )
    assert "::: {.thm}\nWords.\n:::" in text
    assert '```{#lst-x .python lst-cap="What it is"}\nprint()\n```\n\nWhat it is\n' in text
    assert "As (eq:e) and (thm-line) say." in text
    assert "a.qmd:3: warning IMP002: `thm-line` is a label of a kind that a brief doesn't number." in done.stdout
    assert findings(folder) == []


def test_a_variable_of_quarto_stays_a_variable_and_words_for_one_format_are_told(folder):
    text, done = brought(
        folder, "a.qmd", '# A\n\nVersion {{< var version >}}. [For the web]{.content-visible when-format="html"}\n'
    )
    assert "Version {{ version }}." in text
    assert "a.qmd:3: note IMP001: `version` is a variable." in done.stdout
    assert "a.qmd:3: warning IMP002: `[For the web]" in done.stdout


def test_included_files_of_one_name_do_not_replace_one_another(folder):
    for name, words in (("a/_x.qmd", "Of a."), ("b/_x.qmd", "Of b.\n\n{{< include _y.qmd >}}"), ("b/_y.qmd", "Of y.")):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(f"{words}\n")
    Path("b/two.qmd").write_text("# Two\n\n{{< include _x.qmd >}}\n")
    text, _ = brought(folder, "one.qmd", "# One\n\n{{< include a/_x.qmd >}}\n\n{{< include b/_x.qmd >}}\n", "b/two.qmd")
    report = folder.root / "report"
    assert (report / "01-one.md").read_text() == '# One\n\n{{ include "parts/x.md" }}\n\n{{ include "parts/x-2.md" }}\n'
    assert text == '# Two\n\n{{ include "parts/x-2.md" }}\n'
    made = {p.name: p.read_text() for p in (report / "parts").iterdir()}
    assert made == {"x.md": "Of a.\n", "x-2.md": 'Of b.\n\n{{ include "y.md" }}\n', "y.md": "Of y.\n"}
    text, done = brought(folder, "one.qmd")
    assert done.exit_code == 0
    assert '{{ include "parts/x-3.md" }}' in text
    assert findings(folder) == []


def test_a_file_that_is_not_there_to_include_is_told_at_its_line(folder):
    _, done = brought(folder, "a.qmd", "# A\n\nWords.\n\n{{< include gone.qmd >}}\n")
    assert "a.qmd:5: warning IMP002: The included file `gone.qmd` isn't in the document's folder." in done.stdout


def test_bookdown_gives_its_words_in_blocks_and_the_labels_of_its_pictures(folder):
    Path("dot.png").write_bytes(PIXEL)
    text, done = brought(
        folder,
        "a.Rmd",
        '# (PART) Rivers {-}\n\n```{theorem, low, name="Low"}\nIt is low.\n```\n\n'
        "```{block, type='rmdnote'}\nMind it.\n```\n\n"
        '![(\\#fig:dot) A dot](dot.png){alt="Black."}\n\nSee Figure \\@ref(fig:dot).\n',
    )
    assert "# Rivers {-}\n\n**Low**\n\nIt is low.\n\nMind it.\n" in text
    assert '![A dot](images/dot.png){#fig:dot alt="Black."}' in text
    assert "IMP002" not in done.stdout
    assert findings(folder) == []


def test_what_a_tag_of_manubot_stands_for_is_told_and_not_printed(folder):
    text, done = brought(folder, "a.md", "# A\n\nSee [@tag:zhu].\n\n[@tag:zhu]: doi:10.1/abc\n")
    assert text == "# A\n\nSee [@tag:zhu].\n"
    assert "a.md:5: warning IMP002: `[@tag:zhu]: doi:10.1/abc` says what a tag stands for" in done.stdout


def test_comments_and_code_of_kramdown_and_liquid_stay_what_they_are(folder):
    text, done = brought(
        folder,
        "2024-05-01-water.md",
        "---\nlayout: post\n---\n\nHere {::nomarkdown}<b>x</b>{:/nomarkdown} {::comment}unseen{:/comment} too.\n\n"
        '{% assign x = "100%" %}\n\n{% raw %}\n```\n{{ x }}\n```\n{% endraw %}\n',
    )
    assert text.startswith("# Water\n\nHere <b>x</b> <!--unseen--> too.\n")
    assert "```\n{{ x }}\n```" in text
    assert 'md:7: warning IMP002: `{% assign x = "100%" %}` means nothing here' in done.stdout
    assert (folder.root / "report/01-water.md").is_file(), "without the date in its name"


def test_front_matter_in_toml_is_read_and_not_printed(folder):
    text, _ = brought(folder, "a.md", '+++\ntitle = "Water"\n+++\n\nWords.\n')
    assert text == "# Water\n\nWords.\n"
    _, done = brought(folder, "b.md", "+++\ntitle = \nx = 1\n+++\n\nWords.\n")
    assert "b.md:2: error IMP003: The front matter isn't sound TOML: " in done.stdout


def test_no_cell_of_a_notebook_is_passed_over_and_none_reaches_into_the_next(folder):
    data = base64.b64encode(PIXEL).decode()
    cells = [
        {"cell_type": "raw", "source": "---\ntitle: Water\n---"},
        {"cell_type": "markdown", "source": "```\nopen"},
        {"cell_type": "heading", "level": 2, "source": "Old heading"},
        {"cell_type": "markdown", "source": '![b](attachment:b.png "t") <img src="attachment:b.png" alt="b">',
         "attachments": {"b.png": {"image/png": data}}},
        {"cell_type": "code", "source": "x", "outputs": [
            {"output_type": "stream", "text": ["printed ", "words\n"]},
            {"output_type": "display_data", "data": {"application/vnd.plotly.v1+json": {}}}]},
    ]  # fmt: skip
    text, done = brought(folder, "nb.ipynb", json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))
    assert text == (
        '# Water\n\n```\nopen\n```\n\n## Old heading\n\n![b](images/nb.png "t") <img src="images/nb.png" alt="b">\n'
    )
    assert "The result of cell 5 isn't carried over." in done.stdout
    assert "What cell 5 printed isn't carried over: “printed words”." in done.stdout


@pytest.mark.parametrize(
    "text", ["{% a " + " " * 20_000, "{{< a " + " " * 20_000, "{" + " " * 20_000, " " * 60_000 + "x"]
)
def test_long_runs_of_blanks_take_no_long_time(folder, text):
    begun = time.monotonic()
    _, done = brought(folder, "a.md", f"---\nlayout: post\n---\n\nWords {text}.\n")
    assert done.exit_code == 0
    assert time.monotonic() - begun < 10
