"""Sentences of the brief and the documents behind its records in; what each quotation and figure rests on, out."""
