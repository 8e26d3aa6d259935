<?php
echo strlen( file_get_contents( '/nowhere/at/all.txt' ) ?: '' );
