"""Versions of one brief in other languages: named in their own, and linked wherever a link leads to them."""

from __future__ import annotations

import json
import re
from typing import get_args

import pikepdf
import pytest

from books import messages
from briefpress.engines.validators import axe_core
from briefpress.settings import Style
from briefpress.wording import language_name
from conftest import BriefFolder

BRIEF = """\
title: The river
authors: [{name: Ida Marsh, orcid: 0000-0002-1825-0097}]
date: 2026-01-15
identifier: {issn: 2049-3630, isbn: 978-0-306-40615-7}
licence: OGL-UK-3.0
versions:
  - {lang: fr, title: La rivière, url: https://house.example/fr}
  - {lang: hy, name: get-hy}
  - {lang: pt-BR, url: https://house.example/br}
"""
LANGS = ["fr", "hy", "pt-BR"]
NAMES = ["Français", "Հայերեն", "Português (Brasil)"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory):
    """A brief with a version at an address, one in files beside it, and one in a region's language."""
    folder = BriefFolder(tmp_path_factory.mktemp("versions"))
    return folder.write({"report/brief.yaml": BRIEF, "report/01-a.md": "# A\n\nThe river is low.\n"}).built()


def pdf_links(path):
    with pikepdf.open(path) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        return [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]


@pytest.mark.parametrize(("tag", "name"), [
    *zip(LANGS, NAMES, strict=True), ("zh", "中文"), ("ar", "العربية"), ("xx", "xx"),
])  # fmt: skip
def test_a_language_is_named_in_itself(tag, name):
    assert language_name(tag) == name


def test_the_web_page_names_and_links_each_version_in_its_language(built):
    links = built.html.xpath("//*[@class='versions']/a")
    assert [link.text_content() for link in links] == NAMES
    assert [(link.get("lang"), link.get("hreflang")) for link in links] == [(tag, tag) for tag in LANGS]
    assert [link.get("href") for link in links] == [
        "https://house.example/fr", "get-hy.html", "https://house.example/br",
    ]  # fmt: skip
    assert "Also in: Français · Հայերեն · Português (Brasil)" in built.text("html")


def test_programs_are_told_of_the_versions_in_the_head_of_the_web_page(built):
    told = [
        (e.get("hreflang"), e.get("href"), e.get("title")) for e in built.html.xpath("//head/link[@rel='alternate']")
    ]
    assert told == [
        ("fr", "https://house.example/fr", "La rivière"),
        ("hy", "get-hy.html", None),
        ("pt-BR", "https://house.example/br", None),
    ]


def test_search_engines_are_told_of_the_versions_that_have_an_address(built):
    (data,) = built.html.xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(data)["workTranslation"] == [
        {"@type": "Report", "url": "https://house.example/fr", "name": "La rivière", "inLanguage": "fr"},
        {"@type": "Report", "url": "https://house.example/br", "inLanguage": "pt-BR"},
    ]


def test_the_e_book_links_the_versions_that_have_an_address_and_names_all(built):
    (page,) = [c for name, c in built.chapters.items() if name.endswith("title_page.xhtml")]
    (line,) = page.xpath("//*[@class='versions']")
    assert "".join(line.itertext()) == "Also in: Français · Հայերեն · Português (Brasil)"
    assert [(e.tag.rpartition("}")[2], e.get("href")) for e in line] == [
        ("a", "https://house.example/fr"), ("span", None), ("a", "https://house.example/br"),
    ]  # fmt: skip
    package = built.epub_file("EPUB/content.opf").decode()
    assert re.findall(r'property="dcterms:hasVersion"[^>]*>([^<]*)<', package) == [
        "https://house.example/fr", "https://house.example/br",
    ]  # fmt: skip


def test_the_pdf_names_all_versions_and_links_those_that_have_an_address(built):
    assert "Also in: Français · Հայերեն · Português (Brasil)" in built.text("pdf")
    links = pdf_links(built.paths["pdf"])
    assert "https://house.example/fr" in links
    assert not any("get-hy" in link for link in links)


@pytest.mark.parametrize("form", ["pdf", "epub", "html"])
def test_every_format_prints_the_identifiers_and_links_them(built, form):
    text = built.text(form)
    assert "ISSN 2049-3630" in text
    assert "ISBN 978-0-306-40615-7" in text
    assert "Ida Marsh, ORCID 0000-0002-1825-0097" in text
    links = {
        "pdf": lambda: pdf_links(built.paths["pdf"]),
        "epub": lambda: [e.get("href") for c in built.chapters.values() for e in c.iter("{*}a")],
        "html": lambda: [e.get("href") for e in built.html.iter("a")],
    }[form]()
    assert {
        "https://portal.issn.org/resource/ISSN/2049-3630",
        "https://orcid.org/0000-0002-1825-0097",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    } <= set(links)


def test_the_package_of_the_e_book_has_the_identifiers_and_is_valid(built):
    package = built.epub_file("EPUB/content.opf").decode()
    assert "<dc:source>urn:isbn:9780306406157</dc:source>" in package, "an ISBN is of one format, here of the PDF"
    assert 'property="dcterms:isPartOf">urn:issn:2049-3630<' in package
    assert 'refines="#epub-creator-1" property="dcterms:identifier">https://orcid.org/0000-0002-1825-0097<' in package
    assert messages(built.paths["epub"]) == []


@pytest.mark.parametrize("style", get_args(Style))
def test_the_links_to_versions_can_be_read_on_the_ground_of_each_style(style, chromium, tmp_path):
    folder = BriefFolder(tmp_path)
    look = f"look: {{style: {style}}}\n"
    page = (
        folder.write({"report/brief.yaml": BRIEF + look, "report/01-a.md": "# A\n\nLow.\n"}).built("html").paths["html"]
    )
    assert list(axe_core.seen_in(chromium, page, [("light", 1280), ("dark", 1280)])) == []
