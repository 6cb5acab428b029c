"""Documents that a brief rests on in; their files in sources/documents, and what of them is amiss, out."""
