"""The word behind `ci` in; the command that it names, imported only then, out."""

from __future__ import annotations

import click

from briefpress.lazygroup import LazyGroup

_COMMANDS = {
    "init": "Write what rebuilds the brief on GitHub or GitLab, in a container, before a commit.",
    "staged": "Check what git has staged of the brief, and that alone.",
    "outputs": "Tell in a line what a step has to know of a build.",
    "pages": "Draw the pages of the PDF on one sheet.",
    "summary": "Sum up a build, as Markdown.",
    "statement": "Take the manifest apart, for an attestation.",
}


@click.group(
    "ci",
    cls=LazyGroup,
    commands_of=_COMMANDS,
    package=__name__,
    epilog="Example: briefpress ci init github --pre-commit",
)
def command() -> None:
    """Set up the job that rebuilds the brief, and what its steps call.

    `init` is for you, once; the others are called by what it wrote. Briefpress's documentation,
    ci.md, tells what that does.
    """
