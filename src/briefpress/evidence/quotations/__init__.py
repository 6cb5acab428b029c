"""Quotations and documents in; what each document says of each quotation, out."""
