"""An address on the web in; what stands there, or why it can't be had, out: the one module that uses the network.

The standard library, for a library such as urllib3 hides what this is for: each connection is made to an address that
was looked at before, so that no name and no redirect leads to this machine or its neighbours.
"""

from __future__ import annotations

import datetime
import email.message
import email.utils
import errno
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from briefpress import __version__
from briefpress.engines import pace

AGENT = f"Briefpress/{__version__} (sources of a policy brief; one request at a time)"
Method = Literal["GET", "HEAD"]
_AGAIN = (408, 425, 429, 500, 502, 503, 504)
"""What a server says when the same request may do better later."""

_MOVES = (301, 302, 303, 307, 308)
_UNREACHABLE = (errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL)


class WebError(Exception):
    """Why an address can't be had, as a sentence. `status` is what the server answered, 0 where it didn't."""

    def __init__(self, said: str, status: int = 0) -> None:
        super().__init__(said)
        self.status = status


class RefusedError(WebError):
    """The address is none that is fetched: no http, or a machine of the own network."""


class NoNetworkError(WebError):
    """This machine reaches no other."""


class UnknownHostError(WebError):
    """No machine has the name. Without a network some machines say so of every name."""


class UnreachableError(WebError):
    """The machine doesn't answer, or not in time, or not as the web does."""


class UntrustedError(WebError):
    """The machine can't show that it is the one that is asked for."""


class GoneError(WebError):
    """The server says that nothing stands there (404, 410)."""


class DeniedError(WebError):
    """The server doesn't give it to a program, or to nobody without an account (401, 403, 451 and the like)."""


class BusyError(WebError):
    """The server asks to come again later, or fails (429, 5xx)."""


class TooLargeError(WebError):
    """It is larger than is read."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a fetch may take: bytes, seconds for all of it, redirects, tries.

    Between two requests to one machine are `pause` seconds; before another try `backoff`, then twice that, or what the
    server asks for up to `patience`.
    """

    largest: int = 100 << 20
    seconds: float = 90
    redirects: int = 10
    tries: int = 3
    pause: float = 1
    backoff: float = 1
    patience: float = 20


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stands at an address: `asked` for, in the end found at `address`, by the `moves` (status, to where).

    `media` and `charset` are what the server says of the data, `day` is that of the fetch, by universal time.
    """

    asked: str
    address: str
    status: int
    moves: tuple[tuple[int, str], ...]
    media: str
    charset: str
    data: bytes
    day: datetime.date

    @property
    def moved(self) -> bool:
        """Whether every move is one for good, so that the new address is the right one (RFC 9110, 15.4)."""
        return bool(self.moves) and all(status in (301, 308) for status, _ in self.moves)


def fetch(address: str, *, method: Method = "GET", local: bool = False, bounds: Bounds | None = None) -> Fetched:
    """What stands at an address, with its redirects followed. No cookie is kept and no script run.

    `local` lets it lead to this machine and the networks behind it. Raises a WebError of the kind that says why.
    """
    bounds = bounds or Bounds()
    deadline = time.monotonic() + bounds.seconds
    asked = address
    moves: list[tuple[int, str]] = []
    while True:
        answer = _tried(address, method, local, bounds, deadline)
        if answer.status not in _MOVES or not answer.location:
            if answer.status >= 300:
                raise UnreachableError(f"`{address}` leads elsewhere without saying where.", answer.status)
            day = datetime.datetime.now(datetime.UTC).date()
            return Fetched(asked, address, answer.status, tuple(moves), answer.media, answer.charset, answer.data, day)
        try:
            address = urljoin(address, answer.location)
        except ValueError as error:
            raise UnreachableError(f"`{address}` leads to what is no address on the web.", answer.status) from error
        if len(moves) >= bounds.redirects or address in (asked, *(to for _, to in moves)):
            raise UnreachableError(f"`{asked}` leads from one address to another without end.", answer.status)
        moves.append((answer.status, address))


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str
    media: str
    charset: str
    data: bytes
    after: float | None


def _tried(address: str, method: Method, local: bool, bounds: Bounds, deadline: float) -> _Answer:
    """One address asked for, again where that may help. Raises WebError where it doesn't."""
    wait = bounds.backoff
    for tries_left in reversed(range(bounds.tries)):
        after: float | None = None
        fault: WebError
        try:
            answer = _asked(address, method, local, bounds, deadline)
        except UnreachableError as error:
            fault = error
        else:
            if answer.status < 400:
                return answer
            fault, after = _failure(address, answer), answer.after
            if answer.status not in _AGAIN:
                raise fault
        seconds = wait if after is None else after
        if not tries_left or seconds > bounds.patience or time.monotonic() + seconds > deadline:
            raise fault
        time.sleep(seconds)
        wait *= 2
    raise AssertionError("there is at least one try")


