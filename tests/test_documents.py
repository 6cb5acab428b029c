"""Source documents of every kind: what is read from them, and what they say of themselves."""

from __future__ import annotations

from briefpress.engines.documents.about import About, about


def test_a_page_says_of_itself_what_reference_managers_read() -> None:
    page = b"""<html lang="en-GB"><head><title>T | Harbour</title>
      <meta name="citation_title" content="The river treaty"><meta name="citation_author" content="Marsh, Ida">
      <meta name="citation_author" content="Vale, Jon"><meta name="citation_publication_date" content="2020/04/12">
      <meta name="citation_journal_title" content="Water"><meta name="citation_doi" content="doi:10.1234/abc.5">
      <link rel="canonical" href="https://harbour.example/treaty"></head><body>x</body></html>"""
    found = about(page, ".html")
    assert found == About("The river treaty", ("Ida Marsh", "Jon Vale"), "2020-04-12", "", "Water", "en-GB",
                          "10.1234/abc.5", "", "https://harbour.example/treaty", "", "article-journal")  # fmt: skip


def test_a_page_says_of_itself_what_search_engines_read() -> None:
    page = b"""<html><head><title>T</title><script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
      "headline": "The river is low", "author": [{"name": "Ida Marsh"}], "datePublished": "2024-06-12T08:00:00Z",
      "publisher": {"name": "The Gauge"}}]}</script></head><body>x</body></html>"""
    found = about(page, ".htm")
    assert (found.title, found.authors, found.issued) == ("The river is low", ("Ida Marsh",), "2024-06-12")
    assert (found.publisher, found.kind) == ("The Gauge", "article-newspaper")


def test_front_matter_says_what_a_text_is() -> None:
    found = about(b"---\ntitle: River\nauthor: Ministry of Trade and Industry\ndate: 2021-03\n---\n\nx\n", ".md")
    assert (found.title, found.authors, found.issued) == ("River", ("Ministry of Trade and Industry",), "2021-03")


def test_a_document_that_cannot_be_read_says_nothing() -> None:
    for ending in (".pdf", ".docx", ".odt", ".epub", ".xlsx", ".txt"):
        assert about(b"torn", ending) == About()
