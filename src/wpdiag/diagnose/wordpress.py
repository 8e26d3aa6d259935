"""WordPress' own sentences (wp-includes/functions.php): doing-it-wrong, deprecated, and what core reports itself."""

from __future__ import annotations

import re

from wpdiag.diagnose.plain import one_line, plain
from wpdiag.lazy import lazy

_DOING_IT_WRONG = lazy(r"(?:Function )?(?P<function>\S.{0,150}?) was called incorrectly ?\. ?", re.S)
"""Before WordPress 6.0 the sentences had no ``Function``, ``Hook`` or ``File``."""
_PLEASE_SEE = lazy(r"Please see .{0,120}? for more information ?\.$", re.S)
_ADDED = lazy(r"\(This message was added in version (?P<since>[^)]+?)\.?\)$")
_ADDED_TRANSLATED = lazy(r"\([^()]{0,80}?(?P<since>\d+\.\d+(?:\.\d+)?)(?![\d.]*\d)[^()]{0,60}\)[.。]?$")
"""Where only this sentence is translated."""
_BACKTRACE = " Backtrace: "
"""WooCommerce writes the calls behind its sentences (wc_doing_it_wrong)."""

_DETAILS = tuple(
    lazy(pattern)
    for pattern in (
        r"loading for the\s+(?P<domain>\S+)\s+domain was triggered too early",
        r"REST API route definition for (?P<route>\S+) is missing",
        r"route '\s*(?P<route>[^']*?)\s*' with namespace '\s*(?P<namespace>[^']*?)\s*'",
        r"namespace '\s*(?P<namespace>[^']*?)\s*'[^']{0,40} route '\s*(?P<route>[^']*?)\s*'",
        r"Non-array value detected for (?P<route>\S+?) ?\.",
        r"triggered by the (?P<handle>\S+) handle",
        r"(?:handle|ID) \"(?P<handle>[^\"]+)\" was enqueued with dependencies that are not registered: (?P<dependencies>.+?)\.$",
        r"Do not deregister the (?P<handle>\S+) script in the administration area",
        r"\"(?P<handle>[^\"]+)\" (?:script|style) should not be enqueued together with the new widgets editor",
        r"Invalid (?:strategy|fetchpriority) `[^`]*` defined for `(?P<handle>[^`]+)`",
        r"for the (?P<capability>\S+) capability, you must always check it against a specific (?P<object>\w+)",
        r"The post (?P<object>type|status) (?P<missing>\S+) is not registered, .{0,60}capability \"?\s?(?P<capability>[^\s\"]+)",
        r"Block type \"(?P<block>[^\"]+)\" is already registered",
        r"^Block type names .*\"(?P<block>[^\"]*)\" was given",
        r"\" defined in \"(?P<block>[^\"]+)\" block definition is missing",
        r"Could not register file \"(?P<path>.+?)\" as a block pattern",
        r"for the \"(?P<sidebar>.*?)\" sidebar\. Defaulting to \"(?P<sidebar_id>[^\"]*)\"",
        r"number of placeholders \((?P<placeholders>\d+)\) for the number of arguments passed \((?P<arguments>\d+)\)",
        r"should not be used for internal meta data, including \"(?P<key>[^\"]+)\"",
        r"parse a shortcode without a valid callback: (?P<shortcode>\S+)",
    )
)
"""Names in the sentences of core and WooCommerce that say whose fault it is, or what to look for."""
_DETAIL_SEARCHED = 1000

