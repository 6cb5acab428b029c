"""The address of a file of data in; its bytes, as its kind has them, or why they can't be had, out."""

from __future__ import annotations

import codecs
from contextlib import suppress
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from briefpress import files
from briefpress.data import kinds
from briefpress.engines import web

_TEXTS = ("csv", "tsv", "json")


class NotFetchedError(Exception):
    """A file can't be had. The text says why; `hint` what to do."""

    def __init__(self, said: str, hint: str) -> None:
        super().__init__(said)
        self.hint = hint


def fetched(address: str, kind: kinds.Kind, *, local: bool) -> bytes:
    """What stands at an address, a text in UTF-8 where the server says in what it is. Raises NotFetchedError."""
    try:
        found = web.fetch(address, local=local, bounds=web.Bounds(largest=files.LARGEST))
    except web.WebError as error:
        raise NotFetchedError(str(error), _advice(error)) from error
    data = found.data
    if kind in _TEXTS and found.charset and not data.isascii():
        with suppress(LookupError, ValueError):
            if codecs.lookup(found.charset).name not in ("utf-8", "utf-8-sig"):
                data = data.decode(found.charset).encode()
    return data


def called(address: str) -> str:
    """What the file at an address is called there; nothing where the address doesn't say."""
    return PurePosixPath(unquote(urlsplit(address).path)).name


def _advice(error: web.WebError) -> str:
    if isinstance(error, web.RefusedError) and "own network" in str(error):
        return "If that is meant, add `--local`."
    if isinstance(error, web.NoNetworkError | web.UnknownHostError | web.UnreachableError | web.BusyError):
        return "Try again later."
    return "Look where it stands now, and tell the record: `briefpress data add FILE --address URL`."
