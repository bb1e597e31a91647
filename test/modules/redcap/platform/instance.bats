# Steps that need no server: settings, packages, database.php, PHP's drop-in, certificates, CA bundle, cron's files, logs.

load instance.bash

setup() { make_instance && make_ca; }
teardown() { stop_all; }

@test "every script passes shellcheck" {
  cd "$REPO/modules/redcap/platform/.platform"
  shellcheck -x -P SCRIPTDIR redcap/step redcap/bin/ses-deliver redcap/bin/mail-refused
  shellcheck hooks/*/*.sh confighooks/*/*.sh
  cd "$BATS_TEST_DIRNAME" && shellcheck -x setup.sh cleanup.sh instance.bash
}

@test "every PHP file is free of syntax errors" {
  local file
  while read -r file; do php -l "$file" >/dev/null; done < <(
    find "$REPO/modules/redcap/platform" "$REPO/modules/redcap/sample-application" -name '*.php' -o -name redcap-cron)
}

@test "a configuration change runs the same steps as a deployment" {
  cd "$REPO/modules/redcap/platform/.platform"
  diff -r hooks confighooks
  [ "$(find hooks -name '*.sh' | wc -l)" = 9 ]
}

@test "all that is wrong with the settings is said at once, and no secret with it" {
  export REDCAP_DB_HOST="" REDCAP_PROXY_SERVER=lighttpd REDCAP_UPLOAD_LIMIT_MB=1 REDCAP_SALT='bad salt!' REDCAP_BASE_URL=redcap.example.edu
  run step application
  [ "$status" -ne 0 ]
  [[ $output == *"REDCAP_DB_HOST is missing"* && $output == *"'lighttpd'; allowed: nginx apache"* ]]
  [[ $output == *"REDCAP_UPLOAD_LIMIT_MB is '1'; allowed: 32 to 4096"* && $output == *"REDCAP_SALT must be"* ]]
  [[ $output == *"REDCAP_BASE_URL is 'redcap.example.edu'"* ]]
  [[ $output != *"bad salt"* && $output != *"app-Pass"* ]]
}

@test "settings that the hook was not given come from get-config, with every character intact" {
  stub get-config 'printf %s "{\"REDCAP_INSTITUTION\":\"St. Mary'"'"'s \\\"Old\\\" \$HOME \`x\`\",\"OTHER\":\"no\"}"'
  unset REDCAP_INSTITUTION
  REDCAP_GET_CONFIG="$STUBS/get-config" step cron
  (
    set -a
    # shellcheck source=/dev/null
    . "$ROOT/etc/redcap/environment"
    [ "$REDCAP_INSTITUTION" = "St. Mary's \"Old\" \$HOME \`x\`" ]
    [ "$REDCAP_DB_PASSWORD" = 'app-Pass"w$0rd' ]
  )
}

@test "cron's environment is for root and the application's user only, and its service is one that systemd accepts" {
  step cron
  [ "$(stat -c '%a %U %G' "$ROOT/etc/redcap/environment")" = "640 root www-data" ]
  refute grep -q _ARN "$ROOT/etc/redcap/environment"
  step application
  if command -v systemd-analyze; then
    run systemd-analyze verify --man=no "$ROOT/etc/systemd/system/redcap-cron.service"
    [[ $output != *"redcap-cron.service:"* ]]
  fi
  grep -q "systemctl restart redcap-cron.service" "$CALLS"
}

@test "packages are asked for only when something is missing, by the names of the running PHP" {
  stub php 'if [[ $2 == *extension_loaded* ]]; then [[ $2 != *ldap* ]]; elif [[ $2 == *MAJOR* ]]; then echo -n 8.4; else exec /usr/bin/php "$@"; fi'
  step packages
  grep -qx "dnf install -y php8.4-ldap" "$CALLS"
  : >"$CALLS"
  stub php 'if [[ $2 == *extension_loaded* ]]; then exit 0; elif [[ $2 == *MAJOR* ]]; then echo -n 8.4; else exec /usr/bin/php "$@"; fi'
  step packages
  refute grep -q dnf "$CALLS"
}

@test "packages that cannot be installed fail the deployment" {
  stub dnf 'exit 1'
  stub php 'if [[ $2 == *extension_loaded* ]]; then exit 1; else exec /usr/bin/php "$@"; fi'
  run step packages
  [ "$status" -ne 0 ]
  [[ $output == *"could not be installed"* ]]
}

@test "database.php replaces the vendor's at every deployment and holds no secret" {
  echo '<?php $password = "";' >"$BUNDLE/redcap/database.php"
  step application
  [ "$(stat -c '%a %U %G' "$BUNDLE/redcap/database.php")" = "640 root www-data" ]
  grep -q getenv "$BUNDLE/redcap/database.php"
  refute grep -qF "$REDCAP_DB_PASSWORD" "$BUNDLE/redcap/database.php"
}

@test "database.php gives REDCap what the environment says, the reader too when there is one" {
  step application
  local show='require $argv[1]; echo json_encode([$hostname, $db, $username, $password, $salt, $db_ssl_ca,
    $db_ssl_verify_server_cert, $read_replica_hostname ?? null]);'
  export REDCAP_DB_SSL_CA="$ROOT/etc/redcap/test-ca.pem"
  run php -r "$show" "$BUNDLE/redcap/database.php"
  [ "$output" = "$(php -r 'echo json_encode(["127.0.0.1", "redcap", "redcap_user", getenv("REDCAP_DB_PASSWORD"), "salt0123456789", getenv("REDCAP_DB_SSL_CA"), true, null]);')" ]
  REDCAP_DB_READER_HOST=reader.local REDCAP_DB_PORT=3307 run php -r "$show" "$BUNDLE/redcap/database.php"
  [[ $output == *'"127.0.0.1:3307"'* && $output == *'"reader.local:3307"]' ]]
}

