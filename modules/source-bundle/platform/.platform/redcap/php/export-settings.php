<?php
// Reads `get-config environment` (a JSON object) and prints shell assignments for the REDCAP_* names that are not set yet.
declare(strict_types=1);

foreach (json_decode(stream_get_contents(STDIN), true, 4, JSON_THROW_ON_ERROR) as $name => $value) {
    if (preg_match('/^REDCAP_[A-Z0-9_]+$/D', (string) $name) && getenv($name) === false) {
        echo "export $name=", escapeshellarg((string) $value), "\n";
    }
}
