<?php
// set-up-database.php WEB_ROOT APP_USER: users, schema, first settings and first administrator of REDCap's database.
//
// Runs on every instance at every deployment, and does nothing where nothing is to do. Where something is, exactly one
// instance does it (GET_LOCK), and only then the master secret is read. What it has done it notes in a schema of its own,
// NAME_platform.installation, so that it never touches a setting a second time: after the first deployment, the Control
// Center is where settings are changed.
//
// The right to read the master's, the upgrade user's and the administrator's secret ends (REDCAP_SETUP_UNTIL). So whether there
// is anything to do is found out without them, and only what cannot wait asks for the right again.
declare(strict_types=1);

require __DIR__ . '/users.php';
require __DIR__ . '/sign-in.php';
require __DIR__ . '/own-server.php';
require __DIR__ . '/copy.php';

// How long the first answer of the server may take. Terraform starts environments beside the database: its first instance takes AWS 5 to 15
// minutes. With the rest of a deployment it must fit the command timeout of 1800 seconds.
const SERVER_SECONDS = 1200;
// The client found no server: no such name yet, nobody behind the port, no answer.
const NO_SERVER = [2002, 2003, 2005];
// How long one instance waits for another that installs.
const LOCK_SECONDS = 900;

/** What there is to do: a set-up; nothing but to end old passwords, which can wait; or nothing. */
enum Need
{
    case SetUp;
    case OldPasswords;
    case Nothing;
}

/** Whether the time has come after which the role no longer reads the secrets of the set-up. */
function rights_are_over(): bool
{
    $until = setting('REDCAP_SETUP_UNTIL');
    return $until !== '' && strtotime($until) <= time();
}

/**
 * What there is to do: nothing if the users get in with today's passwords, and the installation is complete.
 *
 * @param ?array{username: string, password: string} $upgrade null: the role may not read that user's password now
 */
function need(array $application, ?array $upgrade): Need
{
    if ($upgrade !== null && !logs_in($upgrade)) {
        return Need::SetUp;
    }
    try {
        $connection = connect($application);
        $marks = run($connection, 'SELECT state, salt_hash FROM ' . platform('installation') . ' WHERE id = 1');
        if ($marks === [] || $marks[0][0] !== 'complete' || $marks[0][1] === null) {
            return Need::SetUp;
        }
        check_salt($marks[0][1]);
        if (setting('REDCAP_COPY') !== '' && !is_disarmed($connection)) {
            return Need::SetUp;
        }
        // An installation of earlier files has no such table, and what it has is put right like a table of REDCap's.
        run($connection, 'SELECT 1 FROM ' . platform('upgrades') . ' LIMIT 1');
        $expired = run($connection, 'SELECT 1 FROM ' . platform('retained_passwords') . ' WHERE ' . EXPIRED);
        return $expired === [] ? Need::Nothing : Need::OldPasswords;
    } catch (mysqli_sql_exception $e) {
        if (in_array($e->getCode(), ACCESS_DENIED, true)) {
            return Need::SetUp;
        }
        throw $e;
    }
}

/** The upgrade user, unless the role may not read its secret. Not tried where that is known: refusals raise alarms. */
function upgrade_user_if_readable(): ?array
{
    if (rights_are_over()) {
        return null;
    }
    try {
        return user_from('REDCAP_UPGRADE_SECRET_ARN');
    } catch (SecretRefused) {
        return null;
    }
}

/** What to do about a right that is over. */
function how_to_open(): string
{
    $until = setting('REDCAP_SETUP_UNTIL');
    return ($until === '' ? 'It ends some hours after an installation' : "It is given until $until")
        . '. Open it again, which also runs this set-up again: terraform apply -replace=module.redcap.terraform_data.set_up '
        . '(the address of the redcap module, if it is another one; see "Rights that end" in its README)';
}

/** Of REDCAP_SALT, for password_hash(), which takes no more than 72 bytes. */
function salt_digest(): string
{
    return hash('sha256', setting('REDCAP_SALT'));
}

