"""Documents of other programs in; Markdown sections of a brief, and what was changed or left out, out."""
