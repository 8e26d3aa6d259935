<?php
trigger_error( 'The shop gives up', E_USER_ERROR );
