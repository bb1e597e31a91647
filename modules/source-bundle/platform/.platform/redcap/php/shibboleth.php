<?php
// shibboleth.php DIRECTORY TEMPLATES LOG_DIRECTORY SOCKET OWNER: the service provider's files, out of the environment's settings and
// the secret, whose fields are key, certificate, metadata or metadata_certificate, and optionally attribute_map. Prints the
// name of each file that has changed.
declare(strict_types=1);

require __DIR__ . '/secret.php';

const MAP_NAMESPACE = 'urn:mace:shibboleth:2.0:attribute-map';
const METADATA_NAMESPACE = 'urn:oasis:names:tc:SAML:2.0:metadata';
// Identity providers must get a new certificate before the old one ends.
const WARNING_DAYS = 60;

function setting(string $name): string
{
    return (string) getenv($name);
}

function warn(string $text): void
{
    fwrite(STDERR, "redcap: shibboleth: WARNING: $text\n");
}

/** Text as the value of an XML attribute. */
function attribute(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES | ENT_XML1);
}

function xml(string $text, string $what): DOMDocument
{
    $document = new DOMDocument();
    libxml_use_internal_errors(true);
    if (!$document->loadXML($text, LIBXML_NONET) || $document->doctype !== null) {
        throw new RuntimeException("$what is not XML without a document type");
    }
    return $document;
}

function certificate(string $pem, string $field): string
{
    $parsed = openssl_x509_parse($pem);
    if ($parsed === false) {
        throw new RuntimeException("the field '$field' is not a certificate in PEM");
    }
    $days = intdiv($parsed['validTo_time_t'] - time(), 86400);
    if ($days < WARNING_DAYS) {
        warn("the field '$field' has a certificate that ends in $days days");
    }
    return $pem;
}

/** Key and certificate, which must belong together: a mistake here would show at the first sign-in only. */
function credentials(array $secret): array
{
    $certificate = certificate($secret['certificate'], 'certificate');
    $key = openssl_pkey_get_private($secret['key']);
    if ($key === false) {
        throw new RuntimeException("the field 'key' is not a private key in PEM without a passphrase");
    }
    if (!openssl_x509_check_private_key($certificate, $key)) {
        throw new RuntimeException("the fields 'key' and 'certificate' do not belong together");
    }
    return ['sp-key.pem' => $secret['key'], 'sp-cert.pem' => $certificate];
}

/** Where the identity provider's metadata comes from: the element, and the file that it needs. */
function metadata(array $secret, string $directory): array
{
    $url = setting('REDCAP_SHIBBOLETH_METADATA_URL');
    if ($url !== '') {
        $element = '<MetadataProvider type="XML" validate="true" url="' . attribute($url) . '"'
            . ' backingFilePath="idp-metadata-backup.xml" maxRefreshDelay="7200">'
            . "<MetadataFilter type=\"Signature\" certificate=\"$directory/metadata-cert.pem\" verifyBackup=\"true\" /></MetadataProvider>";
        return [$element, ['metadata-cert.pem' => certificate($secret['metadata_certificate'], 'metadata_certificate')]];
    }
    $wanted = setting('REDCAP_SHIBBOLETH_IDP');
    $found = [];
    foreach (xml($secret['metadata'], "the field 'metadata'")->getElementsByTagNameNS(METADATA_NAMESPACE, 'EntityDescriptor') as $entity) {
        $found[] = $entity->getAttribute('entityID');
    }
    if (!in_array($wanted, $found, true)) {
        throw new RuntimeException("the field 'metadata' describes " . (implode(', ', $found) ?: 'no entity') . ", not $wanted");
    }
    return ["<MetadataProvider type=\"XML\" validate=\"true\" reloadChanges=\"false\" path=\"$directory/idp-metadata.xml\" />",
        ['idp-metadata.xml' => $secret['metadata']]];
}

