<?php
// run-upgrade-sql.php: runs the SQL on standard input, statement by statement, as the upgrade user.
declare(strict_types=1);

require __DIR__ . '/connection.php';

try {
    $connection = connect(user_from('REDCAP_UPGRADE_SECRET_ARN'));
    $connection->select_db(setting('REDCAP_DB_NAME'));
    $count = 0;
    $connection->multi_query(stream_get_contents(STDIN));
    do {
        $count++;
        if ($result = $connection->store_result()) {
            $result->free();
        }
    } while ($connection->more_results() && $connection->next_result());
    echo "redcap: database: ran $count statements\n";
} catch (mysqli_sql_exception | RuntimeException $e) {
    stop('statement ' . (($count ?? 0) + 1) . ": {$e->getMessage()}");
}
