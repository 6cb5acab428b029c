"""The stages of a run in; each with the key of all that it depends on, and what it gives, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from briefpress import needs, versions
from briefpress.diagnostics import Outcome
from briefpress.engines import pandoc
from briefpress.inputs import Input
from briefpress.memo import Kept, Memo, Parts
from briefpress.model import Project
from briefpress.needs import Engine
from briefpress.running import Run

T = TypeVar("T")


class Chain:
    """The stages of one brief, one after the other.

    `runs` is called with the name of each that the store has no outcome of, before it runs.
    """

    def __init__(self, work: Run, memo: Memo, project: Project, runs: Callable[[str], None]) -> None:
        self._work, self._memo, self._project, self._runs = work, memo, project, runs

    @property
    def project(self) -> Project:
        """The project, of which each stage sees as much as it needs."""
        return self._project

    def step(
        self, name: str, stage: Callable[..., Outcome[T]], before: Kept[Any] | None = None, *inputs: Input[Any]
    ) -> Kept[T]:
        """What a stage gives, over what came before it; what it finds is a finding of the run."""
        return self._work.take(name.partition(" ")[0], lambda: self.ask(name, stage, before, *inputs))

    def anew(self, name: str, stage: Callable[[T], Outcome[T]], before: Kept[T]) -> Kept[T]:
        """What a stage gives that looks at more than any key could name, and so runs each time."""
        return self._work.take(name, lambda: self._memo.anew(name, stage, before, project=self._project))

    def ask(
        self, name: str, stage: Callable[..., Outcome[T]], before: Kept[Any] | None = None, *inputs: Input[Any]
    ) -> Outcome[Kept[T]]:
        """The outcome of a stage, which is called with the project and what came before as it may see them.

        What stands behind the first word of its name tells several of its kind apart.
        """
        wanted = needs.NEEDS[name.partition(" ")[0]]
        parts = needs.parts(self._project, wanted) | engines(wanted.engines)
        for given in inputs:
            parts |= given.parts
        if before is not None:
            parts |= before.parts(*wanted.takes)

        def made() -> Outcome[T]:
            self._runs(name)
            project = needs.seen(self._project, wanted)
            taken = (before.only(*wanted.takes, project=project),) if before is not None else ()
            return stage(project, *taken, *(given.make() for given in inputs))

        outcome: Outcome[Kept[T]] = self._memo.stage(name, parts, made, wanted.kind, wanted.gives)
        return outcome if before is None else Outcome(outcome.value.over(before), outcome.diagnostics)


def engines(names: Iterable[Engine]) -> Parts:
    """The versions of what does the work, by name: these engines, and all libraries; and this program."""
    asked: dict[Engine, tuple[str, Callable[[], str]]] = {
        "pandoc": ("pandoc", pandoc.version),
        "fonts": ("the fonts of this machine", versions.fonts),
        "letters": ("what this machine sets letters with", versions.typesetters),
    }
    return {
        "Briefpress itself": versions.program(),
        **{f"the library {name}": version for name, version in versions.installed().items()},
        **{told: ask() for told, ask in (asked[name] for name in names)},
    }