@test "database.php stops when a setting is missing, and names no value" {
  step application
  export REDCAP_DB_SSL_CA="$ROOT/etc/redcap/test-ca.pem" REDCAP_SALT=""
  run php -d error_log= -d log_errors=1 -d display_errors=0 "$BUNDLE/redcap/database.php"
  [ "$status" = 1 ]
  [[ $output == *"missing: REDCAP_SALT"* && $output != *"app-Pass"* && $output != *127.0.0.1* ]]
  REDCAP_SALT=x REDCAP_DB_SSL_CA=/nowhere.pem run php -d error_log= -d display_errors=0 "$BUNDLE/redcap/database.php"
  [ "$status" = 1 ]
}

@test "the session cookie is secure unless the environment has no certificate" {
  step application
  grep -qx "session.cookie_secure = On" "$ROOT/etc/php.d/zz-redcap.ini"
  REDCAP_BASE_URL=http://env.example.com step application
  grep -qx "session.cookie_secure = Off" "$ROOT/etc/php.d/zz-redcap.ini"
}

@test "the instance's key is made once, its certificate again when its end is near" {
  step proxy
  local key certificate="$ROOT/etc/pki/tls/certs/redcap.crt"
  key="$(sha256sum "$ROOT/etc/pki/tls/private/redcap.key")"
  [ "$(stat -c %a "$ROOT/etc/pki/tls/private/redcap.key")" = 600 ]
  local first
  first="$(openssl x509 -in "$certificate" -noout -serial)"
  step proxy
  [ "$(openssl x509 -in "$certificate" -noout -serial)" = "$first" ]
  openssl req -x509 -new -key "$ROOT/etc/pki/tls/private/redcap.key" -days 30 -subj /CN=old -out "$certificate"
  step proxy
  [ "$(sha256sum "$ROOT/etc/pki/tls/private/redcap.key")" = "$key" ]
  openssl x509 -in "$certificate" -noout -checkend $((700 * 86400))
}

@test "the CA bundle comes over HTTPS, is checked, and survives a failed or false fetch" {
  export REDCAP_DB_SSL_CA=/etc/redcap/rds-ca.pem CURL_CA_BUNDLE="$ROOT/tls/ca.pem" port
  port="$(free_port)"
  mkdir "$ROOT/web" && cd "$ROOT/web"
  cp "$ROOT/tls/ca.pem" good.pem
  openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -out other.pem -days 2 -subj "/CN=somebody else" 2>/dev/null
  echo "<html>proxy login</html>" >page.pem
  start openssl s_server -accept "$port" -cert "$ROOT/tls/server.pem" -key "$ROOT/tls/server.key" -WWW
  eventually 10 curl -sf -o /dev/null "https://127.0.0.1:$port/good.pem"
  local file

  REDCAP_DB_SSL_CA_URL="https://127.0.0.1:$port/page.pem" run step application
  [ "$status" -ne 0 ]
  [[ $output == *"no CA certificates"* ]]
  [ ! -e "$ROOT/etc/redcap/rds-ca.pem" ]

  REDCAP_DB_SSL_CA_URL="https://127.0.0.1:$port/good.pem" step application
  cmp "$ROOT/etc/redcap/rds-ca.pem" "$ROOT/tls/ca.pem"

  for file in other.pem page.pem missing.pem; do
    REDCAP_DB_SSL_CA_URL="https://127.0.0.1:$port/$file" run step application
    [ "$status" = 0 ]
    [[ $output == *"WARNING: no good CA bundle"* ]]
    cmp "$ROOT/etc/redcap/rds-ca.pem" "$ROOT/tls/ca.pem"
  done
}

@test "a secret's value is on no command line and in no output" {
  run bash -c "PATH='$STUBS:$PATH' php '$BUNDLE/.platform/redcap/php/secret.php' '$REDCAP_SMTP_SECRET_ARN' password"
  [ "$output" = smtp-password ]
  refute grep -q smtp-password "$CALLS"
  run bash -c "PATH='$STUBS:$PATH' php '$BUNDLE/.platform/redcap/php/secret.php' '$REDCAP_SMTP_SECRET_ARN' nothing"
  [ "$status" = 1 ]
  [[ $output == *"no field 'nothing'"* && $output != *smtp-password* ]]
}

@test "the CloudWatch agent gets our logs, in Terraform's group, only when there is one" {
  local agent="$ROOT/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl"
  mkdir -p "$(dirname "$agent")"
  printf '#!/bin/bash\necho "agent $*" >>"$CALLS"\n' >"$agent"
  chmod +x "$agent"
  step logs
  refute grep -q ^agent "$CALLS"
  REDCAP_LOG_GROUP=/redcap/prod/application step logs
  grep -q "^agent -a append-config" "$CALLS"
  run php -r 'foreach (json_decode(file_get_contents($argv[1]), true)["logs"]["logs_collected"]["files"]["collect_list"] as $f) echo "$f[log_group_name] $f[file_path]\n";' \
    "$ROOT/opt/aws/amazon-cloudwatch-agent/etc/redcap.json"
  [ "${#lines[@]}" = 3 ]
  [ "${lines[0]}" = "/redcap/prod/application $ROOT/var/log/nginx/redcap/cron.log" ]
}
