"""What PHP says of its deprecated functions, methods and constants, for messages of PHP before 8.4 that do not say it.

Source: the attributes and sentences that PHP 8.4 to 8.6 itself carries (reflection), and for those removed the migration
guides of PHP 7.2 to 8.0 (https://www.php.net/manual/en/appendices.php).
"""

from __future__ import annotations

_DEPRECATED: tuple[tuple[str, str, str], ...] = (
    ("8.0", "as external entity loading is disabled by default", "libxml_disable_entity_loader"),
    ("8.0", "as OpenSSLAsymmetricKey objects are freed automatically", "openssl_free_key openssl_pkey_free"),
    ("8.0", "as OpenSSLCertificate objects are freed automatically", "openssl_x509_free"),
    ("8.0", "as ReflectionFunction can no longer be constructed for disabled functions",
     "ReflectionFunction::isDisabled"),
    ("8.0", "use ReflectionParameter::getType() instead",
     "ReflectionParameter::getClass ReflectionParameter::isArray ReflectionParameter::isCallable"),
    ("8.0", "as Shmop objects are freed automatically", "shmop_close"),
    ("8.1", "use date_sun_info() instead", "date_sunrise date_sunset"),
    ("8.1", "as the constant has no effect", "FILE_BINARY FILE_TEXT"),
    ("8.1", "use htmlspecialchars() instead", "FILTER_SANITIZE_STRING FILTER_SANITIZE_STRIPPED"),
    ("8.1", "use IntlDateFormatter::format() instead", "gmstrftime strftime"),
    ("8.1", "", "mhash mhash_count mhash_get_block_size mhash_get_hash_name mhash_keygen_s2k"),
    ("8.1", "use mysqli_get_client_info() instead", "mysqli::get_client_info"),
    ("8.1", "replace calls to parent::init() with parent::__construct()", "mysqli::init"),
    ("8.1", "as it was unused",
     "MYSQLI_DATA_TRUNCATED MYSQLI_NO_DATA MYSQLI_SERVER_PS_OUT_PARAMS "
     "MYSQLI_SERVER_QUERY_NO_GOOD_INDEX_USED MYSQLI_SERVER_QUERY_NO_INDEX_USED "
     "MYSQLI_SERVER_QUERY_WAS_SLOW"),
    ("8.2", "as it is always false", "MYSQLI_IS_MARIADB"),
    ("8.2", "", "SplFileInfo::_bad_state_ex"),
    ("8.2", "use date_parse_from_format() (for locale-independent parsing), or IntlDateFormatter::parse() (for locale-dependent parsing) instead",
     "strptime"),
    ("8.2", "visit the php.net documentation for various alternatives", "utf8_decode utf8_encode"),
    ("8.3", "as assert_options() is deprecated",
     "ASSERT_ACTIVE ASSERT_BAIL ASSERT_CALLBACK ASSERT_EXCEPTION ASSERT_WARNING"),
    ("8.3", "", "assert_options"),
    ("8.3", "as it uses a biased non-standard variant of Mt19937", "MT_RAND_PHP"),
    ("8.4", "as it had no effect since 5.1.2", "CURLOPT_BINARYTRANSFER"),
    ("8.4", "the error level was removed", "E_STRICT"),
    ("8.4", "use \\Random\\Randomizer::getFloat() instead", "lcg_value"),
    ("8.4", "use KILL CONNECTION/QUERY SQL statement instead", "mysqli::kill mysqli_kill"),
    ("8.4", "because the reconnect feature has been removed in PHP 8.2 and this method is now redundant",
     "mysqli::ping"),
    ("8.4", "use FLUSH SQL statement instead", "mysqli::refresh mysqli_refresh"),
    ("8.4", "because the reconnect feature has been removed in PHP 8.2 and this function is now redundant",
     "mysqli_ping"),
    ("8.4", "as mysqli_refresh() is deprecated",
     "MYSQLI_REFRESH_BACKUP_LOG MYSQLI_REFRESH_GRANT MYSQLI_REFRESH_HOSTS MYSQLI_REFRESH_LOG "
     "MYSQLI_REFRESH_MASTER MYSQLI_REFRESH_REPLICA MYSQLI_REFRESH_SLAVE MYSQLI_REFRESH_STATUS "
     "MYSQLI_REFRESH_TABLES MYSQLI_REFRESH_THREADS"),
    ("8.4", "as the mysqli_store_result() parameter is unused since 8.1", "MYSQLI_STORE_RESULT_COPY_DATA"),
    ("8.4", "this method is obsolete, as serialization hooks are provided by __unserialize() and __serialize()",
     "SplFixedArray::__wakeup"),
    ("8.4", "as date_sunrise() and date_sunset() were deprecated in 8.1",
     "SUNFUNCS_RET_DOUBLE SUNFUNCS_RET_STRING SUNFUNCS_RET_TIMESTAMP"),
    ("8.5", "as it has no effect since PHP 8.0", "curl_close curl_share_close"),
    ("8.5", "as this format ignores the associated timezone and always uses GMT", "DATE_RFC7231"),
    ("8.5", "this method is obsolete, as serialization hooks are provided by __unserialize() and __serialize()",
     "DateInterval::__wakeup DatePeriod::__wakeup DateTime::__wakeup DateTimeImmutable::__wakeup "
     "DateTimeZone::__wakeup"),
    ("8.5", "as finfo objects are freed automatically", "finfo_close"),
    ("8.5", "as the mhash*() functions were deprecated",
     "MHASH_ADLER32 MHASH_CRC32 MHASH_CRC32B MHASH_CRC32C MHASH_FNV132 MHASH_FNV164 MHASH_FNV1A32 "
     "MHASH_FNV1A64 MHASH_GOST MHASH_HAVAL128 MHASH_HAVAL160 MHASH_HAVAL192 MHASH_HAVAL224 MHASH_HAVAL256 "
     "MHASH_JOAAT MHASH_MD2 MHASH_MD4 MHASH_MD5 MHASH_MURMUR3A MHASH_MURMUR3C MHASH_MURMUR3F "
     "MHASH_RIPEMD128 MHASH_RIPEMD160 MHASH_RIPEMD256 MHASH_RIPEMD320 MHASH_SHA1 MHASH_SHA224 MHASH_SHA256 "
     "MHASH_SHA384 MHASH_SHA512 MHASH_SNEFRU256 MHASH_TIGER MHASH_TIGER128 MHASH_TIGER160 MHASH_WHIRLPOOL "
     "MHASH_XXH128 MHASH_XXH3 MHASH_XXH32 MHASH_XXH64"),
    ("8.5", "use mysqli_stmt_execute() instead", "mysqli_execute"),
    ("8.5", "use Pdo\\Mysql::ATTR_COMPRESS instead", "PDO::MYSQL_ATTR_COMPRESS"),
    ("8.5", "use Pdo\\Mysql::ATTR_DIRECT_QUERY instead", "PDO::MYSQL_ATTR_DIRECT_QUERY"),
    ("8.5", "use Pdo\\Mysql::ATTR_FOUND_ROWS instead", "PDO::MYSQL_ATTR_FOUND_ROWS"),
    ("8.5", "use Pdo\\Mysql::ATTR_IGNORE_SPACE instead", "PDO::MYSQL_ATTR_IGNORE_SPACE"),
    ("8.5", "use Pdo\\Mysql::ATTR_INIT_COMMAND instead", "PDO::MYSQL_ATTR_INIT_COMMAND"),
    ("8.5", "use Pdo\\Mysql::ATTR_LOCAL_INFILE instead", "PDO::MYSQL_ATTR_LOCAL_INFILE"),
    ("8.5", "use Pdo\\Mysql::ATTR_LOCAL_INFILE_DIRECTORY instead", "PDO::MYSQL_ATTR_LOCAL_INFILE_DIRECTORY"),
    ("8.5", "use Pdo\\Mysql::ATTR_MULTI_STATEMENTS instead", "PDO::MYSQL_ATTR_MULTI_STATEMENTS"),
    ("8.5", "use Pdo\\Mysql::ATTR_SERVER_PUBLIC_KEY instead", "PDO::MYSQL_ATTR_SERVER_PUBLIC_KEY"),
    ("8.5", "use Pdo\\Mysql::ATTR_SSL_CA instead", "PDO::MYSQL_ATTR_SSL_CA"),
    ("8.5", "use Pdo\\Mysql::ATTR_SSL_CAPATH instead", "PDO::MYSQL_ATTR_SSL_CAPATH"),
    ("8.5", "use Pdo\\Mysql::ATTR_SSL_CERT instead", "PDO::MYSQL_ATTR_SSL_CERT"),
    ("8.5", "use Pdo\\Mysql::ATTR_SSL_CIPHER instead", "PDO::MYSQL_ATTR_SSL_CIPHER"),
    ("8.5", "use Pdo\\Mysql::ATTR_SSL_KEY instead", "PDO::MYSQL_ATTR_SSL_KEY"),
    ("8.5", "use Pdo\\Mysql::ATTR_SSL_VERIFY_SERVER_CERT instead", "PDO::MYSQL_ATTR_SSL_VERIFY_SERVER_CERT"),
    ("8.5", "use Pdo\\Mysql::ATTR_USE_BUFFERED_QUERY instead", "PDO::MYSQL_ATTR_USE_BUFFERED_QUERY"),
    ("8.5", "as it has no effect since PHP 8.1", "ReflectionMethod::setAccessible ReflectionProperty::setAccessible"),
    ("8.5", "use stream_set_timeout() instead", "socket_set_timeout"),
    ("8.5", "use method SplObjectStorage::offsetSet() instead", "SplObjectStorage::attach"),
    ("8.5", "use method SplObjectStorage::offsetExists() instead", "SplObjectStorage::contains"),
    ("8.5", "use method SplObjectStorage::offsetUnset() instead", "SplObjectStorage::detach"),
    ("8.6", "",
     "ArrayIterator::asort ArrayIterator::getFlags ArrayIterator::ksort ArrayIterator::natcasesort "
     "ArrayIterator::natsort ArrayIterator::serialize ArrayIterator::setFlags ArrayIterator::uasort "
     "ArrayIterator::uksort ArrayIterator::unserialize SplFileObject::fgetcsv SplFileObject::fputcsv "
     "SplFileObject::getCsvControl SplFileObject::setCsvControl"),
    ("8.6", "use floatval() instead", "doubleval"),
    ("8.6", "use is_float() instead", "is_double"),
    ("8.6", "use is_int() instead", "is_integer is_long"),
    ("8.6", "because the underlying library is no longer maintained",
     "mb_ereg mb_ereg_match mb_ereg_replace mb_ereg_replace_callback mb_ereg_search mb_ereg_search_getpos "
     "mb_ereg_search_getregs mb_ereg_search_init mb_ereg_search_pos mb_ereg_search_regs "
     "mb_ereg_search_setpos mb_eregi mb_eregi_replace MB_ONIGURUMA_VERSION mb_regex_encoding "
     "mb_regex_set_options mb_split"),
    ("8.6", "use a userland phonetic matching library instead", "metaphone"),
    ("8.6", "did you mean mysqli_character_set_name()?", "mysqli::get_charset mysqli_get_charset"),
    ("8.6", "use mysqli::prepare() instead", "mysqli::stmt_init"),
    ("8.6", "use mysqli_prepare() instead", "mysqli_stmt_init"),
    ("8.6", "use one of the Collator::*sort*() methods instead", "SORT_LOCALE_STRING"),
    ("8.6", "use ReflectionExtension::getClassNames() instead", "spl_classes"),
    ("8.6", "consider using spl_object_id() instead", "spl_object_hash"),
    ("8.6", "use Collator::compare() instead", "strcoll"),
)  # fmt: skip
"""PHP version that deprecated them, what PHP advises, names."""
_REMOVED: tuple[tuple[str, str, str, str], ...] = (
    ("7.2", "8.0", "use anonymous functions", "create_function"),
    ("7.2", "8.0", "use foreach", "each"),
    ("7.2", "8.0", "use gmp_random_bits() or gmp_random_range()", "gmp_random"),
    ("7.2", "8.0", "", "jpeg2wbmp png2wbmp"),
    ("7.2", "8.0", "use exif_read_data()", "read_exif_data"),
    ("7.3", "8.0", "use fgets() and strip_tags()", "fgetss"),
    ("7.3", "8.0", "use gzgets() and strip_tags()", "gzgetss"),
    ("7.3", "8.0", "use imagewbmp()", "image2wbmp"),
    ("7.4", "8.0", "use mb_convert_encoding() or iconv()", "convert_cyr_string"),
    ("7.4", "8.0", "", "ezmlm_hash"),
    ("7.4", "8.0", "remove the call, it always gives false", "get_magic_quotes_gpc get_magic_quotes_runtime"),
    ("7.4", "8.0", "use nl2br(hebrev($text))", "hebrevc"),
    ("7.4", "8.0", "use is_float()", "is_real"),
    ("7.4", "8.0", "use NumberFormatter of the extension intl, or number_format()", "money_format"),
    ("7.4", "8.0", "use ini_restore('include_path')", "restore_include_path"),
)  # fmt: skip
"""PHP version that deprecated them, PHP version that removed them, what to use, names."""

_SYMBOLS = {name: {"since": since, "advice": advice} for since, advice, names in _DEPRECATED for name in names.split()}
_SYMBOLS |= {
    name: {"since": since, "removed": removed, "advice": advice}
    for since, removed, advice, names in _REMOVED
    for name in names.split()
}


def symbol(name: str) -> dict[str, str]:
    """Parameters ``since``, ``removed`` and ``advice`` of a name of PHP, those that are known."""
    return {key: value for key, value in _SYMBOLS.get(name, {}).items() if value}
