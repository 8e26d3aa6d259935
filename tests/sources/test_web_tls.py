"""Certificates are checked; one that the machine trusts is enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

import wpdiag
from answering import Asked, answering
from program import WARNING

x509 = pytest.importorskip("cryptography.x509")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of 127.0.0.1, signed by itself; its key is beside it."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "staging.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (tmp_path / "own.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "own.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return tmp_path / "own.crt"


@pytest.fixture
def server(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    monkeypatch.setenv("no_proxy", "*")
    with answering() as running:
        running.speak_tls(certificate, certificate.with_suffix(".key"))
        yield running


def test_a_certificate_that_nobody_vouches_for(server: Asked) -> None:
    (source,) = wpdiag.scan([server.says("/debug.log", WARNING)]).sources
    assert str(source.error).startswith("its certificate is not trusted: self")
    assert server.asked == []


def test_a_certificate_that_the_machine_trusts(
    server: Asked, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    address = server.says("/debug.log", WARNING)
    (source,) = wpdiag.scan([address]).sources
    assert (source.error, source.diagnostics) == (None, 1)
    (source,) = wpdiag.scan([address.replace("127.0.0.1", "localhost")]).sources
    assert "not valid for 'localhost'" in str(source.error)


def test_no_tls_where_it_is_asked_for(server: Asked) -> None:
    with answering() as plain:
        (source,) = wpdiag.scan([plain.says("/", "x").replace("http:", "https:")]).sources
    assert str(source.error).startswith("no secure connection: ")
