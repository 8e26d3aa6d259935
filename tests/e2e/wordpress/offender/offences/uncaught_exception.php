<?php
function offender_deep( int $depth ): void {
	if ( 0 === $depth ) {
		throw new RuntimeException( 'The basket has no bottom' );
	}
	offender_deep( $depth - 1 );
}
offender_deep( 3 );
