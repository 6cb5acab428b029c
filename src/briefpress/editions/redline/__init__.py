"""What changed between two editions in; the new text with every change marked in it, as a web page and a PDF, out."""
