<?php
// run-upgrade-sql.php: runs the SQL on standard input, statement by statement, as the upgrade user.
declare(strict_types=1);

require __DIR__ . '/connection.php';
require __DIR__ . '/statements.php';

try {
    $connection = connect(user_from('REDCAP_UPGRADE_SECRET_ARN'));
    echo 'redcap: database: ran ', run_statements($connection, (string) stream_get_contents(STDIN)), " statements\n";
} catch (SecretRefused $e) {
    stop("the right to read the upgrade user's secret is given for some hours by terraform apply "
        . '-replace=module.redcap.terraform_data.set_up, and to npm run redcap:upgrade for its own run. ' . $e->getMessage());
} catch (mysqli_sql_exception | RuntimeException $e) {
    stop($e->getMessage());
}
