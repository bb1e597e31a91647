<?php
// secret.php ARN FIELD: prints one field of a secret. As a library: secret($arn, $field).
declare(strict_types=1);

/**
 * The fields of a JSON secret, read with the instance's role. A secret that is not a JSON object is itself its "password".
 * Values travel through a pipe only: never on a command line, never in a message.
 *
 * @return array<string, mixed>
 */
function secret_fields(string $arn): array
{
    // arn:PARTITION:secretsmanager:REGION:...
    $region = explode(':', $arn)[3] ?? '';
    $command = ['aws', 'secretsmanager', 'get-secret-value', '--region', $region, '--secret-id', $arn,
        '--query', 'SecretString', '--output', 'json'];
    $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['pipe', 'w']], $pipes);
    $output = stream_get_contents($pipes[1]);
    $error = trim(stream_get_contents($pipes[2]));
    if (proc_close($process) !== 0) {
        throw new RuntimeException("secret $arn cannot be read with the instance's role: $error");
    }
    $text = json_decode($output, true);
    if (!is_string($text)) {
        throw new RuntimeException("secret $arn has no text value");
    }
    $fields = json_decode($text, true);
    return is_array($fields) ? $fields : ['password' => $text];
}

/** One of them, which must be text. */
function secret(string $arn, string $field): string
{
    $fields = secret_fields($arn);
    if (!isset($fields[$field]) || !is_string($fields[$field]) || $fields[$field] === '') {
        throw new RuntimeException("secret $arn has no field '$field'");
    }
    return $fields[$field];
}

if (realpath($argv[0]) === __FILE__) {
    try {
        echo secret($argv[1], $argv[2]);
    } catch (RuntimeException $e) {
        fwrite(STDERR, "redcap: ERROR: {$e->getMessage()}\n");
        exit(1);
    }
}
