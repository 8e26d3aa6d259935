<?php
global $wpdb;
$wpdb->query( "SELECT size\nFROM {$wpdb->prefix}offender_missing\nWHERE name = 'large'" );
wpdiag_record(
	array(
		'database' => true,
		'message'  => $wpdb->last_error,
		'file'     => __FILE__,
	)
);
