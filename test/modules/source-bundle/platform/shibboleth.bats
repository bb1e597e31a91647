# The Shibboleth service provider as a browser meets it: the real shibd and mod_shib in Apache httpd, PHP-FPM behind them, and an
# identity provider of our own (idp.php), whose assertions xmlsec1 signs.

load instance.bash

setup_file() {
  make_instance
  make_ca
  shibboleth_settings
  make_pool
  step application >/dev/null
  cat >"$BUNDLE/redcap/probe.php" <<'END_OF_PROBE'
<?php
header('Content-Type: application/json');
echo json_encode(['user' => $_SERVER['REMOTE_USER'] ?? null, 'eppn' => $_SERVER['eppn'] ?? null, 'mail' => $_SERVER['mail'] ?? null,
    'name' => ($_SERVER['givenName'] ?? '') . ' ' . ($_SERVER['sn'] ?? ''), 'server' => $_SERVER['SERVER_NAME'],
    'all' => array_keys($_SERVER)], JSON_UNESCAPED_UNICODE);
END_OF_PROBE
  mkdir -p "$BUNDLE/redcap/surveys" "$BUNDLE/redcap/api" "$BUNDLE/redcap/redcap_v1.0.0/Resources" "$ROOT/var/log/httpd"
  cp "$BUNDLE/redcap/probe.php" "$BUNDLE/redcap/surveys/index.php"
  cp "$BUNDLE/redcap/probe.php" "$BUNDLE/redcap/api/index.php"
  echo "p {}" >"$BUNDLE/redcap/redcap_v1.0.0/Resources/style.css"
  echo secret >"$BUNDLE/redcap/temp/export.csv"
  start_php
  export HTTPS_APACHE
  with_apache
}
teardown_file() { stop_all; }

# shibboleth_settings: the contract's variables, and the secret with the service provider's key and the identity provider's metadata.
shibboleth_settings() {
  export SAML="$ROOT/saml" REDCAP_PROXY_SERVER=apache REDCAP_AUTHENTICATION=shibboleth_table REDCAP_TRUSTED_PROXIES=127.0.0.1/32
  export REDCAP_SHIBBOLETH_SECRET_ARN="arn:aws:secretsmanager:eu-west-1:123456789012:secret:shibboleth"
  export REDCAP_SHIBBOLETH_IDP=https://idp.example.edu/idp REDCAP_SHIBBOLETH_MODULE=/usr/lib/apache2/modules/mod_shib.so REDCAP_SHIBBOLETH_USER=_shibd
  mkdir -p "$SAML" "$ROOT/run/shibboleth" "$ROOT/etc/shibboleth"
  chown _shibd "$ROOT/run/shibboleth"
  php "$BATS_TEST_DIRNAME/idp.php" key "$SAML"
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$SAML/sp.key" -out "$SAML/sp.pem" -days 365 -subj /CN=redcap 2>/dev/null
  php "$BATS_TEST_DIRNAME/idp.php" metadata "$SAML" >"$SAML/metadata.xml"
  secret_of metadata "$SAML/metadata.xml"
}

# secret_of [FIELD FILE]...: the secret, with the service provider's key and certificate, and other fields from files.
secret_of() {
  # shellcheck disable=SC2016
  php -r 'for ($i = 1; $i < $argc; $i += 2) $fields[$argv[$i]] = file_get_contents($argv[$i + 1]); echo json_encode($fields);' \
    key "$SAML/sp.key" certificate "$SAML/sp.pem" "$@" >"$SECRETS/shibboleth"
}

# with_apache: the files of the steps, then shibd and Apache on them.
with_apache() {
  step proxy >/dev/null
  start_server launch_shibd shibd_serves
  start_server platform_apache apache_serves
}
launch_shibd() {
  rm -f "$ROOT/run/shibboleth/shibd.sock"
  start setpriv --reuid=_shibd --regid=_shibd --clear-groups shibd -F -f -c "$ROOT/etc/shibboleth/shibboleth2.xml"
  tail -n 1 "$ROOT/pids" >"$ROOT/shibd.pid"
}
shibd_serves() { test -S "$ROOT/run/shibboleth/shibd.sock"; }

