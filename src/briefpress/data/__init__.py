"""Files of data in; their rows, what is known of them, and the values that the text takes from them, out."""
