<?php
// Part of the sample application (see index.php): one connection to the database, as database.php describes it.
declare(strict_types=1);

require __DIR__ . '/database.php';

function connect(): mysqli
{
    global $hostname, $db, $username, $password, $db_ssl_ca;
    mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
    // As REDCap does: a port may follow the host.
    [$host, $port] = explode(':', $hostname) + [1 => '3306'];
    $connection = mysqli_init();
    $connection->options(MYSQLI_OPT_CONNECT_TIMEOUT, 5);
    $connection->ssl_set(null, null, $db_ssl_ca, null, null);
    $connection->real_connect($host, $username, $password, $db, (int) $port, null,
        MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_VERIFY_SERVER_CERT);
    return $connection;
}
