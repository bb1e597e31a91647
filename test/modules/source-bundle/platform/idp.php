<?php
// A SAML identity provider for tests, by files and standard output: its answers are signed by xmlsec1 with its own key.
//   idp.php key FOLDER                        makes key and certificate
//   idp.php metadata FOLDER                   prints its metadata
//   idp.php sign-metadata FOLDER              the same, signed
//   idp.php answer FOLDER LOCATION [CHANGE]   prints form fields for the address to which a browser was sent with an AuthnRequest
// CHANGE: unsigned, tampered (after signing), stranger (signed by another key), late, audience, recipient
declare(strict_types=1);

const ENTITY = 'https://idp.example.edu/idp';
const SIGN_IN = 'https://idp.example.edu/idp/sso';

function id(): string
{
    return '_' . bin2hex(random_bytes(16));
}

function moment(int $offset = 0): string
{
    return gmdate('Y-m-d\TH:i:s\Z', time() + $offset);
}

function signature(string $reference): string
{
    return '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>'
        . '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>'
        . '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>'
        . "<ds:Reference URI=\"#$reference\"><ds:Transforms>"
        . '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>'
        . '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>'
        . '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo>'
        . '<ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo></ds:Signature>';
}

/** Fills in the signature of the element with this name. */
function signed(string $folder, string $xml, string $namespace, string $element, string $key = 'idp'): string
{
    $file = tempnam($folder, 'unsigned');
    file_put_contents($file, $xml);
    exec("xmlsec1 --sign --privkey-pem $folder/$key.key,$folder/$key.pem --id-attr:ID $namespace:$element --output $file.out $file 2>&1",
        $output, $status);
    if ($status !== 0) {
        throw new RuntimeException(implode("\n", $output));
    }
    return file_get_contents("$file.out");
}

function metadata(string $folder, string $inner = '', string $attributes = ''): string
{
    $certificate = preg_replace('/-----.*?-----|\s/', '', file_get_contents("$folder/idp.pem"));
    return '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" '
        . 'entityID="' . ENTITY . "\"$attributes>$inner<md:IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">"
        . '<md:Extensions><shibmd:Scope xmlns:shibmd="urn:mace:shibboleth:metadata:1.0" regexp="false">example.edu</shibmd:Scope></md:Extensions>'
        . "<md:KeyDescriptor use=\"signing\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>$certificate</ds:X509Certificate></ds:X509Data>"
        . '</ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" '
        . 'Location="' . SIGN_IN . '"/></md:IDPSSODescriptor></md:EntityDescriptor>';
}

function answer(string $folder, string $location, string $change): string
{
    if (!str_starts_with($location, SIGN_IN . '?')) {
        throw new RuntimeException("the browser was sent to $location");
    }
    parse_str(substr($location, strlen(SIGN_IN) + 1), $query);
    $request = new SimpleXMLElement(gzinflate(base64_decode($query['SAMLRequest'])));
    $to = (string) $request['AssertionConsumerServiceURL'];
    $issuer = (string) $request->children('urn:oasis:names:tc:SAML:2.0:assertion')->Issuer;
    $audience = $change === 'audience' ? 'https://other.example.edu/sp' : $issuer;
    $recipient = $change === 'recipient' ? 'https://other.example.edu/Shibboleth.sso/SAML2/POST' : $to;
    $late = $change === 'late' ? -7200 : 0;
    $assertion = id();
    $values = ['urn:oid:1.3.6.1.4.1.5923.1.1.1.6' => 'jane@example.edu', 'urn:oid:0.9.2342.19200300.100.1.3' => 'jane.doe@example.edu',
        'urn:oid:2.5.4.42' => 'Jane', 'urn:oid:2.5.4.4' => 'Dœ & Sons'];
    $statement = '';
    foreach ($values as $name => $value) {
        $statement .= "<saml:Attribute Name=\"$name\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\"><saml:AttributeValue>"
            . htmlspecialchars($value, ENT_XML1) . '</saml:AttributeValue></saml:Attribute>';
    }
    $xml = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" '
        . 'ID="' . id() . '" Version="2.0" IssueInstant="' . moment($late) . "\" Destination=\"$to\" InResponseTo=\"{$request['ID']}\">"
        . '<saml:Issuer>' . ENTITY . '</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
        . "<saml:Assertion ID=\"$assertion\" Version=\"2.0\" IssueInstant=\"" . moment($late) . '"><saml:Issuer>' . ENTITY . '</saml:Issuer>'
        . ($change === 'unsigned' ? '' : signature($assertion))
        . '<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">' . id() . '</saml:NameID>'
        . '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData '
        . "InResponseTo=\"{$request['ID']}\" Recipient=\"$recipient\" NotOnOrAfter=\"" . moment($late + 300) . '"/></saml:SubjectConfirmation></saml:Subject>'
        . '<saml:Conditions NotBefore="' . moment($late - 60) . '" NotOnOrAfter="' . moment($late + 300) . '"><saml:AudienceRestriction>'
        . "<saml:Audience>$audience</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
        . '<saml:AuthnStatement AuthnInstant="' . moment($late) . '"><saml:AuthnContext><saml:AuthnContextClassRef>'
        . 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>'
        . "<saml:AttributeStatement>$statement</saml:AttributeStatement></saml:Assertion></samlp:Response>";
    if ($change !== 'unsigned') {
        $xml = signed($folder, $xml, 'urn:oasis:names:tc:SAML:2.0:assertion', 'Assertion', $change === 'stranger' ? 'stranger' : 'idp');
    }
    if ($change === 'tampered') {
        $xml = str_replace('jane@example.edu', 'root@example.edu', $xml);
    }
    return http_build_query(['SAMLResponse' => base64_encode($xml), 'RelayState' => $query['RelayState'] ?? '']);
}

[, $what, $folder] = $argv;
switch ($what) {
    case 'key':
        foreach (['idp', 'stranger'] as $name) {
            exec("openssl req -x509 -newkey rsa:2048 -nodes -keyout $folder/$name.key -out $folder/$name.pem -days 2 -subj /CN=$name 2>/dev/null");
        }
        break;
    case 'metadata':
        echo metadata($folder);
        break;
    case 'sign-metadata':
        $id = id();
        echo signed($folder, metadata($folder, signature($id), " ID=\"$id\" validUntil=\"" . moment(86400) . '"'),
            'urn:oasis:names:tc:SAML:2.0:metadata', 'EntityDescriptor');
        break;
    case 'answer':
        echo answer($folder, $argv[3], $argv[4] ?? '');
        break;
    default:
        exit(1);
}
