<?php
ini_set( 'memory_limit', '96M' );
$heap = array();
while ( true ) {
	$heap[] = str_repeat( 'x', 1 << 20 );
}