/** The attribute map: ours, or the secret's. It must have the attribute that is the user's name. */
function attribute_map(array $secret, string $templates): array
{
    $map = $secret['attribute_map'] ?? file_get_contents("$templates/attribute-map.xml");
    $root = xml($map, "the field 'attribute_map'")->documentElement;
    if ($root->namespaceURI !== MAP_NAMESPACE || $root->localName !== 'Attributes') {
        throw new RuntimeException("the field 'attribute_map' must have the root element Attributes of " . MAP_NAMESPACE);
    }
    $ids = [];
    foreach ($root->getElementsByTagNameNS(MAP_NAMESPACE, 'Attribute') as $attribute) {
        $ids[] = $attribute->getAttribute('id');
    }
    $username = setting('REDCAP_SHIBBOLETH_USERNAME');
    if (!in_array($username, $ids, true)) {
        throw new RuntimeException("the attribute map has no attribute with the id '$username', which is to be the user's name; it has "
            . implode(', ', array_unique($ids)));
    }
    return [array_unique($ids), $map];
}

/** The secret's fields; those that settings call for must be there. */
function fields(): array
{
    $arn = setting('REDCAP_SHIBBOLETH_SECRET_ARN');
    $secret = secret_fields($arn);
    $byUrl = setting('REDCAP_SHIBBOLETH_METADATA_URL') !== '';
    foreach (['key', 'certificate', $byUrl ? 'metadata_certificate' : 'metadata'] as $field) {
        if (!is_string($secret[$field] ?? null) || $secret[$field] === '') {
            throw new RuntimeException("it has no field '$field'");
        }
    }
    return $secret;
}

/** Writes a file in one move, where it differs. Returns whether it did. */
function put(string $path, string $text, int $mode, string $owner): bool
{
    if (is_file($path) && file_get_contents($path) === $text) {
        return false;
    }
    $temporary = "$path." . bin2hex(random_bytes(6));
    $before = umask(077);
    file_put_contents($temporary, $text);
    umask($before);
    if (!chown($temporary, $owner) || !chmod($temporary, $mode) || !rename($temporary, $path)) {
        throw new RuntimeException("$path cannot be written");
    }
    return true;
}

/** @return array<string, string> text by name of the file */
function files(string $directory, string $templates, string $logs, string $socket): array
{
    $secret = fields();
    [$element, $files] = metadata($secret, $directory);
    [$ids, $map] = attribute_map($secret, $templates);
    $values = [
        'CONFIG' => $directory,
        'SOCKET' => $socket,
        'LOG_DIR' => $logs,
        'PERSISTED' => attribute(implode(' ', $ids)),
        'ENTITY_ID' => attribute(setting('REDCAP_SHIBBOLETH_ENTITY_ID')),
        'IDP' => attribute(setting('REDCAP_SHIBBOLETH_IDP')),
        'USERNAME' => attribute(setting('REDCAP_SHIBBOLETH_USERNAME')),
        'METADATA' => $element,
    ];
    $render = static fn (string $name): string => strtr(file_get_contents("$templates/$name"),
        array_combine(array_map(static fn (string $key): string => '{{' . $key . '}}', array_keys($values)), $values));
    // The key of cookies: made of the service provider's own, which all instances have.
    $sealer = '1:' . base64_encode(hash_hmac('sha256', 'session recovery', $secret['key'], true)) . "\n";
    return credentials($secret) + $files + ['sealer.keys' => $sealer,
        'attribute-map.xml' => $map, 'shibd.logger' => $render('shibd.logger'),
        'shibboleth2.xml' => $render('shibboleth2.xml')];
}

[, $directory, $templates, $logs, $socket, $owner] = $argv;
try {
    foreach (files($directory, $templates, $logs, $socket) as $name => $text) {
        // Apache's children read shibboleth2.xml, too; keys are the daemon's alone.
        $secretive = in_array($name, ['sp-key.pem', 'sealer.keys'], true);
        if (put("$directory/$name", $text, $secretive ? 0600 : 0644, $owner)) {
            echo "$name\n";
        }
    }
} catch (RuntimeException $e) {
    fwrite(STDERR, "redcap: ERROR: shibboleth: secret " . setting('REDCAP_SHIBBOLETH_SECRET_ARN') . ": {$e->getMessage()}\n");
    exit(1);
}
