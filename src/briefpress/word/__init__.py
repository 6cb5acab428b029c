"""A resolved manuscript's blocks in; a Word document of the style, for those who review it, out."""
