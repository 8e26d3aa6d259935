<?php
/*
 * auto_prepend_file: writes down every error as a line of JSON, before PHP formats it, so that tests know what happened
 * without reading a log. The file to write to is named by the setting wpdiag.truth.
 */

function wpdiag_record( array $record ): void {
	$record += array(
		'request' => $_SERVER['REQUEST_URI'] ?? implode( ' ', $_SERVER['argv'] ?? array() ),
		'shown'   => ! in_array( strtolower( (string) ini_get( 'display_errors' ) ), array( '', '0', 'off', 'stderr' ), true ),
		'log'     => ini_get( 'log_errors' ) ? (string) ini_get( 'error_log' ) : null,
	);
	$line = json_encode( $record, JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
	file_put_contents( get_cfg_var( 'wpdiag.truth' ), $line . "\n", FILE_APPEND | LOCK_EX );
}

set_error_handler(
	static function ( int $number, string $message, string $file, int $line ): bool {
		if ( error_reporting() & $number ) {
			$calls = array();
			foreach ( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS ) as $frame ) {
				$calls[] = $frame['file'] ?? '';
			}
			wpdiag_record( compact( 'number', 'message', 'file', 'line', 'calls' ) );
		}
		return false; // PHP goes on as if there were no handler
	}
);

register_shutdown_function(
	static function (): void {
		$last = error_get_last();
		if ( $last && $last['type'] & ( E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR ) ) {
			wpdiag_record(
				array(
					'number'  => $last['type'],
					'message' => $last['message'],
					'file'    => $last['file'],
					'line'    => $last['line'],
					'calls'   => array(),
				)
			);
		}
	}
);
