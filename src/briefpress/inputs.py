"""What stages are given beside the project and each other, in; the same with the parts that it consists of, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from briefpress.diagnostics import Diagnostic
from briefpress.look import HOUSE, Look
from briefpress.memo import Kept, Parts, digest, of_files
from briefpress.model import Artifact, Attachment, Library, Profile, Project
from briefpress.stages.assemble import Expansion
from briefpress.stages.desk import shown

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Input(Generic[T]):
    """A value that a stage is given, made only if the stage runs, and what it consists of, by name."""

    make: Callable[[], T]
    parts: Parts


def kept(value: Kept[T]) -> Input[T]:
    """What another stage gave."""
    return Input(value.whole, value.parts(*value.cells))


def texts(project: Project, read: tuple[Expansion, ...]) -> Input[tuple[Expansion, ...]]:
    """The sections as pandoc will read them: their files, what they include, the variables that stand in them."""
    parts = {"the order of the sections": digest([section.path for section in project.sections])}
    for one in read:
        parts |= of_files(one.expanded.inputs)
        parts |= {f"the variable {name}": digest(value) for name, value in one.expanded.values.items()}
    said = [value for one in read for value in one.values]
    parts |= {
        f"the value {name}": digest([v for v in said if v.name == name]) for name in dict.fromkeys(v.name for v in said)
    }
    parts |= of_files({section.path: digest(section.text) for section in project.sections})
    parts["which conditional parts stand"] = digest([one.absent for one in read])
    parts["what is wrong with the sections"] = digest([one.found for one in read])
    return Input(lambda: read, parts)


def tokens(look: Look) -> Input[Mapping[str, str]]:
    """The colours, letters and sizes of a style, which a chart is drawn in."""
    return Input(lambda: look.tokens, {"the tokens of the style": digest(look.tokens)})


def style(look: Look) -> Input[Look]:
    """The look of a brief; which of the program's styles it is, is an option."""
    return Input(lambda: look, {HOUSE: digest(look.house), "which pictures the style has": digest(look.pictures)})


def weighed_against(library: Library) -> Input[Library]:
    """The library as evidence: its records, its documents, the receipts of what they say."""
    parts = {
        "the records": digest([library.records, library.places, library.whole]),
        "what is known of the documents": digest(library.accessions),
        "sources/evidence.lock": digest(library.lock),
    }
    documents = {d.path: digest([d.key, d.sha256, d.private, d.text]) for d in library.documents.values()}
    return Input(lambda: replace(library, dead={}), parts | of_files(documents))


def about_evidence(found: Iterable[Diagnostic]) -> Input[tuple[Diagnostic, ...]]:
    """What was found, as far as the desk shows it."""
    seen = shown(found)
    return Input(lambda: seen, {"what was found about the evidence": digest(seen)})


def cited_from(library: Library) -> Input[Library]:
    """The library as what is cited: its records, its dead links, the citation style."""
    parts = {
        "the records": digest([library.records, library.whole]),
        "sources/links.lock": digest(library.dead),
        "the citation style": digest(library.style.read_bytes()),
    }
    return Input(lambda: replace(library, places={}, documents={}, accessions={}, lock=None), parts)


def travelling(attachments: tuple[Attachment, ...]) -> Input[tuple[Attachment, ...]]:
    """The files that travel within a PDF."""
    return Input(lambda: attachments, {f"the attachment {one.name}": digest(one) for one in attachments})


def inks(profile: Profile | None) -> Input[Profile | None]:
    """The inks and the paper of a press; none where a PDF is for a screen."""
    return Input(lambda: profile, {"the profile of the press": digest(profile.data) if profile else "none"})


def finished(artifact: Artifact | None) -> Input[Artifact | None]:
    """An artifact, or that there is no PDF."""
    if artifact is None:
        return Input(lambda: None, {"the PDF": "none"})
    return Input(lambda: artifact, {f"the {artifact.format.upper()}": digest(artifact)})
