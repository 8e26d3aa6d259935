"""Messages as PHP, WordPress and plugins write them, each with the problem that it tells of.

A problem is what somebody would mend once: the kind of the message, the names of code and data structure in it, and the
file. Lines of the file and values (paths that are opened, addresses, ids, what a query stores) are no part of it.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import NamedTuple

from generate import BODIES
from vocabulary import LANGUAGES, ROOT, TABLES, WORDS, class_name, code, slug, word

Problem = tuple[str, ...]
_HELP = (
    'Please see <a href="https://developer.wordpress.org/advanced-administration/debug/debug-wordpress/">Debugging in '
    "WordPress</a> for more information."
)
_FUNCTIONS = f"{ROOT}/wp-includes/functions.php"
_STRINGS = {
    "trim": "string",
    "strlen": "string",
    "stripos": "haystack",
    "explode": "string",
    "htmlspecialchars": "string",
}
_STANDS_OFTEN = 6
CAPTURED = sorted(
    body for body, count in Counter(BODIES.read_text(encoding="utf-8").splitlines()).items() if count >= _STANDS_OFTEN
)
"""Real messages; those that stand this often are known to be different problems."""
_OWN_VALUE = 0.1
"""So many of the traces show an argument that no other has, as where ``zend.exception_ignore_args`` is off."""
_DUMPED_LINES = (3, 40)


class Said(NamedTuple):
    """A message, of one or more lines.

    :ivar problem: what it tells of; ``None`` for text that is none, such as a dump.
    """

    text: str
    problem: Problem | None


def ordinary(number: int) -> Said:
    """The message of this number: always the same problem, in one or two places of its file."""
    if number < len(CAPTURED):
        return Said(CAPTURED[number], ("captured", CAPTURED[number]))
    return _ORDINARY[number % len(_ORDINARY)](number // len(_ORDINARY))


def _place(number: int, choice: int) -> str:
    """Where the file says it; every third file in two places."""
    return f"{code(number)} on line {number % 800 + 12 + (choice if number % 3 == 0 else 0)}"


def _array_key(number: int) -> Said:
    key = f"{word(number)}_{word(number // 5 + 3)}"
    text = f'PHP Warning:  Undefined array key "{key}" in {_place(number, random_place())}'
    return Said(text, ("array key", key, code(number)))


def _variable(number: int) -> Said:
    name = f"{word(number + 11)}_{word(number // 3)}"
    text = f"PHP Warning:  Undefined variable ${name} in {_place(number + 5000, random_place())}"
    return Said(text, ("variable", name, code(number + 5000)))


def _dynamic_property(number: int) -> Said:
    name = f"{class_name(number)}::${word(number // 2)}"
    text = f"PHP Deprecated:  Creation of dynamic property {name} is deprecated in {_place(number, random_place())}"
    return Said(text, ("dynamic property", name, code(number)))


def _passing_null(number: int) -> Said:
    function, parameter = list(_STRINGS.items())[number % len(_STRINGS)]
    text = (
        f"PHP Deprecated:  {function}(): Passing null to parameter #{2 if function == 'explode' else 1} (${parameter}) "
        f"of type string is deprecated in {_place(number + 900, random_place())}"
    )
    return Said(text, ("null", function, parameter, code(number + 900)))


def _property_of_null(number: int) -> Said:
    name = f"{word(number)}_{word(number // 9 + 40)}"
    text = f'PHP Warning:  Attempt to read property "{name}" on null in {_place(number + 77, random_place())}'
    return Said(text, ("property of null", name, code(number + 77)))


def _early_script(number: int) -> Said:
    handle = f"{slug(number)}-{word(number)}-{word(number // 4 + 17)}"
    text = (
        "PHP Notice:  Function wp_enqueue_script was called <strong>incorrectly</strong>. Scripts and styles should "
        "not be registered or enqueued until the <code>wp_enqueue_scripts</code>, <code>admin_enqueue_scripts</code>, "
        f"or <code>login_enqueue_scripts</code> hooks. This notice was triggered by the <code>{handle}</code> handle. "
        f"{_HELP} (This message was added in version 3.3.0.) in {_FUNCTIONS} on line 6260"
    )
    return Said(text, ("early script", handle, _FUNCTIONS))


_ORDINARY = (_array_key, _dynamic_property, _variable, _passing_null, _property_of_null, _early_script)
_LINES = random.Random(0)


def random_place() -> int:
    """Which of the two places; the choice is no part of what is compared."""
    return _LINES.randrange(2) * 31


def begin(seed: int) -> None:
    """Make the places that follow depend on the seed only."""
    _LINES.seed(seed)


def uncaught(choice: random.Random) -> Said:
    """A fatal error with a trace of 4 to 30 frames: 300 problems, each reached on up to four ways."""
    number, way = choice.randrange(300), choice.randrange(4)
    function = f"{class_name(number)}::{word(number)}"
    file, line = code(number * 7), number + 20
    frames = [
        f"#{depth} {code(number * 7 + depth * (way + 1))}({depth * 9 + 4}): {class_name(depth + number)}->"
        f"{word(depth * 5 + way)}({_arguments(depth, choice)})"
        for depth in range(4 + (number + way * 5) % 27)
    ]
    text = (
        f"PHP Fatal error:  Uncaught TypeError: {function}(): Argument #1 ($order) must be of type WC_Order, null "
        f"given, called in {code(number * 7 + 1)} on line {line + 40} and defined in {file}:{line}\nStack trace:\n"
        + "\n".join(frames)
        + f"\n#{len(frames)} {{main}}\n  thrown in {file} on line {line}"
    )
    return Said(text, ("uncaught", "TypeError", function, file))


def _arguments(depth: int, choice: random.Random) -> str:
    if depth == 1 and choice.random() < _OWN_VALUE:
        return f"{choice.randrange(10**7)}, Array"
    return ("Array", "Object(WC_Order)", f"'{word(depth)[:15]}...', true", "NULL, Array", "")[depth % 5]


def database(choice: random.Random) -> Said:
    """What MySQL refused: 24 tables, each with one kind of error, and with values that seldom come twice."""
    number = choice.randrange(len(TABLES))
    table = f"wp_{TABLES[number]}"
    kind, error = (
        ("duplicate", f"Duplicate entry '{choice.randrange(10**8)}-{address(choice)}' for key '{table}.PRIMARY'"),
        ("column", f"Unknown column '{word(number)}_{word(number + 9)}' in 'field list'"),
        ("long", f"Data too long for column '{word(number)}' at row 1"),
        ("deadlock", "Deadlock found when trying to get lock; try restarting transaction"),
    )[number % 4]
    query = (
        f"INSERT INTO `{table}` (`object_id`, `email`, `token`, `title`) VALUES ({choice.randrange(10**9)}, "
        f"'{address(choice)}', '{choice.getrandbits(96):024x}', '{title(choice)}')"
    )
    caller = choice.choice(("run", "retry", "flush"))
    text = (
        f"WordPress database error {error} for query {query} made by require('wp-blog-header.php'), wp, "
        f"WP->main, do_action_ref_array('wp'), WP_Hook->do_action, WP_Hook->apply_filters, "
        f"Acme\\Queue->{caller}, Acme\\Store->save"
    )
    return Said(text, ("database", kind, table))


def dump(choice: random.Random) -> Said:
    """What ``error_log( print_r( $order, true ) )`` writes: no problem."""
    lines = [
        f"    [{choice.choice(WORDS)}] => {choice.choice((choice.randrange(10**6), title(choice)))}"
        for _ in range(choice.randrange(*_DUMPED_LINES))
    ]
    head = "Array" if choice.random() < 0.6 else "stdClass Object"
    return Said(head + "\n(\n" + "\n".join(lines) + "\n)\n", None)


def letters(choice: random.Random) -> Said:
    """Messages with file names, titles and addresses of their own: 12 places of code say them all."""
    number = choice.randrange(12)
    file = code(number + 4000)
    place = f"{file} on line {number * 13 + 60}"
    upload = f"{ROOT}/wp-content/uploads/{choice.choice(WORDS)}/{title(choice).replace(' ', '-')}.jpg"
    if number < 6:
        function = "file_get_contents" if number % 2 else "fopen"
        text = f"PHP Warning:  {function}({upload}): Failed to open stream: No such file or directory in {place}"
        return Said(text, ("open", function, file))
    if number < 8:
        return Said(f"PHP Warning:  unlink({upload}): No such file or directory in {place}", ("unlink", file))
    what = (
        f"Message to {address(choice)} about {title(choice)} was not accepted",
        f"Picture {title(choice)} has no size",
        f"{title(choice)}: no carrier delivers there ({address(choice)})",
        f"Import skipped the product {title(choice)}",
    )[number - 8]
    return Said(f"PHP Notice:  {what} in {place}", ("text", file))


def unicode(choice: random.Random) -> Said:
    """Texts in Russian, Japanese and Arabic: 99 places of code, with words that change."""
    number = choice.randrange(99)
    words = " ".join(choice.choices(LANGUAGES[number % 3], k=8))
    file = code(number + 6000)
    text = f"PHP Warning:  {words} «{choice.randrange(500)}» in {file} on line {number + 7}"
    return Said(text, ("text", file))


def address(choice: random.Random) -> str:
    """A mail address."""
    return f"{choice.choice(WORDS)}.{choice.choice(WORDS)}{choice.randrange(90)}@{choice.choice(WORDS)}.example"


def title(choice: random.Random) -> str:
    """Some words, as a title has them."""
    return " ".join(choice.choices(WORDS, k=choice.randrange(3, 6)))
