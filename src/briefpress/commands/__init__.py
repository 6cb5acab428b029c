"""One command of the command line a module: options in, an exit code out."""
