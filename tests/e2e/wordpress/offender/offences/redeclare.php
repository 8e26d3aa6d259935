<?php
require __DIR__ . '/declares.inc';
require __DIR__ . '/declares.inc';
