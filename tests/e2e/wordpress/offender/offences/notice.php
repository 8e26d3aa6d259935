<?php
trigger_error( 'Settings are older than the plugin', E_USER_NOTICE );
