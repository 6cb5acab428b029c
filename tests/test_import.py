"""What other programs wrote, brought in: no word is lost, what can't be carried is told, nothing is overwritten."""

from __future__ import annotations

import base64
import datetime
import json
import re
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
from imported import TOLD, brought, document, docx, findings, run, said

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
    assert "b.md:3: warning IMP002: The picture `old.wmf` is a drawing of Windows (WMF)" in done.stdout
    assert "It is in the brief as images/old.wmf." in done.stdout


def test_a_picture_without_words_is_told(folder):
    Path("dot.png").write_bytes(PIXEL)
    _, done = brought(folder, "a.md", "# A\n\n![A caption](dot.png)\n")
    assert "warning IMP002: No alternative text comes with `images/dot.png`." in done.stdout


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
    assert "note IMP001: The new sections stand in report/annex, where a build doesn't look for them." in done.stdout
    with (folder.root / "report/brief.yaml").open("a") as settings_file:
        settings_file.write("sections: [annex/01-a.md]\n")
    done = folder.command("import", "a.md")
    assert "hint: Add to `sections`: 01-a.md." in done.stdout
    assert {m.partition(" ")[0] for m in findings(folder)} == set()


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
    assert done.stdout.count("isn't in the document's folder.") == 3, (
        "each at its line, also of one name, and by a link"
    )
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


def test_where_not_all_can_be_written_nothing_is(folder):
    Path("dot.png").write_bytes(PIXEL)
    (folder.root / "report").mkdir()
    (folder.root / "report/images").write_text("a file")
    _, done = brought(folder, "a.md", "# A\n\n![](dot.png){alt=x}\n")
    assert done.exit_code == 3
    assert "OUT001" in done.stdout
    assert "made report" not in done.stdout.replace("would make", "")
    assert sorted(p.name for p in folder.root.rglob("*")) == ["images", "report"]


def test_a_link_that_leads_nowhere_is_not_proposed_for_itself(folder):
    Path("a.md").symlink_to("gone.md")
    _, done = brought(folder, "a.md")
    assert "There is no such file." in done.stdout
    assert "Did you mean" not in done.stdout
