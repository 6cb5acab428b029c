"""YAML text in; plain data, the place of every key, and findings for what isn't YAML out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from briefpress import files
from briefpress.diagnostics import Diagnostic, Span, finding

MAX_NODES = 100_000
MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class YamlData:
    """The data of a YAML text, and for each key path (`look.paper`, `authors.0.name`) where it stands."""

    value: Any
    marks: dict[str, Span] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


class _Loader(yaml.SafeLoader):
    """YAML's safe loader, for values alone: the tree is walked here, so that places and twins are seen.

    It knows the types of YAML 1.2, where `no` is a word and not false, and numbers of 18 digits at most: no longer one
    counts anything. A date stays the text that the author wrote:
    the settings' types say where a date is meant.
    """


_NUMBERS = (
    ("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]),
    ("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")),
    ("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]{0,17})$"), list("-0123456789")),
    ("tag:yaml.org,2002:float", re.compile(r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$"), list("-0123456789")),
)
_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in _NUMBERS:
    _Loader.add_implicit_resolver(_tag, _pattern, _first)


def parse(text: str, path: str, first_line: int = 1) -> YamlData:
    """Read a YAML text that begins at `first_line` of the file at `path`.

    Anchors are honoured, but a document that grows past MAX_NODES nodes by them, or is deeper than MAX_DEPTH, is
    refused.
    """

    def span(mark: yaml.Mark) -> Span:
        return Span(path, mark.line + first_line, mark.column + 1)

    try:
        loader = _Loader(text)
    except yaml.reader.ReaderError as error:
        return YamlData(None, {}, (_unprintable(error, text, path, first_line),))
    try:
        root = loader.get_single_node()
        if root is None:
            return YamlData(None)
        reader = _Reader(loader, span, path)
        value = reader.read(root, "", 0)
    except yaml.MarkedYAMLError as error:
        return YamlData(None, {}, (_broken(error, span, text, path),))
    except _RefusedError as error:
        return YamlData(None, {}, (finding("CONF001", str(error), span(error.mark), error.hint),))
    except RecursionError:
        return YamlData(None, {}, (finding("CONF001", _TOO_DEEP, Span(path), _DEEP_HINT),))
    finally:
        loader.dispose()
    return YamlData(value, reader.marks, tuple(reader.found))


_TOO_DEEP = f"Lists and groups stand more than {MAX_DEPTH} deep in each other."
_DEEP_HINT = "A bracket too many, or a `*` that stands for itself: no setting is deeper than four."
_QUOTE_HINT = "Put the text in quotation marks."


class _RefusedError(Exception):
    """YAML that is sound, but that no brief could mean."""

    def __init__(self, message: str, mark: yaml.Mark, hint: str) -> None:
        super().__init__(message)
        self.mark, self.hint = mark, hint


def _unprintable(error: yaml.reader.ReaderError, text: str, path: str, first_line: int) -> Diagnostic:
    before = text[: error.position]
    place = Span(path, before.count("\n") + first_line, len(before) - before.rfind("\n"))
    message = f"This character (U+{error.character:04X}) can't stand in YAML."
    return finding("CONF001", message, place, "Delete it: it can't be seen, and came with a text from elsewhere.")


_TOLD = (
    (r"mapping values are not allowed", "This colon makes no sense to YAML.",
     "A text with a colon in it wants quotation marks around it."),
    (r"character '\\t'", "This line is indented with a tab.", "Indent with spaces; YAML takes no tabs."),
    (r"character '(.)' that cannot start", "A text can't begin with `{0}` unless it stands in quotation marks.",
     _QUOTE_HINT),
    (r"found another document", "A second document begins here; a file holds one.", "Delete this line, `---`."),
    (r"undefined alias '(.*)'", "YAML takes `*{0}` for a reference to something that isn't there.", _QUOTE_HINT),
    (r"constructor for the tag|tag handle", "YAML takes a text that begins with `!` for the name of a type.",
     _QUOTE_HINT),
    (r"expected <block end>|could not find expected ':'|expected the node content|unknown escape",
     "YAML can't make sense of this line.",
     "Look at it and the one before: a colon, a dash, a space of the indent or a quotation mark is wrong."),
)  # fmt: skip
"""What PyYAML says, as a pattern; the same in an author's words; what to do."""