/** Stops if the database was installed with another salt: REDCap could not read what it encrypted, and would not say so. */
function check_salt(string $hash): void
{
    if (!password_verify(salt_digest(), $hash)) {
        stop('REDCAP_SALT is not the salt that this database was set up with; with any other, REDCap cannot read what it has '
            . 'encrypted. Use the secret with the salt of this database (see "Salt" in platform/README.md)');
    }
}

function table_exists(mysqli $master, string $table): bool
{
    return run($master, 'SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?',
        setting('REDCAP_DB_NAME'), $table) !== [];
}

/** REDCap's own installer, install.php?auto=1, as the upgrade user, who may make tables. */
function install_schema(string $webRoot, string $appUser, array $upgrade): void
{
    if (!is_file("$webRoot/install.php")) {
        stop("the bundle has no install.php, and the database has no REDCap tables");
    }
    say('installing the schema (install.php?auto=1)');
    ['status' => $status, 'answer' => $answer, 'errors' => $errors] =
        ask_redcap($webRoot, $appUser, $upgrade, 'install.php?auto=1', LOCK_SECONDS - 60);
    if (!str_contains($status, ' 200')) {
        stop("install.php answered '$status': " . substr(trim(strip_tags($answer)), 0, 500) . "\n$errors");
    }
}

/** What Easy Upgrade needs; nothing where Terraform upgrades. */
function easy_upgrade_settings(array $upgrade): array
{
    return setting('REDCAP_UPGRADES') !== 'easy_upgrade' ? [] : [
        // Makes the Control Center's Easy Upgrade deploy through Elastic Beanstalk.
        'aws_quickstart' => '1',
        'redcap_updates_user' => $upgrade['username'],
        'redcap_updates_password' => $upgrade['password'],
        // 0: REDCap encrypts it when it first reads it.
        'redcap_updates_password_encrypted' => '0',
    ];
}

/** Writes settings to redcap_config. */
function apply(mysqli $master, array $settings): void
{
    $table = '`' . setting('REDCAP_DB_NAME') . '`.redcap_config';
    foreach ($settings as $field => $value) {
        run($master, "INSERT INTO $table (field_name, value) VALUES (?, ?) ON DUPLICATE KEY UPDATE value = VALUES(value)",
            $field, $value);
    }
}

/** What Terraform knows and a fresh REDCap does not. Field names are redcap_config's. */
function initial_settings(array $upgrade): array
{
    $admin = setting('REDCAP_ADMIN_EMAIL');
    $settings = [
        'redcap_base_url' => rtrim(setting('REDCAP_BASE_URL'), '/') . '/',
        'from_email' => setting('REDCAP_FROM_EMAIL'),
        'homepage_contact' => ADMINISTRATOR,
        'homepage_contact_email' => $admin,
        'project_contact_name' => ADMINISTRATOR,
        'project_contact_email' => $admin,
        'institution' => setting('REDCAP_INSTITUTION'),
        'aws_quickstart' => '0',
    ];
    $settings = easy_upgrade_settings($upgrade) + $settings;
    if (setting('REDCAP_S3_BUCKET') !== '') {
        $key = setting('REDCAP_FILES_KEY_SECRET_ARN');
        $settings += ['edoc_storage_option' => '2', 'amazon_s3_bucket' => setting('REDCAP_S3_BUCKET'),
            // The field named endpoint holds the region.
            'amazon_s3_endpoint' => setting('REDCAP_S3_REGION'),
            'amazon_s3_key' => secret($key, 'access_key_id'), 'amazon_s3_secret' => secret($key, 'secret_access_key')];
    }
    return array_filter($settings, static fn (string $value): bool => $value !== '');
}

