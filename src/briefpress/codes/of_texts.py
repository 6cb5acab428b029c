"""The kinds of findings on what an author writes: settings, sections, citations, links, pictures, data."""

from __future__ import annotations

from briefpress.codes.kinds import Code, machine, note, warning

CODES = (
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
    warning("META001", "No date",
             "Without a date the edition can't be cited, and its artifacts carry none. Give `date:` in brief.yaml."),
    warning("META002", "No authors",
             "Nobody is named as author. Reference managers, catalogues and the EPUB's metadata want one."),
    warning("META003", "A language without words",
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
    warning("STAT001", "An embargo without its end",
             "Those who get the brief before others must know until when to keep it. Give `embargo:` in brief.yaml."),
    warning("STAT002", "An embargo on a final edition",
             "brief.yaml says until when the brief is held back, but its status is final: readers are told of no "
             "embargo."),
    warning("STAT003", "An embargo that ends before the brief's date",
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
    warning("SECT007", "Section without a heading",
             "A section begins with a heading of level one, or has a `title` in its front matter. Without one it "
             "runs on from the section before, and has no place in the contents."),
    Code("SECT008", "Nested too deep",
         "Too many quotations, lists or components stand in each other. No page could show them."),
    Code("SECT009", "Empty heading",
         "A heading has no words. Contents, bookmarks and an e-book's navigation can't name it."),
    warning("SECT010", "A heading that skips a level",
             "A heading is more than one level below the heading before it, as `####` after `#`. Readers who go from "
             "heading to heading would look for what is missing, so that it is printed one level below."),
    warning("COMP001", "A component by another name",
             "A fenced div has a class that is nearly, but not quite, the name of a component."),
    Code("COMP002", "A fence that opens or closes nothing",
         "A line of three colons opens no component or closes none, or a component or a block of code is never "
         "closed. pandoc would print the line as text, or take all that follows into the component.", firm=False),
    Code("COMP003", "Words in an attribute that nothing prints",
         "A title, caption or note stands in the braces of something that prints none, such as a fenced div that is no "
         "component. Other programs have components that aren't known here.", firm=False),
    warning("MARK001", "Mark-up that is printed as it stands",
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
    warning("NOTE003", "A note that nothing calls", "A note that no text calls would not be printed."),
    warning("NOTE004", "A note too long for the foot of a page",
             "A note of more than thirty lines would be cut off at the foot of a page, and so would several that one "
             "line calls, if they have more than thirty-five together. On paper it stands at the end of its section, "
             "and at the foot of its page the number of that one. The other formats have it among the notes."),
    Code("TBL001", "A cell too many",
         "A row has more cells than its table has columns. What is in them would not be printed."),
    Code("TBL002", "A word cut by the edge of a column",
         "In a table of spaces and dashes, a column ends where the dashes of the next one begin. A word that stands "
         "across that edge would be printed in two cells."),
    warning("LIMIT001", "More words than allowed", "The brief has more words than `limits.words` in brief.yaml."),
    warning("LIMIT002", "More pages than allowed", "The PDF has more pages than `limits.pages` in brief.yaml."),
    warning("ABBR001", "Abbreviation never used", "brief.yaml explains an abbreviation that no section uses."),
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
    warning("CITE006", "A record with something to mend",
             "A record of the bibliography has no type, or a field that would be left out: a date that is none, or a "
             "name that CSL doesn't know."),
    Code("CITE007", "No semicolon between two sources",
         "A bracket cites a second source behind the first without a semicolon, so that it would be lost."),
    # cross-references
    Code("REF001", "Unknown label", "A cross-reference points at a label that nothing in the brief has."),
    Code("REF002", "Label given twice", "Two things have the same label; a reference to it could mean either."),
    warning("REF003", "Label never used", "A figure, table, box or section has a label that no reference uses. "
             "A figure that the text doesn't speak of is a figure that the reader doesn't need."),
    Code("LINK001", "Link to nothing", "A link points inside the brief, at a place that it doesn't have."),
    Code("LINK002", "Link that readers can't follow",
         "A link leads to a file beside the section, or has an address of a kind that paper, e-books and the web don't "
         "share. Only what is published with the brief, or stands on the web, can be reached."),
    warning("LINK003", "Dead link",
             "`briefpress links` asked for the address, and its server says that nothing is there, or there is no such "
             "server any more. Where an archived copy of a source is known, the references give that."),
    note("LINK004", "Link that has moved",
          "The server says that the page has another address for good. The old one leads there for as long as it "
          "pleases the server."),
    note("LINK005", "Link that nobody could look at",
          "The server didn't answer, or turns programs away, or has more to do than it can. That says nothing of the "
          "page: look at it yourself."),
    warning("LINK006", "Link to a page that is lost",
             "The server gives a page, but one that says that nothing is there, or the front of its site, or the same "
             "that it gives for any address."),
    warning("LINK007", "No network",
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
    Code("DATA001", "Data that can't be read",
         "A data file is missing, outside the brief, empty, damaged, not what its name says, or not a table."),
    Code("DATA002", "Unknown column", "A chart or table names a column that its data hasn't."),
    Code("DATA003", "Chart or table that can't be made",
         "The block that describes a chart or a table has a key that is unknown, missing or of the wrong kind."),
    Code("DATA004", "Cell that holds no data",
         "A cell holds a formula, an error, a number that is none or has no end, a table of its own or bytes, or is "
         "merged with others. A brief works nothing out: it shows the values that a file has."),
    Code("DATA005", "Rows that the data hasn't", "`where` asks for a value that no row of the data has."),
    Code("DATA006", "Query that can't be answered",
         "A query is one SELECT over one file of the brief. It reads nothing else, and what it answers is the same "
         "each time: it knows neither chance nor the day."),
    Code("DATA007", "More data than a brief holds",
         "A data file is larger than a chart or a table can be, or a query takes more time or memory than it gets."),
    warning("DATA008", "Hidden rows or columns",
            "A sheet of a workbook hides rows or columns, which are read like all others: what a program doesn't show "
            "of a file still is in the file."),
    Code("DATA009", "Cell that holds no day",
         "A column of days holds something else. 03/04/2024 is a day in March or in April: ISO 8601 has one form."),
    warning("DATA010", "Data from nowhere",
            "A chart, a table or a value is made of a file that has no record, `NAME.EXT.source.yaml` beside it: "
            "nobody can tell which source its figures are from, and whether it still is the file that somebody saw."),
    Code("DATA011", "Data other than its record says",
         "The SHA-256 of a file of data isn't that of its record. Whoever changes a figure says so by `briefpress data "
         "add`, after a look at the text that rests on it.", firm=False),
    Code("DATA012", "A record of an unknown source",
         "The record of a file of data names a key that the bibliography hasn't."),
    warning("DATA013", "A record without its file", "A record in sources/data is of a file that isn't there."),
    Code("DATA014", "Faulty record",
         "The record of a file of data can't be read, lacks its SHA-256, or has a key that is unknown or of the wrong "
         "kind."),
    Code("DATA015", "Data that can't be kept",
         "`briefpress data add` can't have the file, or it isn't data, or it would write over another one."),
    warning("DATA016", "Data that can't be fetched",
            "`briefpress data refresh` couldn't fetch a file from its address. What is kept stays."),
    Code("DATA017", "Refused data",
         "What `briefpress data refresh` fetched isn't what the brief was made with: its columns are others, it lost "
         "more rows than its record allows, its numbers seem to be of another unit, or it is no data at all. With "
         "`--accept` it is taken nevertheless, as long as it can be read."),
    warning("DATA018", "Data that changed at its address",
            "What stands at the address of a file of data isn't what was fetched before."),
    warning("DATA019", "A figure that moves",
            "A value, a chart or a table of the brief says something else with the new data. The sentences around it "
            "may be wrong now."),
    Code("DATA030", "Format that a column can't have",
         "The format of a table's column is none that there is, or one of its cells can't be written by it."),
    Code("DATA031", "Total that can't be formed",
         "A table is to show what a column comes to that it doesn't show, that isn't numbers alone, that holds days or "
         "nothing, or in which the label of the total stands."),
    warning("DATA032", "Sum of shares of different wholes",
            "A total sums up shares that don't come to 100 %. Rates of different groups have no sum, and their mean is "
            "theirs alone where the groups are of one size."),
    warning("DATA033", "Sum over empty cells",
            "A total is a sum of a column that has empty cells: of the figures that are known. A note on the column, "
            "or on the total, tells readers so."),
    Code("DATA034", "Note or highlight for no cell",
         "A note or a highlight of a table is for a row, a column, a group or a total that the table doesn't show, or "
         "names none."),
    Code("DATA035", "Condition that can't be weighed",
         "A condition by which cells of a table stand out can't be read, names what no column is called, or compares a "
         "number with a text."),
    Code("DATA036", "Row without a group",
         "A table is grouped by a column that is empty in one of its rows."),
    Code("DATA037", "Total without a name",
         "A row of totals holds sums beside means or the like, so that no word of ours says truly what it is."),
    Code("DATA038", "Table that is too long",
         "A table shows more rows of its data than a reader follows, and than can be laid out on paper in a time of "
         "any use."),
    Code("CHART001", "Data that its form of chart can't show truly",
         "A chart has more series or names than it has colours and room for, two rows for one place, a share below "
         "nought, a slope of other than two moments, a range that ends before it begins, or nothing to draw. What is "
         "drawn all the same would be false, or not be read."),
    Code("CHART002", "Rows and areas of a map that don't join",
         "A row of a map's data names an area that its file of shapes hasn't, or that it has several times. Its figure "
         "would be missing from the map, or stand in the wrong place."),
    warning("CHART003", "Areas of a map without a row",
            "The file of shapes has areas that no row of the data is for. They are hatched, as are those whose cell is "
            "empty: an empty cell says that there is no figure, a row that isn't there may have been forgotten."),
    Code("CHART004", "File of a chart that can't be used",
         "A chart names a file of shapes or a specification that isn't in the brief, is too large, or holds something "
         "else. Shapes are TopoJSON or GeoJSON with polygons."),
    Code("CHART010", "Vega-Lite that a brief can't hold",
         "A chart asks for something from elsewhere (an address, a picture, data of its own), for a link, for chance "
         "or the clock, or for more charts than a drawing holds. A build fetches nothing, and gives the same bytes "
         "each time."),
    Code("CHART011", "Vega-Lite that can't be drawn",
         "A word in a chart isn't one of Vega-Lite's, which would pass over it in silence, or Vega can't make sense of "
         "an expression or a scale."),
    Code("CHART012", "Chart that takes too much",
         "A chart took longer, or more memory, than any chart wants. A build ends, whatever it is given."),
    Code("STYLE001", "Style sheet that can't be used",
         "styles/house.css has a rule that isn't CSS, which would be passed over in silence, or one that fetches a "
         "file: a page needs nothing but itself."),
    # print
    Code("PRINT001", "Colour profile that can't be used",
         "`look.print.profile` names no ICC profile of a printing press with CMYK inks in the styles folder. The "
         "printer has the right one."),
    machine("PRINT002", "No colour profile here",
             "A PDF for a press is made for its inks, which an ICC profile describes. The brief has none in its styles "
             "folder, and none of those that systems share is on this machine."),
    warning("STYLE002", "Colours too much alike",
             "styles/house.css sets a colour that can't be read on the ground that it stands on. The measure is that "
             "of WCAG 2.2: a contrast of 4.5:1 for text, of 3:1 for the lines and bars of charts. It is computed for "
             "every pair that the style sets, on paper and light screens and on dark ones, where the accent is "
             "lightened by itself."),
    Code("STYLE003", "Token of the wrong kind",
         "styles/house.css gives a token that is a colour a value that is none, or one that paper, charts and screens "
         "can't share; or one that is a number a value that is none. What is set in it would not look as you "
         "meant it."),
    warning("STYLE004", "Token that nothing uses",
             "styles/house.css sets a token whose name is nearly that of one of the style's, so that the style's own "
             "value stays. A token of your own that a rule of the sheet uses is none of these."),
)  # fmt: skip