def _failure(address: str, answer: _Answer) -> WebError:
    status = answer.status
    if status in (404, 410):
        return GoneError(f"Nothing stands at `{address}` any more, or ever did ({status}).", status)
    if status in _AGAIN:
        later = f" It asks to come again in {answer.after:.0f} seconds." if answer.after else ""
        return BusyError(f"The server of `{address}` can't answer now ({status}).{later}", status)
    return DeniedError(f"The server doesn't give `{address}` to a program ({status}).", status)


def _asked(address: str, method: Method, local: bool, bounds: Bounds, deadline: float) -> _Answer:
    parts, host, port = _taken_apart(address)
    with pace.turn(host, port, bounds.pause):
        place = _placed(address, host, port, local)
        seconds = deadline - time.monotonic()
        if seconds <= 0:
            raise UnreachableError(f"`{address}` took more than {bounds.seconds:.0f} seconds.")
        connection = _Connection(host, port, place, parts.scheme == "https", min(seconds, 20))
        # A timeout bounds each wait for a byte; a server that sends one now and then is bounded by this.
        watch = threading.Timer(seconds, connection.cut)
        watch.daemon = True
        watch.start()
        try:
            answer = _exchanged(connection, address, parts, method, bounds)
            if connection.was_cut:  # in the midst of its headers, whose end that seems
                raise TimeoutError
            return answer
        except ssl.SSLCertVerificationError as error:
            said = f"The certificate of `{host}` isn't to be trusted: {error.verify_message}."
            raise UntrustedError(said) from error
        except TimeoutError as error:
            said = (
                f"`{address}` took more than {bounds.seconds:.0f} seconds."
                if connection.was_cut
                else (f"`{host}` doesn't answer.")
            )
            raise UnreachableError(said) from error
        # The standard library takes apart what a server writes, and raises the latter two where it is no number.
        except (OSError, http.client.HTTPException, ValueError, OverflowError) as error:
            raise _broken(error, address, host, connection.was_cut, bounds) from error
        finally:
            watch.cancel()
            connection.close()


def _broken(error: Exception, address: str, host: str, cut: bool, bounds: Bounds) -> WebError:
    if isinstance(error, OSError) and error.errno in _UNREACHABLE:
        return NoNetworkError(f"This machine can't reach `{host}`: there is no network.")
    if cut:
        return UnreachableError(f"`{address}` took more than {bounds.seconds:.0f} seconds.")
    if isinstance(error, ssl.SSLError):
        return UnreachableError(
            f"`{host}` and this machine agree on no way to encrypt: write `http://` if it has none."
        )
    said = error.strerror if isinstance(error, OSError) and error.strerror else "it doesn't answer as the web does"
    return UnreachableError(f"`{address}` can't be read: {said[0].lower()}{said[1:]}.")


def _exchanged(connection: _Connection, address: str, parts: SplitResult, method: Method, bounds: Bounds) -> _Answer:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]") if parts.query else ""
    headers = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, identity;q=0.5"}
    connection.request(method, path + query, headers=headers)
    with connection.getresponse() as response:
        said: email.message.Message = response.headers
        # Of a page that says “not found”, or leads on, only that is of use.
        wanted = method == "GET" and response.status < 300
        data = _body(response, said, address, bounds.largest) if wanted else b""
    # An address that isn't ASCII comes as bytes that http.client took for Latin 1.
    location = quote(said.get("Location", "").strip().encode("latin-1", "replace"), safe="/%:@!$&'()*+,;=~-._?#[]")
    media = said.get_content_type() if "Content-Type" in said else ""
    after = _seconds(said.get("Retry-After", ""))
    return _Answer(response.status, location, media, said.get_content_charset("") or "", data, after)


def _body(response: http.client.HTTPResponse, said: email.message.Message, address: str, largest: int) -> bytes:
    """The body, unpacked. Raises TooLargeError, and IncompleteRead where the server promised more."""
    promised = _promised(said.get("Content-Length", ""))
    too_large = TooLargeError(f"`{address}` has more than {largest >> 20} MB.")
    if promised > largest:
        raise too_large
    packed = said.get("Content-Encoding", "").strip().casefold()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise UnreachableError(f"The server packs `{address}` in a way that nobody asked for: `{packed[:20]}`.")
    unpack = zlib.decompressobj(31) if "gzip" in packed else None
    parts, size, read = [], 0, 0
    while piece := response.read(1 << 16):
        read += len(piece)
        try:
            plain = unpack.decompress(piece, largest + 1 - size) if unpack else piece
        except zlib.error as error:
            raise UnreachableError(f"What came from `{address}` is torn.") from error
        size += len(plain)
        if size > largest:
            raise too_large
        parts.append(plain)
    if read < promised or (unpack and read and not unpack.eof):
        raise UnreachableError(f"Only a part of `{address}` came.")
    return b"".join(parts)


