"""Records full of secrets, and every way in which they reach a log."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

from wpdiag.authoring.carriers import CARRIERS
from wpdiag.model import Issue

SECRETS = {
    "host": "shop.geheimladen.de",
    "host in the logs": "www.geheimladen.de",
    "host without a domain": "dbhost7",
    "host of a URL": "intern-wiki",
    "IPv4": "203.0.113.77",
    "IPv6": "2001:db8:42::17",
    "e-mail": "erika.musterfrau@geheimpost.example",
    "account": "ekunde42",
    "account on Windows": "Erika Musterfrau",
    "user": "erika_m",
    "user of the database": "dbuser9",
    "database": "ekunde42_wp",
    "password in a URL": "p4ssInUrl",
    "password in a DSN": "p4ssInDsn",
    "password in an array": "p4ss In Array",
    "password in JSON": "p4ssInJson",
    "password serialised": "p4ssSerialised",
    "hash of a password": "$P$BmAcSn0aWb1XyZqLpTr8sEvFgH2iJk1",
    "argument": "hunter2-argument",
    "argument with a quote": "it's-hunter3",
    "value": "+49 170 5550123",
    "value of a duplicate": "kunde-99-eindeutig",
    "number in a query": "4711004711",
    "nonce": "a1b2c3d4e5",
    "cookie": "erika%7C1764150000%7CcOoKiEvAlUe",
    "token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJlcmlrYSJ9.c2lnbmF0dXI",
    "API key": "sk_live_51HxQb9LkEjFzGe",
    "key": "Zk9qT3bXw7LmN4vRs8YdHc2P",
    "licence": "9F8E7D6C5B4A39281706F5E4D3C2B1A0",
    "query": "geheimesuche",
    "session": "7f3a9c1e5b8d2046",
    "account of a hosting company": "d987654321",
    "nonce in words": "b7c6d5e4f3",
    "name in front of an e-mail address": "Frieda Sommerfeld",
    "login": "ZnJpZWRhOkdlaGVpbTEy",
    "session of a shop": "sitzung-geheim-1",
    "licence in groups": "QX7T-9PLM-4KZW-2HRD",
    "customer of a payment": "cus_Nf4rFeUfNV2Hib8",
    "key of a service": "sk-ant-g3h3im3r-schluessel",
    "user who is not found": "frieda.s",
}
_S = SECRETS
ROOT = f"/home/{_S['account']}/{_S['host']}/public_html"
PLUGIN = f"{ROOT}/wp-content/plugins/warenkorb"
IN = f" in {PLUGIN}/cart.php on line 14"
RECORDS = [
    f"PHP Warning:  fopen(https://erika_m:{_S['password in a URL']}@{_S['host']}/feed?key={_S['query']}): Failed to open stream{IN}",
    f'PHP Warning:  mail(): Failed to connect to mailserver at "{_S["host in the logs"]}" port 25 for {_S["e-mail"]} from '
    f"{_S['IPv4']} and {_S['IPv6']}{IN}",
    f"PHP Warning:  PDO: mysql:host={_S['host without a domain']};dbname={_S['database']};password={_S['password in a DSN']}{IN}",
    f"PHP Warning:  mysqli_real_connect(): (HY000/1045): Access denied for user '{_S['user of the database']}'@"
    f"'{_S['host without a domain']}' (using password: YES){IN}",
    f"PHP Notice:  Login failed for user {_S['user']} at http://{_S['host of a URL']}/login?redirect={_S['query']}{IN}",
    f'PHP Notice:  {{"user_login":"{_S["user"]}","password":"{_S["password in JSON"]}","api_key":"{_S["key"]}"}}{IN}',
    f"PHP Notice:  Array ( [password] => {_S['password in an array']} [nonce] => {_S['nonce']} [PHPSESSID] => {_S['session']} ){IN}",
    f'PHP Notice:  s:8:"password";s:14:"{_S["password serialised"]}"; and {_S["hash of a password"]}{IN}',
    f"PHP Notice:  Authorization: Bearer {_S['token']} and {_S['API key']}, license_key={_S['licence']}{IN}",
    f"PHP Notice:  Cookie: wordpress_logged_in_0123456789abcdef0123456789abcdef={_S['cookie']}{IN}",
    f"PHP Warning:  readfile(/homepages/14/{_S['account of a hosting company']}/tmp/x): Failed to open stream{IN}",
    f"PHP Notice:  Nonce verification failed: {_S['nonce in words']}; Basic {_S['login']}; {_S['licence in groups']}{IN}",
    f"PHP Notice:  From: {_S['name in front of an e-mail address']} <{_S['e-mail']}>, {_S['customer of a payment']} {_S['key of a service']}{IN}",
    f"PHP Notice:  $_COOKIE['woocommerce_session'] = {_S['session of a shop']}; User {_S['user who is not found']} not found{IN}",
    f"PHP Warning:  include(C:\\Users\\{_S['account on Windows']}\\Local Sites\\app\\public\\wp-content\\plugins\\warenkorb\\x.php): "
    f"Failed to open stream{IN}",
    f"PHP Warning:  file_get_contents(/home/{_S['account']}/.my.cnf): Failed to open stream{IN}",
    f"PHP Fatal error:  Uncaught Warenkorb\\Fehler: {_S['user']} is lost in {PLUGIN}/cart.php:30\nStack trace:\n"
    f"#0 {PLUGIN}/inc/login.php(9): Warenkorb\\login('{_S['argument']}', 4711, Array, Object(Warenkorb\\Kunde))\n"
    f"#1 {ROOT}/wp-includes/class-wp-hook.php(324): Warenkorb\\send('{_S['argument with a quote']}', '{_S['user']}')\n"
    f"#2 {ROOT}/wp-settings.php(700): do_action('init')\n#3 {{main}}\n  thrown in {PLUGIN}/cart.php on line 30",
]
RECORDS = [record.replace("cart.php on line 14", f"cart.php on line {14 + at}") for at, record in enumerate(RECORDS)]
"""As PHP logs them, each from a line of its own."""
QUERIES = [
    f"WordPress database error Unknown column 'x' in 'where clause' for query SELECT * FROM wp_posts WHERE tel = "
    f"'{_S['value']}' AND id = {_S['number in a query']} made by require('wp-blog-header.php'), do_action('init'), Warenkorb\\find",
    f"WordPress database error Duplicate entry '{_S['value of a duplicate']}' for key 'wp_users.user_login' for query INSERT INTO "
    f"`wp_users` VALUES (NULL, '{_S['user']}', \"it's {_S['value']}\", {_S['number in a query']})",
    f"WordPress database error Table '{_S['database']}.wp_warenkorb' doesn't exist for query SELECT 1 FROM {_S['database']}.wp_warenkorb",
]
"""As WordPress logs them."""

Wrap = Callable[[list[str]], str]


def _har(records: list[str]) -> str:
    url = f"https://{_S['host']}/?s={_S['query']}&token={_S['token']}"
    answer = {"content": {"mimeType": "text/html", "text": _html(records)}}
    return json.dumps({"log": {"version": "1.2", "entries": [{"request": {"url": url}, "response": answer}]}})


def _warc(records: list[str]) -> str:
    body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _html(records)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://{_S['host']}/?s={_S['query']}\r\n"
        f"WARC-IP-Address: {_S['IPv4']}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body.encode())}\r\n\r\n"
    )
    return head + body + "\r\n\r\n"


def _html(records: list[str]) -> str:
    shown = []
    for record in records:
        label, _, rest = record.removeprefix("PHP ").partition(":  ")
        message, found, place = rest.rpartition(" in ")
        file, _, line = place.partition(" on line ")
        if found and line:
            text = escape(message, quote=False)
            shown.append(f"<br />\n<b>{label}</b>:  {text} in <b>{file}</b> on line <b>{line}</b><br />\n")
    return f"<!DOCTYPE html><html><body>{''.join(shown)}</body></html>"


def _text(records: list[str]) -> str:
    return "\n".join(record.removeprefix("PHP ") for record in records) + "\n"


def _nginx(records: list[str]) -> str:
    return "".join(
        f'2026/11/23 16:43:38 [error] 2#2: *3 FastCGI sent in stderr: "PHP message: {record}" while reading response header '
        f'from upstream, client: {_S["IPv4"]}, server: {_S["host in the logs"]}, request: "GET /konto?auth={_S["token"]} '
        f'HTTP/1.1", upstream: "fastcgi://{_S["IPv4"]}:9000", host: "{_S["host"]}", referrer: "https://{_S["host"]}/?q={_S["query"]}"\n'
        for record in records
    )


def _carried(name: str) -> Wrap:
    return lambda records: "".join(CARRIERS[name][1](record) for record in records)


WAYS: dict[str, tuple[str, Wrap]] = {name: ("error.log", _carried(name)) for name in CARRIERS} | {
    "nginx with a request": ("error.log", _nginx),
    "page": ("page.html", _html),
    "text": ("text.txt", _text),
    "har": ("page.har", _har),
    "warc": ("page.warc", _warc),
    "json pages": (
        "pages.jsonl",
        lambda records: json.dumps({"url": f"https://{_S['host']}/?s={_S['query']}", "text": _html(records)}) + "\n",
    ),
    "woocommerce": (
        "fatal-errors.log",
        lambda records: "".join(
            f"2026-11-23T16:43:10+00:00 CRITICAL {record.removeprefix('PHP ')} CONTEXT: "
            f'{{"user":"{_S["user"]}","email":"{_S["e-mail"]}","backtrace":["{_S["argument"]}"]}}\n'
            for record in records
        ),
    ),
}
"""The name of a file, and how records get into it."""


def same(issue: Issue) -> object:
    """What redaction never touches."""
    place = issue.location
    below = place.file.partition("/wp-")[2] if place else None
    return (issue.fingerprint, issue.identifier, issue.rule, issue.level, issue.component, issue.alternatives, issue.count,
            issue.histogram, issue.first_seen, issue.last_seen, below, place and place.line, len(issue.trace), issue.cause)  # fmt: skip
