<?php
// upgrade.php WEB_ROOT APP_USER VERSION SNAPSHOT [FILE]: upgrades REDCap's tables to a version, once, whatever the number of
// instances and of calls. With FILE, by the SQL in it (which REDCap's upgrade page shows), else by REDCap's own page
// upgrade.php?auto=1, asked on this machine. NAME_platform.upgrades has a row for each.
declare(strict_types=1);

require __DIR__ . '/connection.php';
require __DIR__ . '/own-server.php';
require __DIR__ . '/redcap-version.php';
require __DIR__ . '/statements.php';

// How long REDCap's page may take.
const UPGRADE_SECONDS = 3 * 3600;

function say_page(string $webRoot, string $appUser, array $user): void
{
    ['status' => $status, 'answer' => $answer, 'errors' => $errors] =
        ask_redcap($webRoot, $appUser, $user, 'upgrade.php?auto=1', UPGRADE_SECONDS);
    // A redirect is its way to say that it is done; whether it is, the tables tell.
    say("upgrade.php?auto=1 answered '$status': " . substr(trim((string) preg_replace('/\s+/', ' ', strip_tags($answer))), 0, 500));
    if ($errors !== '') {
        say('its errors: ' . substr(trim($errors), 0, 2000));
    }
}

[, $webRoot, $appUser, $version, $snapshot] = $argv;
$file = $argv[5] ?? null;
try {
    $user = user_from('REDCAP_UPGRADE_SECRET_ARN');
    $connection = connect($user);
    $lock = 'redcap_upgrade:' . setting('REDCAP_DB_NAME');
    if (run($connection, 'SELECT GET_LOCK(?, 0)', $lock) !== [[1]]) {
        stop('another instance is upgrading the tables at this moment');
    }
    $before = version_of_tables($connection);
    if ($before === $version) {
        say("the tables are those of $version; nothing to do");
        exit(0);
    }
    if (version_compare($before, $version) > 0) {
        stop("the tables are those of $before, which is newer than $version; there is no way back but a snapshot");
    }
    $folders = version_folders($webRoot);
    if (!isset($folders[$version])) {
        stop("this instance has no REDCap $version (" . implode(', ', array_keys($folders)) . '): deploy its bundle first');
    }
    $table = platform('upgrades');
    $open = run($connection, "SELECT to_version, started, snapshot FROM $table WHERE finished IS NULL");
    if ($open !== [] && setting('REDCAP_UPGRADE_AGAIN') !== 'yes') {
        [[$to, $started, $earlier]] = $open;
        stop("an upgrade to $to began on $started and did not end: the tables may be half changed. Find out why, restore the "
            . "snapshot $earlier or mend them, then upgrade with --again");
    }
    $method = $file === null ? 'upgrade.php?auto=1' : 'sql ' . hash_file('sha256', $file);
    run($connection, "INSERT INTO $table (from_version, to_version, method, snapshot, host, started)
        VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP())", $before, $version, $method, $snapshot, (string) gethostname());
    $id = (string) $connection->insert_id;
    say("upgrading the tables from $before to $version ($method)");
    if ($file === null) {
        say_page($webRoot, $appUser, $user);
    } else {
        say('ran ' . run_statements(connect($user), (string) file_get_contents($file)) . ' statements');
    }
    // Hours may have passed, and the server closes connections that are quiet.
    $connection = connect($user);
    $after = version_of_tables($connection);
    if ($after !== $version) {
        if ($file === null && $after === $before) {
            // It refused, and changed nothing that would show.
            run($connection, "UPDATE $table SET finished = UTC_TIMESTAMP(), method = CONCAT(method, ': refused') WHERE id = ?", $id);
        }
        stop("the tables are those of $after, not of $version" . ($file === null
            ? ": REDCap's page did not upgrade them (see above). Save the SQL that it shows an administrator, and pass it with --sql"
            : ': the SQL is not that of this upgrade, or not all of it'));
    }
    run($connection, "UPDATE $table SET finished = UTC_TIMESTAMP() WHERE id = ? OR finished IS NULL", $id);
    say("the tables are those of $version");
} catch (mysqli_sql_exception | RuntimeException $e) {
    stop($e->getMessage());
}
