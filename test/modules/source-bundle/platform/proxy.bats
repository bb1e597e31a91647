# The proxies and PHP as a browser and a load balancer meet them: nginx, Apache httpd, PHP-FPM and the sample application, all
# real. The main configuration around our files imitates the platform's: its conf.d, its php.conf, its server on port 80.

load instance.bash

setup_file() {
  make_instance
  start_database
  # nginx and httpd trust whoever is on this machine to be the load balancer.
  export REDCAP_TRUSTED_PROXIES=127.0.0.1/32
  make_pool
  step application >/dev/null
  REDCAP_DB_SSL_CA=/etc/redcap/test-ca.pem step database >/dev/null
  cat >"$BUNDLE/redcap/probe.php" <<'END'
<?php
header('Content-Type: application/json');
echo json_encode(['ini' => array_map('ini_get', array_combine($names = explode(',', $_GET['ini'] ?? 'precision'), $names)),
    'https' => $_SERVER['HTTPS'] ?? null, 'address' => $_SERVER['REMOTE_ADDR'], 'size' => $_FILES['f']['size'] ?? null,
    'error' => $_FILES['f']['error'] ?? null, 'folder' => dirname($_FILES['f']['tmp_name'] ?? ''), 'fields' => count($_POST)]);
END
  echo '<?php for ($end = microtime(true) + 3; microtime(true) < $end; usleep(10000)); echo "whole";' >"$BUNDLE/redcap/slow.php"
  echo secret >"$BUNDLE/redcap/temp/export.csv"
  echo secret >"$BUNDLE/redcap/dump.sql"
  echo secret >"$BUNDLE/redcap/.env"
  echo '<?php' >"$BUNDLE/redcap/upgrade.php"
  mkdir -p "$ROOT"/var/log/{nginx,httpd}
  start_php
  export HTTPS_NGINX HTTP_NGINX HTTPS_APACHE
  start_server platform_nginx nginx_serves
  start_server platform_apache apache_serves
  truncate -s 32M "$ROOT/limit.bin"
  truncate -s 33M "$ROOT/over.bin"
}
teardown_file() { stop_all; }

nginx_serves() { curl -ksf -o /dev/null "https://127.0.0.1:$HTTPS_NGINX/healthz"; }

