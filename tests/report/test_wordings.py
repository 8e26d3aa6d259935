"""One fault, one fingerprint: in the words of every PHP and WordPress, in every language, under every root."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wpdiag.diagnose import diagnose
from wpdiag.model import Entry
from wpdiag.report.fingerprint import fingerprint

TRANSLATED: list[tuple[str, str, str, str, dict[str, str]]] = json.loads(
    (Path(__file__).parents[1] / "data" / "translated.json").read_text(encoding="utf-8")
)
UNIX = ("/var/www/html", "/home/u/public_html")
WINDOWS = "C:\\laragon\\www\\shop"
FILE = "/wp-content/plugins/foo/a.php"
CORE = "/wp-includes/functions.php"

N, W, D, F, S = "Notice", "Warning", "Deprecated", "Fatal error", "Strict Standards"
R, C, U = "Recoverable fatal error", "Catchable fatal error", "Uncaught"
LIMIT = "Allowed memory size of {} bytes exhausted (tried to allocate {} bytes)"
COMPATIBLE = "Declaration of A::b($x) {} be compatible with P::b($x, $y)"
COUNTABLE = "{}(): Parameter must be an array or an object that implements Countable"
PREVIOUS = "(previously declared in ROOT/wp-content/plugins/foo/b.php:{})"
OPTIONAL = "Optional parameter $a declared before required parameter $b is implicitly treated as a required parameter"

PHP: tuple[tuple[tuple[str, str], ...], ...] = (
    ((N, "Undefined index: sku"), (W, 'Undefined array key "sku"')),
    ((N, "Undefined offset: 3"), (W, "Undefined array key 3")),
    ((W, "Undefined array key 4711"), (N, "Undefined offset: 4712"), (W, "Undefined array key 90210")),
    ((N, "Undefined variable: x"), (W, "Undefined variable $x")),
    ((N, "Undefined property: Foo\\Bar::$x"), (W, "Undefined property: Foo\\Bar::$x")),
    ((N, "Trying to get property 'x' of non-object"), (W, 'Attempt to read property "x" on null'),
     (W, 'Attempt to read property "x" on bool')),
    ((N, "Trying to access array offset on value of type null"), (W, "Trying to access array offset on value of type bool"),
     (W, "Trying to access array offset on null"), (W, "Trying to access array offset on false")),
    ((W, "fopen(/var/www/a.csv): failed to open stream: No such file or directory"),
     (W, "fopen(D:\\data\\b c.csv): Failed to open stream: No such file or directory"),
     (W, "fopen(../x.txt): Failed to open stream: Invalid argument")),
    ((W, "include(ROOT/wp-content/plugins/foo/inc/x.php): failed to open stream: No such file or directory"),
     (W, "include(ROOT/wp-content/plugins/foo/inc/x.php): Failed to open stream: No such file or directory")),
    ((W, "include(): Failed opening 'ROOT/wp-content/plugins/foo/x.php' for inclusion (include_path='.:/usr/share/php')"),
     (W, "include(): Failed opening 'ROOT/wp-content/plugins/foo/x.php' for inclusion (include_path='.;C:\\php\\pear')")),
    ((W, "Division by zero"), (W, "Division by zero")),
    ((W, "Creating default object from empty value"), (S, "Creating default object from empty value")),
    ((W, "A non-numeric value encountered"), (N, "A non well formed numeric value encountered")),
    ((W, "Illegal string offset 'x'"), (W, 'Illegal string offset "x"')),
    ((N, "Uninitialized string offset: 3"), (W, "Uninitialized string offset 3"), (W, "Uninitialized string offset: 3")),
    ((W, COUNTABLE.format("count")), (W, COUNTABLE.format("count"))),
    ((C, "Argument 1 passed to f() must be an instance of X, string given, called in ROOT/b.php on line 3 and defined"),
     (R, "Argument 1 passed to f() must be of the type int, string given, called in ROOT/b.php on line 3 and defined"),
     (U, "TypeError: Argument 1 passed to f() must be of the type int, string given, called in ROOT/b.php on line 9"),
     (U, "TypeError: Argument 1 passed to f() must implement interface I, instance of A\\B given, called in ROOT/b.php on line 9"),
     (U, "TypeError: f(): Argument #1 ($x) must be of type int, string given, called in ROOT/b.php on line 5"),
     (U, "TypeError: f(): Argument #1 ($x) must be of type ?int, array given, called in ROOT/b.php on line 5")),
    ((U, "TypeError: Return value of A::f() must be of the type int, string returned"),
     (U, "TypeError: A::f(): Return value must be of type int, string returned"),
     (U, "TypeError: A::f(): Return value must be of type int, none returned")),
    ((U, "ArgumentCountError: Too few arguments to function f(), 1 passed in ROOT/b.php on line 3 and exactly 2 expected"),
     (U, "ArgumentCountError: Too few arguments to function f(), 0 passed in ROOT/b.php on line 8 and at least 2 expected")),
    ((F, "Call to a member function x() on a non-object"), (U, "Error: Call to a member function x() on null"),
     (U, "Error: Call to a member function x() on string"), (F, "Call to a member function x() on null")),
    ((F, "Call to undefined function my_f()"), (U, "Error: Call to undefined function my_f()")),
    ((F, "Call to undefined method A::f()"), (U, "Error: Call to undefined method A::f()")),
    ((F, "Class 'X' not found"), (U, "Error: Class 'X' not found"), (U, 'Error: Class "X" not found'),
     (U, 'Error: Class "\\X" not found')),
    ((N, "Use of undefined constant X - assumed 'X'"),
     (W, "Use of undefined constant X - assumed 'X' (this will throw an Error in a future version of PHP)"),
     (U, "Error: Undefined constant 'X'"), (U, 'Error: Undefined constant "X"')),
    (("Parse error", "syntax error, unexpected 'return' (T_RETURN)"), ("Parse error", 'syntax error, unexpected token "return"'),
     ("Parse error", 'syntax error, unexpected token "return", expecting "]"')),
    ((F, f"Cannot redeclare f() {PREVIOUS.format(3)}"), (F, f"Cannot redeclare function f() {PREVIOUS.format(8)}"),
     (F, "Cannot redeclare f()")),
    ((F, "Cannot redeclare class X"), (F, "Cannot declare class X, because the name is already in use"),
     (F, f"Cannot redeclare class X {PREVIOUS.format(4)}")),
    ((S, COMPATIBLE.format("should")), (W, COMPATIBLE.format("should")), (F, COMPATIBLE.format("must"))),
    ((S, "Non-static method A::f() should not be called statically"),
     (D, "Non-static method A::f() should not be called statically"),
     (U, "Error: Non-static method A::f() cannot be called statically")),
    ((S, "Only variables should be passed by reference"), (N, "Only variables should be passed by reference")),
    ((N, "Array to string conversion"), (W, "Array to string conversion")),
    ((R, "Object of class X could not be converted to string"), (C, "Object of class X could not be converted to string"),
     (U, "Error: Object of class X could not be converted to string")),
    ((D, "Required parameter $b follows optional parameter $a"), (D, OPTIONAL), (D, f"f(): {OPTIONAL}")),
    ((D, "Return type of A::offsetGet($o) should either be compatible with ArrayAccess::offsetGet(mixed $offset): mixed, "
      "or the #[\\ReturnTypeWillChange] attribute should be used to temporarily suppress the notice"),
     (D, "Return type of A::offsetGet($offset) should either be compatible with ArrayAccess::offsetGet($offset): mixed, "
      "or the #[\\ReturnTypeWillChange] attribute should be used to temporarily suppress the notice")),
    ((F, LIMIT.format(134217728, 65536)), (F, LIMIT.format(268435456, 20480)), (F, LIMIT.format(268435456, 72))),
    ((F, "Maximum execution time of 30 seconds exceeded"), (F, "Maximum execution time of 1 second exceeded"),
     (F, "Maximum execution time of 300 seconds exceeded")),
    ((N, "unserialize(): Error at offset 5 of 10 bytes"), (W, "unserialize(): Error at offset 54 of 1024 bytes")),
    ((U, "Error: Cannot access protected property A::$x"), (F, "Cannot access protected property A::$x")),
    ((U, "Error: Cannot use object of type X as array"), (F, "Cannot use object of type X as array")),
    ((F, "Call to private method A::f() from context 'B'"), (F, "Call to private A::f() from context 'B'"),
     (U, "Error: Call to private method A::f() from scope B"), (U, "Error: Call to private A::f() from global scope")),
    ((W, "Invalid argument supplied for foreach()"), (W, "foreach() argument must be of type array|object, null given"),
     (W, "foreach() argument must be of type array|object, string given")),
    ((D, "Function strftime() is deprecated"), (D, "Function strftime() is deprecated since 8.1, use IntlDateFormatter::format() instead")),
    ((D, "The each() function is deprecated. This message will be suppressed on further calls"), (D, "Function each() is deprecated")),
    ((D, "Automatic conversion of false to array is deprecated"),),
    ((D, "strlen(): Passing null to parameter #1 ($string) of type string is deprecated"),
     (D, "strlen(): Passing null to parameter #1 ($str) of type string is deprecated")),
    ((D, "Creation of dynamic property A\\B::$x is deprecated"), (D, "Creation of dynamic property A\\B::$x is deprecated")),
    ((W, "Cannot modify header information - headers already sent by (output started at ROOT/wp-content/plugins/foo/b.php:3)"),
     (W, "Cannot modify header information - headers already sent by (output started at ROOT/wp-content/plugins/foo/b.php:99)")),
    ((W, "session_start(): open(/tmp/sess_a1, O_RDWR) failed: Permission denied (13)"),
     (W, "session_start(): open(/var/lib/php/sess_b2c, O_RDWR) failed: Permission denied (13)")),
    ((W, "array_map() expects parameter 1 to be a valid callback, function 'x' not found or invalid function name"),
     (W, "array_map(): Argument #1 ($callback) must be a valid callback, function \"x\" not found or invalid function name")),
    ((U, "TypeError: Foo\\{closure}(): Argument #1 ($x) must be of type int, string given"),
     (U, "TypeError: {closure:ROOT/b.php:34}(): Argument #1 ($x) must be of type int, string given"),
     (U, "TypeError: {closure:A::f():12}(): Argument #1 ($x) must be of type int, string given")),
    ((W, "Could not reach https://api.example/v1?id=3 for ann@mail.example on 2026-11-20 10:00:00"),
     (W, "Could not reach https://api.example/v2 for bob@mail.example on 2025-01-02 09:00:01")),
    ((U, "Exception: Order 4711 of 'Ann Lee' not found"), (U, "Exception: Order 5 of 'Bob' not found")),
)  # fmt: skip
"""Messages with their labels; in each row, one fault at one place."""

TOO_EARLY = (
    "{}_load_textdomain_just_in_time was called <strong>incorrectly</strong>. Translation loading for the <code>{}</code> domain was "
    "triggered too early. This is usually an indicator for some code in the plugin or theme running too early. Translations should "
    'be loaded at the <code>init</code> action or later. Please see <a href="https://x/">Debugging in WordPress</a> for more '
    "information. (This message was added in version 6.7.0.)"
)
WORDPRESS: tuple[tuple[str, ...], ...] = (
    ("{}register_post_type was called <strong>incorrectly</strong>. Post type names must be between 1 and 20 characters in length. "
     "(This message was added in version 4.2.0.)", "Function "),
    ("{}get_page_by_title is <strong>deprecated</strong> since version 6.2.0! Use WP_Query instead.", "Function "),
    ("{}allowed_block_types is <strong>deprecated</strong> since version 5.8.0! Use allowed_block_types_all instead.", "Hook "),
    ("{}wp-includes/class-snoopy.php is <strong>deprecated</strong> since version 3.0.0! Use wp-includes/http.php instead.", "File "),
    ("{}add_option was called with an argument that is <strong>deprecated</strong> since version 2.3.0 with no alternative available.",
     "Function "),
)  # fmt: skip
"""Sentences, and the word that WordPress 6.0 put before them."""

DATABASE = (
    ("Duplicate entry 'ann@x.example' for key 'email' for query INSERT INTO `wp_s` (`email`) VALUES ('ann@x.example')",
     "Duplicate entry '7-it''s' for key 'wp_s.email' for query INSERT IGNORE INTO wp_s (email) VALUES ('b')"),
    ("Table 'shop.wp_x' doesn't exist for query SELECT 1 FROM wp_x", "Table 'live.wp_x' doesn't exist for query SELECT id FROM wp_x WHERE id = 3"),
    ("Unknown column 'a' in 'field list' for query UPDATE wp_x SET a = 3", "Unknown column 'a' in 'SET' for query UPDATE `wp_x` SET a = 'b'"),
    ("Data too long for column 'b' at row 1 for query UPDATE wp_x SET b = 'c'", "Data too long for column 'b' at row 12 for query UPDATE wp_x SET b = 'd'"),
    ("Deadlock found when trying to get lock; try restarting transaction for query DELETE FROM wp_options WHERE option_name = 'a'",
     "Deadlock found when trying to get lock; try restarting transaction for query DELETE FROM `wp_options` WHERE option_name = 'b'"),
    ("MySQL server has gone away for query SELECT 'x FROM y' FROM wp_posts", "MySQL server has gone away for query SELECT ID FROM wp_posts"),
)  # fmt: skip
"""Errors with their queries, two of one fault."""

DIFFER = (
    ((N, "Undefined index: sku"), (N, "Undefined index: price")),
    ((N, "Undefined index: a.sku"), (N, "Undefined index: b.sku")),
    ((N, "Undefined offset: 3"), (N, "Undefined offset: 4")),
    ((N, "Undefined variable: a"), (W, "Undefined variable $b")),
    ((W, 'Attempt to read property "a" on null'), (W, 'Attempt to read property "b" on null')),
    ((W, "fopen(/a): Failed to open stream: x"), (W, "file_get_contents(/a): Failed to open stream: x")),
    ((W, "fopen(/a): Failed to open stream: Permission denied"), (W, "fopen(/a): Failed to open stream: Is a directory")),
    ((W, "include(a.php): Failed to open stream: No such file or directory"), (W, "include(b.php): Failed to open stream: No such file or directory")),
    ((U, 'Error: Class "X" not found'), (U, 'Error: Class "Y" not found')),
    ((U, 'Error: Class "X" not found'), (U, 'Error: Class "x" not found')),
    ((U, "Error: Call to undefined function a()"), (U, "Error: Call to undefined function b()")),
    ((U, "Error: Call to a member function a() on null"), (U, "Error: Call to a member function b() on null")),
    ((U, "TypeError: f(): Argument #1 ($x) must be of type int, string given"), (U, "TypeError: f(): Argument #2 ($y) must be of type int, string given")),
    ((U, "TypeError: f(): Argument #1 ($x) must be of type int, string given"), (U, "TypeError: f(): Return value must be of type int, string returned")),
    ((U, "TypeError: Unsupported operand types: string + int"), (U, "TypeError: Cannot access offset of type array on string")),
    ((U, "ValueError: f(): Argument #1 ($x) must be greater than 0"), (U, "ValueError: f(): Argument #1 ($x) cannot be empty")),
    ((U, "ArithmeticError: Bit shift by negative number"), (U, "DivisionByZeroError: Modulo by zero")),
    ((D, "Function strftime() is deprecated"), (D, "Function utf8_encode() is deprecated")),
    ((D, "Creation of dynamic property A::$x is deprecated"), (D, "Creation of dynamic property A::$y is deprecated")),
    ((F, "Object of class X could not be converted to string"), (F, "Object of class X could not be converted to int")),
    ((W, "session_start(): Session cannot be started"), (W, "session_start(): Failed to read session data: files")),
    ((W, "The shop is closed"), (W, "The shop is open")),
    ((U, "Exception: Order 5 not found"), (U, "Exception: Order 5 not paid")),
    ((U, "Exception: Order 5 not found"), (U, "RuntimeException: Order 5 not found")),
    ((F, "Cannot use 'static' as constant modifier"), (F, "Cannot use 'final' as constant modifier")),
)  # fmt: skip
"""Pairs of one place that are two faults."""


def mark(label: str, message: str, root: str = UNIX[0], file: str = FILE) -> str:
    """The fingerprint of a message of the file below a root."""
    where = root + (file if root != WINDOWS else file.replace("/", "\\"))
    message = message.replace("ROOT", root)
    if label == U:
        text = f"PHP Fatal error:  Uncaught {message} in {where}:7\nStack trace:\n#0 {{main}}\n  thrown in {where} on line 7"
    else:
        text = f"PHP {label}:  {message} in {where} on line 7"
    return fingerprint(diagnose(Entry(text=text)))


def marks(said: tuple[tuple[str, str], ...], file: str = FILE) -> set[str]:
    """The fingerprints of all wordings under all roots."""
    return {mark(label, message, root, file) for label, message in said for root in (*UNIX, WINDOWS)}


@pytest.mark.parametrize("said", PHP, ids=lambda said: said[0][1][:60])
def test_the_words_of_every_php_are_one_issue_under_every_root(said: tuple[tuple[str, str], ...]) -> None:
    assert len(marks(said)) == 1


def test_faults_in_the_table_are_told_apart() -> None:
    assert len({mark(*said[0]) for said in PHP}) == len(PHP)


@pytest.mark.parametrize(("sentence", "word"), WORDPRESS, ids=lambda text: text[2:40])
def test_the_words_of_every_wordpress_are_one_issue_under_every_root(sentence: str, word: str) -> None:
    label = D if "deprecated" in sentence else N
    assert len(marks(((label, sentence.format("")), (label, sentence.format(word))), CORE)) == 1


@pytest.mark.parametrize("said", DATABASE, ids=lambda said: said[0][:30])
def test_values_of_a_database_error_do_not_count(said: tuple[str, str]) -> None:
    found = {
        fingerprint(diagnose(Entry(text=f"WordPress database error {text} made by do_action('init'), f")))
        for text in said
    }
    assert len(found) == 1


def test_tables_and_columns_of_a_database_error_count() -> None:
    texts = [
        text.replace("wp_", prefix) for text in (said[0] for said in DATABASE) for prefix in ("wp_", "wp_2_", "abc_")
    ]
    assert len({fingerprint(diagnose(Entry(text=f"WordPress database error {text}"))) for text in texts}) == len(texts)


def test_every_language_is_one_issue_under_every_root() -> None:
    of: dict[str, set[str]] = {}
    languages: dict[str, set[str]] = {}
    for locale, label, text, identifier, params in TRANSLATED:
        what = f"{identifier} {params.get('domain')}"
        of.setdefault(what, set()).update(marks(((label, text),), CORE))
        languages.setdefault(what, set()).add(locale)
    for what, english in (
        (
            "wp.doing_it_wrong._load_textdomain_just_in_time wp-statistics",
            (N, TOO_EARLY.format("Function ", "wp-statistics")),
        ),
        ("wp.deprecated.function.get_page_by_title None", (D, WORDPRESS[1][0].format("Function "))),
    ):
        assert of[what] == marks((english,), CORE)
        assert len(languages[what]) >= 12


@pytest.mark.parametrize(("one", "other"), DIFFER, ids=lambda said: said[1][:50])
def test_different_faults_differ(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert mark(*one) != mark(*other)
