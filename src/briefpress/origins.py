"""The words of a paragraph in; how a Word document that the program writes names it, and tells where it is from, out.

What writes such a document and what reads it again agree on this, and on nothing else.
"""

from __future__ import annotations

from briefpress.files import sha256

NAMESPACE = "urn:briefpress:places:1"
"""The namespace of the part that names the places. A program that saves the document may call the part otherwise."""

PREFIX = "_bp_"
"""How the names of the bookmarks begin. Word hides those that begin with an underscore."""


def fingerprint(words: str) -> str:
    """What a paragraph's words are known by, however they are broken over lines: 16 digits of a SHA-256."""
    return sha256(" ".join(words.split()).encode())[:16]