/** The schema with our note of what is done, and how far it is. @return array{?string, ?string} state, hash of the salt */
function mark(mysqli $master): array
{
    $master->query('CREATE DATABASE IF NOT EXISTS `' . setting('REDCAP_DB_NAME') . '_platform`');
    $table = platform('installation');
    $master->query("CREATE TABLE IF NOT EXISTS $table (id TINYINT PRIMARY KEY, state VARCHAR(20) NOT NULL,
        origin VARCHAR(20) NOT NULL, changed DATETIME NOT NULL, salt_hash VARCHAR(255))");
    // A mark of an earlier version of these files has no hash.
    if (run($master, "SHOW COLUMNS FROM $table LIKE 'salt_hash'") === []) {
        $master->query("ALTER TABLE $table ADD salt_hash VARCHAR(255)");
    }
    $master->query('CREATE TABLE IF NOT EXISTS ' . platform('retained_passwords') . ' (
        username VARCHAR(80) PRIMARY KEY, since DATETIME NOT NULL)');
    // REDCap versions with which the database has been served, and its upgrades: versions.php and upgrade.php write these.
    $master->query('CREATE TABLE IF NOT EXISTS ' . platform('versions') . ' (
        version VARCHAR(40) PRIMARY KEY, since DATETIME NOT NULL)');
    $master->query('CREATE TABLE IF NOT EXISTS ' . platform('upgrades') . ' (id INT AUTO_INCREMENT PRIMARY KEY,
        from_version VARCHAR(40) NOT NULL, to_version VARCHAR(40) NOT NULL, method VARCHAR(80) NOT NULL,
        snapshot VARCHAR(255) NOT NULL, host VARCHAR(255) NOT NULL, started DATETIME NOT NULL, finished DATETIME)');
    return run($master, "SELECT state, salt_hash FROM $table WHERE id = 1")[0] ?? [null, null];
}

