"""WordPress database errors (wpdb::print_error in wp-includes/class-wpdb.php), by MySQL's and MariaDB's error number.

The log has no number, only the server's sentence; the numbers are those of the MySQL Server Error Reference.
"""

from __future__ import annotations

import re

from wpdiag.diagnose.plain import plain
from wpdiag.model import Frame

_LOGGED = re.compile(
    r"WordPress database error:? (?P<error>.*?) for query (?P<query>.*?)(?: made by (?P<callers>[^\n]*))?\s*$", re.S
)
_SHOWN = re.compile(r"WordPress database error:?\s*\[(?P<error>.*?)\]\s*(?P<query>.*)$", re.S)

_NUMBERS = tuple(
    (needle, number, re.compile(pattern, re.I | re.S))
    for needle, number, pattern in (
        ("Access denied for user", 1045, r"Access denied for user '(?P<user>[^']*)'@'[^']*' \(using password"),
        ("Access denied for user", 1044, r"Access denied for user '(?P<user>[^']*)'.* to database '(?P<database>[^']*)'"),
        ("No database selected", 1046, r"No database selected"),
        ("Unknown database", 1049, r"Unknown database '(?P<database>[^']*)'"),
        ("Too many connections", 1040, r"Too many connections"),
        ("max_user_connections", 1203, r"User (?P<user>\S+) already has more than 'max_user_connections'"),
        ("max_user_connections", 1226, r"User '(?P<user>[^']*)' has exceeded the 'max_user_connections' resource"),
        ("resource (current value", 1226, r"User '(?P<user>[^']*)' has exceeded the '(?P<resource>[^']*)' resource"),
        ("already exists", 1050, r"Table '(?P<table>[^']*)' already exists"),
        ("Unknown column", 1054, r"Unknown column '(?P<column>[^']*)' in "),
        ("Duplicate column name", 1060, r"Duplicate column name '(?P<column>[^']*)'"),
        ("Duplicate key name", 1061, r"Duplicate key name '(?P<key>[^']*)'"),
        ("Duplicate entry", 1062, r"Duplicate entry '(?P<value>.*?)' for key '(?P<key>[^']*)'"),
        ("error in your SQL syntax", 1064, r"You have an error in your SQL syntax;.*? near '(?P<near>.*)' at line \d+"),
        ("Query was empty", 1065, r"Query was empty"),
        ("Multiple primary key", 1068, r"Multiple primary key defined"),
        ("key was too long", 1071, r"Specified key was too long"),
        ("Can't DROP", 1091, r"Can't DROP .*?[`'](?P<column>[^`']*)[`']"),
        ("Can't create table", 1005, r"Can't create table [`'](?P<table>.*?)[`'] \("),
        ("is full", 1114, r"The table '(?P<table>[^']*)' is full"),
        ("Row size too large", 1118, r"Row size too large"),
        ("is not allowed to connect", 1130, r"Host '(?P<host>[^']*)' is not allowed to connect"),
        ("Column count doesn't match", 1136, r"Column count doesn't match"),
        ("command denied to user", 1142,
         r"(?P<command>\w+) command denied to user '(?P<user>[^']*)'@'[^']*' for table [`']?(?P<table>[^`']*)"),
        ("doesn't exist", 1146, r"Table '(?P<table>[^']*)' doesn't exist(?! in engine)"),
        ("doesn't exist in engine", 1932, r"Table '(?P<table>[^']*)' doesn't exist in engine"),
        ("max_allowed_packet", 1153, r"Got a packet bigger than 'max_allowed_packet' bytes"),
        ("is marked as crashed", 1194, r"Table '(?P<table>[^']*)' is marked as crashed and should be repaired"),
        ("last (automatic?) repair failed", 1195, r"Table '(?P<table>[^']*)' is marked as crashed and last"),
        ("Lock wait timeout", 1205, r"Lock wait timeout exceeded"),
        ("Deadlock found", 1213, r"Deadlock found when trying to get lock"),
        ("Unknown collation", 1273, r"Unknown collation: '(?P<collation>[^']*)'"),
        ("Illegal mix of collations", 1267, r"Illegal mix of collations (?P<collations>\(.*?\)(?: and \(.*?\))?)"),
        ("Incorrect string value", 1366, r"Incorrect string value: '(?P<value>.*?)' for column (?P<column>.+?) at row"),
        ("Incorrect", 1366, r"Incorrect (?P<type>integer|decimal|double) value: '(?P<value>.*?)' for column (?P<column>.+?) at row"),
        ("Incorrect", 1292, r"Incorrect (?P<type>date|datetime|time) value: '(?P<value>.*?)'"),
        ("doesn't have a default value", 1364, r"Field '(?P<column>[^']*)' doesn't have a default value"),
        ("Invalid default value", 1067, r"Invalid default value for '(?P<column>[^']*)'"),
        ("cannot be null", 1048, r"Column '(?P<column>[^']*)' cannot be null"),
        ("Data too long", 1406, r"Data too long for column '(?P<column>[^']*)'"),
        ("Out of range value", 1264, r"Out of range value for column '(?P<column>[^']*)'"),
        ("server has gone away", 2006, r"(?:MySQL|MariaDB)? ?server has gone away"),
        ("Lost connection to", 2013, r"Lost connection to (?:MySQL|MariaDB)?.*server.*during query"),
        ("Commands out of sync", 2014, r"Commands out of sync"),
        ("Can't connect to", 2002, r"Can't connect to (?:local )?(?:MySQL|MariaDB)?.*server"),
        ("No space left on device", 1021, r"No space left on device"),
        ("Errcode: 28", 1021, r"\(Errcode: 28\b"),
        ("Got error", 1030, r"Got error (?P<code>-?\d+).* from storage engine"),
        ("sort aborted", 1028, r"Sort aborted"),
        ("read-only", 1290, r"server is running with the --read-only option"),
        ("Query execution was interrupted", 1317, r"Query execution was interrupted"),
        ("maximum statement execution time", 3024, r"maximum statement execution time exceeded"),
        ("isn't in GROUP BY", 1055, r"'(?P<column>[^']*)' isn't in GROUP BY"),
        ("sql_mode=only_full_group_by", 1055, r"nonaggregated column '(?P<column>[^']*)'"),
        ("FUNCTION", 1305, r"FUNCTION (?P<function>\S+) does not exist"),
        ("Incorrect key file", 1034, r"Incorrect key file for table '(?P<table>[^']*)'"),
        ("Can't open file", 1016, r"Can't open file: '(?P<table>[^']*)'"),
    )
)  # fmt: skip
_CALLER = re.compile(r"(?:^|, )(?=[\w\\{])")
_INCLUDE = re.compile(r"(?:require|include)(?:_once)?\('(?P<file>[^']*)'\)")


