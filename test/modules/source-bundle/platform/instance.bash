# shellcheck shell=bash disable=SC2016 # text for other programs
# An instance in a scratch folder: the bundle unpacked at $ROOT/var/app/current as Elastic Beanstalk leaves it, and stand-ins
# for the few programs that only a real instance has (systemctl, dnf, rpm, get-config, aws). Servers are the real ones.

REPO="$(cd "$BATS_TEST_DIRNAME/../../../.." && pwd)"
export PATH="$PATH:/usr/sbin:/sbin"

# make_instance: sets ROOT, BUNDLE, STUBS, SECRETS and every setting of the contract. Passwords are this instance's own: other
# tests that run at the same moment have others on their command lines and in their files.
make_instance() {
  umask 022
  ROOT="$(mktemp -d "${REDCAP_TEST_DIR:-/tmp}/redcap-instance.XXXXXX")"
  chmod 0755 "$ROOT" # servers run as other users
  export ROOT BUNDLE="$ROOT/var/app/current" STUBS="$ROOT/stubs" SECRETS="$ROOT/secrets" CALLS="$ROOT/calls"
  local id="${ROOT##*.}"
  mkdir -p "$BUNDLE" "$STUBS" "$SECRETS" "$ROOT"/var/{www,log} "$ROOT"/etc/{php.d,php-fpm.d}
  # Not the machine's /tmp: two MariaDBs that are set up at the same time take each other's files there.
  install -d -m 1777 "$ROOT/tmp"
  export TMPDIR="$ROOT/tmp"
  cp -r "$REPO/modules/source-bundle/platform/.platform" "$REPO/tools/local/sample-application/redcap" "$BUNDLE/"
  ln -s ../app/current "$ROOT/var/www/html"
  touch "$CALLS"
  chmod 0666 "$CALLS"

  local name
  for name in systemctl dnf; do
    stub "$name" 'echo "$(basename "$0") $*" >>"$CALLS"'
  done
  stub rpm 'exit 1'
  stub_aws

  export REDCAP_ROOT_DIR="$ROOT" REDCAP_APP_USER=www-data
  export REDCAP_DB_HOST=127.0.0.1 REDCAP_DB_PORT=3306 REDCAP_DB_NAME=redcap REDCAP_DB_USERNAME=redcap_user
  export MASTER_PASSWORD="master-$id" UPGRADE_PASSWORD="upgrade-$id" ADMIN_PASSWORD="one-time-$id" FILES_KEY="files-$id" SMTP_PASSWORD="smtp-$id"
  export REDCAP_DB_PASSWORD="app-Pass\"w\$0rd-$id" REDCAP_SALT="salt0123456789$id" REDCAP_DB_SSL_CA=/etc/redcap/test-ca.pem
  export REDCAP_BASE_URL=https://redcap.example.edu REDCAP_S3_BUCKET=redcap-files REDCAP_S3_REGION=eu-west-1
  export REDCAP_ADMIN_EMAIL=admin@example.edu REDCAP_INSTITUTION="Example University"
  export REDCAP_FROM_EMAIL=redcap@example.edu REDCAP_UPLOAD_LIMIT_MB=32 REDCAP_SES_REGION=eu-west-1
  local arn="arn:aws:secretsmanager:eu-west-1:123456789012:secret"
  export REDCAP_MASTER_SECRET_ARN="$arn:master" REDCAP_UPGRADE_SECRET_ARN="$arn:upgrade" REDCAP_ADMIN_SECRET_ARN="$arn:admin"
  export REDCAP_FILES_KEY_SECRET_ARN="$arn:files" REDCAP_SMTP_SECRET_ARN="$arn:smtp"
  echo "{\"username\":\"master\",\"password\":\"$MASTER_PASSWORD\"}" >"$SECRETS/master"
  upgrade_secret "$UPGRADE_PASSWORD"
  echo "{\"access_key_id\":\"AKIAEXAMPLE\",\"secret_access_key\":\"$FILES_KEY\"}" >"$SECRETS/files"
  echo "{\"username\":\"smtp-user\",\"password\":\"$SMTP_PASSWORD\"}" >"$SECRETS/smtp"
  printf %s "$ADMIN_PASSWORD" >"$SECRETS/admin"
}

