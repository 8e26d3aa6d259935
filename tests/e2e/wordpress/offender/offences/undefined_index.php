<?php
$options = array( 'colour' => 'red' );
echo $options['size'];
echo $undefined;
