<?php
foreach ( array( 'one', 'two', 'three' ) as $name ) {
	trigger_error( "Basket $name is lost", E_USER_WARNING );
	trigger_error( "Basket $name is old", E_USER_DEPRECATED );
}
