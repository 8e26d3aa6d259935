<?php
trigger_error( "First line\n\nthird line in /tmp/other.php on line 12\n\tfourth, with a tab", E_USER_WARNING );
