"""The addresses that a brief gives its readers in; where they lead, and what stands in for the dead, out."""
