"""Documents of office programs, web pages and LaTeX, brought in: every word stands in the section or is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import yaml

from conftest import PIXEL
from imported import brought, document, docx, findings, run, said


def test_split_of_an_office_document_gives_each_section_its_own_notes(folder):
    brought(folder, document("water.docx", "# One\n\nA.^[Note a.]\n\n# Two\n\nB.^[Note b.]\n"), b"", "--split")
    made = {p.name: p.read_text() for p in (folder.root / "report").glob("*.md")}
    assert sorted(made) == ["01-one.md", "02-two.md"]
    assert "[^1]: Note b." in made["02-two.md"]
    assert "Note a" not in made["02-two.md"]


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


def field(kind: str, number: str) -> str:
    return f'<w:fldSimple w:instr=" SEQ {kind} ">{run(number)}</w:fldSimple>'


def paragraph(content: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>' if style else f"<w:p>{content}</w:p>"


def test_what_the_reader_of_word_documents_would_lose_stands_in_the_section(folder):
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('In a box.'))}</w:txbxContent></w:pict></w:r>"
    table = f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{paragraph(run('cell'))}</w:tc></w:tr></w:tbl>"
    ruby = f"<w:r><w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('han')}</w:rubyBase></w:ruby></w:r>"
    body = (
        paragraph(run("Around the box.") + box)
        + paragraph(run("Table ") + field("Table", "1") + run(". Levels"), "Caption")
        + table
        + paragraph(f"<w:customXml>{run('Marked words ')}</w:customXml>{ruby}")
        + paragraph(f"{run('hyphen')}<w:r><w:softHyphen/></w:r>{run('ation')}")
    )
    text, done = brought(folder, "a.docx", docx(body))
    assert done.exit_code == 0, done.stdout
    for words in ("Around the box.\n\nIn a box.", "Table 1. Levels", "Marked words han (kan)", "hyphenation"):
        assert words in text, text


def test_a_list_of_contents_is_left_out_of_a_word_document(folder):
    link = f'<w:hyperlink w:anchor="_Toc1">{run("Water 3")}</w:hyperlink>'
    heading = f'<w:bookmarkStart w:id="1" w:name="_Toc1"/>{run("Water")}<w:bookmarkEnd w:id="1"/>'
    style = '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="{}"/></w:style>'
    styles = style.format("heading 1") + style.replace("Kop1", "Inhopg1").format("toc 1")
    body = paragraph(run("Inhoud"), "TOCHeading") + paragraph(link, "Inhopg1") + paragraph(heading, "Kop1")
    more = {"word/styles.xml": f"<w:styles NS>{styles}</w:styles>"}
    text, done = brought(folder, "a.docx", docx(body + paragraph(run("Words.")), **more))
    assert "Inhoud" not in text
    assert "Water 3" not in text
    assert done.exit_code == 0, done.stdout
    assert "note IMP001: The list of contents was left out, as a brief makes its own." in done.stdout


def test_what_a_word_document_hides_or_only_names_is_told(folder):
    drawn = "http://schemas.openxmlformats.org/drawingml/2006"
    body = paragraph(
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r>{run('Seen.')}<w:r><w:object/></w:r>"
        f'<w:r><w:drawing><a:graphicData xmlns:a="{drawn}/main" uri="{drawn}/chart"/></w:drawing></w:r>'
    )
    _, done = brought(folder, "a.docx", docx(body))
    assert "The document hides these words, and the section shows them: “Secret.”." in done.stdout
    assert "1 objects of other programs (formulas, sheets) aren't carried over." in done.stdout
    assert "1 charts in the document aren't carried over." in done.stdout


def test_latex_keeps_captions_of_code_several_references_and_accents(folder):
    text, done = brought(
        folder,
        "paper.tex",
        r"""\documentclass{article}
\title{Water\thanks{Paid by none}}
\begin{document}
\section{One}\label{sec:one}
\section{Two}\label{sec:two}
Na\"{\i}ve: \cref{sec:one,sec:two}, \Cref{sec:one}, \textcite[5]{marsh2020}. \url{https://x.example/?a=b&c}
\begin{lstlisting}[caption={What it is}]
print()
\end{lstlisting}
\end{document}
""",
    )
    assert "Naïve: @sec:one, @sec:two, @sec:one, @marsh2020 [5]. <https://x.example/?a=b&c>" in text
    assert "```\n\nWhat it is\n" in text
    assert "A note to the title or to an author isn't carried over: “Paid by none”." in done.stdout


def test_rtf_keeps_characters_of_two_halves_and_words_at_the_ends_of_pages_apart(folder):
    text, done = brought(
        folder, "a.rtf", r"{\rtf1\ansi One\page two \u-10179?\u-8704? soft\-ly {\caps small} a\emdash b\par}"
    )
    assert done.exit_code == 0, done.stdout
    assert "One\n\ntwo 😀 soft" in text


def test_of_a_web_page_only_what_is_missing_or_was_hidden_is_told(folder):
    text, done = brought(
        folder,
        "a.html",
        "<!doctype html><html><body><article><h1>A</h1><time>Now</time>\n<p hidden>Unseen</p>\n<canvas>Drawn</canvas>\n"
        '<p>Call<a href="#_ftn1" name="_ftnref1">x</a> <a href="#_ftnref1">back</a><a id="_ftn1"></a></p></article>',
    )
    assert [m.rpartition(":")[2] for m in said(done)] == ["2", "3"], done.stdout
    assert "a.html:2: warning IMP002: The page hides something here" in done.stdout
    assert "[back](#_ftnref1)" in text
    assert findings(folder) == []


def test_the_list_of_contents_of_an_odt_is_left_out_and_its_bookmarks_are_told_apart(folder):
    marks = "".join(
        f'<text:p><text:bookmark text:name="{n}"/>At {n}, '
        f'<text:bookmark-ref text:ref-name="{n}">see</text:bookmark-ref></text:p>'
        for n in "ab"
    )
    contents = "<text:index-body><text:p>Contents 1</text:p></text:index-body>"
    contents = f"<text:table-of-content>{contents}</text:table-of-content>"
    with zipfile.ZipFile(document("b.odt", "# One\n\nWords.\n")) as old, zipfile.ZipFile("a.odt", "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "content.xml":
                data = data.replace(b"</office:text>", f"{contents}{marks}</office:text>".encode())
            new.writestr(item.filename, data)
    _, done = brought(folder, "a.odt")
    assert done.exit_code == 0, done.stdout
    assert "The list of contents was left out, as a brief makes its own." in done.stdout
    assert not [f for f in findings(folder) if f.startswith("REF")]
