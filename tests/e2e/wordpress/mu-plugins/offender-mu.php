<?php
// Plugin Name: Offender, must-use

if ( 'warning' === ( $_GET['mu'] ?? '' ) ) {
	trigger_error( 'The must-use plugin was not used', E_USER_WARNING );
}
if ( 'exception' === ( $_GET['mu'] ?? '' ) ) {
	throw new UnexpectedValueException( 'The must-use plugin is of no use' );
}
