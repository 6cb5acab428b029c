"""An address in; what stands there, out: asked for once, with the manners of `engines.web`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from briefpress.engines import web
from briefpress.linkcheck import lostpages

State = Literal["alive", "moved", "dead", "lost", "unknown"]
"""`moved` is for good; `lost` is a page that says that nothing is there, though its server says otherwise."""

BOUNDS = web.Bounds(largest=4 << 20, seconds=40, tries=2)
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Liveness:
    """How it stands with an address: `to` is where it moved, `said` a sentence for what isn't well."""

    url: str
    state: State
    status: int = 0
    to: str = ""
    said: str = ""


def ask(
    urls: Sequence[str], *, local: bool = False, within: float = 300, tell: Callable[[str], None] = lambda _: None
) -> tuple[Liveness, ...]:
    """How it stands with each address, in their order. Several machines are asked at once, each for one at a time.

    What isn't begun `within` so many seconds stays unknown. Raises NoNetworkError where this machine reaches no
    other, which is also where no machine has a name that is known, and none answers.
    """
    deadline = time.monotonic() + within
    probes = lostpages.Probes(local, BOUNDS)

    def one(url: str) -> Liveness:
        if time.monotonic() > deadline:
            return Liveness(url, "unknown", said="There was no time left to ask for it.")
        tell(f"Asking for {url}")
        return _asked(url, local, probes)

    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="links") as workers:
        order = list(_by_turns(urls))
        found = dict(zip(order, workers.map(one, order), strict=True))
    if found and not any(answer.status for answer in found.values()) and any(map(_nameless, found.values())):
        raise web.NoNetworkError("No machine could be looked up by its name, and none answered.")
    return tuple(found[url] for url in urls)


def _nameless(answer: Liveness) -> bool:
    """Whether there is no machine of the name: where none answers at all, it is the names that can't be looked up."""
    return answer.state == "dead" and not answer.status


def _by_turns(urls: Sequence[str]) -> Iterator[str]:
    """The addresses so ordered that those of one machine lie far apart: none keeps all hands waiting."""
    hosts: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        hosts.setdefault(urlsplit(url).netloc, []).append(url)
    while hosts:
        for host in list(hosts):
            yield hosts[host].pop(0)
            if not hosts[host]:
                del hosts[host]


def _asked(url: str, local: bool, probes: lostpages.Probes) -> Liveness:
    try:
        there = web.fetch(url, local=local, bounds=BOUNDS)
    except web.TooLargeError:
        return Liveness(url, "alive", 200)
    except web.NoNetworkError:
        raise
    except (web.GoneError, web.UnknownHostError) as error:
        return Liveness(url, "dead", error.status, said=str(error))
    except web.WebError as error:
        return Liveness(url, "unknown", error.status, said=str(error))
    if said := probes.lost(there):
        return Liveness(url, "lost", there.status, said=said)
    answer = Liveness(url, "alive", there.status)
    return replace(answer, state="moved", to=there.address) if there.moved else answer
