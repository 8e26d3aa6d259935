<?php
// The place is core's, the caller is the plugin.
wp_list_pluck( 7, 'name' );
