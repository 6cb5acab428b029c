"""Sentences and records in; what is to be said of them that no document is needed for, out."""
