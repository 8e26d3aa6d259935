"""WordPress database errors (wpdb::print_error in wp-includes/class-wpdb.php), by MySQL's and MariaDB's error number.

The log has no number, only the sentence of the server or of PHP's client library; the numbers are those of the MySQL
error reference (1000 and above: server, 2000 and above: client), and MariaDB's own where only MariaDB has the sentence.
"""

from __future__ import annotations

import re
from functools import cache

from wpdiag.diagnose.plain import plain
from wpdiag.diagnose.trace import summary_frames
from wpdiag.lazy import lazy
from wpdiag.model import Frame

_LOGGED = re.compile(
    r"WordPress database error:? (?P<error>.*?) for query (?P<query>.*?)(?: made by (?P<callers>[^\n]*))?\s*$", re.S
)
_SHOWN = re.compile(r"WordPress database error:?\s*\[(?P<error>.*?)\]\s*(?P<query>.*)$", re.S)

_NUMBERS: tuple[tuple[str, int, str], ...] = (
    # sentences that quote the site's data come first, then the narrower row: some sentences hold another one
    ("Duplicate entry", 1062, r"Duplicate entry '(?P<value>.*?)' for key '(?P<key>[^']*)'"),
    ("error in your SQL syntax", 1064, r"You have an error in your SQL syntax;.*? near '(?P<near>.*)' at line \d+"),
    ("error in your SQL syntax", 1064, r"You have an error in your SQL syntax"),
    ("No space left on device", 1021, r"No space left on device"),
    ("Disk quota exceeded", 1021, r"Disk quota exceeded"),
    ("Errcode: 28", 1021, r"\(Errcode: 28\b"),
    ("Disk full", 1021, r"Disk full \(.*?\); waiting"),
    ("Got error 28 ", 1021, r"Got error 28 from storage engine"),
    ("Access denied for user", 1044,
     r"Access denied for user '(?P<user>[^']*)'@'[^']*' to database '(?P<database>[^']*)'"),
    ("Access denied for user", 1045, r"Access denied for user '(?P<user>[^']*)'@'[^']*' \(using password"),
    ("Access denied for user", 1698, r"Access denied for user '(?P<user>[^']*)'@"),
    ("Access denied; you need", 1227,
     r"Access denied; you need (?:\(at least one of\) )?the (?P<privilege>.+?) privilege"),
    ("No database selected", 1046, r"No database selected"),
    ("Unknown database", 1049, r"Unknown database '(?P<database>[^']*)'"),
    ("Too many connections", 1040, r"Too many connections"),
    ("max_user_connections", 1203, r"User (?P<user>\S+) already has more than 'max_user_connections'"),
    ("resource (current value", 1226, r"User '(?P<user>[^']*)' has exceeded the '(?P<resource>[^']*)' resource"),
    ("already exists", 1050, r"Table '(?P<table>[^']*)' already exists"),
    ("Unknown table", 1109, r"Unknown table '(?P<table>[^']*)' in "),
    ("Unknown table", 1051, r"Unknown table '(?P<table>[^']*)'"),
    ("Unknown column", 1054, r"Unknown column '(?P<column>[^']*)' in "),
    ("is ambiguous", 1052, r"Column '(?P<column>[^']*)' in .+ is ambiguous"),
    ("Duplicate column name", 1060, r"Duplicate column name '(?P<column>[^']*)'"),
    ("Duplicate key name", 1061, r"Duplicate key name '(?P<key>[^']*)'"),
    ("Query was empty", 1065, r"Query was empty"),
    ("Not unique table/alias", 1066, r"Not unique table/alias: '(?P<table>[^']*)'"),
    ("Multiple primary key", 1068, r"Multiple primary key defined"),
    ("key was too long", 1071, r"Specified key was too long(?:; max key length is (?P<limit>\d+) bytes)?"),
    ("Index column size too large", 1709,
     r"Index column size too large(?:\. The maximum column size is (?P<limit>\d+) bytes)?"),
    ("Key column", 1072, r"Key column '(?P<column>[^']*)' doesn't exist in table"),
    ("used in key specification", 1170, r"BLOB/TEXT column '(?P<column>[^']*)' used in key specification"),
    ("Can't DROP", 1091, r"Can't DROP .*?[`'](?P<column>[^`']*)[`']"),
    ("Can't create table", 1005,
     r"Can't create table (?:`(?P<database>[^`]*)`\.)?[`'](?P<table>[^`']*)[`'] \(errno: (?P<code>\d+)"),
    ("is full", 1114, r"The table '(?P<table>[^']*)' is full"),
    ("Row size too large", 1118, r"Row size too large"),
    ("is not allowed to connect", 1130, r"Host '(?P<host>[^']*)' is not allowed to connect"),
    ("Column count doesn't match", 1136, r"Column count doesn't match"),
    ("different number of columns", 1222, r"The used SELECT statements have a different number of columns"),
    ("Operand should contain", 1241, r"Operand should contain \d+ column"),
    ("Subquery returns", 1242, r"Subquery returns more than 1 row"),
    ("command denied to user", 1143,
     r"(?P<command>[A-Z][A-Z, ]*) command denied to user '(?P<user>[^']*)'@'[^']*' "
     r"for column '(?P<column>[^']*)' in table '(?P<table>[^']*)'"),
    ("command denied to user", 1142,
     r"(?P<command>[A-Z][A-Z, ]*) command denied to user '(?P<user>[^']*)'@'[^']*' for table "
     r"(?:[`'](?P<database>[^`']*)[`']\.)?[`'](?P<table>[^`']*)[`']"),
    ("doesn't exist in engine", 1932, r"Table '(?P<table>[^']*)' doesn't exist in engine"),
    ("doesn't exist in table", 1176, r"Key '(?P<key>[^']*)' doesn't exist in table '(?P<table>[^']*)'"),
    ("doesn't exist", 1146, r"Table '(?P<table>[^']*)' doesn't exist"),
    ("max_allowed_packet", 1153, r"Got a packet bigger than 'max_allowed_packet' bytes"),
    ("max_allowed_packet", 2020, r"Got packet bigger than 'max_allowed_packet' bytes"),
    ("MAX_JOIN_SIZE", 1104, r"The SELECT would examine more than MAX_JOIN_SIZE rows"),
    ("is marked as crashed", 1194, r"Table '(?P<table>[^']*)' is marked as crashed and should be repaired"),
    ("last (automatic?) repair failed", 1195, r"Table '(?P<table>[^']*)' is marked as crashed and last"),
    ("Incorrect key file", 1034, r"Incorrect key file for table '(?P<table>[^']*)'"),
    ("is corrupt; try to repair", 1034, r"Index for table '(?P<table>[^']*)' is corrupt"),
    ("is corrupted", 1712, r"Index (?P<key>.+?) is corrupted"),
    ("missing, corrupt or contains", 1877, r"The table '(?P<table>.*?)' is missing, corrupt or contains bad data"),
    ("Can't open file", 1016, r"Can't open file: '(?P<table>[^']*)'"),
    ("Can't find file", 1017, r"Can't find file: '(?P<table>[^']*)'"),
    ("Tablespace", 1813, r"Tablespace (?:for table )?[`'](?P<table>.+?)[`'] exists"),
    ("Tablespace has been", 1814, r"Tablespace has been discarded for table [`'](?P<table>.+?)[`'](?:$|\s)"),
    ("Record has changed", 1020, r"Record has changed since last read in table '(?P<table>[^']*)'"),
    ("Lock wait timeout", 1205, r"Lock wait timeout exceeded"),
    ("Deadlock found", 1213, r"Deadlock found when trying to get lock"),
    ("Unknown character set", 1115, r"Unknown character set: '(?P<charset>[^']*)'"),
    ("Unknown collation", 1273, r"Unknown collation: '(?P<collation>[^']*)'"),
    ("is not valid for CHARACTER SET", 1253,
     r"COLLATION '(?P<collation>[^']*)' is not valid for CHARACTER SET '(?P<charset>[^']*)'"),
    ("Illegal mix of collations", 1271, r"Illegal mix of collations for operation"),
    ("Illegal mix of collations", 1270,
     r"Illegal mix of collations (?P<collations>\([^()]*\), ?\([^()]*\), ?\([^()]*\))"),
    ("Illegal mix of collations", 1267, r"Illegal mix of collations (?P<collations>\(.*?\)(?: and \(.*?\))?)"),
    ("Conversion from collation", 3988, r"Conversion from collation (?P<from>\S+) into (?P<collation>\S+) impossible"),
    ("Incorrect string value", 1366,
     r"Incorrect (?P<type>string) value: '(?P<value>.*?)' for column "
     r"(?:`[^`]*`\.`(?P<table>[^`]*)`\.)?[`'](?P<column>[^`']+)[`'] at row"),
    ("Incorrect", 1366,
     r"Incorrect (?P<type>integer|decimal|double) value: '(?P<value>.*?)' for column "
     r"(?:`[^`]*`\.`(?P<table>[^`]*)`\.)?[`'](?P<column>[^`']+)[`'] at row"),
    ("Incorrect", 1292, r"Incorrect (?P<type>date|datetime|time|timestamp|year) value: '(?P<value>.*?)'"),
    ("Truncated incorrect", 1292, r"Truncated incorrect (?P<type>\w+) value: '(?P<value>.*?)'"),
    ("Data truncated for column", 1265, r"Data truncated for column '(?P<column>[^']*)'"),
    ("doesn't have a default value", 1364, r"Field '(?P<column>[^']*)' doesn't have a default value"),
    ("Invalid default value", 1067, r"Invalid default value for '(?P<column>[^']*)'"),
    ("cannot be null", 1048, r"Column '(?P<column>[^']*)' cannot be null"),
    ("Data too long", 1406, r"Data too long for column '(?P<column>[^']*)'"),
    ("Out of range value", 1264, r"Out of range value for column '(?P<column>[^']*)'"),
    ("a foreign key constraint fails", 1451, r"Cannot delete or update a parent row: a foreign key constraint fails"),
    ("a foreign key constraint fails", 1452, r"Cannot add or update a child row: a foreign key constraint fails"),
    ("Unknown storage engine", 1286, r"Unknown storage engine '(?P<engine>[^']*)'"),
    ("Unknown system variable", 1193, r"Unknown system variable '(?P<variable>[^']*)'"),
    ("can't be set to the value", 1231,
     r"Variable '(?P<variable>[^']*)' can't be set to the value of '(?P<value>[^']*)'"),
    ("erver has gone away", 2006, r"server has gone away"),
    ("disconnected by the server because of inactivity", 4031, r"disconnected by the server because of inactivity"),
    ("Lost connection to", 2013, r"Lost connection to .*?server during query"),
    ("Lost connection to", 2055, r"Lost connection to .*?server at '(?P<stage>[^']*)'"),
    ("Commands out of sync", 2014, r"Commands out of sync"),
    ("Unknown MySQL server host", 2005, r"Unknown MySQL server host '(?P<host>[^']*)'"),
    ("Can't connect to", 2003, r"Can't connect to (?:MySQL |MariaDB )?server on '(?P<host>[^']*)'"),
    ("Can't connect to", 2002, r"Can't connect to .*?server"),
    ("Got error", 1030, r"Got error (?P<code>-?\d+)\b.* from storage engine"),
    ("Out of sort memory", 1038, r"Out of sort memory"),
    ("Sort aborted", 1028, r"Sort aborted"),
    ("read-only option", 1290, r"server is running with the --(?:super-)?read-only option"),
    ("Running in read-only mode", 1836, r"Running in read-only mode"),
    ("InnoDB is in read only mode", 1874, r"InnoDB is in read only mode"),
    ("is read only", 1036, r"Table '(?P<table>[^']*)' is read only"),
    ("maximum statement execution time exceeded", 3024, r"maximum statement execution time exceeded"),
    ("max_statement_time exceeded", 1969, r"max_statement_time exceeded"),
    ("Query execution was interrupted", 1317, r"Query execution was interrupted"),
    ("isn't in GROUP BY", 1055, r"'(?P<column>[^']*)' isn't in GROUP BY"),
    ("aggregated query without GROUP BY", 1140,
     r"In aggregated query without GROUP BY.* nonaggregated column '(?P<column>[^']*)'"),
    ("Mixing of GROUP columns", 1140, r"Mixing of GROUP columns"),
    ("sql_mode=only_full_group_by", 1055, r"nonaggregated column '(?P<column>[^']*)'"),
    ("incompatible with DISTINCT", 3065, r"references column '(?P<column>[^']*)' which is not in SELECT list"),
    ("FUNCTION", 1305, r"FUNCTION (?P<function>\S+) does not exist"),
    ("PROCEDURE", 1305, r"PROCEDURE (?P<function>\S+) does not exist"),
)  # fmt: skip
"""A text that the sentence holds, the number, the sentence. 1021 stands for every way to say that the disk is full."""

