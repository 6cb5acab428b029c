"""Weighed claims in; what vouches for them on machines without their documents, out."""
