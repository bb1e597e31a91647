<?php
// run-upgrade-sql.php: runs the SQL on standard input, statement by statement, as the upgrade user.
declare(strict_types=1);

require __DIR__ . '/connection.php';
require __DIR__ . '/statements.php';

try {
    $connection = connect(user_from('REDCAP_UPGRADE_SECRET_ARN'));
    echo 'redcap: database: ran ', run_statements($connection, (string) stream_get_contents(STDIN)), " statements\n";
} catch (mysqli_sql_exception | RuntimeException $e) {
    stop($e->getMessage());
}
