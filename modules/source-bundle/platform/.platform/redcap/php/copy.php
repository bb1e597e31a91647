<?php
// Another installation's database, restored here (REDCAP_COPY: the snapshot): what would reach out to people and to other systems is
// switched off, before any user of this installation gets in. set-up-database.php does it once for each snapshot.
declare(strict_types=1);

// What is switched off: the table, a column that the statement needs, the rest of the statement after the table's name, and what that
// is. Tables and columns differ between versions of REDCap: what a version does not have is reported, and left out.
const REACHES_OUT = [
    ['redcap_surveys_scheduler_queue', 'time_sent', 'DELETE FROM %s WHERE time_sent IS NULL', 'scheduled survey invitations deleted'],
    ['redcap_alerts_recurrence', 'alert_id', 'DELETE FROM %s', 'scheduled alerts deleted'],
    ['redcap_surveys_scheduler', 'active', 'UPDATE %s SET active = 0 WHERE active <> 0', 'automated survey invitations switched off'],
    ['redcap_alerts', 'email_deleted', 'UPDATE %s SET email_deleted = 1 WHERE email_deleted = 0', 'alerts deactivated'],
    ['redcap_projects', 'twilio_enabled', 'UPDATE %s SET twilio_enabled = 0 WHERE twilio_enabled <> 0',
        'projects without text messages and calls'],
    ['redcap_projects', 'twilio_auth_token', 'UPDATE %s SET twilio_auth_token = NULL WHERE twilio_auth_token IS NOT NULL',
        'tokens of Twilio removed'],
    ['redcap_projects', 'mosio_api_key', 'UPDATE %s SET mosio_api_key = NULL WHERE mosio_api_key IS NOT NULL', 'keys of Mosio removed'],
    ['redcap_projects', 'data_entry_trigger_url',
        'UPDATE %s SET data_entry_trigger_url = NULL WHERE data_entry_trigger_url IS NOT NULL', 'data entry triggers removed'],
    // They would open the original to whoever reads the copy.
    ['redcap_user_rights', 'api_token', 'UPDATE %s SET api_token = NULL WHERE api_token IS NOT NULL', 'API tokens of projects removed'],
    ['redcap_user_information', 'api_token', 'UPDATE %s SET api_token = NULL WHERE api_token IS NOT NULL', 'API tokens of users removed'],
];

/** The table with what was done to copies, in our own schema. */
function copies(mysqli $master): string
{
    $table = platform('copies');
    $master->query("CREATE TABLE IF NOT EXISTS $table (snapshot VARCHAR(255) PRIMARY KEY, disarmed DATETIME NOT NULL, report TEXT NOT NULL)");
    return $table;
}

/** Whether this database is the copy that the settings name, and what it would reach is switched off. Throws without our schema. */
function is_disarmed(mysqli $connection): bool
{
    return run($connection, 'SELECT 1 FROM ' . platform('copies') . ' WHERE snapshot = ?', setting('REDCAP_COPY')) !== [];
}

/**
 * Switches off what reaches out, and brings in this installation's address and bucket: with the original's, the copy would write to
 * the original's files. All of it, or nothing. False if it was done before.
 *
 * @param callable(): array<string, string> $settings of redcap_config
 */
function disarm(mysqli $master, callable $settings): bool
{
    $snapshot = setting('REDCAP_COPY');
    $copies = copies($master);
    if (run($master, "SELECT 1 FROM $copies WHERE snapshot = ?", $snapshot) !== []) {
        return false;
    }
    if (setting('REDCAP_CRON') !== 'off' || setting('REDCAP_MAIL_TRANSPORT') !== 'none') {
        stop("this is a copy (REDCAP_COPY is '$snapshot'), but REDCAP_CRON is not off or REDCAP_MAIL_TRANSPORT is not none: it would write to "
            . 'the people in it');
    }
    $settings = $settings();
    $lines = [];
    $master->begin_transaction();
    foreach (REACHES_OUT as [$table, $column, $statement, $what]) {
        if (run($master, 'SELECT 1 FROM information_schema.columns WHERE table_schema = ? AND table_name = ? AND column_name = ?',
            setting('REDCAP_DB_NAME'), $table, $column) === []) {
            $lines[] = "NOT DONE, since this version of REDCap has no $table.$column: $what";
            continue;
        }
        $master->query(sprintf($statement, '`' . setting('REDCAP_DB_NAME') . "`.$table"));
        $lines[] = "$what: {$master->affected_rows}";
    }
    apply($master, $settings);
    $lines[] = 'settings of this installation: ' . implode(', ', array_keys($settings));
    run($master, "INSERT INTO $copies VALUES (?, UTC_TIMESTAMP(), ?)", $snapshot, implode("\n", $lines));
    $master->commit();
    say("a copy ($snapshot) is disarmed");
    array_map(say(...), $lines);
    return true;
}