function set_up(mysqli $master, array $application, array $upgrade, string $webRoot, string $appUser): void
{
    $database = setting('REDCAP_DB_NAME');
    $master->query("CREATE DATABASE IF NOT EXISTS `$database` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
    [$state, $saltHash] = mark($master);
    $installed = table_exists($master, 'redcap_config');
    if ($installed && $saltHash !== null) {
        check_salt($saltHash);
    } else {
        $saltHash = password_hash(salt_digest(), PASSWORD_BCRYPT);
    }

    $copied = false;
    if (setting('REDCAP_COPY') !== '') {
        if (!$installed) {
            stop('REDCAP_COPY is set, but the database has no REDCap tables: restore the copy first');
        }
        // Before anybody gets in: the passwords are still the original's.
        $copied = disarm($master, static fn (): array => initial_settings($upgrade));
    }
    // First: a secret may have gone back to the password whose time is up.
    discard_old_passwords($master);
    // Before the user, so that an interruption leaves nothing undone that the next set-up would not notice.
    if ($installed && ($state === null || !logs_in($upgrade))) {
        apply($master, easy_upgrade_settings($upgrade));
    }
    // No instance of ours has the passwords that a database from elsewhere brings along.
    $retain = $state === 'complete' && !$copied;
    ensure_user($master, $application, APPLICATION_RIGHTS, $retain);
    ensure_user($master, $upgrade, UPGRADE_RIGHTS, $retain);
    foreach ([$application, $upgrade] as $user) {
        $master->query('GRANT SELECT ON `' . str_replace('_', '\\_', "{$database}_platform") . '`.* TO ' . account($master, $user));
    }
    $master->query('GRANT INSERT ON ' . platform('versions') . ' TO ' . account($master, $application));
    $master->query('GRANT INSERT, UPDATE ON ' . platform('upgrades') . ' TO ' . account($master, $upgrade));

    $platform = platform('installation');
    if ($state !== null) {
        run($master, "UPDATE $platform SET salt_hash = ? WHERE id = 1", $saltHash);
    }
    if ($state === 'complete') {
        return;
    }
    if ($state === null && $installed) {
        // A snapshot, or a database moved here from the CloudFormation stack: its settings are its administrators'.
        run($master, "INSERT INTO $platform VALUES (1, 'complete', 'existing', UTC_TIMESTAMP(), ?)", $saltHash);
        say('found an existing REDCap; its settings stay as they are');
        return;
    }
    if ($state === null) {
        run($master, "INSERT INTO $platform VALUES (1, 'installing', 'new', UTC_TIMESTAMP(), ?)", $saltHash);
    }
    // Before the installation, which takes minutes: a secret may lack something.
    $signIn = sign_in_settings();
    if (!$installed) {
        install_schema($webRoot, $appUser, $upgrade);
    }
    if (!table_exists($master, 'redcap_config')
        || run($master, "SELECT 1 FROM `$database`.redcap_config WHERE field_name = 'redcap_version'") === []) {
        stop("install.php left the schema of '$database' unfinished. Drop and create this database (it holds no data), then deploy again");
    }
    check_sign_in_settings($master, $database, $signIn);
    $master->begin_transaction();
    apply($master, $signIn + initial_settings($upgrade));
    first_administrators($master, $database);
    $master->query("UPDATE $platform SET state = 'complete', changed = UTC_TIMESTAMP() WHERE id = 1");
    $master->commit();
    say('REDCap is installed');
}

/** Waits until the server answers, be it with a refusal. */
function await_server(array $user): void
{
    $deadline = time() + SERVER_SECONDS;
    for ($told = false;; $told = true) {
        try {
            connect_once($user)->close();
            return;
        } catch (mysqli_sql_exception $e) {
            // A server that cannot prove who it is has the same code.
            if (!in_array($e->getCode(), NO_SERVER, true) || str_contains($e->getMessage(), 'SSL')) {
                return;
            }
            $server = setting('REDCAP_DB_HOST') . ':' . setting('REDCAP_DB_PORT');
            if (time() >= $deadline) {
                stop("$server has not answered for " . SERVER_SECONDS . " seconds ({$e->getMessage()}). Is the database's instance available, "
                    . 'and does its security group admit the instances? Then deploy again');
            }
            if (!$told) {
                say("waiting for $server, up to " . SERVER_SECONDS . ' seconds: a new database is being created beside this environment');
            }
            sleep(5);
        }
    }
}

[, $webRoot, $appUser] = $argv;
try {
    $application = ['username' => setting('REDCAP_DB_USERNAME'), 'password' => setting('REDCAP_DB_PASSWORD')];
    await_server($application);
    $upgrade = upgrade_user_if_readable();
    $need = need($application, $upgrade);
    if ($need === Need::Nothing) {
        say('complete; nothing to do' . ($upgrade === null ? ' (the upgrade user was not looked at: the right to read its secret is over)' : ''));
        exit(0);
    }
    if ($need === Need::OldPasswords && rights_are_over()) {
        throw new SecretRefused('the time of its rights is over');
    }
    $upgrade ??= user_from('REDCAP_UPGRADE_SECRET_ARN');
    $master = connect(user_from('REDCAP_MASTER_SECRET_ARN'));
    $lock = 'redcap_set_up:' . setting('REDCAP_DB_NAME');
    say('waiting for the lock');
    if (run($master, 'SELECT GET_LOCK(?, ?)', $lock, (string) LOCK_SECONDS) !== [[1]]) {
        stop('another instance has been installing for ' . LOCK_SECONDS . ' seconds');
    }
    set_up($master, $application, $upgrade, $webRoot, $appUser);
} catch (SecretRefused $e) {
    if ($need === Need::OldPasswords) {
        say('WARNING: an old password is still valid after ' . RETAIN_DAYS . ' days. ' . how_to_open());
        exit(0);
    }
    stop('REDCap is not installed here, or a database user has another password than its secret, and the role has no right to read '
        . 'what the set-up needs. ' . how_to_open() . ". IAM's answer: {$e->getMessage()}");
} catch (mysqli_sql_exception | RuntimeException $e) {
    stop($e->getMessage());
}
