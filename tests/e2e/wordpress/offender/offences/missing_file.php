<?php
require __DIR__ . '/not-there.php';
