<?php
if ( 'warning' === ( $_GET['theme'] ?? '' ) ) {
	trigger_error( 'The theme has no colours', E_USER_WARNING );
}
if ( 'exception' === ( $_GET['theme'] ?? '' ) ) {
	throw new UnexpectedValueException( 'The theme has no shape' );
}
