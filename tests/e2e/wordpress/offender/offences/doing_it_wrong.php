<?php
wp_enqueue_script_module( '' );
_doing_it_wrong( 'Offender\\basket', 'Baskets are empty before <code>init</code>.', '1.0' );
$GLOBALS['wpdb']->prepare( 'SELECT 1', 1 );
