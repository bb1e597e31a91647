<?php
// The load balancer's question: do the proxy and PHP answer? Written by .platform/redcap.
header('Content-Type: text/plain');
header('Cache-Control: no-store');
echo "ok\n";