def _promised(length: str) -> int:
    """How many bytes a server promises (RFC 9110, 8.6); none where it names no number, or one beyond all sense."""
    return int(length) if re.fullmatch(r"[0-9]{1,18}", length) else 0


def _seconds(after: str) -> float | None:
    """How long a server asks to wait: seconds, or until a day and time (RFC 9110, 10.2.3)."""
    if re.fullmatch(r"[0-9]+", after.strip()):
        return float(after.strip()[:9])
    with suppress(TypeError, ValueError, OverflowError):
        return max(0.0, email.utils.parsedate_to_datetime(after).timestamp() - time.time())
    return None


# addresses


def _taken_apart(address: str) -> tuple[SplitResult, str, int]:
    """The parts of an address, its host as the network knows it, and its port. Raises RefusedError."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode()
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except (ValueError, UnicodeError) as error:
        raise RefusedError(f"`{address}` is no address on the web.") from error
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\x00-\x20\x7f]", address):
        raise RefusedError(f"`{address}` is no address on the web: those begin like `https://example.org`.")
    if parts.username is not None:
        raise RefusedError(f"The address at `{host}` holds a name or a password, which would be kept with it.")
    return parts, host, port


def _placed(address: str, host: str, port: int, local: bool) -> tuple[str, ...]:
    """The network addresses of a host that may be asked. Raises RefusedError where there is none of them."""
    unknown = f"`{host}` can't be found: its name is mistyped or gone, or there is no network."
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_AGAIN, socket.EAI_SYSTEM, socket.EAI_FAIL):
            raise NoNetworkError(f"`{host}` can't be looked up: there is no network.") from error
        raise UnknownHostError(unknown) from error
    except (OSError, UnicodeError) as error:
        raise UnknownHostError(unknown) from error
    places = tuple(dict.fromkeys(str(place[4][0]) for place in found))
    allowed = tuple(place for place in places if local or _is_public(place))
    if not allowed:
        raise RefusedError(f"`{address}` leads to this machine or its own network (`{places[0]}`).")
    return allowed


def _is_public(place: str) -> bool:
    """Whether a network address is one of the open network, also what an address of IPv6 stands for in IPv4."""
    with suppress(ValueError):
        ip = ipaddress.ip_address(place.partition("%")[0])
        if isinstance(ip, ipaddress.IPv6Address):
            # What leads into IPv4 by another way than the mapped form (RFC 4291, 6052, 8215, 4380, 3056) is nobody's to
            # publish at.
            inner = ip.ipv4_mapped
            led_on = any(ip in network for network in _TRANSLATED) or ip.teredo or ip.sixtofour
            if inner is None and (led_on or ip.is_site_local):
                return False
            ip = inner or ip
        return ip.is_global and not ip.is_multicast
    return False


_TRANSLATED = tuple(ipaddress.ip_network(network) for network in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48"))


class _Connection(http.client.HTTPConnection):
    """A connection to network addresses that were looked at, under the name that the author wrote."""

    def __init__(self, host: str, port: int, places: tuple[str, ...], secure: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self.default_port = 443 if secure else 80  # else the port would stand in the header of the host
        self._places, self._secure = places, secure
        self._wire: socket.socket | None = None
        self.was_cut = False

    def connect(self) -> None:
        """Connect to the first address that answers."""
        fault: OSError | None = None
        raw: socket.socket | None = None
        for place in self._places:
            try:
                raw = socket.create_connection((place, self.port), self.timeout)
                break
            except OSError as error:
                fault = error
        if raw is None:
            raise fault or TimeoutError
        self.sock = self._wire = raw
        if self._secure:
            context = ssl.create_default_context()
            secured = context.wrap_socket(raw, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = self._wire = secured  # before the handshake, so that this can be cut, too
            secured.do_handshake()

    def cut(self) -> None:
        """End it from another thread: what waits for it goes on with an error."""
        self.was_cut = True
        with suppress(OSError):
            if self._wire is not None:
                socket.socket.shutdown(self._wire, socket.SHUT_RDWR)  # also of TLS, which may be waiting in it
