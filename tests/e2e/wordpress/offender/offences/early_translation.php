<?php
// The text domain is not the plugin's folder.
echo strlen( __( 'Basket', 'offender-texts' ) );
