<?php
// Connections to the database, as one of its users, over TLS that checks the server. For the programs beside this file.
declare(strict_types=1);

require __DIR__ . '/secret.php';

mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);

// MySQL's codes for "this user may not" and "this is not there" (database, column, table), which set-up puts right.
const ACCESS_DENIED = [1044, 1045, 1049, 1054, 1142, 1146, 3118];

function setting(string $name): string
{
    return (string) getenv($name);
}

function say(string $text): void
{
    echo "redcap: database: $text\n";
}

function stop(string $text): never
{
    fwrite(STDERR, "redcap: ERROR: database: $text\n");
    exit(1);
}

/** A table of ours, in a schema beside REDCap's, as SQL. */
function platform(string $table): string
{
    return '`' . setting('REDCAP_DB_NAME') . "_platform`.$table";
}

/** A statement with values; returns the rows of a query. */
function run(mysqli $connection, string $sql, string ...$values): array
{
    $statement = $connection->prepare($sql);
    $statement->execute($values);
    $result = $statement->get_result();
    return $result === false ? [] : $result->fetch_all(MYSQLI_NUM);
}

/** @return array{username: string, password: string} */
function user_from(string $variable): array
{
    $arn = setting($variable);
    if ($arn === '') {
        stop("$variable is not set; it must name the secret with that user's username and password");
    }
    return ['username' => secret($arn, 'username'), 'password' => secret($arn, 'password')];
}

/** @param array{username: string, password: string} $user */
function connect_once(array $user): mysqli
{
    $connection = mysqli_init();
    $connection->options(MYSQLI_OPT_CONNECT_TIMEOUT, 10);
    $connection->ssl_set(null, null, setting('REDCAP_DB_SSL_CA'), null, null);
    $connection->real_connect(setting('REDCAP_DB_HOST'), $user['username'], $user['password'], null,
        (int) setting('REDCAP_DB_PORT'), null, MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_VERIFY_SERVER_CERT);
    $connection->set_charset('utf8mb4');
    return $connection;
}

/** @param array{username: string, password: string} $user */
function connect(array $user): mysqli
{
    for ($attempt = 1;; $attempt++) {
        try {
            return connect_once($user);
        } catch (mysqli_sql_exception $e) {
            // While a database fails over: a moment later it answers. A refusal will not change.
            if (in_array($e->getCode(), ACCESS_DENIED, true) || $attempt === 5) {
                throw $e;
            }
            sleep(5);
        }
    }
}
