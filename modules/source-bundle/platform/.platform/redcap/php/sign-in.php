<?php
// How users sign in to a new REDCap: the settings of its method, and its first administrators.
declare(strict_types=1);

// Name of the first administrator, until somebody changes it in the Control Center.
const ADMINISTRATOR = 'REDCap Administrator';

// Fields of the identity provider's secret, by method, which are REDCap's settings less the method's name; true: required.
const IDENTITY_PROVIDERS = [
    'openid_connect' => ['client_id' => true, 'client_secret' => true, 'metadata_url' => true, 'provider_url' => false, 'name' => false,
        'username_attribute' => false, 'additional_scope' => false, 'response_type' => false],
    // Without a tenant REDCap would take "common": anybody with an account of Microsoft's.
    'oauth2_azure_ad' => ['client_id' => true, 'client_secret' => true, 'tenant' => true, 'name' => false,
        'username_attribute' => false, 'endpoint_version' => false],
];

/** The method without "& table-based". */
function method(): string
{
    return preg_replace('/_table$/', '', setting('REDCAP_AUTHENTICATION'));
}

/** Whether REDCap's own accounts can sign in. */
function has_own_accounts(): bool
{
    return preg_match('/(^|_)table$/', setting('REDCAP_AUTHENTICATION')) === 1;
}

/** The identity provider's settings, out of its secret. @return array<string, string> */
function identity_provider(string $method, array $fields): array
{
    $arn = setting('REDCAP_IDENTITY_PROVIDER_SECRET_ARN');
    if ($arn === '') {
        throw new RuntimeException("REDCAP_IDENTITY_PROVIDER_SECRET_ARN is not set, which $method needs");
    }
    $given = secret_fields($arn);
    $problems = [];
    foreach ($fields as $field => $required) {
        if ($required && ($given[$field] ?? '') === '') {
            $problems[] = "it has no field '$field'";
        }
    }
    foreach ($given as $field => $value) {
        if (!isset($fields[$field])) {
            $problems[] = "its field '$field' is not one of " . implode(', ', array_keys($fields));
        } elseif (!is_string($value)) {
            $problems[] = "its field '$field' is not text";
        }
    }
    if ($problems !== []) {
        throw new RuntimeException("secret $arn: " . implode('; ', $problems));
    }
    $named = [];
    foreach ($given as $field => $value) {
        $named["{$method}_$field"] = $value;
    }
    return $named;
}

/** The method's settings. Field names are redcap_config's. @return array<string, string> */
function sign_in_settings(): array
{
    $method = method();
    $settings = ['auth_meth_global' => setting('REDCAP_AUTHENTICATION')];
    if (isset(IDENTITY_PROVIDERS[$method])) {
        $settings += identity_provider($method, IDENTITY_PROVIDERS[$method]);
        if (setting('REDCAP_EXTERNAL_ADMIN') !== '') {
            $settings["{$method}_primary_admin"] = setting('REDCAP_EXTERNAL_ADMIN');
        }
    } elseif ($method === 'shibboleth') {
        $settings += ['shibboleth_username_field' => 'REMOTE_USER', 'shibboleth_logout' => '/Shibboleth.sso/Logout'];
    }
    return $settings;
}

/** Stops if this REDCap does not have the method's settings: it would be installed, and nobody could sign in. */
function check_sign_in_settings(mysqli $master, string $database, array $settings): void
{
    $known = array_column(run($master, "SELECT field_name FROM `$database`.redcap_config"), 0);
    $missing = array_diff(array_keys($settings), $known);
    if ($missing !== []) {
        stop('this version of REDCap has no setting ' . implode(', ', $missing) . ", which REDCAP_AUTHENTICATION '"
            . setting('REDCAP_AUTHENTICATION') . "' needs. Deploy again with 'table', and set the method up in the Control Center");
    }
}

/** An administrator's row, with every right that this version has. */
function administrator(mysqli $master, string $database, string $username): void
{
    [$first, $last] = explode(' ', ADMINISTRATOR);
    run($master, "INSERT INTO `$database`.redcap_user_information (username, user_email, user_firstname, user_lastname, super_user)
        VALUES (?, ?, ?, ?, 1)", $username, setting('REDCAP_ADMIN_EMAIL'), $first, $last);
    $rights = run($master, "SELECT column_name FROM information_schema.columns WHERE table_schema = ?
        AND table_name = 'redcap_user_information' AND column_name IN ('account_manager', 'access_system_config',
        'access_system_upgrade', 'access_external_module_install', 'admin_rights', 'access_admin_dashboards')", $database);
    foreach ($rights as [$right]) {
        run($master, "UPDATE `$database`.redcap_user_information SET `$right` = 1 WHERE username = ?", $username);
    }
}

/**
 * The first administrators: redcap_admin with the one-time password, if REDCap's own accounts can sign in, and the user of the
 * identity provider or directory, if one is named. The vendor's own site_admin loses its rights.
 */
function first_administrators(mysqli $master, string $database): void
{
    $own = has_own_accounts() && setting('REDCAP_ADMIN_SECRET_ARN') !== '';
    $external = setting('REDCAP_EXTERNAL_ADMIN');
    if (!$own && $external === '') {
        say('no administrator is created: REDCAP_ADMIN_SECRET_ARN is for a method with REDCap\'s own accounts, REDCAP_EXTERNAL_ADMIN for any other');
        return;
    }
    $master->query("UPDATE `$database`.redcap_user_information SET super_user = 0 WHERE username = 'site_admin'");
    if ($external !== '') {
        administrator($master, $database, $external);
        say("$external, who signs in by " . method() . ', is an administrator');
    }
    if ($own) {
        administrator($master, $database, 'redcap_admin');
        // REDCap's oldest hash, which it takes on any version; temp_pwd makes it ask for a new password, stored by a newer one.
        run($master, "INSERT INTO `$database`.redcap_auth (username, password, legacy_hash, temp_pwd) VALUES ('redcap_admin', ?, 1, 1)",
            md5(secret(setting('REDCAP_ADMIN_SECRET_ARN'), 'password')));
        say('administrator redcap_admin has the one-time password of REDCAP_ADMIN_SECRET_ARN');
    }
}
