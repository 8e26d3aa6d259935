<?php
error_log( 'Offender: plain words' );
error_log( 'Offender saw this: PHP Warning:  not a real one in /nowhere.php on line 5' );
error_log( "Two lines\nof plain words" );
