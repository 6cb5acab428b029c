"""An old manifest in; whether the same comes out today, and the first difference where it doesn't, in words, out."""