# platform_nginx: /etc/nginx as the platform lays it out, and our step on top.
platform_nginx() {
  local etc="$ROOT/etc/nginx"
  HTTPS_NGINX="$(free_port)" HTTP_NGINX="$(free_port)"
  mkdir -p "$etc/conf.d/elasticbeanstalk"
  cp /etc/nginx/fastcgi_params /etc/nginx/mime.types "$etc/"
  cat >"$etc/nginx.conf" <<END
user www-data;
worker_processes 1;
daemon off;
pid $ROOT/nginx.pid;
error_log $ROOT/var/log/nginx/error.log;
events {}
http {
  include mime.types;
  access_log off;
  $(for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $ROOT/nginx-$kind;"; done)
  include conf.d/*.conf;
  server { listen 127.0.0.1:$HTTP_NGINX default_server; include conf.d/elasticbeanstalk/*.conf; }
}
END
  echo "upstream php-fpm { server unix:$ROOT/php-fpm.sock; }" >"$etc/conf.d/php-fpm.conf"
  cat >"$etc/conf.d/elasticbeanstalk/php.conf" <<END
root $ROOT/var/www/html/redcap;
index index.php index.html;
location ~ \.(php|phar)(/.*)?\$ {
  fastcgi_split_path_info ^(.+\.(?:php|phar))(/.*)\$;
  include fastcgi_params;
  fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name;
  fastcgi_pass php-fpm;
}
END
  stub nginx 'exec /usr/sbin/nginx -p "$ROOT" -c "$ROOT/etc/nginx/nginx.conf" "$@"'
  REDCAP_HTTPS_PORT="$HTTPS_NGINX" step proxy >/dev/null &&
    REDCAP_HTTPS_PORT="$HTTPS_NGINX" step web >/dev/null &&
    start /usr/sbin/nginx -p "$ROOT" -c "$etc/nginx.conf"
}

# both COMMAND...: runs it with $BASE set to each proxy's address, and says which one failed.
both() {
  local BASE
  for BASE in "https://127.0.0.1:$HTTPS_NGINX" "https://127.0.0.1:$HTTPS_APACHE"; do
    "$@" || {
      echo "at $BASE ($([[ $BASE == *:$HTTPS_NGINX ]] && echo nginx || echo Apache))" >&2
      return 1
    }
  done
}

# answers CODE PATH [CURL OPTION...]
answers() {
  local code
  code="$(curl -ks --path-as-is -o /dev/null -w '%{http_code}' "${@:3}" "$BASE$2")"
  [ "$code" = "$1" ] || {
    echo "$2 answered $code, not $1" >&2
    return 1
  }
}

# field NAME: of the probe's last answer.
field() { php -r 'echo json_encode(json_decode($argv[1], true)[$argv[2]]);' "$ANSWER" "$1"; }

handshake() { # handshake PORT OPTION...: with a client that itself would take any version
  OPENSSL_CONF=/dev/null openssl s_client -connect "127.0.0.1:$1" -cipher 'DEFAULT:@SECLEVEL=0' "${@:2}" </dev/null 2>&1
}

@test "TLS 1.0 and 1.1 are refused, 1.2 and 1.3 accepted" {
  # The client can speak 1.1: it does so with a server that takes it.
  local old port version
  launch_old() {
    old="$(free_port)"
    OPENSSL_CONF=/dev/null start openssl s_server -accept "$old" -cert "$ROOT/tls/server.pem" -key "$ROOT/tls/server.key" -tls1_1 -cipher 'DEFAULT:@SECLEVEL=0' -quiet
  }
  old_serves() { handshake "$old" -tls1_1 >/dev/null; }
  start_server launch_old old_serves
  for port in "$HTTPS_NGINX" "$HTTPS_APACHE"; do
    # Refused for the version as such, not for want of a common cipher.
    for version in -tls1 -tls1_1; do
      run handshake "$port" "$version"
      [ "$status" -ne 0 ]
      [[ $output == *"alert protocol version"* ]]
    done
    handshake "$port" -tls1_2 | grep -q "Protocol  *: TLSv1.2"
    handshake "$port" -tls1_3 | grep -q "New, TLSv1.3"
  done
}

@test "weak ciphers are refused" {
  local port
  for port in "$HTTPS_NGINX" "$HTTPS_APACHE"; do
    refute openssl s_client -connect "127.0.0.1:$port" -tls1_2 -cipher AES128-SHA:ECDHE-RSA-AES128-SHA </dev/null
  done
}

@test "temp, edocs, dotfiles and dumps are denied, in every spelling" {
  local path
  for path in /temp/export.csv /TEMP/export.csv //temp/export.csv /./temp/export.csv /x/../temp/export.csv /%74emp/export.csv \
    /temp/ /temp /edocs/file.pdf /dump.sql /DUMP.SQL /.env /.git/config; do
    both answers 403 "$path"
  done
}

@test "the installer and cron.php cannot be reached, REDCap's own upgrade page can" {
  local path
  for path in /install.php "/install.php?auto=1" /INSTALL.php /install.php/x /cron.php //cron.php; do
    both answers 403 "$path"
  done
  both answers 200 /upgrade.php
  [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$HTTP_NGINX/cron.php")" = 403 ]
  [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$HTTP_NGINX/temp/export.csv")" = 403 ]
}

@test "the health path answers without the database" {
  [ "$(curl -ks "https://127.0.0.1:$HTTPS_NGINX/healthz")" = ok ]
  [ "$(curl -ks "https://127.0.0.1:$HTTPS_APACHE/healthz")" = ok ]
}

@test "PHP that hangs fails the health check within the load balancer's 5 seconds, and passes it when it answers again" {
  local fpm processes codes
  fpm="$(cat "$ROOT/php-fpm.pid")"
  code() { codes+=" $(curl -ks --max-time 5 -o /dev/null -w '%{http_code}' "$BASE/healthz" || true)"; }
  # Stopped, not ended: the socket is still there, and takes connections.
  processes="$fpm $(pgrep -P "$fpm" || true)"
  # shellcheck disable=SC2086 # a list
  kill -STOP $processes
  codes=""
  both code
  # shellcheck disable=SC2086
  kill -CONT $processes
  [ "$codes" = " 000 000" ]
  eventually 60 nginx_serves
  eventually 60 apache_serves
}

@test "a file of the limit's size arrives, one that is a MiB larger is refused with 413" {
  upload() { # upload CODE FILE
    ANSWER="$(curl -ks -w '\n%{http_code}' -F "f=@$ROOT/$2" "$BASE/probe.php")"
    [ "${ANSWER##*$'\n'}" = "$1" ] || {
      echo "$ANSWER" >&2
      return 1
    }
    [ "$1" != 200 ] || [ "$(ANSWER="${ANSWER%$'\n'*}" field size) $(ANSWER="${ANSWER%$'\n'*}" field error)" = "33554432 0" ]
  }
  both upload 200 limit.bin
  both upload 413 over.bin
}

@test "what arrives waits on disk in our folder, at the proxy and at PHP" {
  local data="$ROOT/var/lib/redcap"
  : >"$ROOT/var/log/nginx/error.log"
  received() {
    ANSWER="$(curl -ks -F "f=@$ROOT/limit.bin" "$BASE/probe.php")"
    [ "$(field folder)" = "\"${data//\//\\/}\/uploads\"" ]
  }
  both received
  # nginx takes its file's name away as soon as it is open, but logs it. Apache has no file: it passes the body on as it comes.
  grep -q "buffered to a temporary file $data/nginx-body/" "$ROOT/var/log/nginx/error.log"
  [ "$(stat -c %U "$data/nginx-body" "$data/nginx-fastcgi" | sort -u)" = www-data ]
}

@test "a body that comes without a length arrives whole at nginx, and is refused by Apache, which could only lose it" {
  local chunked=(-H "Transfer-Encoding: chunked" -F "f=@$ROOT/limit.bin")
  ANSWER="$(curl -ks "${chunked[@]}" "https://127.0.0.1:$HTTPS_NGINX/probe.php")"
  [ "$(field size)" = 33554432 ]
  BASE="https://127.0.0.1:$HTTPS_APACHE" answers 411 /probe.php "${chunked[@]}"
}

@test "a reload of PHP lets a request end that is under way" {
  local answer
  curl -ks "https://127.0.0.1:$HTTPS_NGINX/slow.php" >"$ROOT/slow.txt" 3>&- &
  answer=$!
  sleep 1
  kill -USR2 "$(cat "$ROOT/php-fpm.pid")"
  wait "$answer"
  [ "$(cat "$ROOT/slow.txt")" = whole ]
  eventually 60 nginx_serves
}

@test "a form with thousands of fields arrives whole" {
  many() {
    ANSWER="$(php -r 'echo http_build_query(array_fill_keys(array_map(fn ($i) => "f$i", range(1, 20000)), 1));' | curl -ks --data-binary @- "$BASE/probe.php")"
    [ "$(field fields)" = 20000 ]
  }
  both many
}

@test "PHP runs with REDCap's settings" {
  ANSWER="$(curl -ks "https://127.0.0.1:$HTTPS_NGINX/probe.php?ini=max_input_vars,upload_max_filesize,post_max_size,session.cookie_secure,session.cookie_httponly,session.cookie_samesite,date.timezone,memory_limit,max_execution_time,expose_php,display_errors,opcache.enable,sendmail_path")"
  [ "$(field ini)" = '{"max_input_vars":"100000","upload_max_filesize":"32M","post_max_size":"33M","session.cookie_secure":"1","session.cookie_httponly":"1","session.cookie_samesite":"Lax","date.timezone":"UTC","memory_limit":"512M","max_execution_time":"600","expose_php":"","display_errors":"","opcache.enable":"1","sendmail_path":"\/usr\/sbin\/sendmail -t -i"}' ]
}

@test "REDCap sees HTTPS and the visitor's address, which the visitor cannot choose" {
  seen() {
    ANSWER="$(curl -ks -H "X-Forwarded-For: 198.51.100.7, 203.0.113.9" -H "X-Forwarded-Proto: https" "$BASE/probe.php")"
    [ "$(field https) $(field address)" = '"on" "203.0.113.9"' ]
    # From the machine itself there is no such header.
    ANSWER="$(curl -ks "$BASE/probe.php")"
    [ "$(field address)" = '"127.0.0.1"' ]
  }
  both seen
}

@test "every answer carries the security headers, errors too, and none names versions" {
  headers() {
    local path text
    for path in /healthz /temp/x /nowhere; do
      text="$(curl -ksi "$BASE$path")"
      grep -qi '^strict-transport-security: max-age=31536000' <<<"$text" && grep -qi '^x-content-type-options: nosniff' <<<"$text" &&
        grep -qi '^referrer-policy: strict-origin-when-cross-origin' <<<"$text" || return 1
      refute grep -qiE '^x-powered-by|^server: .*[0-9]' <<<"$text" || return 1
    done
  }
  both headers
}

@test "the sample application finds its settings, database, schema and storage in order" {
  healthy() {
    ANSWER="$(curl -ks -w '\n%{http_code}' "$BASE/")"
    [ "${ANSWER##*$'\n'}" = 200 ] || {
      echo "$ANSWER" >&2
      return 1
    }
    [[ $ANSWER == *"<th>Database<td>OK<td>connected, TLSv1"* && $ANSWER == *"<th>File storage<td>OK<td>S3"* ]] || return 1
    [[ $ANSWER != *"app-Pass"* && $ANSWER != *"$FILES_KEY"* && $ANSWER != *"$REDCAP_SALT"* ]]
  }
  both healthy
}

@test "a broken proxy configuration fails the step" {
  echo "nonsense;" >"$ROOT/etc/nginx/conf.d/zz.conf"
  REDCAP_HTTPS_PORT="$HTTPS_NGINX" run step web
  rm "$ROOT/etc/nginx/conf.d/zz.conf"
  [ "$status" -ne 0 ]
  [[ $output == *"nginx refuses its configuration"* ]]
}

# deploy STAGING: all hooks on a staged bundle, in Elastic Beanstalk's order.
deploy() {
  local stage hook
  for stage in prebuild predeploy postdeploy; do
    [[ $stage != postdeploy ]] || { rm -rf "$BUNDLE" && mv "$1" "$BUNDLE"; }
    for hook in "$([[ $stage == postdeploy ]] && echo "$BUNDLE" || echo "$1")"/.platform/hooks/$stage/*.sh; do
      PATH="$STUBS:$PATH" REDCAP_HTTPS_PORT="$HTTPS_NGINX" REDCAP_MAIL_TRANSPORT=none timeout 60 bash "$hook" || return
    done
  done
}

@test "a bundle that REDCap's Easy Upgrade made deploys like ours" {
  # What its script does: the new version, with .ebextensions and .platform of the old bundle, and nothing else of ours.
  local new="$ROOT/var/app/staging"
  mkdir -p "$new"
  cp -r "$REPO/tools/local/sample-application/redcap" "$new/"
  printf '<?php\n$hostname = "your_mysql_host_name";\n' >"$new/redcap/database.php"
  cp -r "$REPO/modules/source-bundle/platform/.ebextensions" "$REPO/modules/source-bundle/platform/.platform" "$new/"
  # The operator's files are in .platform too.
  mkdir -p "$new/.platform/redcap/overlay/languages"
  echo "ui = Deutsch" >"$new/.platform/redcap/overlay/languages/German.txt"
  stub php 'case $* in *extension_loaded*) exit 0 ;; *) exec /usr/bin/php "$@" ;; esac'
  run deploy "$new"
  [ "$status" = 0 ]
  [[ $output == *"packages: nothing is missing"* && $output == *"complete; nothing to do"* && $output == *"is on standby to run cron.php"* ]]
  eventually 60 curl -ksf -o /dev/null "https://127.0.0.1:$HTTPS_NGINX/"
  [ "$(curl -ksf "https://127.0.0.1:$HTTPS_NGINX/languages/German.txt")" = "ui = Deutsch" ]
}
