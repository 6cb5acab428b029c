"""A brief and its editions so far in; what is frozen, what changed since, and whether it is of substance, out."""
