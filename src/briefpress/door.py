"""The words of a command line in; what they ask for, done or found to be done already, out. The program's door."""

from __future__ import annotations

import gc
import sys

from briefpress import standing


def run() -> None:
    """Do what the command line asks for, and end with the exit code of the contract.

    A build with nothing to do says what it said, and imports nothing that an engine needs.
    """
    call = standing.call_of(sys.argv[1:])
    said = standing.told(call) if call is not None else None
    if call is not None and said is not None:
        _say_again(call, said)
    elif call is not None:
        _build(call)
    else:
        from briefpress import cli

        cli.run()


def _say_again(call: standing.Call, said: str) -> None:
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a TextIOWrapper
    print(said, end="", flush=True)
    if not call.quiet:
        print("Nothing to do: all that the last build read and wrote is as it was.", file=sys.stderr)


def _build(call: standing.Call) -> None:
    """Run the command, with a witness; what it did is kept where it ends well."""
    from briefpress import cli
    from briefpress.witness import Ear, Witness

    witness, ear = Witness(call), Ear(sys.stdout)
    sys.stdout = ear
    witness.begin()
    gc.disable()  # it ends before circles can add up
    try:
        cli.run()
    except SystemExit as end:
        if not end.code:
            witness.keep(ear.said)
        raise
