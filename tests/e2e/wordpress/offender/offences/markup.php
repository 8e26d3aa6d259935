<?php
trigger_error( 'The <code>basket</code> is "empty" & <a href="https://example.com/?a=1&b=2">lost</a>', E_USER_NOTICE );
