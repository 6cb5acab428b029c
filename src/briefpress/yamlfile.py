"""YAML text in; plain data, the place of every key, and findings for what isn't YAML out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from briefpress.diagnostics import Diagnostic, Span, finding

MAX_NODES = 100_000


@dataclass(frozen=True, slots=True)
class YamlData:
    """The data of a YAML text, and for each key path (`look.paper`, `authors.0.name`) where it stands."""

    value: Any
    marks: dict[str, Span] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


class _Loader(yaml.SafeLoader):
    """YAML's safe loader, for values alone: the tree is walked here, so that places and twins are seen.

    A date stays the text that the author wrote: the settings' types say where a date is meant.
    """


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(text: str, path: str, first_line: int = 1) -> YamlData:
    """Read a YAML text that begins at `first_line` of the file at `path`.

    Anchors are honoured, but a document that grows past MAX_NODES nodes by them is refused.
    """

    def span(mark: yaml.Mark) -> Span:
        return Span(path, mark.line + first_line, mark.column + 1)

    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return YamlData(None)
        reader = _Reader(loader, span, path)
        value = reader.read(root, "")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = span(mark) if mark else Span(path)
        return YamlData(None, {}, (_broken(error, place, text, first_line),))
    except (yaml.YAMLError, ValueError) as error:
        return YamlData(None, {}, (finding("CONF001", f"This isn't YAML: {error}.", Span(path)),))
    finally:
        loader.dispose()
    return YamlData(value, reader.marks, tuple(reader.found))


def _broken(error: yaml.MarkedYAMLError, place: Span, text: str, first_line: int) -> Diagnostic:
    lines = text.splitlines()
    line = lines[place.line - first_line] if 0 <= place.line - first_line < len(lines) else ""
    hint = "Look at this line and the one before it."
    if "mapping values are not allowed" in str(error.problem) and line.count(":") > 1:
        hint = "A text with a colon in it wants quotation marks around it."
    elif "\t" in line or "'\\t'" in str(error.problem):
        hint = "Indent with spaces; YAML takes no tabs."
    return finding("CONF001", f"This isn't YAML: {error.problem}.", place, hint)


class _Reader:
    """Builds data from YAML nodes, noting where each key stands."""

    def __init__(self, loader: _Loader, span: Any, path: str) -> None:
        self._loader, self._span, self._path = loader, span, path
        self._nodes = 0
        self.marks: dict[str, Span] = {}
        self.found: list[Diagnostic] = []

    def read(self, node: yaml.Node, key: str) -> Any:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise ValueError("it unfolds to more than a brief could need")
        self.marks.setdefault(key, self._span(node.start_mark))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, _join(key, str(i))) for i, child in enumerate(node.value)]
        return self._loader.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, key: str) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name_node, child in node.value:
            name = str(self._loader.construct_object(name_node, deep=True))
            place = self._span(name_node.start_mark)
            path = _join(key, name)
            if name in data:
                self.found.append(
                    finding("CONF006", f"The key `{name}` is given twice.", place,
                            "Keep one of the two.", (self.marks[path],))
                )  # fmt: skip
                continue
            self.marks[path] = place
            data[name] = self.read(child, path)
        return data


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
