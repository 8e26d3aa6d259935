<?php
offender_not_there();
