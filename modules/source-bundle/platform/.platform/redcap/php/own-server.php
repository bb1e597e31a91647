<?php
// Pages of REDCap that change its tables, asked on this machine.
declare(strict_types=1);

/**
 * What a page of REDCap answers, asked through PHP's built-in server on the loopback address. That one process gets a user who
 * may change tables in place of the application's, for as long as it answers; nobody else can reach it.
 *
 * @param array{username: string, password: string} $user
 * @return array{status: string, answer: string, errors: string}
 */
function ask_redcap(string $webRoot, string $appUser, array $user, string $path, int $seconds): array
{
    $socket = stream_socket_server('tcp://127.0.0.1:0');
    $address = stream_socket_get_name($socket, false);
    fclose($socket);
    $sessions = sys_get_temp_dir() . '/redcap-page-' . bin2hex(random_bytes(6));
    mkdir($sessions, 0700);
    chown($sessions, $appUser);
    $environment = ['REDCAP_DB_USERNAME' => $user['username'], 'REDCAP_DB_PASSWORD' => $user['password'],
        // A page may ask its own server something while it runs.
        'PHP_CLI_SERVER_WORKERS' => '4'] + getenv();
    $command = ['setpriv', "--reuid=$appUser", "--regid=$appUser", '--init-groups', PHP_BINARY,
        '-d', "session.save_path=$sessions", '-d', 'max_execution_time=0', '-d', 'display_errors=0', '-d', 'log_errors=1',
        '-d', 'error_log=', '-S', $address, '-t', $webRoot];
    $log = tempnam(sys_get_temp_dir(), 'redcap-page');
    $server = proc_open($command, [1 => ['file', '/dev/null', 'w'], 2 => ['file', $log, 'w']], $pipes, $webRoot, $environment);
    try {
        for ($wait = 0; @stream_socket_client("tcp://$address", timeout: 1) === false; $wait++) {
            if ($wait === 50) {
                throw new RuntimeException("PHP's own server did not start: " . file_get_contents($log));
            }
            usleep(100_000);
        }
        $stream = @fopen("http://$address/$path", 'r', false, stream_context_create(
            ['http' => ['timeout' => $seconds, 'ignore_errors' => true, 'follow_location' => 0]]));
        $status = $stream ? stream_get_meta_data($stream)['wrapper_data'][0] : 'no answer';
        $answer = $stream ? stream_get_contents($stream) : '';
    } finally {
        // The workers are children of their own.
        $pid = proc_get_status($server)['pid'];
        exec('pkill -TERM -P ' . (int) $pid);
        proc_terminate($server);
        proc_close($server);
        array_map('unlink', glob("$sessions/*"));
        rmdir($sessions);
        $errors = file_get_contents($log);
        unlink($log);
    }
    return ['status' => $status, 'answer' => $answer, 'errors' => $errors];
}
