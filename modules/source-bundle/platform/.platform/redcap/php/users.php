<?php
// REDCap's two database users: their passwords, and what a change of them does to instances that have the old one.
declare(strict_types=1);

require __DIR__ . '/connection.php';

// What the original gives its two users: daily work, and with changes to tables for upgrades. REDCap has no routines.
const APPLICATION_RIGHTS = 'SELECT, INSERT, UPDATE, DELETE';
const UPGRADE_RIGHTS = APPLICATION_RIGHTS . ', CREATE, DROP, ALTER, INDEX, REFERENCES';
// How long an old password still opens connections: the time to bring the new one to all instances.
const RETAIN_DAYS = 7;
// Condition for a row of retained_passwords.
const EXPIRED = 'since < UTC_TIMESTAMP() - INTERVAL ' . RETAIN_DAYS . ' DAY';

/** True if the user gets in with this password. */
function logs_in(array $user): bool
{
    try {
        return connect($user)->close();
    } catch (mysqli_sql_exception $e) {
        if (in_array($e->getCode(), ACCESS_DENIED, true)) {
            return false;
        }
        throw $e;
    }
}

/** The user's name and host, as SQL. */
function account(mysqli $master, array $user): string
{
    return "'" . $master->real_escape_string($user['username']) . "'@'%'";
}

/**
 * The user, with this password, these rights on REDCap's database, and only over TLS. $retain: whether a password before
 * this one goes on working for a while.
 */
function ensure_user(mysqli $master, array $user, string $rights, bool $retain): void
{
    $account = account($master, $user);
    $password = "'" . $master->real_escape_string($user['password']) . "'";
    // In a grant, _ stands for any character.
    $database = str_replace('_', '\\_', setting('REDCAP_DB_NAME'));
    $master->query("CREATE USER IF NOT EXISTS $account IDENTIFIED BY $password REQUIRE SSL");
    $master->query("ALTER USER $account REQUIRE SSL");
    $master->query("GRANT $rights ON `$database`.* TO $account");
    if (!logs_in($user)) {
        $retain ? change_password($master, $user, $password) : $master->query("ALTER USER $account IDENTIFIED BY $password");
    }
    say("user {$user['username']} has the password in its secret");
}

/**
 * Brings a new password in. MySQL 8 keeps the one before as a second password, so that a new instance with the new secret
 * does not lock out those that still have the old one. Only for a password that has changed: to change it again to the
 * same would make it its own second one.
 */
function change_password(mysqli $master, array $user, string $password): void
{
    $account = account($master, $user);
    try {
        $master->query("ALTER USER $account IDENTIFIED BY $password RETAIN CURRENT PASSWORD");
    } catch (mysqli_sql_exception $e) {
        say("WARNING: the old password of {$user['username']} expires at once, and instances that have it cannot open new "
            . "connections until the next deployment: the server keeps no second password (error {$e->getCode()})");
        $master->query("ALTER USER $account IDENTIFIED BY $password");
        return;
    }
    run($master, 'REPLACE INTO ' . platform('retained_passwords') . ' VALUES (?, UTC_TIMESTAMP())', $user['username']);
    say("the old password of {$user['username']} works for another " . RETAIN_DAYS . ' days');
}

/** Ends the second passwords whose time is up. */
function discard_old_passwords(mysqli $master): void
{
    $table = platform('retained_passwords');
    foreach (run($master, "SELECT username FROM $table WHERE " . EXPIRED) as [$username]) {
        $master->query('ALTER USER ' . account($master, ['username' => $username]) . ' DISCARD OLD PASSWORD');
        run($master, "DELETE FROM $table WHERE username = ?", $username);
        say("the old password of $username no longer works");
    }
}
