"""A brief in its repository in; the files by which a forge rebuilds it, and what their steps need, out."""
