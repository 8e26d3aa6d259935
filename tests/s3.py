"""An S3 server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "us-east-1"}


@contextmanager
def serving() -> Iterator[str]:
    """Its address; what fsspec remembers of a server before it in this process is forgotten."""
    from moto.server import ThreadedMotoServer
    from s3fs import S3FileSystem

    S3FileSystem.clear_instance_cache()
    running = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


def bucket(server: str, name: str) -> Any:
    """A new bucket."""
    import boto3

    made = boto3.resource(
        "s3", endpoint_url=server, aws_access_key_id="testing", aws_secret_access_key="testing", region_name="us-east-1"
    ).Bucket(name)
    made.create()
    return made


def environ(server: str) -> dict[str, str]:
    """What fsspec needs to find it; wpdiag has no setting for it."""
    return _KEYS | {"AWS_ENDPOINT_URL": server}