# stub_aws: AWS's command line, which knows the secrets of this instance, and refuses those whose names are in $ROOT/refused.
stub_aws() {
  stub aws 'echo "aws $*" >>"$CALLS"
case "$1" in
  secretsmanager)
    while [[ $1 != --secret-id ]]; do shift; done
    if grep -qsx "${2##*:}" "$SECRETS/../refused"; then
      echo "refused ${2##*:}" >>"$CALLS"
      echo "An error occurred (AccessDeniedException) when calling the GetSecretValue operation: no identity-based policy allows it" >&2
      exit 254
    fi
    [[ -f $SECRETS/${2##*:} ]] || { echo "An error occurred (ResourceNotFoundException)" >&2; exit 254; }
    [[ $* == *"--version-stage AWSCURRENT"* ]] || exit 254
    php -r "echo json_encode(file_get_contents(\$argv[1]));" "$SECRETS/${2##*:}" ;;
  *) exit 1 ;;
esac'
}

# upgrade_secret PASSWORD: what the upgrade user's secret says.
upgrade_secret() { echo "{\"username\":\"redcap_user2\",\"password\":\"$1\"}" >"$SECRETS/upgrade"; }

# curl OPTION...: never waits for ever.
curl() { command curl --max-time 60 "$@"; }

# stub NAME BODY: a stand-in that comes before the real program.
stub() {
  printf '#!/bin/bash\n%s\n' "$2" >"$STUBS/$1"
  chmod 0755 "$STUBS/$1"
}

# step NAME: runs the hook for it, as Elastic Beanstalk does.
step() {
  local hook
  hook="$(echo "$BUNDLE"/.platform/hooks/*/??_"$1".sh)"
  PATH="$STUBS:$PATH" timeout 180 bash "$hook"
}

# make_ca: a CA and a certificate for 127.0.0.1 in $ROOT/tls.
make_ca() {
  mkdir -p "$ROOT/tls" "$ROOT/etc/redcap"
  cd "$ROOT/tls" || return
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 2 -subj "/O=Test/OU=Amazon RDS/CN=test CA" 2>/dev/null
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.csr -subj "/CN=127.0.0.1" 2>/dev/null
  openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out server.pem \
    -extfile <(echo "subjectAltName=IP:127.0.0.1,DNS:localhost") 2>/dev/null
  chmod 0644 ./*.key
  cp ca.pem "$ROOT/etc/redcap/test-ca.pem"
}

# free_port: a port on the loopback address that nobody uses.
free_port() {
  php -r '$s = stream_socket_server("tcp://127.0.0.1:0"); echo explode(":", stream_socket_get_name($s, false))[1];'
}

# eventually SECONDS COMMAND...: waits until the command succeeds.
eventually() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || {
      echo "still not true: $*" >&2
      tail -n 5 "$ROOT"/servers.log "$ROOT"/var/log/*/error* >&2 || true
      return 1
    }
    sleep 0.2
  done
}

# refute COMMAND...: fails if the command succeeds. (bats does not notice a failing "! command".)
refute() {
  if "$@"; then
    echo "should have failed: $*" >&2
    return 1
  fi
}

