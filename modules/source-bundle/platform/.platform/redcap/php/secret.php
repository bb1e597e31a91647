<?php
// secret.php ARN FIELD: prints one field of a secret. As a library: secret($arn, $field).
declare(strict_types=1);

/** IAM says that the instance's role may not read the secret: never, no longer, or not yet. */
final class SecretRefused extends RuntimeException
{
}

/** The value, as JSON, read with the instance's role. */
function secret_value(string $arn): string
{
    // arn:PARTITION:secretsmanager:REGION:...
    $region = explode(':', $arn)[3] ?? '';
    // The stage is named, because the role's rights name it: earlier values are no business of an instance.
    $command = ['aws', 'secretsmanager', 'get-secret-value', '--region', $region, '--secret-id', $arn,
        '--version-stage', 'AWSCURRENT', '--query', 'SecretString', '--output', 'json'];
    $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['pipe', 'w']], $pipes);
    $output = stream_get_contents($pipes[1]);
    $error = trim(stream_get_contents($pipes[2]));
    if (proc_close($process) === 0) {
        return $output;
    }
    $message = "secret $arn cannot be read with the instance's role: $error";
    throw str_contains($error, '(AccessDeniedException)') ? new SecretRefused($message) : new RuntimeException($message);
}

/**
 * The fields of a JSON secret, read with the instance's role. A secret that is not a JSON object is itself its "password".
 * Values travel through a pipe only: never on a command line, never in a message.
 * REDCAP_RIGHTS_PATIENCE: seconds to wait for a right that was given a moment ago, and that IAM does not know everywhere yet.
 *
 * @return array<string, mixed>
 */
function secret_fields(string $arn): array
{
    $until = time() + (int) getenv('REDCAP_RIGHTS_PATIENCE');
    for (;;) {
        try {
            $text = json_decode(secret_value($arn), true);
            break;
        } catch (SecretRefused $e) {
            if (time() >= $until) {
                throw $e;
            }
            sleep(3);
        }
    }
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
