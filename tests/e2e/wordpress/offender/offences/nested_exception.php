<?php
try {
	throw new DomainException( 'Inner: no size' );
} catch ( DomainException $inner ) {
	throw new LogicException( 'Outer: no basket', 1, $inner );
}
