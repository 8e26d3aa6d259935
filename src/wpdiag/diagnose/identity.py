"""Which parameters of a diagnostic are names, and which are values: the data behind an issue's fingerprint.

A name belongs to code or to the structure of data: function, class, property, array key, hook, handle, table, column.
A value is what the code was working on: files, addresses, ids, sizes, types, sentences. Names tell two faults apart,
values do not. A new group in a table of messages must be entered here; a test asks for it.
"""

from __future__ import annotations

from functools import lru_cache

from wpdiag.diagnose.masking import mask_name
from wpdiag.lazy import lazy

NAMES = frozenset((
    "argument", "block", "callable", "called", "capability", "cast", "class", "code", "collation", "collations", "column",
    "command", "constant", "dependencies", "directive", "disabled", "domain", "engine", "extension", "file", "function",
    "handle", "handler", "hook", "ignored", "key", "keyword", "member", "method", "methods", "missing", "module", "name", "named",
    "namespace", "object", "obstacle", "offset", "operation", "optional", "output_file", "packet", "parameter", "parent", "plain", "pool",
    "privilege", "property", "real", "required", "resource", "route", "setting", "shortcode", "sidebar_id", "signal", "since",
    "step", "table", "unused", "used", "variable", "wrapper",
))  # fmt: skip
"""Parameters that tell one fault from another."""

VALUES = frozenset((
    "address", "advice", "ago", "allowed", "arguments", "backtrace", "bytes", "call", "charset", "data", "database", "detail",
    "example", "expected", "from", "given", "host", "include_path", "kind", "limit", "near", "needed", "number", "outcome",
    "output_line", "path", "placeholders", "previous", "previous_line", "query", "reason", "received", "removed",
    "replacement", "request", "seconds", "sidebar", "size", "socket", "stage", "state", "status", "type", "types", "updated",
    "url", "user", "value", "visibility", "wordpress",
))  # fmt: skip
"""Parameters that vary between occurrences of one fault, or that only say the same in more words."""

NAMES_OF: dict[str, frozenset[str]] = {
    "php.include_failed": frozenset(("path",)),
    "php.invalid_callback": frozenset(("number", "reason")),
    "php.object_conversion": frozenset(("type",)),
    "php.deprecated_trait": frozenset(("user",)),
    "wp.doing_it_wrong.": frozenset(("path",)),
}
"""Values that are names for these identifiers; one with a dot at its end stands for all that begin with it."""

VALUES_OF: dict[str, frozenset[str]] = {
    "php.deprecated_": frozenset(("since",)),
    "php.optional_before_required": frozenset(("function",)),
    "php.return_type": frozenset(("class",)),
    "php.include_failed": frozenset(("function",)),
    "php.null_offset": frozenset(("function",)),
    "php.uncaught.": frozenset(("class",)),
    "wp.doing_it_wrong.": frozenset(("function",)),
    "wp.deprecated.": frozenset(("name", "parent", "property")),
    "wp.trigger_error.": frozenset(("function",)),
    "server.": frozenset(("name",)),
}
"""Names that are values for these: PHP said them in some versions only, or the identifier has them already."""

FILES = frozenset(("path", "file", "output_file"))
"""Names that are files of code: they count without the site's root."""

INCLUDES = frozenset(("include", "include_once", "require", "require_once"))
"""What they open is code, so the path is a name."""

