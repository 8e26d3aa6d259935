"""Sentences that WordPress, its libraries and well-known plugins write themselves, as errors or as plain lines of a log.

Sources: wp-includes (class-wp-http.php, rest-api, cron.php, functions.php, class-wp-recovery-mode*.php, PHPMailer, Requests),
wp-admin/includes (file.php, plugin.php, class-*-upgrader.php), curl's libcurl-errors, WooCommerce's
wc-deprecated-functions.php. A row is (text that every such message holds, identifier, level, pattern).
"""

from __future__ import annotations

import re
from functools import cache

Written = tuple[str, str, str, str]

WRITTEN: tuple[Written, ...] = (
    ("cURL error ", "http.curl", "error", r"cURL error (?P<number>\d+): (?P<reason>[^\n]+)"),
    # requests to other servers
    ("blocked requests through HTTP", "http.blocked", "warning", r"User has blocked requests through HTTP(?: to the URL: (?P<url>\S+?))?\."),
    ("A valid URL was not provided", "http.invalid_url", "error", r"A valid URL was not provided\."),
    ("for file streaming", "http.download_folder", "error", r"Destination directory for file streaming does not exist or is not writable"),
    ("Too many redirects", "http.redirects", "error", r"(?:\A|: |=> )Too many redirects\.?\s*\Z"),
    ("Loopback request failed", "wp.updater.loopback", "error", r"Loopback request failed: (?P<reason>[^\n]+)"),
    # REST
    ("not a valid JSON response", "http.not_json", "error", r"The response is not a valid JSON response"),
    ("rest_", "http.rest", "warning", r"\"code\":\s*\"rest_(?P<code>[a-z_]+)\"(?:,\s*\"message\":\s*\"(?P<reason>[^\"]*)\")?"),
    ("No route was found", "http.rest.no_route", "warning", r"No route was found matching the URL and request method"),
    ("Cookie check failed", "http.rest.cookie_invalid_nonce", "warning", r"(?:\A|: |=> )Cookie check failed\.?\s*\Z"),
    # mail
    ("SMTP Error: Could not auth", "mail.authentication", "error", r"SMTP Error: Could not authenticate"),
    ("SMTP connect() failed", "mail.connection", "error", r"SMTP connect\(\) failed"),
    ("SMTP Error: Could not connect", "mail.connection", "error", r"SMTP Error: Could not connect to SMTP host"),
    ("SMTP Error: data not", "mail.refused", "error", r"SMTP Error: [Dd]ata not accepted"),
    ("recipients failed", "mail.recipient_refused", "error", r"SMTP Error: The following recipients failed: (?P<address>[^\n]*)"),
    ("From address failed", "mail.sender_refused", "error", r"The following From address failed: (?P<address>\S*)"),
    ("Could not instantiate mail", "mail.no_mail_function", "error", r"Could not instantiate mail function"),
    ("The email could not be sent", "mail.no_mail_function", "error", r"The email could not be sent\. Possible reason"),
    ("Invalid address:", "mail.invalid_address", "error", r"Invalid address: +(?P<address>[^\n]*)"),
    ("at least one recipient", "mail.invalid_address", "error", r"You must provide at least one recipient email address"),
    # files and uploads
    ("parent directory writable by", "wp.file.no_folder", "error",
     r"Unable to create directory (?P<path>\S+?)\. Is its parent directory writable by the server\?"),
    ("Could not create directory", "wp.file.no_folder", "error", r"Could not create directory\.(?:\s+\"?(?P<path>/[^\"\n]+))?"),
    ("Could not create the ", "wp.file.no_folder", "error", r"Could not create the (?:(?P<path>\S+) directory|destination directory)\."),
    ("Could not copy file", "wp.file.not_copied", "error", r"Could not copy files?\.(?: You may have run out of disk space\.)?(?:\s+\"?(?P<path>[\w./-]+))?"),
    ("files could not be copied", "wp.file.not_copied", "error", r"because some files could not be copied"),
    ("unable to copy some files", "wp.file.not_copied", "error", r"because your site is unable to copy some files"),
    ("not enough free disk space", "wp.file.disk_full", "error", r"There is not enough free disk space to complete the update"),
    ("Could not access filesystem", "wp.file.no_access", "error", r"Could not access filesystem\."),
    ("Unable to locate ", "wp.file.no_access", "error",
     r"Unable to locate (?:WordPress (?:root|content|plugin|theme) directory|needed folder)(?: \((?P<path>[^)]+)\))?"),
    ("Could not create temporary file", "wp.file.no_temporary", "error", r"Could not create temporary file\."),
    ("Missing a temporary folder", "wp.file.no_temporary", "error", r"Missing a temporary folder\."),
    ("Failed to write file to disk", "wp.upload.not_written", "error", r"Failed to write file to disk\."),
    ("could not be moved to", "wp.upload.not_moved", "error", r"The uploaded file could not be moved to (?P<path>\S+?)\.?(?:\s|\Z)"),
    ("The uploaded file exceeds", "wp.upload.too_large", "error", r"The uploaded file exceeds the (?P<limit>\w+) directive"),
    ("to upload this file type", "wp.upload.type", "warning", r"Sorry, you are not allowed to upload this file type"),
    # updates and activation
    ("Another update is currently", "wp.updater.locked", "warning", r"Another update is currently in progress"),
    ("Download failed", "wp.updater.download", "error", r"Download failed\.(?:\s+(?P<reason>[^\n]+))?"),
    ("PCLZIP_ERR", "wp.updater.archive", "error", r"(?P<reason>PCLZIP_ERR_\w+)"),
    ("The package could not be", "wp.updater.archive", "error", r"The package could not be installed\.(?:\s+(?P<reason>[^\n]+))?"),
    ("from archive", "wp.updater.archive", "error", r"Could not (?:retrieve|extract) file from archive\."),
    ("pdate could not be unpacked", "wp.updater.archive", "error", r"The update could not be unpacked"),
    ("package not available", "wp.updater.no_package", "error", r"(?:Update|Installation) package not available\."),
    ("older already exists", "wp.updater.folder_exists", "error", r"Destination folder already exists\.(?:\s+\"?(?P<path>/[^\"\n]+))?"),
    ("Could not remove the", "wp.updater.not_removed", "error", r"Could not remove the (?:old|current) (?P<kind>plugin|theme)\."),
    ("The authenticity of", "wp.updater.signature", "warning", r"The authenticity of (?P<file>\S+) could not be verified"),
    ("expected checksum value", "wp.updater.checksum", "error", r"The checksum of the file \((?P<given>\w+)\) does not match"),
    ("Rollback Error:", "wp.updater.rollback", "error", r"Rollback Error: \[(?P<code>[^\]]*)\] (?P<reason>[^\n]+)"),
    ("triggered a fatal error", "wp.plugin.not_activated", "error", r"Plugin could not be (?:activated|resumed) because it triggered a fatal error"),
    ("unexpected output", "wp.plugin.unexpected_output", "warning", r"The plugin generated (?:(?P<size>\d+) characters of )?unexpected output"),
    ("have a valid header", "wp.plugin.no_header", "error", r"The plugin does not have a valid header\."),
    ("Plugin file does not exist", "wp.plugin.file_missing", "error", r"Plugin file does not exist\."),
    ("minimum requirements for", "wp.plugin.requirements", "error",
     r"do(?:es)? not meet minimum requirements for (?P<name>[^\n]+?)\. The plugin requires (?P<needed>[^\n]+?)\.?(?:\n|\Z)"),
    # recovery mode
    ("ecovery key", "wp.recovery.key", "warning", r"(?:Invalid recovery key(?: format)?|Recovery key expired)\."),
    ("recovery mode link expired", "wp.recovery.key", "warning", r"Exit recovery mode link expired\."),
    ("Recovery Mode not init", "wp.recovery.key", "warning", r"Recovery Mode not initialized\."),
    ("recovery link was already", "wp.recovery.mail_limit", "info", r"A recovery link was already sent (?P<ago>.+?) ago"),
    # object cache
    ("Redis", "wp.object_cache.redis", "error",
     r"Error establishing a Redis connection|WordPress is unable to establish a connection to Redis"),
    # what WordPress says where it cannot start or go on (load.php, class-wpdb.php, wp_nonce_ays, wp_die)
    ("missing the MySQL extension", "page.mysql_extension", "fatal", r"Your PHP installation appears to be missing the MySQL extension"),
    ("PHP extension is installed and", "page.php_extension", "fatal", r"Please check that the (?P<extension>\S+) PHP extension is installed and enabled"),
    ("Your server is running PHP version", "page.php_too_old", "fatal",
     r"Your server is running PHP version (?P<given>\S+) but WordPress (?P<wordpress>\S+) requires at least (?P<needed>[\d.]*\d)"),
    ("seem to be a", "page.no_config", "error", r"There doesn.{1,6}t seem to be a `?wp-config\.php`? file"),
    ("elect database", "page.database_not_selected", "fatal", r"\A\W*(?:Can(?:no|.{1,6})t|Cannot) select database\W*\Z"),
    ("database could not be selected", "page.database_not_selected", "fatal", r"the (?P<database>\S+) database could not be selected"),
    ("Error reconnecting to the", "page.database_lost", "fatal", r"Error reconnecting to the database"),
    ("Database tables are missing", "page.tables_missing", "fatal", r"Database tables are missing\."),
    ("letters, and underscores", "page.wrong_prefix", "fatal", r"\$table_prefix\W{1,4}in wp-config\.php\W{1,4}can only contain numbers, letters, and underscores"),
    ("The link you followed has", "page.link_expired", "warning", r"The link you followed has expired\."),
    ("allowed to access this page", "page.not_allowed", "warning", r"Sorry, you are not allowed to access this page\."),
    # WooCommerce, in AJAX and REST requests
    (" function is deprecated since", "wp.deprecated.function", "deprecated",
     r"\AThe (?P<name>\S+) function is deprecated since version (?P<since>\S+?)\.(?: Replace with (?P<replacement>.+?)\.)?\s*\Z"),
    (" argument is deprecated since", "wp.deprecated.argument", "deprecated",
     r"\AThe (?P<name>\S+) argument is deprecated since version (?P<since>\S+?)\.(?: (?P<detail>.+))?\s*\Z"),
    (" is deprecated since version ", "wp.deprecated.hook", "deprecated",
     r"\A(?P<name>\w+) is deprecated since version (?P<since>\S+?)(?:! Use (?P<replacement>.+?) instead\.| with no alternative available\.)(?: (?P<detail>.+))?\s*\Z"),
    (" was called incorrectly. ", "wp.doing_it_wrong", "notice",
     r"\A(?P<function>[\w:]+) was called incorrectly\. (?P<detail>.*?)(?: Backtrace: (?P<backtrace>.*?))?\.? This message was added in version (?P<since>\S+?)\.\s*\Z"),
    ("Exception caught in ", "wp.exception_caught", "error", r"\AException caught in (?P<function>\S*)\. (?P<detail>.+?)\. Args: "),
)  # fmt: skip
"""Rows, tried from the top."""
CONTINUED = {
    "http.curl": "number",
    "http.rest": "code",
    "wp.deprecated.argument": "name",
    "wp.deprecated.function": "name",
    "wp.deprecated.hook": "name",
    "wp.doing_it_wrong": "function",
}
"""Families whose identifier goes on with a parameter."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.S)


def identify(text: str) -> tuple[str, str, dict[str, str]] | None:
    """Identifier, level and parameters of a text that holds one of these sentences; None for any other."""
    for needle, identifier, level, pattern in WRITTEN:
        if needle in text:
            match = _compiled(pattern).search(text)
            if match:
                params = {name: value.strip() for name, value in match.groupdict().items() if value and value.strip()}
                more = CONTINUED.get(identifier)
                return f"{identifier}.{params[more]}" if more else identifier, level, params
    return None
