"""Which area of PHP a function belongs to: the family of its messages where no table knows the sentence.

PHP writes ``function(): `` in front of what its functions report (php_error_docref, main/main.c); the names are those of
PHP 7.4 to 8.6. A row is (identifier, pattern for the whole name). Methods are written ``Class::method``.
"""

from __future__ import annotations

from wpdiag.diagnose.families_code import Family

FUNCTIONS: tuple[Family, ...] = (
    ("php.function.array",
     r"array_(?:change_key_case|chunk|column|combine|count_values|diff\w*|fill|fill_keys|filter|flip|intersect\w*|is_list|key_exists"
     r"|key_first|key_last|keys|map|merge|merge_recursive|multisort|pad|pop|product|push|rand|reduce|replace|replace_recursive"
     r"|reverse|search|shift|slice|splice|sum|u\w+|unique|unshift|values|walk|walk_recursive|find\w*|any|all|first|last)"
     r"|range|compact|extract|[aku]?r?sort|k?r?sort|uasort|uksort|natsort|natcasesort|shuffle|min|max|count|sizeof|current|key|next"
     r"|prev|reset|end|each|in_array|iterator_\w+"),
    ("php.function.text",
     r"str_(?:contains|decrement|ends_with|getcsv|increment|ireplace|pad|repeat|replace|rot13|shuffle|split|starts_with|word_count)"
     r"|str(?:casecmp|chr|cmp|coll|cspn|ip_tags|ipcslashes|ipos|ipslashes|istr|len|natcasecmp|natcmp|ncasecmp|ncmp|pbrk|pos|rchr|rev"
     r"|ripos|rpos|spn|str|tok|tolower|toupper|tr|val|ip_tags)"
     r"|substr\w*|ucfirst|ucwords|lcfirst|explode|implode|join|s?printf|v[fs]?printf|fprintf|number_format|html\w+|hex2bin|bin2hex|nl_langinfo"
     r"|[lr]?trim|chop|levenshtein|similar_text|wordwrap|nl2br|utf8_\w+|quotemeta|sscanf|money_format|convert_\w+|quoted_\w+|chunk_split"
     r"|pack|unpack|(?:raw)?url(?:en|de)code|base64_\w+|parse_str|parse_url|http_build_query|ctype_\w+|localeconv|setlocale|nl_\w+|chr|ord"
     r"|metaphone|soundex|similar_text|vsprintf|addc?slashes|count_chars|crc32|sprintf|echo|print|print_r"),
    ("php.function.file",
     r"f(?:open|close|read|write|puts|gets|getc|getss|eof|flush|lock|seek|tell|stat|truncate|putcsv|getcsv|passthru|scanf|sync|datasync|nmatch)"
     r"|file\w*|readfile|unlink|rename|copy|mkdir|rmdir|touch|chmod|l?chown|l?chgrp|tempnam|tmpfile|opendir|readdir|rewinddir|closedir|scandir|dir"
     r"|glob|is_(?:dir|file|link|readable|writable|writeable|executable|uploaded_file)|[l]?stat|readlink|symlink|link|linkinfo|realpath\w*|basename"
     r"|dirname|pathinfo|disk_\w+|diskfreespace|clearstatcache|move_uploaded_file|parse_ini_\w+|umask|chdir|chroot|getcwd|ftok|get_browser"
     r"|highlight_\w+|show_source|php_strip_whitespace|(?:DirectoryIterator|RecursiveDirectoryIterator|FilesystemIterator|GlobIterator|Spl(?:Temp)?File\w+)::\w+|Directory::\w+"),
    ("php.function.network",
     r"p?fsockopen|stream_socket_\w+|dns_\w+|checkdnsrr|getmxrr|gethost\w+|getserv\w+|getproto\w+|socket_\w+|net_get_\w+|ip2long|long2ip|inet_\w+"
     r"|get_headers|get_meta_tags|http_\w+"),
    ("php.function.ftp", r"ftp_\w+|ssh2_\w+"),
    ("php.function.stream", r"stream_\w+|php_user_filter::\w+|set_file_buffer|set_socket_blocking|sapi_windows_\w+"),
    ("php.function.command", r"exec|shell_exec|system|passthru|popen|pclose|proc_\w+|escapeshell\w+|pcntl_\w+|posix_\w+"),
    ("php.function.cookie", r"set(?:raw)?cookie"),
    ("php.function.output", r"header\w*|http_response_code|ob_\w+|output_\w+|flush"),
    ("php.function.setting",
     r"ini_\w+|set_time_limit|ignore_user_abort|putenv|getenv|error_log|error_reporting|set_include_path|get_cfg_var|dl|phpinfo|phpversion|getrusage"
     r"|sys_getloadavg|getopt|php_\w+|assert_options|gc_\w+|memory_\w+|connection_\w+|cli_set_process_title|opcache_\w+|extension_loaded|get_resources"),
    ("php.function.assertion", r"assert"),
    ("php.function.number",
     r"abs|floor|ceil|round|log|log10|log1p|pow|exp|sqrt|fmod|fdiv|intdiv|bindec|hexdec|octdec|decbin|dechex|decoct|base_convert|rad2deg|deg2rad"
     r"|intval|floatval|doubleval|boolval|settype|gettype|hrtime|usleep|sleep|time_\w+|uniqid|lcg_value|fpow|bc\w+|gmp_\w+|clamp"),
    ("php.function.random", r"mt_\w+|s?rand|random_\w+|getrandmax|Random\\.+"),
    ("php.function.password", r"password_\w+|crypt|hash\w*|md5\w*|sha1\w*|mhash\w*|sodium_\w+|mcrypt_\w+"),
    ("php.function.openssl", r"openssl_\w+"),
    ("php.function.json", r"json_\w+"),
    ("php.function.serialization", r"(?:un)?serialize|var_export|var_dump|debug_zval\w*|igbinary_\w+|msgpack_\w+"),
    ("php.function.date",
     r"date\w*|gmdate|idate|mktime|gmmktime|strtotime|checkdate|g?m?strftime|strptime|getdate|localtime|timezone_\w+|cal_\w+|jd\w+|easter_\w+"
     r"|(?:DateTime\w*|DateInterval|DatePeriod)::\w+"),
    ("php.xml", r"(?:xml|dom|libxml|xmlwriter|xmlreader|utf8|simplexml)_\w+|(?:DOM\w+|Dom\\\w+|XML\w+|XSLTProcessor|SimpleXML\w+)::\w+"),
    ("php.function.soap", r"(?:Soap\w+)::\w+|use_soap_error_handler"),
    ("php.function.iterator", r"(?:Array(?:Object|Iterator)|Spl\w+|\w*Iterator\w*|MultipleIterator|Generator|WeakMap)::\w+"),
    ("php.function.class",
     r"class_\w+|get_(?:class|parent_class|called_class|object_vars|class_vars|class_methods|mangled_object_vars|defined_\w+)|method_exists|property_exists"
     r"|is_(?:a|subclass_of|callable)|call_user_\w+|forward_static_\w+|func_\w+|define|defined|constant|function_exists|create_function|spl_\w+"
     r"|register_\w+|unregister_\w+|set_(?:error|exception)_handler|trigger_error|(?:Closure|Fiber|Reflection\w*|Attribute)::\w+"),
    ("php.function.compression", r"(?:gz|bz)\w+|zlib_\w+|(?:de|in)flate_\w+|readgzfile|zip_\w+|(?:ZipArchive|Phar\w*|RarArchive)::\w+"),
    ("php.image", r"exif_\w+|iptc\w+|image\w+|getimagesize\w*|(?:Imagick\w*|Gmagick\w*)::\w+"),
    ("php.encoding", r"iconv\w*|mb_\w+|recode\w*|(?:Uconverter|Normalizer|Transliterator)::\w+|transliterator_\w+|normalizer_\w+"),
    ("php.function.intl", r"(?:idn_|intl|grapheme_|numfmt_|msgfmt_|datefmt_|collator_|locale_|resourcebundle_)\w+"
                 r"|(?:Intl\w+|NumberFormatter|MessageFormatter|Collator|Locale|ResourceBundle|Spoofchecker)::\w+"),
    ("php.curl", r"curl_\w+"),
    ("php.mysqli", r"mysqli\w*(?:::\w+)?|mysql_\w+"),
    ("php.function.other_database",
     r"(?:pg|odbc|oci|sqlite|sqlsrv|mssql|ibase|fbird|dba|dbase|db2|tidy)_\w+|(?:PDO\w*|SQLite3\w*|Pdo\\\w+)::\w+"),
    ("php.function.directory_service", r"ldap_\w+|snmp\w*|(?:SNMP)::\w+"),
    ("php.function.mailbox", r"imap_\w+"),
    ("php.function.cache_service", r"(?:Redis\w*|Memcached?|Relay\\.+)::\w+|memcache_\w+|apcu?_\w+|wincache_\w+|xcache_\w+"),
    ("php.function.shared_memory", r"sh(?:m|mop)_\w+|sem_\w+|msg_\w+"),
)  # fmt: skip
"""Areas of functions."""
