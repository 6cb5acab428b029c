"""Briefpress: Markdown sections, references and data in; a PDF, an EPUB and a web page out."""

__version__ = "0.1.0"
