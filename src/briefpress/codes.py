"""A diagnostic's code in; its title, explanation and default severity out. The docs and SARIF are made from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding.

    `firm` codes can't be lowered in brief.yaml: they would make an artifact invalid, or a claim in it untrue.
    `exit_code` is what a run ends with when such a finding is an error: 1 the content, 3 an engine or the machine.
    """

    code: str
    title: str
    explanation: str
    severity: str = "error"
    firm: bool = True
    exit_code: int = 1


def _warning(code: str, title: str, explanation: str) -> Code:
    return Code(code, title, explanation, severity="warning", firm=False)


def _note(code: str, title: str, explanation: str) -> Code:
    return Code(code, title, explanation, severity="note", firm=False)


def _machine(code: str, title: str, explanation: str) -> Code:
    return Code(code, title, explanation, exit_code=3)


_CODES = (
    # brief.yaml
    Code("CONF001", "YAML that can't be read",
         "The file isn't YAML. Most often a quotation mark, a bracket or a space is missing; a text with a colon "
         "in it wants quotation marks around it."),
    Code("CONF002", "Unknown key",
         "brief.yaml, or a section's front matter, has a key that means nothing here. It would be passed over in "
         "silence, and what you meant by it with it."),
    Code("CONF003", "Wrong kind of value",
         "A key has a value of a kind that it can't take: a text where a list belongs, or a date that is none."),
    Code("CONF004", "No title",
         "A brief needs a title: the PDF shows it in the window's title bar and the EPUB isn't valid without one."),
    Code("CONF005", "No brief here",
         "The folder has no report/brief.yaml. `briefpress new DIR` makes a brief; `-C DIR` names its folder."),
    Code("CONF006", "Key given twice",
         "YAML keeps the last of two equal keys and forgets the first without a word."),
    _warning("META001", "No date",
             "Without a date the edition can't be cited, and its artifacts carry none. Give `date:` in brief.yaml."),
    _warning("META002", "No authors",
             "Nobody is named as author. Reference managers, catalogues and the EPUB's metadata want one."),
    _warning("META003", "A language without words",
             "The program has no words of its own in the brief's language, so that “Figure”, “Contents” and the like "
             "are printed in English."),
    Code("ID001", "An identifier that can't be right",
         "The digits of an ISSN, ISBN or ORCID iD don't fit its check digit, or a DOI ends in a sign of the sentence "
         "that it was copied from. Readers, catalogues and reference managers would be led to something else, or "
         "nowhere."),
    Code("ID002", "A licence without an SPDX name",
         "The licence is printed as it stands, but neither linked nor told to programs. SPDX has a name for every "
         "common licence, such as `CC-BY-4.0`.", severity="note", firm=False),
    Code("ID003", "A language version that can't be linked",
         "A version of the brief in another language has no address, or is in the brief's own language, or there are "
         "two in one."),
    _warning("STAT001", "An embargo without its end",
             "Those who get the brief before others must know until when to keep it. Give `embargo:` in brief.yaml."),
    _warning("STAT002", "An embargo on a final edition",
             "brief.yaml says until when the brief is held back, but its status is final: readers are told of no "
             "embargo."),
    _warning("STAT003", "An embargo that ends before the brief's date",
             "By brief.yaml the embargo is over before the day that the brief is dated: one of the two is wrong."),
    # sections
    Code("SECT001", "Missing section",
         "brief.yaml lists a section that isn't in the report folder, or a file is a link that leads out of the "
         "brief's folder."),
    Code("SECT002", "Not UTF-8",
         "The file isn't UTF-8 text, the one encoding that a brief is read in, or holds a character that can't be "
         "printed. Save it again as UTF-8, without that character."),
    Code("SECT003", "Empty brief", "There is no section, or no word in any section. There is nothing to publish."),
    Code("SECT004", "Include that can't be read",
         "An include names a file that isn't there, leaves the brief's folder, or includes itself."),
    Code("SECT005", "Unknown variable",
         "`{{ name }}` names no variable of the section or of brief.yaml. To print the braces, write `\\{{`."),
    Code("SECT006", "Unknown medium", "`.only` takes `media`: one or more of paper, screen and ebook."),
    _warning("SECT007", "Section without a heading",
             "A section begins with a heading of level one, or has a `title` in its front matter. Without one it "
             "runs on from the section before, and has no place in the contents."),
    Code("SECT008", "Nested too deep",
         "Too many quotations, lists or components stand in each other. No page could show them."),
    Code("SECT009", "Empty heading",
         "A heading has no words. Contents, bookmarks and an e-book's navigation can't name it."),
    _warning("SECT010", "A heading that skips a level",
             "A heading is more than one level below the heading before it, as `####` after `#`. Readers who go from "
             "heading to heading would look for what is missing, so that it is printed one level below."),
    _warning("COMP001", "A component by another name",
             "A fenced div has a class that is nearly, but not quite, the name of a component."),
    Code("COMP002", "A fence that opens or closes nothing",
         "A line of three colons opens no component or closes none, or a component or a block of code is never "
         "closed. pandoc would print the line as text, or take all that follows into the component.", firm=False),
    Code("COMP003", "Words in an attribute that nothing prints",
         "A title, caption or note stands in the braces of something that prints none, such as a fenced div that is no "
         "component. Other programs have components that aren't known here.", firm=False),
    _warning("MARK001", "Mark-up that is printed as it stands",
             "Signs that look like mark-up but mean nothing here, so that readers would see them: LaTeX, a heading "
             "without its space, braces with curved quotation marks."),
    Code("HTML001", "HTML that can't be carried",
         "A section holds HTML that no page of paper, or no e-book, can have: a program, a form, a frame, a film. "
         "Other HTML is read as browsers read it, and printed."),
    Code("MATH001", "Formula that can't be read",
         "A formula between dollar signs isn't TeX that pandoc knows: a brace is missing, or a command means nothing "
         "to it. Readers would see the source. For a dollar sign that is no formula, write `\\$`."),
    Code("LOST001", "Words that would not be printed",
         "The section has words that pandoc passes over, so that no reader would see them. If they are seen all the "
         "same, lower this in brief.yaml, and please tell us of it.", firm=False),
    Code("NOTE001", "A note without its text",
         "The text calls a note that the section doesn't have, or a note calls another. Readers would see the call."),
    Code("NOTE002", "A note given twice", "Two notes of a section have the same name; only one would be printed."),
    _warning("NOTE003", "A note that nothing calls", "A note that no text calls would not be printed."),
    _warning("NOTE004", "A note too long for the foot of a page",
             "A note of more than thirty lines would be cut off at the foot of a page, and so would several that one "
             "line calls, if they have more than thirty-five together. On paper it stands at the end of its section, "
             "and at the foot of its page the number of that one. The other formats have it among the notes."),
    Code("TBL001", "A cell too many",
         "A row has more cells than its table has columns. What is in them would not be printed."),
    Code("TBL002", "A word cut by the edge of a column",
         "In a table of spaces and dashes, a column ends where the dashes of the next one begin. A word that stands "
         "across that edge would be printed in two cells."),
    _warning("LIMIT001", "More words than allowed", "The brief has more words than `limits.words` in brief.yaml."),
    _warning("LIMIT002", "More pages than allowed", "The PDF has more pages than `limits.pages` in brief.yaml."),
    _warning("ABBR001", "Abbreviation never used", "brief.yaml explains an abbreviation that no section uses."),
    # citations
    Code("CITE001", "Missing citation",
         "A section cites a key that no bibliography has. An edition that prints a question mark is worse than none."),
    Code("CITE002", "Key twice in the bibliography",
         "Two records have the same key; which of them a citation means is anyone's guess."),
    Code("CITE003", "Bibliography that can't be read",
         "A bibliography file is missing, isn't what its name says it is, or has a record without a key."),
    Code("CITE004", "Unknown citation style",
         "`citations.style` names no CSL style, or a .csl file that can't be read. `briefpress styles find` lists "
         "them."),
    Code("CITE005", "Labels and sources in one bracket",
         "A bracket cites sources and points at figures or tables at once. Write two brackets."),
    _warning("CITE006", "A record with something to mend",
             "A record of the bibliography has no type, or a field that would be left out: a date that is none, or a "
             "name that CSL doesn't know."),
    Code("CITE007", "No semicolon between two sources",
         "A bracket cites a second source behind the first without a semicolon, so that it would be lost."),
    # cross-references
    Code("REF001", "Unknown label", "A cross-reference points at a label that nothing in the brief has."),
    Code("REF002", "Label given twice", "Two things have the same label; a reference to it could mean either."),
    _warning("REF003", "Label never used", "A figure, table, box or section has a label that no reference uses. "
             "A figure that the text doesn't speak of is a figure that the reader doesn't need."),
    Code("LINK001", "Link to nothing", "A link points inside the brief, at a place that it doesn't have."),
    Code("LINK002", "Link that readers can't follow",
         "A link leads to a file beside the section, or has an address of a kind that paper, e-books and the web don't "
         "share. Only what is published with the brief, or stands on the web, can be reached."),
    _warning("LINK003", "Dead link",
             "`briefpress links` asked for the address, and its server says that nothing is there, or there is no such "
             "server any more. Where an archived copy of a source is known, the references give that."),
    _note("LINK004", "Link that has moved",
          "The server says that the page has another address for good. The old one leads there for as long as it "
          "pleases the server."),
    _note("LINK005", "Link that nobody could look at",
          "The server didn't answer, or turns programs away, or has more to do than it can. That says nothing of the "
          "page: look at it yourself."),
    _warning("LINK006", "Link to a page that is lost",
             "The server gives a page, but one that says that nothing is there, or the front of its site, or the same "
             "that it gives for any address."),
    _warning("LINK007", "No network",
             "`briefpress links` asks the web, and this machine doesn't reach it. Nothing was looked at, and what was "
             "found before stays as it is."),
    Code("LINK008", "Line in sources/links.lock that is none",
         "The register of dead links is written by `briefpress links`, one line an address. A line was changed by "
         "hand, or by a merge that failed."),
    # pictures and data
    Code("FIG001", "Picture without alternative text",
         "A reader who can't see the picture learns nothing of it. Give `alt=\"…\"`, or `.decorative` where it "
         "says nothing. Where a brief lowers this, the caption or the file's name is read instead, and the e-book "
         "doesn't claim that its pictures are described.", firm=False),
    Code("FIG002", "Missing picture", "The file of a picture isn't there."),
    Code("FIG003", "Picture from outside the brief",
         "A picture has a web address, or a path that leaves the brief's folder. A build reads only the brief's own "
         "folder: put the file there."),
    Code("FIG004", "Picture that can't be read", "The file isn't a picture of a kind that can be printed."),
    Code("FONT001", "Letter without a font",
         "No font on this machine has a letter of the brief, so that the PDF would show a box in its place. The fonts "
         "of the house have the letters of European languages."),
    Code("DATA001", "Data that can't be read", "A data file is missing, outside the brief, empty or not a table."),
    Code("DATA002", "Unknown column", "A chart or table names a column that its data hasn't."),
    Code("DATA003", "Chart or table that can't be made",
         "The block that describes a chart or a table has a key that is unknown, missing or of the wrong kind."),
    Code("STYLE001", "Style sheet that can't be used",
         "styles/house.css has a rule that isn't CSS, which would be passed over in silence, or one that fetches a "
         "file: a page needs nothing but itself."),
    # print
    Code("PRINT001", "Colour profile that can't be used",
         "`look.print.profile` names no ICC profile of a printing press with CMYK inks in the styles folder. The "
         "printer has the right one."),
    _machine("PRINT002", "No colour profile here",
             "A PDF for a press is made for its inks, which an ICC profile describes. The brief has none in its styles "
             "folder, and none of those that systems share is on this machine."),
    _warning("STYLE002", "Colours too much alike",
             "styles/house.css sets a colour that can't be read on the ground that it stands on. The measure is that "
             "of WCAG 2.2: a contrast of 4.5:1 for text, of 3:1 for the lines and bars of charts. It is computed for "
             "every pair that the style sets, on paper and light screens and on dark ones, where the accent is "
             "lightened by itself."),
    Code("STYLE003", "Token of the wrong kind",
         "styles/house.css gives a token that is a colour a value that is none, or one that paper, charts and screens "
         "can't share; or one that is a number a value that is none. What is set in it would not look as you "
         "meant it."),
    _warning("STYLE004", "Token that nothing uses",
             "styles/house.css sets a token whose name is nearly that of one of the style's, so that the style's own "
             "value stays. A token of your own that a rule of the sheet uses is none of these."),
    # evidence
    Code("EVID001", "Quotation not found", "The document behind the cited source holds nothing like the quotation."),
    Code("EVID002", "Altered quotation",
         "The document behind the cited source holds words close to the quotation, but not the same."),
    _warning("EVID003", "Quotation not checked",
             "No document stands behind the cited source (`sources/documents/KEY.EXT`), so nobody has compared the "
             "words."),
    Code("EVID004", "Quotation from another source",
         "The words stand in the document of another source than the one that is cited for them."),
    Code("EVID005", "Quotation on another page",
         "The words stand in the document, but not on the page, or in the paragraph, that the citation names."),
    _warning("EVID010", "Figure not found",
             "The documents behind the cited sources hold no figure that this one could stand for, in any of its usual "
             "writings: rounded, in words, with another unit of thousands."),
    _warning("EVID011", "Figure contradicted",
             "Where the document behind the cited source speaks of the same, it has another figure."),
    _warning("EVID012", "Figure not checked",
             "The brief knows the document behind the cited source, but it isn't on this machine, and no receipt says "
             "that the figure was found in it."),
    _warning("EVID013", "Figure on another page",
             "The document behind the cited source has the figure, but not on the page that the citation names."),
    Code("EVID020", "Pin that leads nowhere",
         "A part of a sentence is tied to a passage (`pin=\"KEY#p3\"`), but the pin isn't written as one, no record "
         "has its key, or the document has no such page or paragraph."),
    Code("EVID021", "Passage that has moved",
         "The passage that a pin was tied to when sources/evidence.lock was written stands at another place in the "
         "document now, and something else where the pin leads."),
    Code("EVID022", "Passage that was changed",
         "What stands where a pin leads isn't what stood there when sources/evidence.lock was written, and that is "
         "nowhere else in the document."),
    Code("EVID023", "Claim outside of its pin",
         "A quotation or figure in a pinned part of a sentence is in the document, but not in that passage."),
    _warning("EVID024", "Pin not checked",
             "The document that a pin leads to isn't here, and sources/evidence.lock doesn't vouch for the claim, so "
             "nobody has looked whether the passage is there."),
    Code("EVID025", "Pin that ties nothing",
         "A pin stands at something else than words of a sentence, or `.claim` has no pin, so that nothing is "
         "checked."),
    _warning("EVID026", "Unseen source that is none",
             "`evidence: {unseen: …}` in brief.yaml excuses the claims on a source, but no record has its key, or its "
             "document is known by now."),
    Code("EVID030", "A review that isn't carried over",
         "sources/reviews.json has somebody's review of a claim that isn't in the brief any more in those words, or "
         "whose passage in the source is another now. What they saw is gone, so that the desk doesn't count it.",
         severity="note", firm=False),
    Code("EVID031", "Reviews that can't be read",
         "sources/reviews.json, or a file of reviews that `briefpress review` was given, isn't what the desk writes. "
         "A merge may have left its marks in it."),
    # receipts
    Code("LOCK001", "Lock with marks of a merge",
         "A merge has left its marks in sources/evidence.lock. The lines between them are believed, each by its own "
         "check."),
    Code("LOCK002", "Lock that can't be read",
         "sources/evidence.lock isn't one, or one of another version of the program. Nothing in it is believed."),
    Code("LOCK003", "Line of the lock that was changed",
         "A line of sources/evidence.lock doesn't fit its check: it was changed by hand, or torn by a merge. It is "
         "not believed."),
    Code("LOCK004", "Receipt of a claim that is gone",
         "A line of sources/evidence.lock vouches for a quotation, figure or pin that the brief doesn't have, or not "
         "in these words. What it says in their place nobody may have checked."),
    Code("LOCK005", "Receipt of another document",
         "A line of sources/evidence.lock vouches for what was found in a document with another SHA-256 than the one "
         "that is here, or that the document's record gives."),
    Code("LOCK006", "Receipt that its document refutes",
         "A line of sources/evidence.lock says that a claim was found in a document. The document is here, and "
         "doesn't have it."),
    Code("LOCK007", "Untidy lock",
         "Lines of sources/evidence.lock stand twice or out of order, or name another page or verdict than is found "
         "now. `briefpress verify --lock` tidies it.", severity="note", firm=False),
    # claims and the sources as a body
    Code("CLAIM001", "Claim without a source",
         "A sentence has a figure, a superlative or an estimate, and nothing that it could rest on is cited: not in "
         "it, not at the end of its paragraph, not below its table. Only briefs that cite are held to it.",
         severity="note", firm=False),
    _warning("CLAIM010", "Likelihood and confidence in one sentence",
             "A judgement's likelihood is one thing, how well it is founded another. In one sentence readers take each "
             "for the other, which ICD 203 therefore bars."),
    _warning("CLAIM011", "Two words for one likelihood",
             "The key judgements mix the synonyms of their scale, such as “likely” and “probable”. Readers will look "
             "for the difference."),
    _warning("CLAIM012", "Word outside the scale",
             "A key judgement says how likely something is in a word that has no place on the brief's scale, so that "
             "everybody reads another likelihood into it."),
    _warning("CLAIM013", "Word and percentage that disagree",
             "A percentage stands beside a word of likelihood, and lies outside the range that the scale gives the "
             "word."),
    Code("CLAIM020", "Sources cited once only",
         "Each of these sources is cited once. One that carries an argument is mostly cited again; one that doesn't "
         "may be a passing find.", severity="note", firm=False),
    _warning("CLAIM021", "A judgement on sources of one owner",
             "All sources of a key judgement have the same publisher, paper, authority or author. They may be one "
             "source that speaks several times."),
    Code("CLAIM022", "Sources never cited",
         "These records of the bibliography are cited nowhere in the brief.", severity="note", firm=False),
    _warning("CLAIM023", "Source older than the brief allows",
             "A source is older, at the date of the brief, than `evidence: {oldest: …}` in brief.yaml. Law, treaties "
             "and judgments don't age."),
    Code("CLAIM024", "Retracted source", "The brief cites what `evidence: {retracted: […]}` in brief.yaml names."),
    _warning("CLAIM025", "Source that calls itself retracted",
             "The record of a source that the brief cites says that it was retracted or withdrawn."),
    # documents and their records
    Code("SRC001", "A document other than its record says",
         "The file isn't the one that was added: its SHA-256 isn't that of its record, `KEY.source.yaml`. Quotations "
         "would be compared with something that nobody looked at.", firm=False),
    _warning("SRC002", "A kept text of another document",
             "`KEY.passages.txt` is made of the document as it is, for people to read and compare. This one is of an "
             "earlier state of it."),
    _warning("SRC003", "A document that isn't here",
             "A record in sources/documents is of a document that isn't there, though it may be published with the "
             "brief, or of one by another name."),
    _warning("SRC004", "A document without a reference",
             "The bibliography has no record with the key by which the document is called, so that nothing can cite "
             "it and it is compared with nothing."),
    Code("SRC005", "A private document in git",
         "The record says that the document may not be published (`rights: private`), but git has it or its text, or "
         "would take it, and give it to whoever gets the repository.", firm=False),
    _warning("SRC006", "A document that can't be read",
             "The file in sources/documents, or its record, can't be read, so that no quotation is compared with it. "
             "A scan has no words: a program for reading scans, such as ocrmypdf, puts them in."),
    _warning("SRC007", "Two documents of one source",
             "Two files in sources/documents have the same key. Which of them is meant is anyone's guess."),
    Code("SRC008", "A document that can't be kept",
         "`briefpress source add` can't have the document, can't read it, or would write over one that is kept "
         "already."),
    _warning("SRC009", "A source that can't be looked at again",
             "`briefpress source refresh` couldn't fetch the address of a document. What is kept stays, and is what "
             "the brief is held against."),
    _warning("SRC010", "A source that changed",
             "What stands at the address of a document now, or in its file, isn't what was added. With `--accept` the "
             "new one is kept."),
    _warning("SRC011", "A claim on a passage that changed",
             "A quotation, figure or pin of the brief rests on a passage of a source that changed since it was added."),
    _warning("SRC012", "A document that says otherwise than its reference",
             "The title or the year that the document gives itself isn't that of its record in the bibliography: it is "
             "another document, or the record is wrong."),
    _warning("SRC013", "A reference that wasn't written",
             "`briefpress source add --write` adds a record to a bibliography only where it can see that all else in "
             "the file stays as it is."),
    # what other programs wrote
    Code("IMP001", "Something was changed",
         "`briefpress import` wrote something otherwise than the document has it, or wants you to know what it found "
         "there: a label in the form that it has here, the title that belongs in brief.yaml.",
         severity="note", firm=False),
    _warning("IMP002", "Something wasn't carried over",
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
    _warning("CHK005", "A validator is missing",
             "A validator that `check` runs isn't on this machine, so the artifact was not checked by it."),
    _warning("CHK006", "A validator has a remark", "A validator on this machine warns of something in the artifact."),
    Code("CHK016", "A remark that is explained",
         "A validator warns of something that is right as it is. The hint says why; docs/validators.md lists all such "
         "remarks, and how it is seen that the reason holds. An error is never explained away.",
         severity="note", firm=False),
    Code("CHK007", "Words are missing from an artifact",
         "Every word of the sections is looked for in each artifact, in its order. Some aren't there."),
    Code("ACC001", "A certificate that the content contradicts",
         "brief.yaml names somebody who certifies that the EPUB conforms to WCAG 2.2, but it has what no conforming "
         "book can have. The claim is not written."),
    Code("PAGE001", "Words beyond the edge of the page",
         "Something doesn't fit on a page of the PDF, so that readers of paper would not see all of its words: a note "
         "longer than a page, a table with more columns than there is room for.", firm=False),
    _warning("PAGE002", "A note on another page than its call",
             "A page has no room for all the notes that it calls, so that some of them stand on the next one. Readers "
             "find them there; shorter notes, or fewer of them in one place, would stand where they are called."),
    # the machine
    _machine("ENG001", "An engine is missing",
             "A program or library that a build needs isn't on this machine. `briefpress doctor` says how to get it."),
    _machine("ENG002", "An engine failed", "An engine stopped. What it said is in the message."),
    _machine("ENG003", "An engine took too long", "An engine was stopped because it ran past its time or memory."),
    _machine("OUT001", "Output that can't be written",
             "The output folder can't be made or written to. The last good edition is as it was."),
    Code("BUG001", "A bug of ours", "Briefpress itself failed. Please report it, with the message.", exit_code=70),
)  # fmt: skip

REGISTRY: dict[str, Code] = {code.code: code for code in _CODES}

REINSTALL = "Install Briefpress again: `sh scripts/setup.sh` in its repository, or `pip install --force-reinstall .`"
"""What to do where a library of the program's own is missing."""