SETTLED = frozenset((
    "php.abstract_method_missing", "php.array_to_string", "php.autoload", "php.call_stack_size", "php.class_not_found",
    "php.connection_refused", "php.connection_timeout", "php.constant_redefined", "php.continue_in_switch",
    "php.curly_offset", "php.deprecated_constant", "php.deprecated_function", "php.destructured_scalar", "php.disk_full",
    "php.division_by_zero", "php.dynamic_property", "php.false_to_array", "php.file_exists", "php.float_out_of_range",
    "php.float_to_int", "php.foreach_argument", "php.function_disabled", "php.headers_already_sent",
    "php.http_request_failed", "php.illegal_offset", "php.implicit_nullable", "php.inaccessible_method",
    "php.inaccessible_property", "php.include_failed", "php.incompatible_signature", "php.input_vars", "php.invalid_callback",
    "php.member_function_on_null", "php.memory_exhausted", "php.name_resolution", "php.nan_coerced",
    "php.nested_ternary", "php.nesting_limit", "php.no_such_file", "php.non_numeric", "php.non_static_called_statically",
    "php.not_countable", "php.null_to_parameter", "php.object_as_array", "php.object_conversion", "php.offset_on_scalar",
    "php.open_basedir", "php.open_failed", "php.optional_before_required", "php.parse_error", "php.permission_denied",
    "php.php4_constructor", "php.post_too_large", "php.property_on_null", "php.read_only_file_system",
    "php.redeclared.class", "php.redeclared.function", "php.return_type", "php.scalar_as_array", "php.serializable",
    "php.string_as_array", "php.string_offset", "php.this_outside_object", "php.time_limit", "php.too_many_open_files",
    "php.undefined_array_key", "php.undefined_constant", "php.undefined_function", "php.undefined_method",
    "php.undefined_property", "php.undefined_static_property", "php.undefined_variable", "php.uninitialized_property",
    "php.unknown_named_parameter", "php.wrong_parameter_count", "php.wrong_parameter_type",
))  # fmt: skip
"""Identifier and names say all; the wording, which PHP has changed, counts for nothing."""

SETTLED_BY = frozenset(("expected", "type", "types"))
"""The same where a TypeError or ArgumentCountError has one of these parameters: then the sentence is PHP's own."""

_GENERIC = frozenset(("php.fatal", "php.error", "php.warning", "php.notice", "php.deprecated", "log.text"))
_CLOSURE = lazy(r"\{closure[^{}]*\}")


def is_generic(identifier: str) -> bool:
    """Whether nobody knows the message: a plugin's own text, of which at most level and place are known."""
    return identifier in _GENERIC


def names(identifier: str, params: dict[str, str]) -> dict[str, str]:
    """The parameters that are names, each in one form whatever wording it came from."""
    found = {name: normal(identifier, name, value) for name, value in params.items() if is_name(identifier, name)}
    if params.get("function") in INCLUDES and "path" in params:
        found["path"] = params["path"]
    if found.get("class") == "Error":
        del found["class"]  # older PHP had fatal errors for what is thrown today
    if "number" in found:
        found["argument"] = found.pop("number")
    if "dependencies" in found:
        found["dependencies"] = ",".join(sorted(found["dependencies"].replace(" ", "").split(",")))
    if "argument" in found:  # older PHP numbers what newer PHP names, too
        found.pop("parameter", None)
    return found


def shown(identifier: str, params: dict[str, str]) -> frozenset[str]:
    """The names as the message writes them: what its template keeps."""
    named = names(identifier, params)
    return frozenset((*named.values(), *(params[name] for name in named if name in params)))


@lru_cache(maxsize=20_000)
def is_name(identifier: str, name: str) -> bool:
    """Whether a parameter of a diagnostic with this identifier is a name.

    A parameter that nobody decided is a value.
    """
    if name in NAMES:
        return not _listed(VALUES_OF, identifier, name)
    return _listed(NAMES_OF, identifier, name)


def _listed(table: dict[str, frozenset[str]], identifier: str, name: str) -> bool:
    return any(
        name in listed and (identifier == key or (key[-1] in "._" and identifier.startswith(key)))
        for key, listed in table.items()
    )


def normal(identifier: str, name: str, value: str) -> str:
    """A name without the quotes, the backslash and the parentheses that only some versions write around it."""
    value = value.strip()
    if name in FILES:
        return value
    if len(value) > 1 and value[0] in "\"'`" and value[-1] == value[0]:
        value = value[1:-1]
    if identifier.startswith("db.") and name in ("table", "key") and " " not in value:
        value = value.rpartition(".")[2].strip("`'")  # the database is the machine's, the table is named already
    if name == "reason":
        value = value.replace('"', "'")
    if name in ("function", "called", "method", "class", "parent", "callable"):
        if "{closure" in value:
            return "{closure}"
        value = value.removesuffix("()").lstrip("\\").replace("->", "::")
    return mask_name(value)
