"""Diagnostics in; a text for a person or a machine out."""
