<?php
while ( ob_get_level() ) {
	ob_end_flush();
}
echo 'Too early. ';
flush();
header( 'X-Basket: empty' );
