"""The kinds of findings on evidence: quotations, figures, pins, receipts, claims, documents."""

from __future__ import annotations

from briefpress.codes.kinds import Code, warning

CODES = (
    # evidence
    Code("EVID001", "Quotation not found", "The document behind the cited source holds nothing like the quotation."),
    Code("EVID002", "Altered quotation",
         "The document behind the cited source holds words close to the quotation, but not the same."),
    warning("EVID003", "Quotation not checked",
             "No document stands behind the cited source (`sources/documents/KEY.EXT`), so nobody has compared the "
             "words."),
    Code("EVID004", "Quotation from another source",
         "The words stand in the document of another source than the one that is cited for them."),
    Code("EVID005", "Quotation on another page",
         "The words stand in the document, but not on the page, or in the paragraph, that the citation names."),
    warning("EVID006", "A gap that leaves out a negation",
             "The dots of a quotation (`[…]`) stand for words with a negation in the midst of its sentence, so that "
             "what is left may say the opposite."),
    warning("EVID010", "Figure not found",
             "The documents behind the cited sources hold no figure that this one could stand for, in any of its usual "
             "writings: rounded, in words, with another unit of thousands."),
    warning("EVID011", "Figure contradicted",
             "Where the document behind the cited source speaks of the same, it has another figure, or has this one go "
             "the other way: a fall for a rise."),
    warning("EVID012", "Figure not checked",
             "The brief knows the document behind the cited source, but it isn't on this machine, and no receipt says "
             "that the figure was found in it."),
    warning("EVID013", "Figure on another page",
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
    warning("EVID024", "Pin not checked",
             "The document that a pin leads to isn't here, and sources/evidence.lock doesn't vouch for the claim, so "
             "nobody has looked whether the passage is there."),
    Code("EVID025", "Pin that ties nothing",
         "A pin stands at something else than words of a sentence, or `.claim` has no pin, so that nothing is "
         "checked."),
    warning("EVID026", "Unseen source that is none",
             "`evidence: {unseen: …}` in brief.yaml excuses the claims on a source, but no record has its key, or its "
             "document is known by now."),
    warning("EVID027", "Attribute that nothing reads",
             "A part of a text that is marked as `.claim` or `.translation` has an attribute that is neither `pin` nor "
             "`original`: a slip of the pen, and the words are compared as if it weren't there."),
    Code("EVID030", "A review that isn't carried over",
         "sources/reviews.json has somebody's review of a claim that isn't in the brief any more in those words, or "
         "whose passage in the source is another now. What they saw is gone, so that the desk doesn't count it.",
         severity="note", firm=False),
    Code("EVID031", "Reviews that can't be read",
         "sources/reviews.json, or a file of reviews that `briefpress review take` was given, isn't what the desk "
         "writes. A merge may have left its marks in it."),
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
    warning("CLAIM002", "Quotation without a source",
            "Five words and more stand between quotation marks, or in a block of their own, and nothing near them is "
            "cited, so that nobody can look whether they were said. Only briefs that cite are held to it."),
    warning("CLAIM010", "Likelihood and confidence in one sentence",
             "A judgement's likelihood is one thing, how well it is founded another. In one sentence readers take each "
             "for the other, which ICD 203 therefore bars."),
    warning("CLAIM011", "Two words for one likelihood",
             "The key judgements mix the synonyms of their scale, such as “likely” and “probable”. Readers will look "
             "for the difference."),
    warning("CLAIM012", "Word outside the scale",
             "A key judgement says how likely something is in a word that has no place on the brief's scale, so that "
             "everybody reads another likelihood into it."),
    warning("CLAIM013", "Word and percentage that disagree",
             "A percentage stands beside a word of likelihood, and lies outside the range that the scale gives the "
             "word."),
    Code("CLAIM020", "Sources cited once only",
         "Each of these sources is cited once. One that carries an argument is mostly cited again; one that doesn't "
         "may be a passing find.", severity="note", firm=False),
    warning("CLAIM021", "A judgement on sources of one owner",
             "All sources of a key judgement have the same publisher, paper, authority or author. They may be one "
             "source that speaks several times."),
    Code("CLAIM022", "Sources never cited",
         "These records of the bibliography are cited nowhere in the brief.", severity="note", firm=False),
    warning("CLAIM023", "Source older than the brief allows",
             "A source is older, at the date of the brief, than `evidence: {oldest: …}` in brief.yaml. Law, treaties "
             "and judgments don't age."),
    Code("CLAIM024", "Retracted source", "The brief cites what `evidence: {retracted: […]}` in brief.yaml names."),
    warning("CLAIM025", "Source that calls itself retracted",
             "The record of a source that the brief cites says that it was retracted or withdrawn."),
    # documents and their records
    Code("SRC001", "A document other than its record says",
         "The file isn't the one that was added: its SHA-256 isn't that of its record, `KEY.source.yaml`. Quotations "
         "would be compared with something that nobody looked at.", firm=False),
    warning("SRC002", "A kept text of another document",
             "`KEY.passages.txt` is made of the document as it is, for people to read and compare. This one is of an "
             "earlier state of it."),
    warning("SRC003", "A document that isn't here",
             "A record in sources/documents is of a document that isn't there, though it may be published with the "
             "brief, or of one by another name."),
    warning("SRC004", "A document without a reference",
             "The bibliography has no record with the key by which the document is called, so that nothing can cite "
             "it and it is compared with nothing."),
    Code("SRC005", "A private document in git",
         "The record says that the document may not be published (`rights: private`), but git has it or its text, or "
         "would take it, and give it to whoever gets the repository.", firm=False),
    warning("SRC006", "A document that can't be read",
             "The file in sources/documents, or its record, can't be read, so that no quotation is compared with it. "
             "A scan has no words: a program for reading scans, such as ocrmypdf, puts them in."),
    warning("SRC007", "Two documents of one source",
             "Two files in sources/documents have the same key. Which of them is meant is anyone's guess."),
    Code("SRC008", "A document that can't be kept",
         "`briefpress source add` can't have the document, can't read it, or would write over one that is kept "
         "already."),
    warning("SRC009", "A source that can't be looked at again",
             "`briefpress source refresh` couldn't fetch the address of a document. What is kept stays, and is what "
             "the brief is held against."),
    warning("SRC010", "A source that changed",
             "What stands at the address of a document now, or in its file, isn't what was added. With `--accept` the "
             "new one is kept."),
    warning("SRC011", "A claim on a passage that changed",
             "A quotation, figure or pin of the brief rests on a passage of a source that changed since it was added."),
    warning("SRC012", "A document that says otherwise than its reference",
             "The title or the year that the document gives itself isn't that of its record in the bibliography: it is "
             "another document, or the record is wrong."),
    warning("SRC013", "A reference that wasn't written",
             "`briefpress source add --write` adds a record to a bibliography only where it can see that all else in "
             "the file stays as it is."),
    warning("SRC014", "Pages that nobody could read",
            "Some pages of a document are pictures without text. What is quoted of them is not found, though it may "
            "be there. A program for reading scans, such as ocrmypdf, puts their words in."),
    warning("SRC015", "Rights that may have been meant as private",
            "A document's record says in `rights` that it isn't for everybody, but doesn't begin with the word "
            "`private`, which alone keeps it out of git and of every artifact."),
)  # fmt: skip
