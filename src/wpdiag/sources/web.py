"""Web addresses as sources: one GET for each, redirects followed; whatever the answer's status, its body is read.

With urllib, for it comes with Python: no plain install is without it.
"""

from __future__ import annotations

import base64
import io
import ssl
import time
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse, RemoteDisconnected, responses
from socket import gaierror
from typing import BinaryIO, cast
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from msgspec.structs import replace

from wpdiag import __version__
from wpdiag.sources.address import Address, address_of, without_secrets
from wpdiag.sources.base import Asking, Fetched, Problem, SourceFile
from wpdiag.sources.compression import ERRORS, archive_kind, decompressed
from wpdiag.sources.content_encoding import ACCEPTED, decoded
from wpdiag.sources.limits import Guarded, Limits, buffered
from wpdiag.sources.names import is_archive

_REDIRECTS = 10
_SLOWEST = 1024
"""Bytes a second below which an answer is given up, after the time that a server has for it anyway."""
_LOGIN = ", needs a login: https://NAME:PASSWORD@… or --header"
_EMPTY = ", and an empty page: the server's error log says why"
_NOT_ASKED_FOR = "not a valid web address"


def find_web(word: str, limits: Limits, asking: Asking) -> Iterator[SourceFile | Problem]:
    """The source behind an address, or what is in it if it is named like an archive; what cannot be used is a problem.

    Nothing is asked for before the source is opened, but for an archive.
    """
    try:
        address = address_of(word)
    except ValueError:
        yield Problem(without_secrets(word), _NOT_ASKED_FOR)
        return
    fetched = Fetched(address.host, address.request, public=not (address.login or asking.headers))
    opened = partial(_open, address, fetched, limits, asking)
    if is_archive(urlsplit(address.url).path):
        yield from _in_archive(SourceFile(address.shown, opened, fetched=fetched), fetched, limits)
    else:
        yield SourceFile(address.shown, opened, fetched=fetched)


def _in_archive(source: SourceFile, fetched: Fetched, limits: Limits) -> Iterator[SourceFile | Problem]:
    from wpdiag.sources import archives

    try:
        with source.open() as stream:
            held = archives.held(stream, limits)
        kind = archive_kind(held, limits)
    except (OSError, *ERRORS) as error:
        yield Problem(source.name, str(error))
        return
    if fetched.broken:
        yield Problem(source.name, fetched.broken)
    elif kind:
        yield from archives.members(source.name, held, kind, limits)
    else:
        yield replace(source, open=held)


def _open(address: Address, fetched: Fetched, limits: Limits, asking: Asking) -> BinaryIO:
    """What the server sends, unpacked.

    :raises OSError: where there is no answer.
    """
    answer = _answer(address, asking)
    body = _Body(answer, fetched, asking.timeout)
    stream = decoded(buffered(cast("BinaryIO", body)), answer.headers.get("Content-Encoding", ""), limits)
    empty = not stream.peek(1) and not fetched.broken
    fetched.refused = _refused(answer, empty=empty)
    unpacked = decompressed(stream, limits)
    return cast("BinaryIO", Guarded(stream, limits)) if unpacked is stream else unpacked


def _refused(answer: HTTPResponse, *, empty: bool) -> str | None:
    """Why an answer is not what was asked for; the server's own words for it are left out."""
    status = answer.status
    page = answer.headers.get_content_type() == "text/html"
    if status < HTTPStatus.MULTIPLE_CHOICES and not (empty and page and status == HTTPStatus.OK):
        return None
    said = f"HTTP {status} {responses.get(status, '')}".rstrip()
    if status == HTTPStatus.UNAUTHORIZED:
        return said + _LOGIN
    return said + _EMPTY if empty and (status == HTTPStatus.OK or status >= HTTPStatus.INTERNAL_SERVER_ERROR) else said


def _answer(address: Address, asking: Asking) -> HTTPResponse:
    """The first answer that is no redirect. A login is for the server that it was given for, and no other.

    :raises OSError: where there is none.
    """
    at = address
    for _ in range(_REDIRECTS + 1):
        headers = {"User-Agent": f"wpdiag/{__version__}", "Accept": "*/*", "Accept-Encoding": ACCEPTED}
        if at.is_server_of(address):
            if address.login is not None:
                headers["Authorization"] = f"Basic {base64.b64encode(address.login).decode()}"
            headers |= asking.headers
        answer = _asked(Request(at.url, headers=headers, method="GET"), asking.timeout)
        location = answer.headers.get("Location") if answer.status in (301, 302, 303, 307, 308) else None
        if location is None:
            return answer
        answer.close()
        try:
            at = at.following(location.encode("latin-1", "replace").decode("utf-8", "surrogateescape"))
        except ValueError:
            raise OSError("redirects to what is no valid web address") from None
    raise OSError(f"more than {_REDIRECTS} redirects, one after the other")


def _asked(request: Request, timeout: float) -> HTTPResponse:
    opener = OpenerDirector()  # build_opener's follows redirects to FTP, and reads their bodies without a limit
    opener.add_handler(ProxyHandler())
    secure = request.type == "https"
    opener.add_handler(HTTPSHandler(context=ssl.create_default_context()) if secure else HTTPHandler())
    try:
        return cast("HTTPResponse", opener.open(request, timeout=timeout))
    except (OSError, HTTPException, ValueError) as error:
        raise OSError(_said(error, timeout)) from error


def _said(error: Exception, timeout: float) -> str:
    """Why there is no answer, in words that come from neither the server nor the address."""
    if isinstance(error, URLError) and isinstance(error.reason, Exception):
        error = error.reason
    match error:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not trusted: {error.verify_message}"
        case ssl.SSLError():
            return f"no secure connection: {(error.reason or 'TLS failed').replace('_', ' ').lower()}"
        case TimeoutError():
            return f"no answer within {timeout:g} seconds (--timeout)"
        case gaierror():
            return "no host of this name was found"
        case RemoteDisconnected():
            return "the server ended the connection without an answer"
        case HTTPException() | ValueError():
            return "what answers there does not speak HTTP"
        case OSError() if error.strerror:
            return error.strerror[:1].lower() + error.strerror[1:]
        case _:
            return "no connection"


class _Body(io.RawIOBase):
    """The body of an answer. What goes wrong on the way ends it, for what was read before counts; the source has it."""

    def __init__(self, answer: HTTPResponse, fetched: Fetched, timeout: float) -> None:
        self._answer = answer
        self._fetched = fetched
        self._timeout = timeout
        self._begin = time.monotonic()
        self._received = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._received

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override] # for BufferedReader
        if self._fetched.broken:
            return 0
        data = b""
        try:
            data = self._answer.read1(len(buffer))
            if not data and self._answer.length:
                self._fetched.broken = "the connection was lost before the end"
        except (OSError, HTTPException, ValueError) as error:
            late = isinstance(error, TimeoutError)
            self._fetched.broken = _said(error, self._timeout) if late else "the connection was lost before the end"
        self._received += len(data)
        if data and time.monotonic() - self._begin > self._timeout + self._received / _SLOWEST:
            self._fetched.broken = "the server sends too slowly; the rest is not read"
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._answer.close()
        super().close()