_CLIENT = re.compile(
    r"(?P<function>mysqli[\w:]*)\([^\n]*?\): (?:\((?P<state>[0-9A-Z]{5})/(?P<number>\d+)\): )?(?P<reason>.+)", re.S
)
"""A warning of PHP's extension, with SQLSTATE and number where it has them (ext/mysqli: php_mysqli_report_error)."""
_NOT_REACHED = re.compile(
    r"getaddrinfo (?:for (?P<host>\S+) )?failed|Connection refused|timed out|No such file or directory|Network is unreachable"
)
"""What the network says of a connection that fails; PHP's number for all of them is 2002 (CR_CONNECTION_ERROR)."""


_TRANSLATED = lazy(
    r"(?!PHP )[^\n\[\]]{4,80}?\s(?P<error>(?:Table|Unknown|Duplicate|Data|Column|Field|Out|Incorrect|Deadlock|Lost|Lock|You|Can't|"
    r"Got|The|Illegal|Access|MySQL|Server|Key|Multiple|Too|Row|Invalid|Cannot|Specified|Disk|Index|Commands)\b[^\n]{5,2000}?)"
    r"\s(?P<query>(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|SHOW|ALTER|CREATE|DROP|DESCRIBE|TRUNCATE)\b.*?)"
    r"(?:\s(?:[^\W\d_]+\s){1,3}(?P<callers>CALL(?:, CALL)*))?\s*\Z".replace(
        "CALL", r"[\w\\{}:]+(?:->[\w{}]+)?(?:\('[^']*'\))?"
    ),
    re.S,
)
"""Before WordPress 4.8 the words around error, query and callers in the log were translated."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I | re.S)


def begins(text: str) -> bool:
    """Whether a record is wpdb's."""
    return text.startswith("WordPress database error") or _TRANSLATED.match(text) is not None


