<?php
// A small application in place of REDCap, whose source may not be shipped: deployed by envs/local and by tests. It has
// REDCap's layout (database.php from the platform, install.php, cron.php) and shows whether the settings work. It never
// prints a setting's value, since some of them are secrets.
declare(strict_types=1);

/** @var array<string, callable(): string> $checks name => what was found; an exception is a failure */
$checks = [
    'Settings' => function (): string {
        $names = ['REDCAP_BASE_URL', 'REDCAP_S3_BUCKET', 'REDCAP_S3_REGION', 'REDCAP_ADMIN_EMAIL', 'REDCAP_FROM_EMAIL'];
        $missing = array_filter($names, fn (string $name): bool => (string) getenv($name) === '');
        return $missing === [] ? 'all set' : throw new RuntimeException('not set: ' . implode(', ', $missing));
    },
    'Database' => function (): string {
        $status = connect()->query("SHOW SESSION STATUS LIKE 'Ssl_version'")->fetch_row()[1];
        return $status !== '' ? "connected, $status" : throw new RuntimeException('connected without TLS');
    },
    'Schema' => fn (): string => 'version '
        . connect()->query("SELECT value FROM redcap_config WHERE field_name = 'redcap_version'")->fetch_row()[0],
    'File storage' => fn (): string => connect()->query("SELECT value FROM redcap_config WHERE field_name = 'edoc_storage_option'")
        ->fetch_row()[0] === '2' ? 'S3' : throw new RuntimeException('not S3'),
    'Scheduled jobs' => fn (): string => connect()->query('SELECT COUNT(*) FROM sample_cron_runs')->fetch_row()[0] . ' runs of cron.php',
    'Uploads' => fn (): string => 'up to ' . ini_get('upload_max_filesize'),
    'Temporary files' => fn (): string => is_writable(__DIR__ . '/temp') && is_writable((string) ini_get('upload_tmp_dir'))
        ? 'may be written' : throw new RuntimeException('may not be written'),
    'Session cookie' => fn (): string => ini_get('session.cookie_secure') ? 'sent over HTTPS only' : throw new RuntimeException('sent over HTTP too'),
];

require __DIR__ . '/redcap_connect.php';

$rows = '';
$failed = false;
foreach ($checks as $name => $check) {
    try {
        [$mark, $text] = ['OK', $check()];
    } catch (mysqli_sql_exception $e) {
        // The message may name hosts and users; the code is enough to look it up.
        [$mark, $text, $failed] = ['FAILED', "database error {$e->getCode()}", true];
    } catch (Throwable $e) {
        [$mark, $text, $failed] = ['FAILED', $e->getMessage(), true];
    }
    $rows .= "<tr><th>$name<td>$mark<td>" . htmlspecialchars($text) . "\n";
}
http_response_code($failed ? 500 : 200);
header('Content-Type: text/html; charset=utf-8');
?>
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>REDCap sample application</title>
<style>body { font: 16px/1.5 sans-serif; margin: 3rem auto; max-width: 44rem } th { text-align: left } td, th { padding: .2rem 1rem .2rem 0 }</style>
<h1>It runs</h1>
<p>This small application stands where REDCap will be. Put your own REDCap source in its place to use REDCap itself.</p>
<table>
<?= $rows ?>
</table>
