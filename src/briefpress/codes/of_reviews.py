"""The kinds of findings on documents that reviewers worked on and sent back."""

from __future__ import annotations

from briefpress.codes.kinds import Code, note

CODES = (
    Code("REV001", "A reviewed document that can't be read",
         "The file is missing, is no DOCX, is torn, or a password locks it."),
    Code("REV002", "A reviewed document of another brief",
         "The document says which brief it was made of, and that isn't this one."),
    note("REV003", "Nothing was reviewed",
         "The document has no comment, no tracked change, and the words of the sections."),
    Code("REV004", "A change that the program can't make",
         "A tracked change was chosen that has no words of a section's alone: it touches mark-up, a citation, a number "
         "or whatever else the program writes, the look of words, or text of brief.yaml. Nothing was written."),
    Code("REV005", "A change of words that are others now",
         "A tracked change was chosen, but the section isn't as it was when the document was sent: around the change "
         "it has other words. Nothing was written."),
    Code("REV006", "Changes that overlap",
         "Two changes were chosen that change the same words. Neither was made."),
    note("REV007", "A change that is made already",
         "A tracked change was chosen that the section has already. It isn't made twice."),
    Code("REV008", "No such change",
         "`--apply` names no tracked change of the document, or `--apply-by` nobody who made one. Nothing was "
         "written."),
    Code("REV009", "A reviewed document that takes too long",
         "It has so many changes, in so long paragraphs, that five minutes weren't enough to find their places. No "
         "reviewer's document is like that. Nothing was written."),
    note("REV010", "A reviewer's comment",
         "What a reviewer said of a passage, in the reports that show findings on the lines of a change."),
    note("REV011", "A reviewer's change",
         "What a reviewer would change, in the reports that show findings on the lines of a change. `review read` "
         "makes it where it is chosen."),
)  # fmt: skip
