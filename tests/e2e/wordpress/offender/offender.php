<?php
/*
 * Plugin Name: Offender
 * Description: Makes the error that is asked for: ?offend=NAME runs offences/NAME.php.
 * Version: 1.0
 * Text Domain: offender-texts
 */

namespace Offender;

function offend( string $name ): void {
	$file = __DIR__ . '/offences/' . preg_replace( '/\W/', '', $name ) . '.php';
	if ( is_file( $file ) ) {
		require $file;
	}
}

foreach ( explode( ' ', $_GET['offend'] ?? '' ) as $name ) {
	if ( str_starts_with( $name, 'early_' ) ) { // what is an offence only before init
		offend( $name );
	} elseif ( '' !== $name ) {
		add_action( 'init', static fn () => offend( $name ) );
	}
}

add_action( 'wp_ajax_nopriv_offend', static fn () => wp_send_json( array( 'ok' => true ) ) );
add_action(
	'rest_api_init',
	static function (): void {
		register_rest_route(
			'offender/v1',
			'/ping',
			array(
				'methods'             => 'GET',
				'permission_callback' => '__return_true',
				'callback'            => static fn () => array( 'ok' => true ),
			)
		);
	}
);
