"""Documents as Word saves them after a review: tracked changes and comments put into the XML of a DOCX, by hand."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import msgspec
from lxml import etree

from briefpress import ast
from briefpress.engines import pandoc
from briefpress.model import ResolvedManuscript

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NS = {"w": W[1:-1]}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
IDA = {"author": "Ida Marsh", "date": "2026-01-20T10:00:00Z"}
BEN = {"author": "Ben Okoro", "date": "2026-01-21T09:30:00Z"}


def printed(resolved: ResolvedManuscript) -> bytes:
    """A DOCX with the text of a brief, as pandoc alone writes it: it tells nothing of where it is from."""
    blocks = [block for section in resolved.sections for block in section.blocks]
    done = subprocess.run(
        [pandoc.program(), "-f", "json", "-t", "docx", "-o", "-"],
        input=msgspec.json.encode(ast.document([*blocks, *resolved.references])), capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout


class Document:
    """A DOCX whose text can be changed as a reviewer changes it."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])
        self.notes = etree.fromstring(self.parts["word/footnotes.xml"]) if "word/footnotes.xml" in self.parts else None
        self._comments: list[Any] = []
        self._threads: list[tuple[str, str, bool]] = []
        self._number = 9000

    def saved(self, path: Path) -> Path:
        """Write it to a file."""
        self.parts["word/document.xml"] = etree.tostring(self.body, xml_declaration=True, encoding="UTF-8")
        if self.notes is not None:
            self.parts["word/footnotes.xml"] = etree.tostring(self.notes, xml_declaration=True, encoding="UTF-8")
        if self._comments:
            self._save_comments()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return path

    def paragraph(self, words: str, nth: int = 0) -> Any:
        """The paragraph that has some words, of the text or of a note."""
        roots = [self.body, *([self.notes] if self.notes is not None else [])]
        found = [p for root in roots for p in root.iter(f"{W}p") if words in text_of(p)]
        return found[nth]

    def replace(self, old: str, new: str, by: dict[str, str] = IDA, *, within: str = "", italic: bool = False) -> Any:
        """Track a replacement of the first place that has some words."""
        paragraph = self.paragraph(within or old)
        begin = text_of(paragraph).index(old, text_of(paragraph).index(within) if within else 0)
        runs = self._cut(paragraph, begin, begin + len(old))
        self._delete(runs, by)
        if new:
            last = runs[-1].getparent()
            last.addnext(self.inserted(new, by, italic=italic))
        return paragraph

    def insert(self, before: str, new: str, by: dict[str, str] = IDA, *, italic: bool = False) -> None:
        """Track an insertion behind some words."""
        paragraph = self.paragraph(before)
        at = text_of(paragraph).index(before) + len(before)
        runs = self._cut(paragraph, at - 1, at)
        runs[-1].addnext(self.inserted(new, by, italic=italic))

    def insert_paragraph(self, behind: str, new: str, by: dict[str, str] = IDA) -> None:
        """Track a new paragraph behind the one that has some words, as Word does: the mark of the old one is new."""
        paragraph = self.paragraph(behind)
        other = etree.Element(f"{W}p")
        properties = paragraph.find(f"{W}pPr")
        if properties is not None:
            other.append(deepcopy(properties))
        other.append(self.inserted(new, by))
        paragraph.addnext(other)
        self._mark(paragraph, "ins", by)

    def split(self, words: str, by: dict[str, str] = IDA) -> None:
        """Track that a paragraph ends behind some words and a new one begins."""
        paragraph = self.paragraph(words)
        at = text_of(paragraph).index(words) + len(words)
        last = self._cut(paragraph, at - 1, at)[-1]
        other = etree.Element(f"{W}p")
        following = list(last.itersiblings())
        paragraph.addnext(other)
        other.extend(following)
        self._mark(paragraph, "ins", by)

    def delete_paragraph(self, words: str, by: dict[str, str] = IDA) -> None:
        """Track that a paragraph goes, with its mark."""
        paragraph = self.paragraph(words)
        self._delete(list(paragraph.iter(f"{W}r")), by)
        self._mark(paragraph, "del", by)

    def join(self, words: str, by: dict[str, str] = IDA) -> None:
        """Track that a paragraph goes on in the next one."""
        self._mark(self.paragraph(words), "del", by)

    def move(self, words: str, behind: str, by: dict[str, str] = IDA) -> None:
        """Track that words go behind others."""
        source, target = self.paragraph(words), self.paragraph(behind)
        begin = text_of(source).index(words)
        runs = self._cut(source, begin, begin + len(words))
        for element in (etree.Element(f"{W}moveFromRangeStart"),):
            element.set(f"{W}name", "move1")
            runs[0].addprevious(element)
        self._delete(runs, by, "moveFrom")
        at = text_of(target).index(behind) + len(behind)
        last = self._cut(target, at - 1, at)[-1]
        put = self.inserted(words, by)
        put.tag = f"{W}moveTo"
        last.addnext(put)
        start = etree.Element(f"{W}moveToRangeStart")
        start.set(f"{W}name", "move1")
        put.addprevious(start)

    def restyle(self, words: str, by: dict[str, str] = IDA) -> None:
        """Track that words become bold."""
        paragraph = self.paragraph(words)
        begin = text_of(paragraph).index(words)
        for run in self._cut(paragraph, begin, begin + len(words)):
            properties = _properties(run)
            etree.SubElement(properties, f"{W}b")
            etree.SubElement(self._by(etree.SubElement(properties, f"{W}rPrChange"), by), f"{W}rPr")

    def retype(self, old: str, new: str) -> None:
        """Replace words with tracking turned off."""
        paragraph = self.paragraph(old)
        begin = text_of(paragraph).index(old)
        runs = self._cut(paragraph, begin, begin + len(old))
        runs[0].find(f"{W}t").text = new
        for run in runs[1:]:
            run.getparent().remove(run)

    def comment(
        self,
        words: str,
        said: str,
        by: dict[str, str] = IDA,
        *,
        replies: tuple[tuple[str, dict[str, str]], ...] = (),
        done: bool = False,
    ) -> None:
        """Comment on words; others reply."""
        paragraph = self.paragraph(words)
        begin = text_of(paragraph).index(words)
        runs = self._cut(paragraph, begin, begin + len(words))
        marks = []
        for text, who in ((said, by), *replies):
            number = self._next()
            marks.append(f"{number:08X}")
            comment = self._by(etree.Element(f"{W}comment"), who, number)
            comment.set(f"{W}initials", "".join(part[0] for part in who["author"].split()))
            for line in text.split("\n"):
                p = etree.SubElement(comment, f"{W}p")
                etree.SubElement(etree.SubElement(p, f"{W}r"), f"{W}t").text = line
            p.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", marks[-1])
            self._comments.append(comment)
            self._threads.append((marks[-1], marks[0] if len(marks) > 1 else "", done))
            start, end = etree.Element(f"{W}commentRangeStart"), etree.Element(f"{W}commentRangeEnd")
            for element in (start, end):
                element.set(f"{W}id", str(number))
            runs[0].addprevious(start)
            runs[-1].addnext(end)
            reference = etree.Element(f"{W}r")
            etree.SubElement(reference, f"{W}commentReference").set(f"{W}id", str(number))
            end.addnext(reference)

    def inserted(self, words: str, by: dict[str, str], *, italic: bool = False) -> Any:
        """A tracked insertion."""
        element = self._by(etree.Element(f"{W}ins"), by)
        run = etree.SubElement(element, f"{W}r")
        if italic:
            etree.SubElement(_properties(run), f"{W}i")
        text = etree.SubElement(run, f"{W}t")
        text.text = words
        text.set(_SPACE, "preserve")
        return element

    def _delete(self, runs: list[Any], by: dict[str, str], name: str = "del") -> None:
        for run in runs:
            element = self._by(etree.Element(f"{W}{name}"), by)
            run.addprevious(element)
            element.append(run)
            if name == "del":
                for text in run.findall(f"{W}t"):
                    text.tag = f"{W}delText"
        return

    def _mark(self, paragraph: Any, name: str, by: dict[str, str]) -> None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        marks = properties.find(f"{W}rPr")
        if marks is None:
            marks = etree.SubElement(properties, f"{W}rPr")
        self._by(etree.SubElement(marks, f"{W}{name}"), by)

    def _cut(self, paragraph: Any, begin: int, end: int) -> list[Any]:
        """The runs that have just the letters from `begin` to `end`, cut from others where need be."""
        for edge in (begin, end):
            at = 0
            for text in list(paragraph.iter(f"{W}t")):
                length = len(text.text or "")
                if at < edge < at + length:
                    run = text.getparent()
                    other = deepcopy(run)
                    run.addnext(other)
                    ours, theirs = run.find(f"{W}t"), other.find(f"{W}t")
                    ours.text, theirs.text = text.text[: edge - at], text.text[edge - at :]
                    for item in (ours, theirs):
                        item.set(_SPACE, "preserve")
                    break
                at += length
        found, at = [], 0
        for item in paragraph.iter(f"{W}t", f"{W}footnoteReference"):
            is_text = item.tag == f"{W}t"
            if begin <= at < end and (is_text or at > begin):
                found.append(item.getparent())
            at += len(item.text or "") if is_text else 0
        return found

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _by(self, element: Any, by: dict[str, str], number: int | None = None) -> Any:
        element.set(f"{W}id", str(number or self._next()))
        element.set(f"{W}author", by["author"])
        element.set(f"{W}date", by["date"])
        return element

    def _save_comments(self) -> None:
        root = etree.Element(f"{W}comments", nsmap=_NS)
        root.extend(self._comments)
        self.parts["word/comments.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        space = "http://schemas.microsoft.com/office/word/2012/wordml"
        threads = etree.Element(f"{{{space}}}commentsEx", nsmap={"w15": space})
        for mark, above, done in self._threads:
            entry = etree.SubElement(threads, f"{{{space}}}commentEx")
            entry.set(f"{{{space}}}paraId", mark)
            entry.set(f"{{{space}}}done", str(int(done)))
            if above:
                entry.set(f"{{{space}}}paraIdParent", above)
        self.parts["word/commentsExtended.xml"] = etree.tostring(threads, xml_declaration=True, encoding="UTF-8")
        rels = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        for number, (kind, target) in enumerate(
            [(f"{_OFFICE}/comments", "comments.xml"),
             ("http://schemas.microsoft.com/office/2011/relationships/commentsExtended", "commentsExtended.xml")]
        ):  # fmt: skip
            if not any(r.get("Target") == target for r in rels):
                entry = etree.SubElement(rels, f"{{{rels.nsmap[None]}}}Relationship")
                entry.attrib.update({"Id": f"rIdR{number}", "Type": kind, "Target": target})
        types = etree.fromstring(self.parts["[Content_Types].xml"])
        there = {entry.get("PartName") for entry in types}
        for kind in ("comments", "commentsExtended"):
            if f"/word/{kind}.xml" in there:
                continue
            entry = etree.SubElement(types, f"{{{types.nsmap[None]}}}Override")
            form = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
            entry.attrib.update({"PartName": f"/word/{kind}.xml", "ContentType": form})
        self.parts["[Content_Types].xml"] = etree.tostring(types, xml_declaration=True, encoding="UTF-8")
        self.parts["word/_rels/document.xml.rels"] = etree.tostring(rels, xml_declaration=True, encoding="UTF-8")


def text_of(paragraph: Any) -> str:
    """The letters of a paragraph that aren't deleted."""
    return "".join(t.text or "" for t in paragraph.iter(f"{W}t"))


def _properties(run: Any) -> Any:
    found = run.find(f"{W}rPr")
    if found is None:
        found = etree.Element(f"{W}rPr")
        run.insert(0, found)
    return found


Change = Callable[[Document], None]
