"""Parts of sentences that are tied to passages in; what stands there, out."""
