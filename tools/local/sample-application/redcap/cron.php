<?php
// Part of the sample application (see index.php): notes that it ran.
declare(strict_types=1);

require __DIR__ . '/redcap_connect.php';

$connection = connect();
$connection->execute_query('INSERT INTO sample_cron_runs (host, started) VALUES (?, UTC_TIMESTAMP())', [gethostname()]);
