<?php
get_settings( 'blogname' );
_deprecated_argument( 'offender_basket', '1.0', 'Give a <em>number</em>.' );
_deprecated_hook( 'offender_old', '1.0', 'offender_new' );
