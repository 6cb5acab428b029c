"""The word behind `review` in; the command that it names, imported only then, out."""

from __future__ import annotations

import click

from briefpress.lazygroup import LazyGroup

_COMMANDS = {
    "take": "Take what a reviewer says of the evidence, on the desk, into the brief.",
    "read": "List the comments and tracked changes of a DOCX with their places, and make those that you choose.",
}


def _otherwise(word: str) -> str:
    does = "read" if word.lower().endswith(".docx") else "take"
    return f"To do that: `review {does} {word}`."


@click.group(
    "review",
    cls=LazyGroup,
    commands_of=_COMMANDS,
    package=__name__,
    otherwise=_otherwise,
    epilog="Example: briefpress review read ~/Downloads/river.docx --apply t3",
)
def command() -> None:
    """Take what reviewers say into the brief.

    They review the evidence on the desk, which exports a file for `take`, and the text in Word, which `read` reads.
    """