# restart_shibd: its memory is lost, as when another instance takes over.
restart_shibd() {
  local pid
  pid="$(cat "$ROOT/shibd.pid")"
  kill "$pid"
  eventually 30 gone "$pid"
  start_server launch_shibd shibd_serves
}
gone() { ! kill -0 "$1" 2>/dev/null; }

# renew_apache SETTING...: its files once more with these settings, and a restart of its children with them.
renew_apache() {
  env "$@" REDCAP_HTTPS_PORT="$HTTPS_APACHE" bash -c 'PATH="$STUBS:$PATH" bash "$BUNDLE/.platform/hooks/postdeploy/10_web.sh"' >/dev/null
  kill -HUP "$(cat "$ROOT/httpd.pid")"
  eventually 30 apache_serves
}

# browse PATH [OPTION...]: as a browser that has the name REDCAP_BASE_URL leads here.
browse() {
  curl -ks --connect-to "redcap.example.edu:443:127.0.0.1:$HTTPS_APACHE" -b "$JAR" -c "$JAR" "${@:2}" "https://redcap.example.edu$1"
}
status_of() { browse "$1" -o /dev/null -w '%{http_code}' "${@:2}"; }
sent_to() { browse "$1" -o /dev/null -w '%{redirect_url}'; }
field() { php -r 'echo json_encode(json_decode($argv[1], true)[$argv[2]], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);' "$ANSWER" "$1"; }

# sign_in TARGET [CHANGE]: sets ANSWER to the status that the service provider gives the identity provider's answer.
sign_in() {
  local location
  location="$(sent_to "/Shibboleth.sso/Login?target=$1")"
  FORM="$(php "$BATS_TEST_DIRNAME/idp.php" answer "$SAML" "$location" "${2:-}")"
  ANSWER="$(status_of /Shibboleth.sso/SAML2/POST --data "$FORM")"
}

setup() { JAR="$BATS_TEST_TMPDIR/cookies"; }

