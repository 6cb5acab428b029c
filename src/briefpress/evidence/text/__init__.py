"""The sections of a manuscript in; their sentences, each with its citations, its place and its parts, out."""
