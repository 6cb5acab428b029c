"""What figures.yaml says in; the values that the text takes from data, in words, out."""
