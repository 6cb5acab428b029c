"""Whatever an author writes, in any order: it is built whole in every format, or refused with its place."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from books import messages
from briefpress import readback
from briefpress.engines import pack
from conftest import PIXEL, REFERENCES, BriefFolder
from examples import examples
from test_nothing_lost import WORD, texts

MARKS = (
    "*", "**", "_", "`", "```\ncode\n```\n", "[", "]", "](#a)", "](https://x.example/)", "![", "](pixel.png)",
    "{#fig:a}", "{.x", "}", "<", ">", "<b>", "</b>", "<p>", "</div>", "<div>", "<table>", "<td>", "<!--", "-->",
    "&amp;", "&", "&#0;", "|", "|---|\n", "---\n", "===\n", "\n\n# ", "\n\n## ", "\n> ", "\n- ", "\n1. ", ":   ",
    "[^1]", "\n\n[^1]: ", "^[a]", "^[", "@ ", "@marsh2020", "[@marsh2020, p. 3]", "[-@", "$", "$$", "$x^2$", "\\",
    "\\n", "\n", "\n\n", "    ", "\t", "\u00a0", "\u00ad", "\u200b", "\u202e", "\u00e9", "e\u0301", "{{ ", " }}",
    "{{ title }}", "\n\n:::\n\n", "\n\n::: callout\n", "\"", "'", "...", "--", "~", "^", "http://x.example/@y",
    "\r\n", "\ufeff", "word", "Two words", "0", "%", "#",
)  # fmt: skip
ANY = st.lists(st.sampled_from(MARKS), max_size=16).map("".join)
SECONDS = 60
SPARING = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def _brief(folder: str, sections: list[str]) -> BriefFolder:
    brief = BriefFolder(Path(folder))
    brief.write({"report/brief.yaml": "title: Anything\nauthors: [A]\ndate: 2026-01-15\n", "report/pixel.png": PIXEL})
    brief.write({"sources/references.yaml": REFERENCES})
    for n, text in enumerate(sections, 1):
        # Not `write`, which takes indents off.
        (brief.root / f"report/{n:02}-any.md").write_bytes(f"# Section {n}\n\n{text}\n".encode())
    return brief


@settings(SPARING, max_examples=examples(8))
@given(st.lists(texts(), min_size=3, max_size=8))
def test_each_word_of_any_text_is_once_in_every_artifact_and_the_book_is_sound(sections):
    with tempfile.TemporaryDirectory() as folder:
        report = _brief(folder, sections).run("pdf", "epub", "html")
        assert [d for d in report.diagnostics if d.severity == "error"] == []
        wanted = sorted(w for text in sections for w in WORD.findall(text))
        for artifact in report.artifacts:
            assert sorted(set(WORD.findall(readback.read(artifact).text))) == sorted(set(wanted)), artifact.format
        assert messages(next(p for p in report.outputs if p.suffix == ".epub")) == []


@settings(SPARING, max_examples=examples(40))
@given(st.lists(ANY, min_size=1, max_size=3))
@example(["<!-- \n\n```\n"])
@example(["{{ title", "\ufeff---\n---\n"])
def test_no_marks_in_any_order_make_the_program_fail_or_hang(sections):
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        report = _brief(folder, sections).run("pdf", "epub", "html")
        assert time.monotonic() - begun < SECONDS
        errors = [d for d in report.diagnostics if d.severity == "error"]
        assert not [d for d in errors if d.code.startswith(("BUG", "ENG", "CHK"))], errors
        assert all(d.span is not None and d.message for d in errors), errors
        for artifact in report.artifacts if not errors else ():
            if artifact.format == "epub":
                for name, data in pack.unpack(artifact.data).items():
                    if name.endswith((".xhtml", ".opf", ".ncx")):
                        etree.fromstring(data)


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "\x00", "---", "---\n", "```", "\\", "[", "<", "\x0c", "\u2028"])
def test_a_section_of_next_to_nothing_is_built_or_refused(text, tmp_path):
    report = _brief(str(tmp_path), [text]).run("pdf", "epub", "html")
    errors = [d for d in report.diagnostics if d.severity == "error"]
    assert not [d for d in errors if d.code.startswith(("BUG", "ENG", "CHK"))], errors
    assert errors or [p.suffix for p in report.outputs[:3]] == [".pdf", ".epub", ".html"]
