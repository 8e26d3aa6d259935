"""What servers say themselves: nginx, Apache, PHP-FPM and its slow log."""

from __future__ import annotations

from pathlib import Path

from wpdiag.pipeline import scan


def found(tmp_path: Path, text: str) -> list[tuple[str, int]]:
    (tmp_path / "server.log").write_text(text)
    report = scan([str(tmp_path / "server.log")])
    return sorted((issue.identifier, issue.count) for issue in report.issues)


def test_nginx_without_php_behind_it(tmp_path: Path) -> None:
    behind = 'server: example.com, request: "GET /%s HTTP/1.1", upstream: "fastcgi://unix:/run/php.sock:", host: "example.com"'
    lines = [
        "upstream timed out (110: Connection timed out) while reading response header from upstream, client: 192.0.2.1, "
        + behind % "a",
        "upstream timed out (110: Connection timed out) while reading response header from upstream, client: 192.0.2.2, "
        + behind % "b",
        "connect() to unix:/run/php.sock failed (2: No such file or directory) while connecting to upstream, client: 192.0.2.1, "
        + behind % "c",
        'open() "/var/www/html/robots.txt" failed (2: No such file or directory), client: 192.0.2.1, '
        + behind % "robots.txt",
        "an upstream response is buffered to a temporary file /var/lib/nginx/1 while reading upstream, client: 192.0.2.1, "
        + behind % "d",
    ]
    text = "".join(f"2026/11/23 16:43:1{n} [error] 12#12: *{n} {line}\n" for n, line in enumerate(lines))
    assert found(tmp_path, text) == [("server.upstream_timeout", 2), ("server.upstream_unreachable", 1)]


def test_apache(tmp_path: Path) -> None:
    head = "[Mon Nov 23 16:43:44.486925 2026] [%s] [pid 1:tid 1] [client 192.0.2.1:5] %s\n"
    text = "".join(
        head % line
        for line in (
            ("core:alert", "/var/www/html/.htaccess: Invalid command 'php_value', perhaps misspelled"),
            ("proxy_fcgi:error", "AH01071: Got error 'Primary script unknown'"),
            ("core:error", "AH00124: Request exceeded the limit of 10 internal redirects due to probable error."),
            ("authz_core:error", "AH01630: client denied by server configuration: /var/www/html/.env"),
        )
    )
    assert found(tmp_path, text) == [
        ("server.htaccess", 1),
        ("server.primary_script_unknown", 1),
        ("server.redirect_cycle", 1),
    ]


def test_each_line_of_a_message_is_a_record_of_cgi(tmp_path: Path) -> None:
    head = "[Mon Nov 23 16:43:44.486925 2026] [cgi:error] [pid 1:tid 1] [client 192.0.2.1:5] AH01215: stderr from /cgi/php: "
    lines = [
        "PHP Fatal error:  Uncaught Error: Call to undefined function x() in /srv/wp-content/plugins/shop/a.php:3",
        "Stack trace:",
        "#0 {main}",
        "  thrown in /srv/wp-content/plugins/shop/a.php on line 3",
    ]
    assert found(tmp_path, "".join(f"{head}{line}\n" for line in lines)) == [("php.undefined_function", 1)]


def test_php_fpm(tmp_path: Path) -> None:
    head = "[23-Nov-2026 16:43:10] WARNING: [pool www] "
    text = (
        f"{head}server reached pm.max_children setting (5), consider raising it\n"
        f"{head}child 77 exited on signal 11 (SIGSEGV) after 12.123456 seconds from start\n"
        f"{head}child 78 exited on signal 11 (SIGSEGV) after 1.123456 seconds from start\n"
        f"{head}child 79 exited on signal 15 (SIGTERM) after 1.123456 seconds from start\n"
        f"{head}child 9, script '/srv/index.php' (request: \"GET /index.php\") executing too slow (5.1 sec), logging\n"
    )
    assert found(tmp_path, text) == [("server.max_workers", 1), ("server.php_crashed", 2)]


def test_the_slow_log_names_who_waits(tmp_path: Path) -> None:
    record = (
        "\n[23-Nov-2026 16:4%d:10]  [pool www] pid 12%d\nscript_filename = /var/www/html/index.php\n"
        "[0x00007f1a2b3c4d%d0] curl_exec() /var/www/html/wp-includes/Requests/src/Transport/Curl.php:205\n"
        "[0x00007f1a2b3c4c%d0] wp_remote_get() /var/www/html/wp-content/plugins/slowpoke/api.php:33\n"
    )
    (tmp_path / "slow.log").write_text(record % (3, 3, 3, 3) + record % (5, 5, 5, 5))
    (issue,) = scan([str(tmp_path / "slow.log")]).issues
    assert (issue.identifier, issue.count, issue.component.slug) == ("server.slow_request", 2, "slowpoke")


def test_what_a_worker_of_fpm_said_last(tmp_path: Path) -> None:
    text = (
        "[23-Nov-2026 16:43:10] WARNING: [pool www] child 7 said into stderr: "
        '"NOTICE: PHP message: PHP Warning:  Undefined variable $x in /srv/wp-content/plugins/shop/a.php on line 3"'
        ", pipe is closed\n"
    )
    assert found(tmp_path, text) == [("php.undefined_variable", 1)]
    (issue,) = scan([str(tmp_path / "server.log")]).issues
    assert issue.location is not None
    assert issue.location.line == 3


def test_fpm_through_syslog_has_no_stamp_of_its_own(tmp_path: Path) -> None:
    head = "Nov 23 16:43:10 web php-fpm[7]: [WARNING] [pool www] child 26613 said into stderr: "
    lines = [
        "NOTICE: PHP message: PHP Fatal error:  Uncaught Error: no in /srv/wp-content/plugins/shop/a.php:3",
        "Stack trace:",
        "#0 {main}",
        "  thrown in /srv/wp-content/plugins/shop/a.php on line 3",
    ]
    assert found(tmp_path, "".join(f'{head}"{line}"\n' for line in lines)) == [("php.uncaught.Error", 1)]
