"""The ledger in; the page on which people check it, and what they said of it, out."""
