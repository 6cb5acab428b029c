"""`python -m briefpress` in; the same as the command `briefpress` out."""

from briefpress.door import run

if __name__ == "__main__":
    run()
