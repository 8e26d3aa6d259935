<?php
wp_die( 'The basket is gone for good.' );
