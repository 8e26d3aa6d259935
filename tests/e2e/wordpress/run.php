<?php
// php run.php SITE OFFENCE: one offence on the command line.
$_GET['offend'] = $argv[2];
require $argv[1] . '/wp-load.php';
