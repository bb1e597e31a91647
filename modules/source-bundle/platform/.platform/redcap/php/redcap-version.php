<?php
// Which versions of REDCap a bundle has, and which one the tables are of.
declare(strict_types=1);

/** @return array<string, string> folders by version, the oldest first */
function version_folders(string $webRoot): array
{
    $folders = [];
    foreach (glob("$webRoot/redcap_v*", GLOB_ONLYDIR) ?: [] as $folder) {
        if (preg_match('/^redcap_v(\d+\.\d+\.\d+)$/', basename($folder), $found)) {
            $folders[$found[1]] = $folder;
        }
    }
    uksort($folders, version_compare(...));
    return $folders;
}

function version_of_tables(mysqli $connection): string
{
    $table = '`' . setting('REDCAP_DB_NAME') . '`.redcap_config';
    $rows = run($connection, "SELECT value FROM $table WHERE field_name = 'redcap_version'");
    return $rows === [] ? stop("REDCap's tables name no version") : (string) $rows[0][0];
}
