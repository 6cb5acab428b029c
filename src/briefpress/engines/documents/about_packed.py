"""A DOCX, an ODT or an EPUB in; what its properties say of it, out."""

from __future__ import annotations

from typing import Any

from briefpress.engines.documents.archive import Archive, package, texts
from briefpress.engines.documents.facts import About, clean

_LARGEST = 4 << 20
"""Bytes of the largest part that only says what a document is."""


def of_docx(data: bytes) -> About:
    """The core properties of a DOCX (ECMA-376, part 2, 11), and the company that its program knows."""
    archive = Archive(data, "DOCX", _LARGEST)
    said = _said(archive, "docProps/core.xml")
    company = _said(archive, "docProps/app.xml").get("Company", [])
    return _office(said, [*said.get("created", []), *said.get("modified", [])], said.get("creator", []), company)


def of_odt(data: bytes) -> About:
    """The metadata of an ODT (OpenDocument 1.3, part 3, 4.3)."""
    said = _said(Archive(data, "ODT", _LARGEST), "meta.xml")
    return _office(said, [*said.get("creation-date", []), *said.get("date", [])],
                   said.get("initial-creator") or said.get("creator", []), said.get("publisher", []))  # fmt: skip


def _office(said: dict[str, list[str]], days: list[str], people: list[str], publisher: list[str]) -> About:
    return clean({
        "title": said.get("title"), "authors": people, "made": days, "publisher": publisher,
        "lang": said.get("language"), "description": said.get("description") or said.get("subject"),
        "doi": said.get("identifier"), "isbn": said.get("identifier"), "kind": "report",
    })  # fmt: skip


def of_epub(data: bytes) -> About:
    """The metadata of an EPUB's package document (EPUB 3.3, 5.5)."""
    archive = Archive(data, "EPUB", _LARGEST)
    said = _metadata(archive.tree(package(archive)))
    marks = " ".join(said.get("identifier", []) + said.get("source", []))
    return clean({
        "title": said.get("title"), "authors": said.get("creator", []), "issued": said.get("date"),
        "publisher": said.get("publisher"), "lang": said.get("language"), "description": said.get("description"),
        "doi": marks, "isbn": marks, "kind": "book",
    })  # fmt: skip


def _said(archive: Archive, name: str) -> dict[str, list[str]]:
    return _metadata(archive.tree(name)) if name in archive else {}


def _metadata(root: Any) -> dict[str, list[str]]:
    names = ("title", "creator", "initial-creator", "created", "modified", "date", "creation-date", "publisher",
             "language", "description", "subject", "identifier", "source", "Company")  # fmt: skip
    return {name: found for name in names if (found := list(texts(root, name)))}
