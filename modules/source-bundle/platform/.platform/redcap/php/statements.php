<?php
declare(strict_types=1);

/** Runs SQL, statement by statement, in REDCap's database; gives their number. An error names its statement. */
function run_statements(mysqli $connection, string $sql): int
{
    $connection->select_db(setting('REDCAP_DB_NAME'));
    $count = 0;
    try {
        $connection->multi_query($sql);
        do {
            $count++;
            if ($result = $connection->store_result()) {
                $result->free();
            }
        } while ($connection->more_results() && $connection->next_result());
    } catch (mysqli_sql_exception $e) {
        stop('statement ' . ($count + 1) . ": {$e->getMessage()}");
    }
    return $count;
}