def _broken(error: yaml.MarkedYAMLError, span: Callable[[yaml.Mark], Span], text: str, path: str) -> Diagnostic:
    """What YAML's own error says, in an author's words, at the place where the author has to look."""
    mark = error.problem_mark or error.context_mark
    if unclosed := _unclosed(error, span):
        return finding("CONF001", *unclosed)
    place = span(mark) if mark else Span(path)
    for pattern, message, hint in _TOLD:
        if match := re.search(pattern, f"{error.problem}"):
            lines = text.splitlines()
            line = lines[mark.line] if mark and mark.line < len(lines) else ""
            if "colon" in message and line.count(":") < 2:
                hint = "The line before lacks its own colon, or this one is indented too far."
            return finding("CONF001", message.format(*match.groups()), place, hint)
    return finding("CONF001", f"This isn't YAML: {error.problem}.", place, "Look at this line and the one before it.")


def _unclosed(error: yaml.MarkedYAMLError, span: Callable[[yaml.Mark], Span]) -> tuple[str, Span, str] | None:
    """What to say of a quotation mark or a bracket that the author opened and didn't close."""
    context = f"{error.context}"
    if error.context_mark is None or error.problem_mark is None:
        return None
    begin, end = span(error.context_mark), span(error.problem_mark)
    if "quoted scalar" in context and "end of stream" in f"{error.problem}":
        return "This quotation mark is never closed.", begin, "Close it at the end of the text that it opens."
    pair = {"flow sequence": "[]", "flow mapping": "{}"}.get(context.removeprefix("while parsing a "))
    if pair is None:
        return None
    hint = f"`{pair[0]}` opens a list or a group, commas part what is in it, `{pair[1]}` closes it."
    if begin.line == end.line:
        return f"A comma or a `{pair[1]}` is missing before this.", end, hint
    return f"A `{pair[1]}` or a comma is missing between this `{pair[0]}` and line {end.line}.", begin, hint


class _Reader:
    """Builds data from YAML nodes, noting where each key stands."""

    def __init__(self, loader: _Loader, span: Any, path: str) -> None:
        self._loader, self._span, self._path = loader, span, path
        self._nodes = 0
        self.marks: dict[str, Span] = {}
        self.found: list[Diagnostic] = []

    def read(self, node: yaml.Node, key: str, depth: int) -> Any:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _RefusedError(f"The file unfolds to more than {MAX_NODES:,} values.", node.start_mark,
                                "Write out what the `*` stand for.")  # fmt: skip
        if depth > MAX_DEPTH:
            raise _RefusedError(_TOO_DEEP, node.start_mark, _DEEP_HINT)
        self.marks.setdefault(key, self._span(node.start_mark))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, _join(key, str(i)), depth + 1) for i, child in enumerate(node.value)]
        value = self._loader.construct_object(node)
        if isinstance(value, str) and (match := files.UNPRINTABLE.search(value)):
            raise _RefusedError(f"This text holds a character that can't be printed (U+{ord(match[0]):04X}).",
                                node.start_mark, "Delete it.")  # fmt: skip
        # 1.10 is no number here but an edition, and 1.1 would be another.
        written = not isinstance(value, float) or str(value) == node.value
        return value if written else node.value

    def _mapping(self, node: yaml.MappingNode, key: str, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name_node, child in node.value:
            if not isinstance(name_node, yaml.ScalarNode):
                raise _RefusedError("A key is one word, not a list or a group.", name_node.start_mark, _QUOTE_HINT)
            name = str(name_node.value)
            place = self._span(name_node.start_mark)
            path = _join(key, name)
            if name in data:
                first = self.marks[path]
                self.found.append(finding("CONF006", f"The key `{name}` is given twice.", place,
                                          f"It stands first in line {first.line}. Keep one of the two.",
                                          (first,)))  # fmt: skip
                continue
            self.marks[path] = place
            data[name] = self.read(child, path, depth + 1)
        return data


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
