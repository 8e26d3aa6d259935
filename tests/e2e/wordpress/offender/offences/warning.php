<?php
trigger_error( 'Stock of the shop could not be read', E_USER_WARNING );
