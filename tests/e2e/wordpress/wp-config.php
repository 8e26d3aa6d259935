<?php
// The test's own configuration: what differs between set-ups comes from php.ini.
define( 'DB_NAME', get_cfg_var( 'wpdiag.database' ) );
define( 'DB_USER', 'wordpress' );
define( 'DB_PASSWORD', 'wordpress' );
define( 'DB_HOST', get_cfg_var( 'wpdiag.host' ) ?: 'localhost:' . get_cfg_var( 'wpdiag.socket' ) );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'WP_HOME', 'http://' . ( $_SERVER['HTTP_HOST'] ?? 'localhost' ) );
define( 'WP_SITEURL', WP_HOME );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_LOG', get_cfg_var( 'wpdiag.debug_log' ) ?: false );
define( 'WP_DEBUG_DISPLAY', get_cfg_var( 'wpdiag.display' ) ? true : null ); // else php.ini decides
define( 'DISABLE_WP_CRON', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
foreach ( array( 'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT' ) as $salt ) {
	define( $salt, 'not secret: ' . $salt );
}
$table_prefix = 'wp_';
if ( isset( $_GET['early'] ) ) {
	trigger_error( 'Early words from the configuration', E_USER_WARNING );
}
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
