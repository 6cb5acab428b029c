"""The stages of a run in; each with the key of all that it depends on, and what it gives, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from briefpress import needs, versions
from briefpress.cache import Store
from briefpress.diagnostics import Outcome
from briefpress.engines import pandoc
from briefpress.memo import Kept, Memo, Parts, digest
from briefpress.model import Library, Project
from briefpress.running import Run
from briefpress.stages.assemble import Expansion

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Input(Generic[T]):
    """What a stage is given besides the project and what came before it, and the parts that it consists of."""

    value: T
    parts: Parts


class Chain:
    """The stages of one brief, one after the other."""

    def __init__(self, work: Run, store: Store, project: Project) -> None:
        self._work, self._project = work, project
        self.memo = Memo(store, project.root)

    def step(
        self, name: str, stage: Callable[..., Outcome[T]], before: Kept[Any] | None = None, *inputs: Input[Any]
    ) -> Kept[T]:
        """What a stage gives, over what came before it. It is called with the project and that as it may see them."""
        wanted = needs.NEEDS[name]
        parts = needs.parts(self._project, wanted) | engines(wanted.libraries)
        for given in inputs:
            parts |= given.parts
        if before is not None:
            parts |= before.parts(*wanted.takes)

        def made() -> Outcome[T]:
            project = needs.seen(self._project, wanted)
            taken = (before.only(*wanted.takes, project=project),) if before is not None else ()
            return stage(project, *taken, *(given.value for given in inputs))

        def asked() -> Outcome[Kept[T]]:
            return self.memo.stage(name, parts, made, wanted.kind, wanted.gives)

        value = self._work.take(name, asked)
        return value if before is None else value.over(before)


def engines(libraries: Iterable[str]) -> Parts:
    """The versions of what does the work, by name; and this program."""
    known = versions.of(*(name for name in libraries if name != "pandoc"))
    return {
        "Briefpress": versions.program(),
        **known,
        **({"pandoc": pandoc.version()} if "pandoc" in libraries else {}),
    }


def texts(project: Project, read: tuple[Expansion, ...]) -> Input[tuple[Expansion, ...]]:
    """The sections as pandoc will read them: their files, what they include, the variables that stand in them."""
    parts = {"the order of the sections": digest([section.path for section in project.sections])}
    for one in read:
        parts |= one.expanded.inputs
        parts |= {f"the variable {name}": digest(value) for name, value in one.expanded.values.items()}
    parts |= {section.path: digest(section.text) for section in project.sections}
    return Input(read, {**parts, "what is wrong with the sections": digest([one.found for one in read])})


def weighed_against(library: Library) -> Input[Library]:
    """The library as evidence: its records, its documents, the receipts of what they say."""
    parts = {
        "the records": digest([library.records, library.places, library.whole]),
        "what is known of the documents": digest(library.accessions),
        "sources/evidence.lock": digest(library.lock),
    }
    documents = {d.path: digest([d.key, d.sha256, d.private, d.text]) for d in library.documents.values()}
    return Input(replace(library, dead={}), parts | documents)


def cited_from(library: Library) -> Input[Library]:
    """The library as what is cited: its records, its dead links, the citation style."""
    parts = {
        "the records": digest([library.records, library.whole]),
        "sources/links.lock": digest(library.dead),
        "the citation style": digest(library.style.read_bytes()),
    }
    return Input(replace(library, places={}, documents={}, accessions={}, lock=None), parts)
