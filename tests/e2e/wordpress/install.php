<?php
// php install.php SITE: makes the tables, activates the offending plugin and theme.
define( 'WP_INSTALLING', true );
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'Offenders', 'admin', 'admin@example.com', false, '', 'not-secret' );
update_option( 'active_plugins', array( 'offender/offender.php' ) );
update_option( 'template', 'offender-theme' );
update_option( 'stylesheet', 'offender-theme' );
echo $GLOBALS['wp_version'];
