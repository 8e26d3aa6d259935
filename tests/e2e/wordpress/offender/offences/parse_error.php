<?php
require __DIR__ . '/broken.inc';
