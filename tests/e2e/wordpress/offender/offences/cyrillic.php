<?php
trigger_error( 'Корзина «не найдена» – 購物車', E_USER_WARNING );
