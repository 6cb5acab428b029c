"""The kinds of findings on what is built anew."""

from __future__ import annotations

from briefpress.codes.kinds import Code, note

CODES = (
    Code("REPR001", "An artifact that comes out otherwise",
         "`reproduce` built the brief anew with the options that a manifest names, and a file isn't what it was, byte "
         "for byte. The finding names its first difference. Where something went in that is another (REPR002), that "
         "is why; where nothing is, please report it: the same input is to give the same bytes."),
    note("REPR002", "Something that went in is another",
         "`reproduce` found a file of the brief, an engine, a library of the system or a font that isn't what the "
         "manifest names."),
)  # fmt: skip
