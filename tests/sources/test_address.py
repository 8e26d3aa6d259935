"""What a server is asked for, and what of an address is shown."""

from __future__ import annotations

import pytest

from wpdiag.sources.address import address_of, without_secrets


@pytest.mark.parametrize(
    ("given", "asked", "shown", "request_"),
    [
        ("https://shop.example", "https://shop.example/", "https://shop.example", "/"),
        ("HTTPS://Shop.Example:444/a?b=c#d", "https://shop.example:444/a?b=c", "HTTPS://Shop.Example:444/a?b=c", "/a?b=c"),
        ("http://bob:p%40ss@shop.example/x", "http://shop.example/x", "http://shop.example/x", "/x"),
        ("http://bob:p@ss@shop.example/@x", "http://shop.example/@x", "http://shop.example/@x", "/@x"),
        ("http://shop.example/a b/é%20", "http://shop.example/a%20b/%C3%A9%20", "http://shop.example/a b/é%20", "/a b/é%20"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/", "http://bücher.example/", "/"),
        ("http://[::1]:8080/", "http://[::1]:8080/", "http://[::1]:8080/", "/"),
        (
            "https://x.example/a.log?job=1&private_token=glpat-1&X-Amz-Signature=abc",
            "https://x.example/a.log?job=1&private_token=glpat-1&X-Amz-Signature=abc",
            "https://x.example/a.log?job=1&private_token=***&X-Amz-Signature=***",
            "/a.log?job=1&private_token=***&X-Amz-Signature=***",
        ),
    ],
)  # fmt: skip
def test_an_address_is_taken_apart(given: str, asked: str, shown: str, request_: str) -> None:
    address = address_of(given)
    assert (address.url, address.shown, address.request) == (asked, shown, request_)


def test_a_login_is_kept_apart() -> None:
    assert address_of("http://b%C3%B6b:p%40:ss@shop.example/").login == "böb:p@:ss".encode()
    assert address_of("http://bob@shop.example/").login == b"bob:"
    assert address_of("http://shop.example/").login is None
    assert "p4ss" not in repr(address_of("http://bob:p4ss@shop.example/"))


@pytest.mark.parametrize(
    "given",
    [
        "http://",
        "http:///x",
        "http://[x/",
        "http://shop.example:port/",
        "http://shop.example:99999/",
        "http://shop .example/",
        "http://shop.example/\r\nX-Evil: 1",
        "http://shop.example/\x00",
        "http://shop.example/\x1b[2J",
        "http://shop\udcff.example/",
        "http://" + "a" * 300 + "ü.example/",
        "ftp://shop.example/",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_address(given: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what it says is not used
        address_of(given)


@pytest.mark.parametrize(
    "broken", ["http://bob:s3cr[et@shop.example/", "http://bob:s3c/ret@shop.example/", "sftp://bob:s3cr@h:x/"]
)
def test_a_broken_address_shows_no_password(broken: str) -> None:
    assert "s3c" not in without_secrets(broken)


def test_a_login_is_for_its_server() -> None:
    first = address_of("http://bob:x@shop.example/")
    assert first.following("/a").is_server_of(first)
    assert first.following("https://shop.example/a").is_server_of(first)
    for other in (
        "http://evil.example/",
        "http://shop.example:81/",
        "https://shop.example:444/",
        "//sub.shop.example/",
    ):
        assert not first.following(other).is_server_of(first)
    assert not address_of("http://shop.example/").is_server_of(address_of("https://bob:x@shop.example/"))
