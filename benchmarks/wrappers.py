"""What stands around a message in the log of each program that writes it down; a message may have several lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

Wrapper = Callable[[datetime, str, int], str]


def debug_log(time: datetime, body: str, number: int) -> str:
    """As WordPress' debug.log and PHP's own error_log."""
    return f"[{time:%d-%b-%Y %H:%M:%S} UTC] {body}\n"


def syslog(time: datetime, body: str, number: int) -> str:
    """As rsyslog writes it: each line of a message is a record of its own."""
    head = f"{time:%Y-%m-%dT%H:%M:%S}.{number * 7919 % 1_000_000:06}+00:00 web1 php[4711]: "
    return "".join(f"{head}{line}\n" for line in body.split("\n"))


def nginx(time: datetime, body: str, number: int) -> str:
    """As nginx writes what FastCGI said: lines of a message stay lines."""
    return (
        f'{time:%Y/%m/%d %H:%M:%S} [error] 22703#22703: *{number} FastCGI sent in stderr: "PHP message: {body}" while '
        f"reading response header from upstream, client: 198.51.100.{number % 251}, server: example.com, request: "
        f'"GET /product/{number % 997}/ HTTP/1.1", upstream: "fastcgi://unix:/run/php.sock:", host: "example.com"\n'
    )


def docker(time: datetime, body: str, number: int) -> str:
    """As Docker's json-file driver: each line of a message is an object of its own."""
    stamp = f"{time:%Y-%m-%dT%H:%M:%S}.{number * 7919 % 1_000_000_000:09}".rstrip("0")
    return "".join(
        json.dumps({"log": f"{line}\n", "stream": "stderr", "time": f"{stamp}Z"}, separators=(",", ":")) + "\n"
        for line in body.split("\n")
    )


def apache(time: datetime, body: str, number: int) -> str:
    r"""As Apache with mod_php: backslashes are doubled, line ends and all bytes beyond ASCII escaped."""
    text = body.replace("\\", "\\\\").replace("\n", "\\n")
    if not text.isascii():
        text = "".join(chr(byte) if byte < 0x80 else f"\\x{byte:02x}" for byte in text.encode())
    stamp = f"{time:%a %b %d %H:%M:%S}.{number * 7919 % 1_000_000:06} {time:%Y}"
    process = 1000 + number % 8
    client = f"198.51.100.{100 + number % 151}:{40_000 + number % 20_000}"
    return f"[{stamp}] [php:error] [pid {process}:tid {process}] [client {client}] {text}\n"


def php_fpm(time: datetime, body: str, number: int) -> str:
    """As PHP-FPM with ``catch_workers_output`` and decoration."""
    head = f'[{time:%d-%b-%Y %H:%M:%S}] WARNING: [pool www] child {4000 + number % 9} said into stderr: "'
    return "".join(
        f'{head}{"" if index else "NOTICE: PHP message: "}{line}"\n' for index, line in enumerate(body.split("\n"))
    )


WRAPPERS: dict[str, Wrapper] = {
    "debug-log": debug_log,
    "syslog": syslog,
    "nginx": nginx,
    "docker": docker,
    "apache": apache,
    "php-fpm": php_fpm,
}
