"""Names, a language and the store in; the names in the order of that language out. A list is put in order once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from briefpress import cache
from briefpress.engines import collation, pandoc


def ordered(names: Sequence[str], lang: str, store: cache.Store | None = None) -> Sequence[str]:
    """Names, each once, in the order of a language (BCP 47). Raises StageError where pandoc fails."""
    if len(set(names)) < 2:
        return names
    if store is None:
        return collation.ordered(names, lang)
    key = store.key("collation", pandoc.version(), lang, *sorted(set(names)))
    if (known := store.get(key)) is not None:
        try:
            return msgspec.msgpack.decode(known, type=tuple[str, ...])
        except msgspec.DecodeError:
            pass
    found = collation.ordered(names, lang)
    store.put(key, msgspec.msgpack.encode(found))
    return found
