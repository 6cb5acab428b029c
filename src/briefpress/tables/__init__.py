"""Tables of data: what a block says and the rows of its data in; pandoc's tables out."""
