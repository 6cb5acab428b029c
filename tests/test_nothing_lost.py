"""Whatever an author puts together of Markdown and HTML as people write it: each word is there once, none is new."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefpress import ast, handnotes, markdown
from examples import examples

INLINE = (
    "{}", "*{}*", "**{} {}**", "`{}`", "<b>{}</b>", "<i>{} <u>{}</u></i>", "<sup>{}</sup>", "{}<br>{}", "<em>{}",
    "{}</em>", "<font color=red>{}</font>", "<span class=x>{}</span>", "[{}](https://daily.example/)", "<kbd>{}</kbd>",
    '<a href="https://daily.example/">{}</a>', "^[{}]", "<!-- -->{}", '"{}"', "~~{}~~", "<nobr>{}</nobr>", "{}&nbsp;{}",
    "<abbr title=x>{}</abbr>", "<small>{}", "a < b {}", "<q>{}</q>", "{} <del>{}</del>", "$x$ {}", "<time>{}</time>",
    "<code>{}</code>", "<tt>{}</tt>", "<samp>{} *{}*</samp>", "<code>{}^[{}]</code>", "<o:p>{}</o:p>",
)  # fmt: skip
BLOCK = (
    "{}", "## {}", "- {}\n- {}", "1. {}\n\n   {}", "> {}", "| {} | {} |\n|---|---|\n| {} | {} |", "{}\n:   {}",
    "<p>{}", "<p align=center>{}</p>", "<div>\n{}\n</div>", "<div>\n\n{}\n\n- {}\n\n</div>", "<ul><li>{}<li>{}</ul>",
    "<table><tr><th>{}<th>{}<tr><td rowspan=2>{}<td>{}<tr><td>{}</table>",
    "<table>\n<tr><td>\n\n{}\n\n- {}\n\n</td></tr>\n</table>", "<details><summary>{}</summary>\n\n{}\n\n</details>",
    "<center>{}</center>", "<blockquote>{}</blockquote>", "</div>\n\n{}", "<section>\n\n{}\n\n> {}\n\n</section>",
    "::: callout\n{}\n\n<div>{}</div>\n:::", "<h3>{}</h3>", "<dl><dt>{}<dd>{}</dl>", "<pre>{} {}</pre>",
    "```\n{}\n```", "{}\n\n<hr>\n\n{}", "<figure><figcaption>{}</figcaption></figure>\n\n{}", "<aside>{}</aside>",
)  # fmt: skip
WORD = re.compile(r"w\d+w")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text of some blocks, whose words are all different."""
    words = (f"w{n}w" for n in count())

    def filled(template: str, inner: st.SearchStrategy[str]) -> str:
        return re.sub(r"\{\}", lambda _: draw(inner), template)

    def line() -> str:
        return " ".join(
            re.sub(r"\{\}", lambda _: next(words), template)
            for template in draw(st.lists(st.sampled_from(INLINE), min_size=1, max_size=4))
        )

    blocks = draw(st.lists(st.sampled_from(BLOCK), min_size=1, max_size=5))
    return "\n\n".join(filled(b, st.builds(line)) for b in blocks) + "\n"


def in_tree(tree: object) -> Counter[str]:
    """Each word of a tree, in whatever node it stands, with how often it does."""
    return Counter(w for text in strings(tree) for w in WORD.findall(text))


def strings(tree: object) -> list[str]:
    """Every text of a tree, its attributes left aside."""
    out: list[str] = []
    for node in ast.walk(tree):
        if node["t"] == "Str":
            out.append(node["c"])
        elif node["t"] in ("Code", "CodeBlock", "RawInline", "RawBlock", "Math"):
            out.append(node["c"][1])
    # Words that are parted, `w1` and `w`, aren't what the author wrote.
    return out


@settings(max_examples=examples(60), derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts(), min_size=8, max_size=8))
def test_markdown_and_html_in_one_another_lose_no_word_and_double_none(many: list[str]):
    for text, reading in zip(many, markdown.read(many), strict=True):
        assert reading.refused == (), text
        assert in_tree(reading.blocks) == Counter(WORD.findall(text)), text
        kinds = {node["t"] for node in ast.walk(reading.blocks)}
        assert not kinds & {"RawInline", "RawBlock", "Pending"}, text
        assert "\ue000" not in str(reading.blocks), text
        assert in_tree(handnotes.noted(reading.blocks)) == in_tree(reading.blocks), text