@test "the service provider's metadata has REDCap's address and its certificate, whatever host a client names" {
  run curl -ks -H "Host: evil.example.com" "https://127.0.0.1:$HTTPS_APACHE/Shibboleth.sso/Metadata"
  [ "$status" = 0 ]
  [[ $output == *'entityID="https://redcap.example.edu/shibboleth"'* ]]
  [[ $output == *'Location="https://redcap.example.edu/Shibboleth.sso/SAML2/POST"'* && $output != *evil* && $output != *":$HTTPS_APACHE"* ]]
  [[ ${output//[[:space:]]/} == *"$(sed '/-----/d' "$SAML/sp.pem" | tr -d '\n')"* ]]
}

@test "signing in sends the browser to the identity provider, and its answer makes the user known to PHP" {
  ANSWER="$(browse /probe.php)"
  [ "$(field user)" = '""' ]
  sign_in https://redcap.example.edu/probe.php
  [ "$ANSWER" = 302 ]
  ANSWER="$(browse /probe.php)"
  [ "$(field user) $(field eppn) $(field mail) $(field name)" = '"jane@example.edu" "jane@example.edu" "jane.doe@example.edu" "Jane Dœ & Sons"' ]
}

@test "cookies are for HTTPS only, and not for scripts" {
  sign_in https://redcap.example.edu/probe.php
  grep -q _shibsession_ "$JAR"
  # Columns of curl's file: a name that says "HttpOnly", subdomains, path, HTTPS only.
  [ -z "$(grep -E '_(shib|opensaml)' "$JAR" | grep -vP '^#HttpOnly_redcap\.example\.edu\tFALSE\t/\tTRUE\t')" ]
}

@test "the way back from the identity provider finds its target, although browsers keep most cookies from another site's form" {
  local cookies
  cookies="$(browse "/Shibboleth.sso/Login?target=https://redcap.example.edu/probe.php" -i | grep -i '^set-cookie: _')"
  [ -n "$cookies" ]
  refute grep -v 'SameSite=None' <<<"$cookies"
  sign_in https://redcap.example.edu/probe.php?pid=7
  [ "$(browse /Shibboleth.sso/SAML2/POST -o /dev/null -w '%{http_code}' --data "$FORM")" != 302 ]
  rm -f "$JAR"
  FORM="$(php "$BATS_TEST_DIRNAME/idp.php" answer "$SAML" "$(sent_to "/Shibboleth.sso/Login?target=https://redcap.example.edu/probe.php?pid=7")")"
  [ "$(browse /Shibboleth.sso/SAML2/POST -o /dev/null -w '%{redirect_url}' --data "$FORM")" = "https://redcap.example.edu/probe.php?pid=7" ]
}

@test "the target is no way to another site" {
  [ "$(status_of "/Shibboleth.sso/Login?target=https://evil.example.com/")" != 302 ]
}

@test "an answer that is unsigned, changed, another's, too old or for somebody else is refused" {
  local change
  for change in unsigned tampered stranger late audience recipient; do
    rm -f "$JAR"
    sign_in https://redcap.example.edu/probe.php "$change"
    ANSWER="$(browse /probe.php)"
    [ "$(field user)" = '""' ] || {
      echo "$change was accepted" >&2
      return 1
    }
  done
}

@test "an answer is taken once" {
  sign_in https://redcap.example.edu/probe.php
  rm -f "$JAR"
  status_of /Shibboleth.sso/SAML2/POST --data "$FORM" >/dev/null
  ANSWER="$(browse /probe.php)"
  [ "$(field user)" = '""' ]
}

@test "no header of a client becomes a user" {
  ANSWER="$(browse /probe.php -H "REMOTE_USER: root" -H "Remote-User: root" -H "eppn: root" -H "mail: root" -H "Shib-Session-ID: 1" -u root:root)"
  [ "$(field user) $(field eppn) $(field mail)" = '"" null null' ]
}

@test "a session outlives the daemon's memory, as when another instance takes over" {
  sign_in https://redcap.example.edu/probe.php
  restart_shibd
  ANSWER="$(browse /probe.php)"
  [ "$(field user) $(field mail)" = '"jane@example.edu" "jane.doe@example.edu"' ]
}

@test "logging out ends the session" {
  sign_in https://redcap.example.edu/probe.php
  browse /Shibboleth.sso/Logout >/dev/null
  ANSWER="$(browse /probe.php)"
  [ "$(field user)" = '""' ]
}

@test "what the proxy denies stays denied" {
  [ "$(status_of /temp/export.csv)" = 403 ]
  [ "$(status_of /install.php)" = 403 ]
  [ "$(status_of /Shibboleth.sso/Status -H "X-Forwarded-For: 203.0.113.9")" = 403 ]
}

@test "with Shibboleth alone, REDCap's pages need a session; surveys, the API and health checks do not" {
  local path
  renew_apache REDCAP_AUTHENTICATION=shibboleth
  for path in / /probe.php /PROBE.php //probe.php /surveys/../probe.php /probe.php/surveys/ /redcap_v1.0.0/index.php "/index.php?x=/surveys/"; do
    [[ $(sent_to "$path" --path-as-is) == https://idp.example.edu/idp/sso?SAMLRequest=* ]] || {
      echo "$path was open" >&2
      return 1
    }
  done
  for path in /healthz /surveys/ /surveys/?s=ABC /api/ /redcap_v1.0.0/Resources/style.css; do
    [ "$(status_of "$path")" = 200 ] || {
      echo "$path was closed" >&2
      return 1
    }
  done
  [ "$(status_of /temp/export.csv)" = 403 ]
  [ "$(status_of /cron.php)" = 403 ]
  sign_in https://redcap.example.edu/probe.php
  ANSWER="$(browse /probe.php)"
  [ "$(field user)" = '"jane@example.edu"' ]
  ANSWER="$(browse /surveys/)"
  [ "$(field user)" = '"jane@example.edu"' ]
  renew_apache REDCAP_AUTHENTICATION=shibboleth_table
  rm -f "$JAR"
  [ "$(status_of /probe.php)" = 200 ]
}

@test "metadata by URL is taken with its signer's signature only" {
  local port
  php "$BATS_TEST_DIRNAME/idp.php" sign-metadata "$SAML" >"$SAML/signed.xml"
  launch_federation() { start php -S "127.0.0.1:$(free_port | tee "$ROOT/federation.port")" -t "$SAML"; }
  federation_serves() { curl -sf -o /dev/null "http://127.0.0.1:$(cat "$ROOT/federation.port")/signed.xml"; }
  start_server launch_federation federation_serves
  port="$(cat "$ROOT/federation.port")"
  export REDCAP_SHIBBOLETH_METADATA_URL="http://127.0.0.1:$port/signed.xml"
  secret_of metadata_certificate "$SAML/stranger.pem"
  step proxy >/dev/null
  restart_shibd
  [ "$(sent_to "/Shibboleth.sso/Login?target=/probe.php")" = "" ]
  # What another signed is not kept for later either.
  secret_of metadata_certificate "$SAML/idp.pem"
  step proxy >/dev/null
  restart_shibd
  sign_in https://redcap.example.edu/probe.php
  ANSWER="$(browse /probe.php)"
  [ "$(field user)" = '"jane@example.edu"' ]
  unset REDCAP_SHIBBOLETH_METADATA_URL
  secret_of metadata "$SAML/metadata.xml"
  step proxy >/dev/null
  restart_shibd
}

@test "an attribute map of one's own replaces ours" {
  cat >"$SAML/map.xml" <<'MAP'
<Attributes xmlns="urn:mace:shibboleth:2.0:attribute-map"><Attribute name="urn:oid:0.9.2342.19200300.100.1.3" id="login"/></Attributes>
MAP
  secret_of metadata "$SAML/metadata.xml" attribute_map "$SAML/map.xml"
  REDCAP_SHIBBOLETH_USERNAME=login step proxy >/dev/null
  restart_shibd
  renew_apache REDCAP_AUTHENTICATION=shibboleth_table
  sign_in https://redcap.example.edu/probe.php
  ANSWER="$(browse /probe.php)"
  [ "$(field user) $(field mail)" = '"jane.doe@example.edu" null' ]
  secret_of metadata "$SAML/metadata.xml"
  step proxy >/dev/null
  restart_shibd
  renew_apache REDCAP_AUTHENTICATION=shibboleth_table
}

# refused TEXT [SETTING...]: the step fails, says TEXT, and shows nothing of the key.
refused() {
  run env "${@:2}" bash -c 'PATH="$STUBS:$PATH" bash "$BUNDLE/.platform/hooks/prebuild/30_proxy.sh"'
  [ "$status" -ne 0 ] && [[ $output == *"$1"* && $output != *"PRIVATE KEY"* ]] || {
    echo "$output" >&2
    return 1
  }
}

@test "what cannot work stops the deployment, and says why" {
  local before
  before="$(cat "$ROOT"/etc/shibboleth/* | sha256sum)"
  refused "describes https://idp.example.edu/idp, not https://other.example.edu/idp" REDCAP_SHIBBOLETH_IDP=https://other.example.edu/idp
  refused "no attribute with the id 'employee'" REDCAP_SHIBBOLETH_USERNAME=employee
  refused "it has no field 'metadata_certificate'" REDCAP_SHIBBOLETH_METADATA_URL=https://idp.example.edu/metadata
  refused "REDCAP_PROXY_SERVER is 'nginx'" REDCAP_PROXY_SERVER=nginx
  refused "must begin with https://" REDCAP_BASE_URL=http://redcap.example.edu
  refused "REDCAP_SHIBBOLETH_IDP is missing" REDCAP_SHIBBOLETH_IDP=
  secret_of
  refused "it has no field 'metadata'"
  echo '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>' >"$SAML/bad.xml"
  secret_of metadata "$SAML/bad.xml"
  refused "the field 'metadata' is not XML without a document type"
  secret_of metadata "$SAML/metadata.xml" attribute_map "$SAML/metadata.xml"
  refused "must have the root element Attributes"
  secret_of metadata "$SAML/metadata.xml" key "$SAML/stranger.key"
  refused "the fields 'key' and 'certificate' do not belong together"
  secret_of metadata "$SAML/metadata.xml" certificate "$SAML/sp.key"
  refused "the field 'certificate' is not a certificate in PEM"
  [ "$(cat "$ROOT"/etc/shibboleth/* | sha256sum)" = "$before" ]
  secret_of metadata "$SAML/metadata.xml"
}

@test "keys are the daemon's alone, and an unchanged deployment leaves the daemon alone" {
  [ "$(stat -c '%U %a' "$ROOT/etc/shibboleth/sp-key.pem" "$ROOT/etc/shibboleth/sealer.keys" | sort -u)" = "_shibd 600" ]
  step proxy >/dev/null
  : >"$CALLS"
  step proxy
  refute grep -q "restart shibd" "$CALLS"
  grep -q "systemctl start shibd.service" "$CALLS"
  openssl req -x509 -key "$SAML/sp.key" -out "$SAML/sp.pem" -days 30 -subj /CN=redcap 2>/dev/null
  secret_of metadata "$SAML/metadata.xml"
  run step proxy
  [ "$status" = 0 ]
  [[ $output == *"the field 'certificate' has a certificate that ends in "*" days"* && $output == *"restarted with new sp-cert.pem"* ]]
  grep -q "systemctl restart shibd.service" "$CALLS"
}

# signing_key: a key of our own in the place of the project's; sets FINGERPRINT.
signing_key() {
  mkdir -p -m 0700 "$ROOT/gpg"
  gpg --homedir "$ROOT/gpg" --batch --quiet --passphrase '' --quick-gen-key 'packager@example.edu' rsa2048 default 2d 2>/dev/null
  gpg --homedir "$ROOT/gpg" --batch --armor --export >"$ROOT/repository-key"
  FINGERPRINT="$(gpg --homedir "$ROOT/gpg" --batch --with-colons --list-keys | awk -F: '$1 == "fpr" { print $10; exit }')"
  gpgconf --homedir "$ROOT/gpg" --kill all
  # shellcheck disable=SC2016
  stub curl 'while (($#)); do [[ $1 != --output ]] || cp "$ROOT/repository-key" "$2"; shift; done'
  stub rpm '[[ $* != *shibboleth* || -e $ROOT/installed ]]'
  # shellcheck disable=SC2016
  stub dnf 'echo "dnf $*" >>"$CALLS"; [[ $* != *shibboleth* ]] || touch "$ROOT/installed"'
  stub php 'case $* in *extension_loaded*) exit 0 ;; *) exec /usr/bin/php "$@" ;; esac'
}

@test "packages come from the project's repository, under the key that we know, and no other" {
  local FINGERPRINT
  signing_key
  export REDCAP_MAIL_TRANSPORT=none
  : >"$CALLS"
  run step packages
  [ "$status" -ne 0 ]
  [[ $output == *"has the fingerprint '$FINGERPRINT', not DCAA15007BED9DE690CD9523378B845402277962. Nothing was installed"* ]]
  [ ! -e "$ROOT/etc/yum.repos.d/shibboleth.repo" ]
  refute grep -q dnf "$CALLS"
  REDCAP_SHIBBOLETH_KEY_FINGERPRINT="$FINGERPRINT" step packages
  grep -qx "gpgcheck=1" "$ROOT/etc/yum.repos.d/shibboleth.repo"
  grep -qx "gpgkey=file://$ROOT/etc/pki/rpm-gpg/RPM-GPG-KEY-shibboleth" "$ROOT/etc/yum.repos.d/shibboleth.repo"
  cmp "$ROOT/repository-key" "$ROOT/etc/pki/rpm-gpg/RPM-GPG-KEY-shibboleth"
  grep -q "dnf install -y --setopt=strict=0 shibboleth" "$CALLS"
  # A second key in the same file could sign packages, too.
  rm "$ROOT/installed"
  gpg --homedir "$ROOT/gpg" --batch --quiet --passphrase '' --quick-gen-key 'other@example.edu' rsa2048 default 2d 2>/dev/null
  gpg --homedir "$ROOT/gpg" --batch --armor --export >"$ROOT/repository-key"
  gpgconf --homedir "$ROOT/gpg" --kill all
  REDCAP_SHIBBOLETH_KEY_FINGERPRINT="$FINGERPRINT" run step packages
  [ "$status" -ne 0 ]
  [[ $output == *"Nothing was installed"* ]]
}
