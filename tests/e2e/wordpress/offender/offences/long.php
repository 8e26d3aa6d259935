<?php
trigger_error( trim( str_repeat( 'A long message of many words. ', 100 ) ), E_USER_WARNING );