def begins(text: str) -> bool:
    """Whether a record is wpdb's."""
    return text.startswith("WordPress database error")


def identify(error: str) -> tuple[str, dict[str, str]]:
    """Identifier (``db.1146``) and parameters of the server's sentence; ``db.unknown`` where no number is known for it."""
    for needle, number, pattern in _NUMBERS:
        if needle in error:
            match = pattern.search(error)
            if match:
                return f"db.{number}", {name: value for name, value in match.groupdict().items() if value}
    return "db.unknown", {}


def take_apart(text: str) -> tuple[str, str, tuple[Frame, ...]] | None:
    """Error, query and callers (innermost first) of wpdb's record, as logged or as shown; None if it is neither.

    The query is part of the site's data: it stays in ``params``, and the message has only the server's sentence.
    """
    logged = _LOGGED.match(text)
    if logged:
        return logged["error"].strip(), logged["query"].strip(), _callers(logged["callers"] or "")
    shown = _SHOWN.match(plain(text))
    if shown:
        return shown["error"].strip(), shown["query"].strip(), ()
    head = text.partition("WordPress database error")[2].lstrip(": ")
    return (head.strip(), "", ()) if head.strip() else None


def _callers(text: str) -> tuple[Frame, ...]:
    """Frames from ``made by require('wp-blog-header.php'), WP->main, …`` (wp_debug_backtrace_summary, outermost first)."""
    found = []
    for call in _CALLER.split(text):
        call = call.strip().rstrip(",")
        if call:
            include = _INCLUDE.match(call)
            found.append(Frame(file=include["file"] if include else None, line=None, call=call))
    return tuple(reversed(found))[:64]
