"""Blocks of data in sections: what they say in; the figures and tables that they stand for out."""
