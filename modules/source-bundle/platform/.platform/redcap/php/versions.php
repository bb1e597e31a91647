<?php
// versions.php WEB_ROOT: REDCap runs with the folder of the version that its tables have, until they are upgraded. So a bundle
// without that folder is refused where it would end what is served now, and folders that the tables have left behind are removed.
declare(strict_types=1);

require __DIR__ . '/connection.php';
require __DIR__ . '/redcap-version.php';

/** Removes a folder and all that is in it. Links in it are removed, not followed. */
function remove(string $folder): void
{
    $items = new RecursiveIteratorIterator(
        new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS),
        RecursiveIteratorIterator::CHILD_FIRST,
    );
    foreach ($items as $item) {
        $item->isDir() && !$item->isLink() ? rmdir($item->getPathname()) : unlink($item->getPathname());
    }
    rmdir($folder);
}

[, $webRoot] = $argv;
try {
    $folders = version_folders($webRoot);
    if ($folders === []) {
        say('the bundle has no folder redcap_vX.Y.Z; versions are not looked at');
        exit(0);
    }
    $connection = connect(['username' => setting('REDCAP_DB_USERNAME'), 'password' => setting('REDCAP_DB_PASSWORD')]);
    $tables = version_of_tables($connection);
    if (!isset($folders[$tables])) {
        $there = implode(', ', array_keys($folders));
        $served = run($connection, 'SELECT 1 FROM ' . platform('versions') . ' WHERE version = ?', $tables) !== [];
        if ($served && setting('REDCAP_UPGRADES') === 'terraform') {
            stop("REDCap's tables are those of $tables, but the bundle has only $there: nobody could work until they are upgraded. "
                . 'Build it with redcap_source.previous_version = "' . $tables . '", deploy, then upgrade (npm run redcap:upgrade)');
        }
        say("WARNING: REDCap's tables are those of $tables, the bundle has $there: nobody can work until they are upgraded");
        exit(0);
    }
    run($connection, 'INSERT IGNORE INTO ' . platform('versions') . ' VALUES (?, UTC_TIMESTAMP())', $tables);
    foreach ($folders as $version => $folder) {
        if (version_compare((string) $version, $tables) < 0) {
            remove($folder);
            say("removed the folder of $version: the tables are those of $tables");
        }
    }
    if (version_compare((string) array_key_last($folders), $tables) > 0) {
        say("REDCap $tables is served until its tables are upgraded to " . array_key_last($folders) . ' (npm run redcap:upgrade)');
    }
} catch (mysqli_sql_exception | RuntimeException $e) {
    stop($e->getMessage());
}
