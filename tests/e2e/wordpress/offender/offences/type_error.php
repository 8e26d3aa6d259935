<?php
function offender_count( int $number ): int {
	return $number;
}
offender_count( array() );
