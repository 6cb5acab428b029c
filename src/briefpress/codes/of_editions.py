"""The kinds of findings on editions."""

from __future__ import annotations

from briefpress.codes.kinds import Code, note, warning

CODES = (
    Code("EDIT001", "An edition that can't be read",
         "What stands in `editions/NUMBER` isn't what was published: its record or its text is missing, torn, or of "
         "another program. It is in git's history."),
    Code("EDIT002", "A number that no edition can have",
         "An edition that was published is never written over, and its number is the name of its folder. Give another: "
         "`edition publish --number NUMBER`."),
    Code("EDIT003", "An edition of what isn't final",
         "A draft, or a brief under embargo, is no edition. Publish it once it is final."),
    Code("EDIT004", "A revision that revises nothing, or doesn't say what",
         "A correction or a retraction tells readers what was wrong; it is of an edition that was published, and not "
         "of a day before it."),
    Code("EDIT005", "Nothing of substance changed",
         "What would be published says what the last edition says. `editions: {substance: [text, figures, sources, "
         "record]}` in brief.yaml sets what is of substance. To publish it all the same, say what it is: "
         "`edition publish --kind update --note TEXT`.", firm=False),
    Code("EDIT006", "Settings that can't be changed for you",
         "`edition publish` writes the number and the kind of an edition into brief.yaml as text, and leaves all else "
         "as it is. brief.yaml has a form in which that can't be done safely."),
    warning("EDIT007", "A correction that doesn't say what it corrects",
            "`revision` in brief.yaml is a correction or a retraction without a `note`, so that readers aren't told "
            "what was wrong."),
    Code("EDIT008", "A revision before the first edition",
         "`revision` in brief.yaml is of a day before `date`, on which the brief first came out."),
    Code("EDIT009", "An edition that was changed since",
         "A file in `editions/NUMBER` isn't as it was published, or is gone. Its manifest and its record have the "
         "hashes; git has the file."),
    Code("EDIT010", "No such edition", "There is no edition of that number in `editions/`."),
    Code("EDIT011", "A name that a file of an edition has already",
         "Beside what `build` makes, the folder of an edition has a page (`index.html`), its record and its text. A "
         "brief whose files are called `index` would lose its web page to that."),
    warning("EDIT012", "An edition of a day to come",
            "`--date`, brief.yaml or SOURCE_DATE_EPOCH gives a day that is still to come. No later edition can be of a "
            "day before it. Where it wasn't meant, take the edition's folder away, and publish again."),
    note("EDIT013", "Files of an edition that git ignores",
         "A rule of `.gitignore`, or of the machine's own, keeps `git add` from taking files of the edition that was "
         "published: who clones the brief would lack them. `git add -f` takes them."),
    note("EDIT014", "Another text under the number of a published edition",
         "`edition` in brief.yaml is the number of an edition that stands in `editions/`, and the sources say "
         "something else by now: two texts would be called by one number. `edition publish` gives the next its own."),
    Code("EDIT020", "Words where the list of changes will stand",
         "`::: changes` is where the program lists what changed since the last edition. Words in it would be lost."),
    Code("EDIT021", "Nothing to compare with",
         "What changed is told between two editions, and there is no earlier one: none is published yet, or the one "
         "that is named is the first."),
)  # fmt: skip
