"""Series: a brief of each row of a table."""
