<?php
// A dynamic property and null for a string: deprecated since 8.2 and 8.1.
final class Offender_Basket {}
$basket        = new Offender_Basket();
$basket->items = array();
echo strlen( trim( null ) );
