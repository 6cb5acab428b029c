"""The kinds of findings on what is imported and what comes out, and on the machine."""

from __future__ import annotations

from briefpress.codes.kinds import Code, machine, warning

CODES = (
    # what other programs wrote
    Code("IMP001", "Something was changed",
         "`briefpress import` wrote something otherwise than the document has it, or wants you to know what it found "
         "there: a label in the form that it has here, the title that belongs in brief.yaml.",
         severity="note", firm=False),
    warning("IMP002", "Something wasn't carried over",
             "The document has something that a brief can't have, or that `briefpress import` can't know: code that "
             "makes a figure, a comment, a picture that no page can show. The rest of it was imported."),
    Code("IMP003", "A file that can't be imported",
         "The file is missing, empty, locked with a password, torn, or of a kind that no section can be made of."),
    Code("IMP004", "Words that got lost on the way",
         "Words of the document aren't in the section that was made of it. Put them in by hand, and please tell us of "
         "it.", firm=False),
    # artifacts
    Code("CHK001", "Something of the manuscript is missing",
         "A note, citation, figure, table or heading of the sections isn't in the artifact."),
    Code("CHK002", "Dead link in an artifact", "A link inside an artifact leads nowhere."),
    Code("CHK003", "Unsound artifact", "The artifact can't be read back: it isn't well-formed."),
    Code("CHK004", "A validator found a fault", "A validator on this machine has something against the artifact."),
    warning("CHK005", "A validator is missing",
             "A validator that `check` runs isn't on this machine, so the artifact was not checked by it."),
    warning("CHK006", "A validator has a remark", "A validator on this machine warns of something in the artifact."),
    Code("CHK016", "A remark that is explained",
         "A validator warns of something that is right as it is. The hint says why; Briefpress's documentation lists "
         "all such remarks, and how it is seen that the reason holds. An error is never explained away.",
         severity="note", firm=False),
    Code("CHK007", "Words are missing from an artifact",
         "Every word of the sections is looked for in each artifact, in its order. Some aren't there."),
    Code("ACC001", "A certificate that the content contradicts",
         "brief.yaml names somebody who certifies that the EPUB conforms to WCAG 2.2, but it has what no conforming "
         "book can have. The claim is not written."),
    Code("PAGE001", "Words beyond the edge of the page",
         "Something doesn't fit on a page of the PDF, so that readers of paper would not see all of its words: a note "
         "longer than a page, a table with more columns than there is room for.", firm=False),
    warning("PAGE002", "A note on another page than its call",
             "A page has no room for all the notes that it calls, so that some of them stand on the next one. Readers "
             "find them there; shorter notes, or fewer of them in one place, would stand where they are called."),
    # the machine
    machine("ENG001", "An engine is missing",
             "A program or library that a build needs isn't on this machine. `briefpress doctor` says how to get it."),
    machine("ENG002", "An engine failed", "An engine stopped. What it said is in the message."),
    machine("ENG003", "An engine took too long", "An engine was stopped because it ran past its time or memory."),
    machine("OUT001", "Output that can't be written",
             "The output folder can't be made or written to. The last good edition is as it was."),
    Code("OUT002", "A file changed while the build ran",
         "A file was saved after some of the edition was made of it, so that no list could say truly what the edition "
         "is made of. Nothing was published; build again."),
    Code("BUG001", "A bug of ours", "Briefpress itself failed. Please report it, with the message.", exit_code=70),
)  # fmt: skip
