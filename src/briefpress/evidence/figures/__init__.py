"""Figures of the brief and documents in; which documents have them, in any writing, out."""