_SINCE = r"is deprecated since version (?P<since>.{1,60}?)"
_INSTEAD = (
    r" ?(?:! ?Use (?P<replacement>.+?) instead ?\.|! ?$|,? with no alternative available ?\.)(?: (?P<detail>.+))?$"
)
_ANY = r"(?P<name>\S.{0,150}?)"
_CALL = r"(?P<name>[^\s(]+(?:\([^()]{0,60}\))?)"
"""What may stand at the start of a sentence: a name, ``define()``, ``clean_url( $context = 'db' )``."""
_DEPRECATED = tuple(
    (kind, lazy(pattern, re.S))
    for kind, pattern in (
        ("constructor", rf"The called constructor method for (?P<name>\S+)(?: class)?(?: in (?P<parent>\S+))? {_SINCE}{_INSTEAD}"),
        ("argument", rf"(?:Function {_ANY}|{_CALL.replace('name', 'bare')}) was called with an? (?:parameter or )?argument that "
                     rf"{_SINCE}(?: ?! ?(?P<detail>.+)|! ?|,? with no alternative available ?\.)$"),
        ("hook", rf"Hook {_ANY} {_SINCE}{_INSTEAD}"),
        ("file", rf"File {_ANY} {_SINCE}{_INSTEAD}"),
        ("class", rf"Class {_ANY} {_SINCE}{_INSTEAD}"),
        ("function", rf"Function {_ANY} {_SINCE}{_INSTEAD}"),
        ("property", rf"(?P<name>\w+)::__\w+\(\): (?:The|A) property `(?P<property>[^`]*)` is not declared\. .{{1,60}} {_SINCE}! ?(?P<detail>.+)$"),
        ("file", rf"(?P<name>Theme without \S+|[^\s(]+\.php) {_SINCE}{_INSTEAD}"),
        ("function", rf"{_CALL} {_SINCE}{_INSTEAD}"),
    )
)  # fmt: skip
_HOOKS = frozenset((
    "add_category_form_pre", "add_link_category_form_pre", "add_tag_form", "add_tag_form_pre", "allowed_block_types",
    "block_categories", "block_editor_preload_paths", "block_editor_settings", "blog_details", "contextual_help",
    "contextual_help_list", "dbx_post_advanced", "default_contextual_help", "delete_blog", "deleted_blog",
    "edit_category_form", "edit_category_form_fields", "edit_category_form_pre", "edit_link_category_form",
    "edit_link_category_form_fields", "edit_link_category_form_pre", "edit_tag_form", "edit_tag_form_fields",
    "edit_tag_form_pre", "htmledit_pre", "image_edit_before_change", "image_save_pre", "media_buttons_context",
    "private_to_published", "pub_priv_sql_capability", "query_string", "refresh_blog_details", "retreive_password",
    "rewrite_rules", "richedit_pre", "signup_create_blog_meta", "tag_rewrite_rules", "tagsperpage",
    "user_confirmed_action_email_content", "user_erasure_complete_email_headers", "user_erasure_complete_email_subject",
    "wp_get_default_privacy_policy_content", "wp_save_image_file", "wpmu_new_blog",
))  # fmt: skip
"""Hooks that core deprecated before WordPress 6.0, when the sentence did not say that it is a hook."""
_HOOK_OF_META = lazy(r"auth_\w+_meta_\S+")

_UNREACHABLE = lazy(
    r"(?:(?P<function>\w+)\(\): )?An unexpected error occurred\. Something may be wrong with WordPress\.org"
)
_TRIGGERED = lazy(
    r"(?P<function>_?wp_\w+|WP_\w+(?:::\w+)?|clean_dirsize_cache|ms_subdomain_constants|search_theme_directories"
    r"|_filter_block_template_part_area)\(\): (?P<detail>.+)$",
    re.S,
)
"""What core says through wp_trigger_error(); other names may be PHP's own functions, called in the same file."""
_CRON = lazy(
    r"Cron (?P<step>reschedule|unschedule) event error for hook: (?P<hook>[^,]*), Error code: (?P<code>[^,]*), "
    r"Error message: (?P<detail>.*?)(?:, Data: (?P<data>.*))?$",
    re.S,
)
_UPDATER = lazy(
    r"\s*(?:Automatic (?:plugin |theme )?updates (?:starting\.\.\.|complete\.)"
    r"|Upgrading (?:plugin|theme) '[^']*'\.\.\.|(?:Plugin|Theme) '[^']*' has been upgraded\."
    r"|'[^']*' is inactive and will not be checked for fatal errors\.|The update for '[^']*' has no fatal errors\."
    r"|Scraping home page\.\.\.)\s*$"
)
_UPDATE_FAILED = lazy(
    r"\s*The update for '(?P<updated>[^']*)' contained a fatal error\. The previously installed version "
    r"(?P<outcome>has been|could not be) restored\."
)


