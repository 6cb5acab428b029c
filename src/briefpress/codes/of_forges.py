"""The kinds of findings on the files by which a forge rebuilds a brief, and on its repository."""

from __future__ import annotations

from briefpress.codes.kinds import Code, machine

CODES = (
    Code("CI001", "A file that somebody else wrote",
         "`ci init` doesn't write over a file that it didn't write, that was changed by hand since, or that is for a "
         "brief in another folder. Move it aside, or add --force."),
    machine("CI002", "Nothing that git can tell",
            "The brief is in no git repository, git isn't on this machine, or git can't tell what is staged."),
    Code("CI003", "A name that no workflow can hold",
         "The brief's folder or the main branch has a name with signs in it which a shell or the forge would read. It "
         "may have letters, digits, spaces and `-_.@+`."),
    Code("CI004", "A place outside of the repository",
         "A link in the repository, or git's setting core.hooksPath, leads what `ci init` would write out of the "
         "repository. Take the link away; put a hook that others share into their folder by hand."),
)  # fmt: skip
