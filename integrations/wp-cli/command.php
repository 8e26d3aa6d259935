<?php
/**
 * `wp diag`: finds the logs of the site and hands them to wpdiag, with all other arguments.
 *
 *     wp --require=command.php diag --fail-on warning
 *
 * or once and for all in wp-cli.yml or ~/.wp-cli/config.yml: `require: [/path/to/command.php]`. WordPress itself is not
 * started, so it works where the site is down. The program is `wpdiag` in the PATH, or what WPDIAG_BIN names. PHP 7.4+.
 */

if ( ! class_exists( 'WP_CLI' ) ) {
	return;
}

/** The logs of the site that can be read: where WP_DEBUG_LOG says, wp-content/debug.log, PHP's error_log. */
function wpdiag_logs(): array {
	$content = defined( 'WP_CONTENT_DIR' ) ? WP_CONTENT_DIR : rtrim( ABSPATH, '/' ) . '/wp-content';
	$set     = defined( 'WP_DEBUG_LOG' ) ? WP_DEBUG_LOG : false;
	$wanted  = array( $content . '/debug.log' );
	if ( is_string( $set ) && ! in_array( strtolower( $set ), array( '', '0', '1', 'true', 'false' ), true ) ) {
		array_unshift( $wanted, $set );
	}
	$ini = (string) ini_get( 'error_log' );
	if ( '' !== $ini && 'syslog' !== $ini ) {
		$wanted[] = preg_match( '~^(?:/|[A-Za-z]:[\\\\/])~', $ini ) ? $ini : rtrim( ABSPATH, '/' ) . '/' . $ini;
	}
	$wanted[] = rtrim( ABSPATH, '/' ) . '/error_log';
	$found    = array();
	foreach ( $wanted as $file ) {
		if ( is_file( $file ) && is_readable( $file ) ) {
			$found[ realpath( $file ) ] = $file;
		}
	}
	return array_values( $found );
}

/** What stands behind `diag` on the command line, without WP-CLI's own options. */
function wpdiag_arguments( array $words ): array {
	$own  = 'path|url|ssh|http|user|skip-plugins|skip-themes|skip-packages|require|exec|context|debug|prompt|allow-root|color|no-color';
	$at   = array_search( 'diag', $words, true );
	$rest = false === $at ? array() : array_slice( $words, $at + 1 );
	return array_values( preg_grep( "/^--(?:$own)(?:=|\$)/", $rest, PREG_GREP_INVERT ) );
}

WP_CLI::add_command(
	'diag',
	function () {
		$logs = wpdiag_logs();
		if ( ! $logs ) {
			WP_CLI::error( "no log to read. Write one with: define( 'WP_DEBUG', true ); define( 'WP_DEBUG_LOG', true ); in wp-config.php" );
		}
		$rest    = wpdiag_arguments( (array) ( $GLOBALS['argv'] ?? array() ) );
		$program = getenv( 'WPDIAG_BIN' ) ? getenv( 'WPDIAG_BIN' ) : 'wpdiag';
		$command = array( $program, 'scan' );
		if ( is_dir( ABSPATH . 'wp-content/plugins' ) ) { // where folders are named otherwise, logs can be read without
			array_push( $command, '--site', ABSPATH );
		}
		$command = array_merge( $command, $rest );
		if ( ! in_array( '--', $rest, true ) ) {
			$command[] = '--';
		}
		// A list is run without a shell: nothing in a path or an argument is read as a command.
		$process = @proc_open( array_merge( $command, $logs ), array( STDIN, STDOUT, STDERR ), $pipes );
		$code    = is_resource( $process ) ? proc_close( $process ) : 127;
		if ( 127 === $code ) {
			WP_CLI::error( "cannot run $program. Install wpdiag, or name it: WPDIAG_BIN=/path/to/wpdiag" );
		}
		WP_CLI::halt( $code );
	},
	array(
		'shortdesc' => 'Says what is wrong in the logs of the site, who is responsible, and what to do about it.',
		'longdesc'  => "All options of `wpdiag scan` can be given, for example: wp diag --since 24h --format json",
		'when'      => 'after_wp_config_load',
	)
);
