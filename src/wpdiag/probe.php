<?php
/*
 * Plugin Name: wpdiag probe
 * Description: Logs the calls behind "called incorrectly" and "deprecated" messages, for a few days. Delete it any time.
 * Version: 1
 *
 * Copy this file to wp-content/mu-plugins/ (make the folder if there is none), let the messages happen, scan the log.
 * It logs names of functions and files only: no arguments, no addresses, no data of requests. It stops by itself after
 * its last day and at its size, and logs the same thing once an hour at most.
 */

namespace Wpdiag\Probe;

defined( 'ABSPATH' ) || exit;

const UNTIL     = 0; // seconds since 1970 UTC
const MAX_BYTES = 0; // of the log, all lines together
const OPTION    = 'wpdiag_probe';
const FRAMES    = 8;
const LINE      = 900; // below what web servers cut
const CALLS     = 2000; // looked at in one request: a tenth of a second

function plain( $text, $length ) {
	$text = preg_replace( '/[\x00-\x1f\x7f|"\'<>]+/', ' ', strip_tags( (string) $text ) );
	return substr( trim( (string) $text ), 0, $length );
}

function folders() {
	static $folders = null; // where calls come from => what they are called: PHP names files by where links lead
	if ( null !== $folders ) {
		return $folders;
	}
	$folders = array();
	$named   = array( 'wp-content/plugins/' => WP_PLUGIN_DIR, 'wp-content/mu-plugins/' => WPMU_PLUGIN_DIR );
	foreach ( $named + array( 'wp-content/' => WP_CONTENT_DIR, '' => ABSPATH ) as $name => $folder ) {
		foreach ( array( $folder, realpath( $folder ) ) as $place ) {
			if ( $place ) {
				$folders += array( rtrim( str_replace( '\\', '/', $place ), '/' ) . '/' => $name );
			}
		}
	}
	return $folders;
}

function below( $file ) {
	$file   = str_replace( '\\', '/', (string) $file );
	$linked = isset( $GLOBALS['wp_plugin_paths'] ) && is_array( $GLOBALS['wp_plugin_paths'] ) ? $GLOBALS['wp_plugin_paths'] : array();
	foreach ( $linked as $folder => $real ) { // plugins whose folders are links
		if ( 0 === strpos( $file, $real . '/' ) ) {
			$file = $folder . substr( $file, strlen( $real ) );
			break;
		}
	}
	foreach ( folders() as $folder => $name ) {
		if ( 0 === strpos( $file, $folder ) ) {
			return $name . substr( $file, strlen( $folder ) );
		}
	}
	return basename( $file );
}

function frames() {
	$found = array();
	foreach ( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS, 80 ) as $frame ) {
		if ( ! isset( $frame['file'] ) || __FILE__ === $frame['file'] ) {
			continue;
		}
		$file = below( $frame['file'] );
		if ( preg_match( '~^(wp-includes|wp-admin)/|^wp-[a-z-]+\.php$|^index\.php$~', $file ) ) {
			continue;
		}
		$call    = ( isset( $frame['class'] ) ? $frame['class'] . '::' : '' ) . $frame['function'];
		$found[] = plain( $file . ':' . $frame['line'] . ' ' . preg_replace( '/\{closure.*/', '{closure}', $call ), 160 );
		if ( count( $found ) === FRAMES ) {
			break;
		}
	}
	return $found;
}

function record( $kind, $name, $version, $detail ) {
	static $lines = null, $calls = 0;
	if ( ++$calls > CALLS ) {
		return;
	}
	if ( null === $lines ) {
		$lines = array();
		register_shutdown_function( // not now: a query would change what the caller is about to read from $wpdb
			static function () use ( &$lines ) {
				write( array_keys( $lines ) );
			}
		);
	}
	$domain = '';
	if ( '_load_textdomain_just_in_time' === $name && preg_match_all( '~<code>([^<>]{1,100})</code>~', (string) $detail, $codes ) ) {
		$codes  = array_values( array_diff( $codes[1], array( 'init' ) ) ); // the hook, which some languages name first
		$domain = isset( $codes[0] ) ? $codes[0] : '';
	}
	$parts = array_merge( array( $kind, plain( $name, 150 ), plain( $version, 20 ), plain( $domain, 100 ) ), frames() );
	$line  = substr( 'wpdiag-probe 1 ' . implode( '|', $parts ), 0, LINE );
	$line  = strlen( $line ) === LINE ? substr( $line, 0, (int) strrpos( $line, '|' ) ) : $line;
	if ( count( $lines ) < 200 ) {
		$lines[ $line ] = true;
	}
}

function write( $lines ) {
	$state = get_option( OPTION );
	$hour  = (int) ( time() / 3600 );
	if ( ! is_array( $state ) || $hour !== $state['hour'] ) {
		$state = array( 'bytes' => is_array( $state ) ? $state['bytes'] : 0, 'hour' => $hour, 'seen' => array() );
	}
	$before = $state['bytes'];
	foreach ( $lines as $line ) {
		$mark = substr( md5( $line ), 0, 12 );
		if ( ! isset( $state['seen'][ $mark ] ) && count( $state['seen'] ) < 500 && $state['bytes'] + strlen( $line ) < MAX_BYTES ) {
			$state['seen'][ $mark ] = 1;
			$state['bytes']        += strlen( $line );
			error_log( $line );
		}
	}
	if ( $state['bytes'] !== $before ) {
		update_option( OPTION, $state, false );
	}
}

if ( time() <= UNTIL ) {
	add_action(
		'doing_it_wrong_run',
		static function ( $name, $message = '', $version = '' ) {
			record( 'doing_it_wrong', $name, $version, $message );
		},
		0,
		3
	);
	foreach ( array( 'function' => 2, 'argument' => 2, 'hook' => 2, 'class' => 2, 'constructor' => 1 ) as $kind => $version_at ) {
		add_action(
			'deprecated_' . $kind . '_run',
			static function ( ...$given ) use ( $kind, $version_at ) {
				record( 'deprecated.' . $kind, $given[0], isset( $given[ $version_at ] ) ? $given[ $version_at ] : '', '' );
			},
			0,
			4
		);
	}
	add_action(
		'deprecated_file_included',
		static function ( $file, $replacement = '', $version = '' ) {
			record( 'deprecated.file', basename( $file ), $version, '' );
		},
		0,
		3
	);
}
