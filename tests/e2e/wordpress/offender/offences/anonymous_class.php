<?php
throw new class( 'A nameless failure' ) extends Exception {};
