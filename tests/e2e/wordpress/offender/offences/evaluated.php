<?php
eval( '$a = array(); echo $a["nothing"];' );