def identify(raw: str, level: str) -> tuple[str, dict[str, str]] | None:
    """Identifier and parameters of a sentence that WordPress passed to PHP's trigger_error(); None if it is not one.

    :param raw: the message as printed, with or without its tags.
    :param level: our level; the sentences come as notices, deprecations and warnings only.
    """
    if level not in {"notice", "deprecated", "warning"}:
        return None
    text = one_line(plain(raw))
    if " was called incorrectly" in text:
        match = _DOING_IT_WRONG.match(text)
        if match:
            function = match["function"]
            return f"wp.doing_it_wrong.{in_identifier(function)}", _doing_it_wrong(function, text[match.end() :])
    if " is deprecated since version " in text:
        found = _deprecated(text)
        if found:
            return found
    match = _UNREACHABLE.match(text)
    if match:
        return "wp.http.wordpress_org_unreachable", _given(match.groupdict())
    match = _TRIGGERED.match(text)
    if match:
        return f"wp.trigger_error.{match['function']}", _given(match.groupdict())
    return None


def identify_log_line(text: str) -> tuple[str, str, dict[str, str]] | None:
    """Identifier, level and parameters of a line that WordPress wrote with error_log() itself; None for any other text.

    The cron sentence is wp-cron.php's, the updater's are WP_Automatic_Updater's.
    """
    if text.startswith("Cron "):
        match = _CRON.match(text)
        if match:
            return f"wp.cron.{match['step']}", "error", _given(match.groupdict())
    match = _UPDATE_FAILED.match(text)
    if match:
        return "wp.updater.update_failed", "error", _given(match.groupdict())
    if _UPDATER.match(text):
        return "wp.updater.progress", "info", {}
    return None


def _doing_it_wrong(function: str, rest: str) -> dict[str, str]:
    """Parameters, from what stands behind "was called incorrectly."; taken off the end, for plugins write the middle."""
    since = None
    english = rest.rfind("(This message was added in version ")
    added = _ADDED.match(rest, max(english, 0)) or (_ADDED_TRANSLATED.search(rest) if english < 0 else None)
    if added:
        since = added["since"]
        rest = rest[: added.start()].rstrip()
    please = _PLEASE_SEE.match(rest, max(rest.rfind("Please see "), 0))
    if please:
        rest = rest[: please.start()]
    detail, _, backtrace = rest.partition(_BACKTRACE)
    params = _given({"function": function, "since": since, "detail": detail, "backtrace": backtrace})
    for pattern in _DETAILS:
        found = pattern.search(detail.strip()[:_DETAIL_SEARCHED])
        if found:
            params = _given(found.groupdict()) | params
    return params


def _deprecated(text: str) -> tuple[str, dict[str, str]] | None:
    for kind, pattern in _DEPRECATED:
        match = pattern.match(text)
        if match:
            params = _given(match.groupdict())
            if "bare" in params:
                params["name"] = params.pop("bare")
            name = params["name"]
            if kind == "function" and not text.startswith("Function ") and _is_hook(name, params):
                kind = "hook"
            return f"wp.deprecated.{kind}.{in_identifier(name)}", params
    return None


def _is_hook(name: str, params: dict[str, str]) -> bool:
    """Whether the old sentence, which says neither function nor hook, is a hook's; only hooks have advice behind it."""
    return name in _HOOKS or "detail" in params or _HOOK_OF_META.fullmatch(name) is not None


def in_identifier(name: str) -> str:
    """A name as it stands in an identifier, which has no blanks: ``add_theme_support( 'html5' )`` loses its arguments."""
    if " " in name:
        name = name.partition("(")[0].strip().replace(" ", "-") or "unknown"
    return name.replace("*", "")


def _given(groups: dict[str, str | None]) -> dict[str, str]:
    return {name: value.strip() for name, value in groups.items() if value and value.strip()}