# start_server FUNCTION CHECK: FUNCTION takes a port and at once starts a server on it; CHECK succeeds when it serves. Where the
# server ends, because another program was faster to take that port, both are tried again.
start_server() {
  local attempt deadline pid
  for attempt in {1..5}; do
    if "$1"; then
      pid="$(tail -n 1 "$ROOT/pids")"
      deadline=$((SECONDS + 120))
      while kill -0 "$pid" 2>/dev/null && ((SECONDS < deadline)); do
        if "$2"; then return; fi
        sleep 0.2
      done
    fi
    echo "$1: attempt $attempt was in vain" >&2
  done
  tail -n 20 "$ROOT"/servers.log "$ROOT"/var/log/*/error* >&2 || true
  return 1
}

# start COMMAND...: a server that stop_all ends. Its process group is its own, so that children end with it.
start() {
  setsid "$@" >>"$ROOT/servers.log" 2>&1 3>&- &
  echo $! >>"$ROOT/pids"
}

stop_all() {
  local pid
  if [[ -f $ROOT/pids ]]; then
    while read -r pid; do kill -TERM -- "-$pid" 2>/dev/null || true; done <"$ROOT/pids"
    for _ in {1..40}; do
      local left=0
      while read -r pid; do ! kill -0 -- "-$pid" 2>/dev/null || left=1; done <"$ROOT/pids"
      ((left)) || break
      sleep 0.1
    done
    while read -r pid; do kill -KILL -- "-$pid" 2>/dev/null || true; done <"$ROOT/pids"
  fi
  rm -rf "$ROOT"
}

# start_database: a private MariaDB that takes TLS only, as the cluster's parameter group demands; sets REDCAP_DB_PORT.
start_database() {
  make_ca
  install -d -o mysql "$ROOT/mysql"
  mariadb-install-db --no-defaults --user=mysql --datadir="$ROOT/mysql" --auth-root-authentication-method=normal --skip-test-db >"$ROOT/servers.log" 2>&1 || {
    cat "$ROOT/servers.log" >&2
    return 1
  }
  export REDCAP_DB_PORT
  start_server launch_database database_answers
  mysql_root -e "CREATE USER master@'%' IDENTIFIED BY '$MASTER_PASSWORD'; GRANT ALL ON *.* TO master@'%' WITH GRANT OPTION"
}

launch_database() {
  REDCAP_DB_PORT="$(free_port)"
  start mariadbd --no-defaults --user=mysql --datadir="$ROOT/mysql" --socket="$ROOT/mysql/s" --port="$REDCAP_DB_PORT" \
    --bind-address=127.0.0.1 --skip-name-resolve --require-secure-transport=ON --innodb-flush-log-at-trx-commit=0 \
    --ssl-ca="$ROOT/tls/ca.pem" --ssl-cert="$ROOT/tls/server.pem" --ssl-key="$ROOT/tls/server.key"
}

database_answers() { mysql_root -e "SELECT 1" >/dev/null 2>&1; }

# mysql_root ARGUMENT...: SQL as the server's own root, whatever the state of the users under test.
mysql_root() { mariadb --no-defaults --socket="$ROOT/mysql/s" -uroot -N -B --raw "$@"; }

# sql TEXT: its rows from REDCap's database.
sql() { mysql_root redcap -e "$1"; }

# value NAME: a setting of REDCap's.
value() { sql "SELECT value FROM redcap_config WHERE field_name = '$1'"; }

# empty_database: nothing of REDCap's on the server, and the programs as they are delivered.
empty_database() {
  mysql_root -e "DROP DATABASE IF EXISTS redcap; DROP DATABASE IF EXISTS redcap_platform;
    DROP USER IF EXISTS redcap_user; DROP USER IF EXISTS redcap_user2"
  rm -f "$BUNDLE/redcap/database.php" "$ROOT/refused"
  : >"$CALLS"
  upgrade_secret "$UPGRADE_PASSWORD"
  cp "$REPO"/modules/source-bundle/platform/.platform/redcap/php/*.php "$BUNDLE/.platform/redcap/php/"
  stub_aws
  step application >/dev/null
}

# impatient: in this test the programs look again after a second where they wait for a server or for a right.
impatient() { sed -i -E 's/^( +)sleep\([35]\);$/\1sleep(1);/' "$BUNDLE"/.platform/redcap/php/*.php; }

# right_comes SECRET: once that secret has been refused, nothing is any more.
right_comes() {
  (until grep -qsx "refused $1" "$CALLS"; do [[ -e $CALLS ]] && sleep 0.1 || exit; done && rm "$ROOT/refused") 3>&- &
}

# What a message says that needs the rights of the set-up.
export OPENS="terraform apply -replace=module.redcap.terraform_data.set_up"

# make_pool: PHP-FPM's configuration with a pool www as the package brings it; steps add to it.
make_pool() {
  cat >"$ROOT/etc/php-fpm.conf" <<END
[global]
pid = $ROOT/php-fpm.pid
error_log = $ROOT/php-fpm.log
daemonize = no
include = $ROOT/etc/php-fpm.d/*.conf
END
  cat >"$ROOT/etc/php-fpm.d/www.conf" <<END
[www]
user = www-data
group = www-data
listen = $ROOT/php-fpm.sock
listen.mode = 0666
pm = dynamic
pm.max_children = 50
pm.start_servers = 5
pm.min_spare_servers = 5
pm.max_spare_servers = 35
clear_env = no
catch_workers_output = yes
END
}

# php_fpm start|env OPTION...: Debian's PHP-FPM with the instance's settings, as a server or until it ends.
php_fpm() {
  local fpm
  fpm="$(compgen -G '/usr/sbin/php-fpm*' | sort -V | tail -1)"
  PHP_INI_SCAN_DIR="/etc/php/${fpm##*fpm}/fpm/conf.d:$ROOT/etc/php.d" REDCAP_DB_SSL_CA="$ROOT/etc/redcap/test-ca.pem" \
    "$1" "$fpm" -y "$ROOT/etc/php-fpm.conf" "${@:2}"
}

# start_php: on the socket that the platform uses.
start_php() {
  php_fpm start -F
  eventually 60 test -S "$ROOT/php-fpm.sock"
}

# platform_apache: the modules that Amazon Linux loads, PHP's handler as its package php-fpm sets it, and our step on top.
platform_apache() {
  local etc="$ROOT/etc/httpd" module
  HTTPS_APACHE="$(free_port)"
  mkdir -p "$etc/conf.d"
  {
    echo "ServerRoot $ROOT"
    echo "PidFile $ROOT/httpd.pid"
    echo "User www-data"
    echo "Group www-data"
    echo "ServerName localhost"
    echo "ErrorLog $ROOT/var/log/httpd/error_log"
    echo "DefaultRuntimeDir $ROOT"
    echo "TypesConfig /etc/mime.types"
    for module in mpm_event authn_core authz_core authz_host mime dir alias setenvif headers rewrite remoteip proxy proxy_fcgi socache_shmcb ssl authz_user; do
      echo "LoadModule ${module}_module /usr/lib/apache2/modules/mod_$module.so"
    done
    echo "<FilesMatch \.(php|phar)\$>"
    echo "  SetHandler \"proxy:unix:$ROOT/php-fpm.sock|fcgi://localhost\""
    echo "</FilesMatch>"
    echo "IncludeOptional $etc/conf.d/*.conf"
  } >"$etc/httpd.conf"
  stub httpd 'exec /usr/sbin/apache2 -f "$ROOT/etc/httpd/httpd.conf" "$@"'
  REDCAP_PROXY_SERVER=apache REDCAP_HTTPS_PORT="$HTTPS_APACHE" step proxy >/dev/null &&
    REDCAP_PROXY_SERVER=apache REDCAP_HTTPS_PORT="$HTTPS_APACHE" step web >/dev/null &&
    start /usr/sbin/apache2 -f "$etc/httpd.conf" -DFOREGROUND
}

apache_serves() { curl -ksf -o /dev/null "https://127.0.0.1:$HTTPS_APACHE/healthz"; }
