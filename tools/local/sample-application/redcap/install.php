<?php
// Part of the sample application (see index.php). Stands in for REDCap's own installer: install.php?auto=1 makes the few
// tables and columns that the platform's set-up writes to. The tables are our own, not REDCap's schema.
declare(strict_types=1);

require __DIR__ . '/redcap_connect.php';

if (($_GET['auto'] ?? '') !== '1') {
    http_response_code(400);
    exit("install.php?auto=1 installs the sample tables\n");
}

$connection = connect();
foreach ([
    'redcap_config (field_name VARCHAR(191) PRIMARY KEY, value TEXT)',
    'redcap_auth (username VARCHAR(191) PRIMARY KEY, password VARCHAR(255), legacy_hash TINYINT NOT NULL DEFAULT 0,
        temp_pwd TINYINT NOT NULL DEFAULT 0)',
    'redcap_user_information (ui_id INT AUTO_INCREMENT PRIMARY KEY, username VARCHAR(191) UNIQUE, user_email VARCHAR(255),
        user_firstname VARCHAR(255), user_lastname VARCHAR(255), super_user TINYINT NOT NULL DEFAULT 0,
        account_manager TINYINT NOT NULL DEFAULT 0, access_system_config TINYINT NOT NULL DEFAULT 0,
        access_system_upgrade TINYINT NOT NULL DEFAULT 0, access_external_module_install TINYINT NOT NULL DEFAULT 0,
        admin_rights TINYINT NOT NULL DEFAULT 0, access_admin_dashboards TINYINT NOT NULL DEFAULT 0)',
    'sample_cron_runs (run_id INT AUTO_INCREMENT PRIMARY KEY, host VARCHAR(191), started DATETIME NOT NULL)',
    'sample_installs (install_id INT AUTO_INCREMENT PRIMARY KEY, by_user VARCHAR(191))',
] as $table) {
    $connection->query("CREATE TABLE $table");
}
$connection->query("INSERT INTO redcap_config VALUES ('auth_meth_global', 'none'), ('edoc_storage_option', '0'),
    ('aws_quickstart', '0')");
foreach ([
    'openid_connect_' => ['name', 'client_id', 'client_secret', 'metadata_url', 'provider_url', 'username_attribute', 'additional_scope',
        'response_type', 'primary_admin'],
    'oauth2_azure_ad_' => ['name', 'client_id', 'client_secret', 'tenant', 'username_attribute', 'endpoint_version', 'primary_admin'],
    'shibboleth_' => ['username_field', 'logout'],
] as $method => $settings) {
    foreach ($settings as $setting) {
        $connection->query("INSERT INTO redcap_config VALUES ('$method$setting', '')");
    }
}
$connection->query("INSERT INTO redcap_user_information (username, super_user) VALUES ('site_admin', 1)");
$connection->query('INSERT INTO sample_installs (by_user) VALUES (CURRENT_USER())');
// Last, as a sign that all of it is there.
$connection->query("INSERT INTO redcap_config VALUES ('redcap_version', '0.0.0-sample')");
echo "The sample tables are installed.\n";
