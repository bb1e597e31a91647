# Steps that need no server: settings, packages, database.php, PHP's drop-in, certificates, CA bundle, cron's files, logs.

load instance.bash

setup() { make_instance && make_ca; }
teardown() { stop_all; }

@test "every script passes shellcheck" {
  cd "$REPO/modules/source-bundle/platform/.platform"
  shellcheck -x -P SCRIPTDIR redcap/step redcap/bin/ses-deliver redcap/bin/mail-refused
  shellcheck hooks/*/*.sh confighooks/*/*.sh
  cd "$BATS_TEST_DIRNAME" && shellcheck -x setup.sh cleanup.sh instance.bash
}

@test "every PHP file is free of syntax errors" {
  local file
  while read -r file; do php -l "$file" >/dev/null; done < <(
    find "$REPO/modules/source-bundle/platform" "$REPO/tools/local/sample-application" -name '*.php' -o -name redcap-cron)
}

@test "a configuration change runs the same steps as a deployment" {
  cd "$REPO/modules/source-bundle/platform/.platform"
  diff -r hooks confighooks
  [ "$(find hooks -name '*.sh' | wc -l)" = 10 ]
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

# hostile TEXT: TEXT as the value of each setting, one after the other; names those that no step refused.
hostile() {
  local name
  for name in $(compgen -e REDCAP_ | grep -v -e _DIR$ -e APP_USER -e PASSWORD -e REDCAP_TEST -e GET_CONFIG) REDCAP_DB_READER_HOST REDCAP_DB_SSL_CA_URL \
    REDCAP_SES_CONFIGURATION_SET REDCAP_LOG_GROUP REDCAP_LOG_VOLUME REDCAP_TIMEZONE REDCAP_TRUSTED_PROXIES REDCAP_AUTHENTICATION REDCAP_SETUP_UNTIL \
    REDCAP_SHIBBOLETH_SECRET_ARN REDCAP_IDENTITY_PROVIDER_SECRET_ARN REDCAP_EXTERNAL_ADMIN; do
    if (export "$name=$1" && step application >/dev/null 2>&1); then echo "$name"; fi
  done
}

@test "no setting can be a shell's, a proxy's, Postfix's or systemd's words, but those that are text for people" {
  local text
  for text in '$(touch pwned)' 'a`touch pwned`b' 'x; touch pwned' '-oProxyCommand=touch' 'a" b' "a' b" 'a} b{'; do
    run hostile "$text"
    [ "$output" = REDCAP_INSTITUTION ] || {
      echo "accepted: $text: $output" >&2
      return 1
    }
  done
  # A second line would be a second setting.
  [ -z "$(hostile $'x\nREDCAP_DB_HOST=evil')" ]
  [ -z "$(hostile $'x\ry')" ]
}

@test "what is sourced later holds any value as it is" {
  # As if the checks of the settings had a gap.
  sed -i 's/^shapes() {/& return/' "$BUNDLE/.platform/redcap/lib/settings.sh"
  stub postconf true
  stub postfix true
  local set name
  read -r set <<<'x; $(touch "$ROOT/pwned") `touch "$ROOT/pwned"` "quoted" \ # $HOME'
  read -r name <<<"It's \"\$(touch \"\$ROOT/pwned\")\"; \`touch \"\$ROOT/pwned\"\` \\ # \$HOME"
  REDCAP_SES_CONFIGURATION_SET="$set" step mail
  REDCAP_INSTITUTION="$name" step cron
  (
    # shellcheck source=/dev/null
    . "$ROOT/etc/redcap/mail.conf"
    # shellcheck source=/dev/null
    . "$ROOT/etc/redcap/environment"
    [ "$SES_CONFIGURATION_SET $SES_REGION" = "$set eu-west-1" ]
    [ "$REDCAP_INSTITUTION" = "$name" ]
  )
  [ ! -e "$ROOT/pwned" ]
}

@test "properties that cannot be read fail the step, and are not taken for none" {
  stub get-config 'echo "{\"REDCAP_CRON\": \"off\""'
  REDCAP_GET_CONFIG="$STUBS/get-config" run step cron
  [ "$status" -ne 0 ]
  [[ $output == *"the environment's properties cannot be read"* ]]
  stub get-config 'printf %s "{\"REDCAP_X\\n;touch $ROOT/pwned;\": \"1\"}"'
  REDCAP_GET_CONFIG="$STUBS/get-config" step cron
  [ ! -e "$ROOT/pwned" ]
}

@test "PHP does not reach the instance metadata, but where its Easy Upgrade deploys with the instance's role" {
  local unit="$ROOT/etc/systemd/system/php-fpm.service.d/zz-redcap-metadata.conf"
  step application
  grep -qx "IPAddressDeny=169.254.169.254 fd00:ec2::254" "$unit"
  grep -q "systemctl daemon-reload" "$CALLS"
  [ -e "$ROOT/run/redcap/restart-php" ]
  # A second deployment changes nothing.
  rm "$ROOT/run/redcap/restart-php"
  step application
  [ ! -e "$ROOT/run/redcap/restart-php" ]
  REDCAP_UPGRADES=easy_upgrade run step application
  [ "$status" = 0 ]
  [[ $output == *"WARNING: with Easy Upgrade, PHP reaches the instance metadata"* ]]
  [ ! -e "$unit" ]
  [ -e "$ROOT/run/redcap/restart-php" ]
  REDCAP_UPGRADES=easy_upgrade step cron
  grep -qx "IPAddressDeny=169.254.169.254 fd00:ec2::254" "$ROOT/etc/systemd/system/redcap-cron.service.d/no-metadata.conf"
}

@test "settings that the hook was not given come from get-config, with every character intact" {
  stub get-config 'printf %s "{\"REDCAP_INSTITUTION\":\"St. Mary'"'"'s \\\"Old\\\" \$HOME \`x\`\",\"OTHER\":\"no\"}"'
  unset REDCAP_INSTITUTION
  REDCAP_GET_CONFIG="$STUBS/get-config" step cron
  local password="$REDCAP_DB_PASSWORD"
  (
    unset REDCAP_DB_PASSWORD
    set -a
    # shellcheck source=/dev/null
    . "$ROOT/etc/redcap/environment"
    [ "$REDCAP_INSTITUTION" = "St. Mary's \"Old\" \$HOME \`x\`" ]
    [ "$REDCAP_DB_PASSWORD" = "$password" ]
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

@test "with cron switched off, the service is stopped and starts at no boot; switched on again, it runs" {
  REDCAP_CRON=off step cron
  grep -qx "systemctl disable --quiet --now redcap-cron.service" "$CALLS"
  refute grep -qE "systemctl (enable|restart)" "$CALLS"
  : >"$CALLS"
  step cron
  grep -qx "systemctl enable --quiet redcap-cron.service" "$CALLS"
  grep -qx "systemctl restart redcap-cron.service" "$CALLS"
  REDCAP_CRON=maybe run step cron
  [ "$status" -ne 0 ]
  [[ $output == *"REDCAP_CRON is 'maybe'; allowed: on off"* ]]
}

# fake_php CODE: PHP 8.4 whose question for an extension ($2) is answered by CODE.
fake_php() {
  stub php 'if [[ $2 == *extension_loaded* ]]; then '"$1"'; elif [[ $2 == *MAJOR* ]]; then echo -n 8.4; else exec /usr/bin/php "$@"; fi'
}

@test "packages are asked for only when something is missing, by the names of the running PHP" {
  fake_php '[[ $2 != *ldap* || -e $ROOT/installed ]]'
  stub dnf 'echo "dnf $*" >>"$CALLS"; touch "$ROOT/installed"'
  step packages
  grep -qx "dnf install -y --setopt=strict=0 php8.4-ldap" "$CALLS"
  : >"$CALLS"
  step packages
  refute grep -q dnf "$CALLS"
}

@test "a package that does not exist is no harm when another one brings what it was for, else it fails the deployment" {
  fake_php '[[ $2 != *zip* || -e $ROOT/installed ]]'
  stub dnf 'touch "$ROOT/installed"; exit 1'
  step packages
  rm "$ROOT/installed"
  stub dnf 'exit 0'
  run step packages
  [ "$status" -ne 0 ]
  [[ $output == *"could not be installed: php8.4-zip."* ]]
}

@test "what formats the log volume is asked for only where there is one" {
  fake_php 'exit 0'
  # A machine without e2fsprogs: only what the step itself needs is on the way.
  local bin="$ROOT/bin" name
  mkdir "$bin"
  for name in bash dirname php grep cmp; do ln -s "$(PATH="$STUBS:$PATH" command -v "$name")" "$bin/$name"; done
  local bare=(env "PATH=$bin" REDCAP_MAIL_TRANSPORT=none bash "$BUNDLE/.platform/hooks/prebuild/10_packages.sh")
  ln -s "$STUBS/dnf" "$bin/dnf"
  ln -s "$(command -v basename)" "$bin/basename"
  run "${bare[@]}"
  [ "$status" = 0 ]
  REDCAP_LOG_VOLUME=/dev/sdh run "${bare[@]}"
  [ "$status" -ne 0 ]
  grep -qx "dnf install -y --setopt=strict=0 e2fsprogs" "$CALLS"
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
  [ "$output" = "$(php -r 'echo json_encode(["127.0.0.1", "redcap", "redcap_user", getenv("REDCAP_DB_PASSWORD"), getenv("REDCAP_SALT"), getenv("REDCAP_DB_SSL_CA"), true, null]);')" ]
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

@test "the operator's overlay lies over the application again after REDCap's Easy Upgrade, but over nothing of ours" {
  local overlay="$BUNDLE/.platform/redcap/overlay"
  mkdir -p "$overlay/hooks" "$overlay/modules/extra_v1.0"
  echo '<?php // ldap of the hospital' >"$overlay/webtools2_ldap_config.php"
  echo '<?php // hook' >"$overlay/hooks/hook.php"
  echo module >"$overlay/modules/extra_v1.0/config.json"
  echo '<?php // not the platform file' | tee "$overlay/database.php" >"$overlay/healthz.php"
  echo '<?php // of the vendor' >"$BUNDLE/redcap/webtools2_ldap_config.php"
  step application
  step application
  grep -q "of the hospital" "$BUNDLE/redcap/webtools2_ldap_config.php"
  [ -f "$BUNDLE/redcap/hooks/hook.php" ]
  [ -f "$BUNDLE/redcap/modules/extra_v1.0/config.json" ]
  [ -f "$BUNDLE/redcap/index.php" ]
  refute grep -q "not the platform" "$BUNDLE/redcap/database.php" "$BUNDLE/redcap/healthz.php"
}

@test "a directory's settings must be there, be PHP, and best come from the overlay" {
  local file=webtools2/ldap/ldap_config.php overlay="$BUNDLE/.platform/redcap/overlay"
  export REDCAP_AUTHENTICATION=ldap_table
  run step application
  [ "$status" -ne 0 ]
  [[ $output == *"there is no $file, from which REDCap takes the directory's settings"* ]]
  # The vendor's zip has an example.
  mkdir -p "$BUNDLE/redcap/webtools2/ldap"
  echo "<?php \$GLOBALS['ldapdsn'] = [];" >"$BUNDLE/redcap/$file"
  run step application
  [ "$status" = 0 ]
  [[ $output == *"WARNING: $file is not from the overlay"* ]]
  mkdir -p "$overlay/webtools2/ldap"
  echo "<?php \$GLOBALS['ldapdsn'] = [" >"$overlay/$file"
  run step application
  [ "$status" -ne 0 ]
  [[ $output == *"$file is not valid PHP"* ]]
  echo "<?php \$GLOBALS['ldapdsn'] = ['url' => 'ldaps://ldap.example.edu'];" >"$overlay/$file"
  run step application
  [ "$status" = 0 ]
  [[ $output != *WARNING*ldap_config* ]]
}

@test "an overlay that does not fit over the new version fails the deployment" {
  mkdir -p "$BUNDLE/.platform/redcap/overlay" "$BUNDLE/redcap/languages"
  echo text >"$BUNDLE/.platform/redcap/overlay/languages"
  run step application
  [ "$status" -ne 0 ]
  [[ $output == *"the overlay does not fit"* ]]
}

@test "uploads and exports are on disk, for the application's user only, and outlive a deployment" {
  mkdir "$BUNDLE/redcap/temp"
  touch "$BUNDLE/redcap/temp/of-the-vendor"
  step application
  local data="$ROOT/var/lib/redcap"
  [ "$(stat -c '%a %U' "$data")" = "711 root" ]
  [ "$(stat -c '%a %U' "$data/uploads" "$data/temp" | sort -u)" = "700 www-data" ]
  run env PHP_INI_SCAN_DIR="$ROOT/etc/php.d" php -r 'echo ini_get("upload_tmp_dir"), " ", sys_get_temp_dir();'
  [ "$output" = "$data/uploads $data/uploads" ]

  echo export >"$BUNDLE/redcap/temp/export.csv"
  [ "$(ls "$data/temp")" = export.csv ]
  rm -rf "$BUNDLE/redcap"
  cp -r "$REPO/tools/local/sample-application/redcap" "$BUNDLE/"
  step application
  [ "$(cat "$BUNDLE/redcap/temp/export.csv")" = export ]
  if command -v systemd-tmpfiles; then systemd-tmpfiles --clean "$ROOT/etc/tmpfiles.d/redcap.conf"; fi
}

@test "with easy_upgrade, PHP's /tmp is on disk, and PHP starts anew once to see it" {
  local unit="$ROOT/etc/systemd/system/php-fpm.service.d/zz-redcap.conf"
  step application
  [ ! -e "$unit" ]
  export REDCAP_UPGRADES=easy_upgrade
  run step application
  [ "$status" = 0 ]
  [[ $output == *"Easy Upgrade has "*" MiB for about "*"$ROOT/var/lib/redcap/tmp"* ]]
  [ "$(stat -c '%a %U' "$ROOT/var/lib/redcap/tmp")" = "1777 root" ]
  grep -qx "BindPaths=-$ROOT/var/lib/redcap/tmp:/tmp" "$unit"
  grep -qx "PrivateTmp=no" "$unit"
  if command -v systemd-analyze >/dev/null; then
    printf '[Service]\nExecStart=/bin/true\n' >"$ROOT/php-fpm.service"
    mkdir "$ROOT/php-fpm.service.d"
    cp "$unit" "$ROOT/php-fpm.service.d/"
    systemd-analyze verify "$ROOT/php-fpm.service"
  fi
  [ -e "$ROOT/run/redcap/restart-php" ]
  grep -q "systemctl daemon-reload" "$CALLS"
  # A second deployment changes nothing.
  rm "$ROOT/run/redcap/restart-php"
  step application
  [ ! -e "$ROOT/run/redcap/restart-php" ]
  # And back.
  REDCAP_UPGRADES=terraform step application
  [ ! -e "$unit" ]
  [ -e "$ROOT/run/redcap/restart-php" ]
}

@test "a disk that is too small for an Easy Upgrade is told at each deployment" {
  stub df 'printf "Filesystem 1048576-blocks Used Available Capacity Mounted\n/dev/x 100 99 1 99%% /\n"'
  REDCAP_UPGRADES=easy_upgrade run step application
  [ "$status" = 0 ]
  [[ $output == *"WARNING: Easy Upgrade needs about "*" and 1 are free: it would fail half-way"* ]]
}

@test "the number of PHP processes fits the machine's memory" {
  make_pool
  local memory processes
  while read -r memory processes; do
    printf 'MemFree: 1 kB\nMemTotal:  %s kB\n' $((memory * 1024)) >"$ROOT/meminfo"
    REDCAP_MEMINFO="$ROOT/meminfo" step application
    run php_fpm env -tt
    [[ $output == *"pm.max_children = $processes"$'\n'* && $output == *"pm.max_requests = 1000"* ]]
    [[ $output == *"process_control_timeout = 30s"* && $output == *"test is successful"* ]]
  done <<<"916 4
1900 10
7700 56"
  # Without that pool, PHP-FPM would not start with our part of it.
  rm "$ROOT/etc/php-fpm.d/www.conf"
  run step application
  [[ $output == *"WARNING: "*"no pool www"* ]]
  [ ! -e "$ROOT/etc/php-fpm.d/zz-redcap.conf" ]
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
  mkdir "$ROOT/web" && cd "$ROOT/web"
  cp "$ROOT/tls/ca.pem" good.pem
  openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -out other.pem -days 2 -subj "/CN=somebody else" 2>/dev/null
  echo "<html>proxy login</html>" >page.pem
  # Longer than a pipe takes, with the one that does not belong there at its beginning.
  { cat other.pem && yes good.pem | head -n 3000 | xargs cat; } >mixed.pem
  launch_files() {
    port="$(free_port)"
    start openssl s_server -accept "$port" -cert "$ROOT/tls/server.pem" -key "$ROOT/tls/server.key" -WWW
  }
  files_served() { curl -sf -o /dev/null "https://127.0.0.1:$port/good.pem"; }
  start_server launch_files files_served
  local file

  REDCAP_DB_SSL_CA_URL="https://127.0.0.1:$port/page.pem" run step application
  [ "$status" -ne 0 ]
  [[ $output == *"no CA certificates"* ]]
  [ ! -e "$ROOT/etc/redcap/rds-ca.pem" ]

  REDCAP_DB_SSL_CA_URL="https://127.0.0.1:$port/good.pem" step application
  cmp "$ROOT/etc/redcap/rds-ca.pem" "$ROOT/tls/ca.pem"

  for file in other.pem mixed.pem page.pem missing.pem; do
    REDCAP_DB_SSL_CA_URL="https://127.0.0.1:$port/$file" run step application
    [ "$status" = 0 ]
    [[ $output == *"WARNING: no valid CA bundle"* ]]
    cmp "$ROOT/etc/redcap/rds-ca.pem" "$ROOT/tls/ca.pem"
  done
}

@test "the overlay's CA certificates are used in place of any that could be fetched, and must be RDS's" {
  make_ca
  export REDCAP_DB_SSL_CA=/etc/redcap/rds-ca.pem
  stub curl 'echo "curl $*" >>"$CALLS"; exit 1'
  mkdir -p "$BUNDLE/.platform/redcap/overlay"
  cp "$ROOT/tls/ca.pem" "$BUNDLE/.platform/redcap/rds-ca.pem"
  : >"$CALLS"
  run step application
  [ "$status" = 0 ]
  cmp "$ROOT/tls/ca.pem" "$ROOT/etc/redcap/rds-ca.pem"
  refute grep -q curl "$CALLS"
  [[ $output == *"have the SHA-256 $(sha256sum <"$ROOT/tls/ca.pem" | cut -d' ' -f1)"* ]]
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null -out "$BUNDLE/.platform/redcap/rds-ca.pem" -days 2 -subj "/CN=other" 2>/dev/null
  run step application
  [ "$status" -ne 0 ]
  [[ $output == *"something else than Amazon RDS's certificates"* ]]
  rm "$BUNDLE/.platform/redcap/rds-ca.pem"
}

@test "a secret's value is on no command line and in no output" {
  run bash -c "PATH='$STUBS:$PATH' php '$BUNDLE/.platform/redcap/php/secret.php' '$REDCAP_SMTP_SECRET_ARN' password"
  [ "$output" = "$SMTP_PASSWORD" ]
  refute grep -q "$SMTP_PASSWORD" "$CALLS"
  run bash -c "PATH='$STUBS:$PATH' php '$BUNDLE/.platform/redcap/php/secret.php' '$REDCAP_SMTP_SECRET_ARN' nothing"
  [ "$status" = 1 ]
  [[ $output == *"no field 'nothing'"* && $output != *"$SMTP_PASSWORD"* ]]
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
  # Who signed in by Shibboleth, too, where there is one.
  REDCAP_LOG_GROUP=/redcap/prod REDCAP_PROXY_SERVER=apache REDCAP_SHIBBOLETH_SECRET_ARN=arn:aws:secretsmanager:eu-west-1:123456789012:secret:sp REDCAP_SHIBBOLETH_IDP=https://idp.example.edu/idp step logs
  grep -q "\"file_path\": \"$ROOT/var/log/shibboleth/transaction.log\"" "$ROOT/opt/aws/amazon-cloudwatch-agent/etc/redcap.json"
  grep -q '"log_stream_name": "{instance_id}/sign-ins"' "$ROOT/opt/aws/amazon-cloudwatch-agent/etc/redcap.json"
}
