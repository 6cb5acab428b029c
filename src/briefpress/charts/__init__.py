"""Charts: what a block says and the rows of its data in; Vega-Lite specifications out."""
