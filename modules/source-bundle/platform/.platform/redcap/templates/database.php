<?php
// REDCap's database settings, taken from the environment. Written by .platform/redcap at each deployment: this file holds no
// secret, and changes here are lost. $salt keys REDCap's encryption and de-identification: the same value for ever.
(static function (): void {
    $missing = array_filter(
        ['REDCAP_DB_HOST', 'REDCAP_DB_NAME', 'REDCAP_DB_USERNAME', 'REDCAP_DB_PASSWORD', 'REDCAP_SALT'],
        static fn (string $name): bool => (string) getenv($name) === '',
    );
    $ca = getenv('REDCAP_DB_SSL_CA') ?: '/etc/redcap/rds-ca.pem';
    if (!is_readable($ca)) {
        $missing[] = "the file $ca";
    }
    if ($missing === []) {
        return;
    }
    error_log('REDCap cannot start, because these settings are missing: ' . implode(', ', $missing));
    if (PHP_SAPI !== 'cli') {
        http_response_code(503);
        header('Content-Type: text/plain');
    }
    echo "REDCap is not configured. The server's error log says what is missing.\n";
    exit(1);
})();

$hostname = getenv('REDCAP_DB_HOST');
if (!in_array((string) getenv('REDCAP_DB_PORT'), ['', '3306'], true)) {
    $hostname .= ':' . getenv('REDCAP_DB_PORT');
}
$db       = getenv('REDCAP_DB_NAME');
$username = getenv('REDCAP_DB_USERNAME');
$password = getenv('REDCAP_DB_PASSWORD');
$salt     = getenv('REDCAP_SALT');

// TLS always, and the server must prove that it is the database.
$db_ssl_key  = '';
$db_ssl_cert = '';
$db_ssl_ca   = getenv('REDCAP_DB_SSL_CA') ?: '/etc/redcap/rds-ca.pem';
$db_ssl_capath = null;
$db_ssl_cipher = null;
$db_ssl_verify_server_cert = true;

// Optional: heavy reports go to Aurora's reader endpoint.
if ((string) getenv('REDCAP_DB_READER_HOST') !== '') {
    $read_replica_hostname = getenv('REDCAP_DB_READER_HOST');
    if (!in_array((string) getenv('REDCAP_DB_PORT'), ['', '3306'], true)) {
        $read_replica_hostname .= ':' . getenv('REDCAP_DB_PORT');
    }
    $read_replica_db       = $db;
    $read_replica_username = $username;
    $read_replica_password = $password;
    $read_replica_db_ssl_key  = '';
    $read_replica_db_ssl_cert = '';
    $read_replica_db_ssl_ca   = $db_ssl_ca;
    $read_replica_db_ssl_capath = null;
    $read_replica_db_ssl_cipher = null;
    $read_replica_db_ssl_verify_server_cert = true;
}
