"""The only callers of each foreign engine: its input in, its output or a finding out."""