def identify(error: str) -> tuple[str, dict[str, str]]:
    """Identifier (``db.1146``) and parameters of the server's sentence; ``db.unknown`` for one without a row."""
    found = _known(error)
    if found is None:
        return "db.unknown", {}
    number, match = found
    return f"db.{number}", {name: value for name, value in match.groupdict().items() if value}


def _known(error: str) -> tuple[str, re.Match[str]] | None:
    for needle, number, pattern in _NUMBERS:
        if needle in error:
            match = _compiled(pattern).search(error)
            if match:
                return str(number), match
    return None


def identify_client(message: str) -> tuple[str, dict[str, str]] | None:
    """Identifier and parameters of a warning of PHP's mysqli that tells of an error of the database or its connection."""
    match = _CLIENT.match(message)
    if match is None:
        return None
    identifier, params = identify(match["reason"])
    params = params | {"function": match["function"], "reason": match["reason"]}
    if match["number"]:
        return f"db.{match['number']}", params
    if identifier != "db.unknown":
        return identifier, params
    unreachable = _NOT_REACHED.search(match["reason"])
    if unreachable is None:
        return None
    return "db.2002", params | ({"host": unreachable["host"]} if unreachable["host"] else {})


def take_apart(text: str) -> tuple[str, str, tuple[Frame, ...]] | None:
    """Error, query and callers (innermost first) of wpdb's record, as logged or as shown; None if it is neither.

    The query is part of the site's data: it stays in ``params``, and the message has only the server's sentence.
    """
    logged = _LOGGED.match(text)
    if logged:
        return logged["error"].strip(), logged["query"].strip(), summary_frames(logged["callers"] or "")
    shown = _SHOWN.match(plain(text))
    if shown:
        return shown["error"].strip(), shown["query"].strip(), ()
    if not text.startswith("WordPress database error"):
        return _translated(text)
    head = text.partition("WordPress database error")[2].lstrip(": ")
    return (head.strip(), "", ()) if head.strip() else None


def _translated(text: str) -> tuple[str, str, tuple[Frame, ...]] | None:
    """The same of a record whose words are translated; None where the error is none that we know the server to write."""
    match = _TRANSLATED.match(text)
    known = _known(match["error"]) if match else None
    if match is None or known is None:
        return None
    error = match["error"][: known[1].end()]
    return error, match["query"].strip(), summary_frames(match["callers"] or "")
