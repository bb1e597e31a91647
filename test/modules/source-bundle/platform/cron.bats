# Cron's lock, against a real MariaDB that takes TLS only.

load instance.bash

setup_file() { make_instance && start_database; }
setup() { empty_database; }
teardown_file() { stop_all; }

# runner NAME: a cron runner as on instance NAME, with a minute of one second. Its runs find the name in their environment.
runner() {
  RUNNER="$1" REDCAP_CRON_SECONDS=1 REDCAP_DB_SSL_CA="$ROOT/etc/redcap/test-ca.pem" \
    start php "$ROOT/usr/local/libexec/redcap/redcap-cron" "$ROOT/cron.php"
  tail -1 "$ROOT/pids"
}

# end_runner PID: with all that it runs.
end_runner() {
  kill -KILL -- "-$1"
  eventually 60 refute kill -0 -- "-$1" 2>/dev/null
}

leaders() { sort -u "$ROOT/runs"; }

@test "of two instances one runs cron.php, and the other takes over when it dies" {
  step database
  echo '<?php file_put_contents(dirname(__FILE__) . "/runs", getenv("RUNNER") . "\n", FILE_APPEND);' >"$ROOT/cron.php"
  : >"$ROOT/runs"
  local -A pids
  local began="$SECONDS" leader other
  pids[one]="$(runner one)"
  pids[two]="$(runner two)"
  eventually 60 test -s "$ROOT/runs"
  sleep 2.5
  [ "$(leaders | wc -l)" = 1 ]
  # One a second: not one for each of the two.
  [ "$(wc -l <"$ROOT/runs")" -le $((SECONDS - began + 1)) ]
  leader="$(leaders)"
  other="$([[ $leader == one ]] && echo two || echo one)"

  end_runner "${pids[$leader]}"
  : >"$ROOT/runs"
  eventually 60 test -s "$ROOT/runs"
  [ "$(leaders)" = "$other" ]
  end_runner "${pids[$other]}"
}

@test "a leader that loses its connection stops what it runs" {
  step database
  echo '<?php file_put_contents(dirname(__FILE__) . "/runs", getmypid() . "\n", FILE_APPEND); sleep(60);' >"$ROOT/cron.php"
  : >"$ROOT/runs"
  local leader run
  leader="$(runner one)"
  eventually 60 test -s "$ROOT/runs"
  run="$(head -1 "$ROOT/runs")"
  kill -0 "$run"
  mysql_root -e "KILL CONNECTION $(mysql_root -e "SELECT IS_USED_LOCK('redcap_cron:redcap')")"
  eventually 60 refute kill -0 "$run" 2>/dev/null
  kill -0 "$leader"
  # And it stands for election again.
  : >"$ROOT/runs"
  eventually 60 test -s "$ROOT/runs"
  end_runner "$leader"
}

@test "a run that takes long does not hold up the next one" {
  step database
  echo '<?php file_put_contents(dirname(__FILE__) . "/runs", "run\n", FILE_APPEND); sleep(60);' >"$ROOT/cron.php"
  : >"$ROOT/runs"
  local leader
  leader="$(runner one)"
  eventually 60 bash -c "(( \$(wc -l <'$ROOT/runs') >= 3 ))"
  end_runner "$leader"
}

connections() { mysql_root -e "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'redcap_user'"; }

nobody_connected() { [ "$(connections)" = 0 ]; }

@test "outside its hours cron runs nothing, and leaves the database alone" {
  step database
  echo '<?php file_put_contents(dirname(__FILE__) . "/runs", "run\n", FILE_APPEND);' >"$ROOT/cron.php"
  : >"$ROOT/runs"
  # With a minute of one second, an hour has 60. In this time zone 15 of them are left.
  local now zone hour leader resting
  now="$(date +%s)"
  zone="$(((105 - now % 60) % 60))"
  hour="$(((now + zone) / 60 % 24))"
  export REDCAP_TIMEZONE
  printf -v REDCAP_TIMEZONE "+00:00:%02d" "$zone"
  leader="$(REDCAP_CRON_HOURS="$hour-$(((hour + 1) % 24))" runner one)"
  eventually 60 test -s "$ROOT/runs"
  [ "$(connections)" -gt 0 ]
  resting="$(REDCAP_CRON_HOURS="$(((hour + 2) % 24))-$hour" runner two)"
  # The next hour, in which neither runs.
  while ((($(date +%s) + zone) / 60 % 24 == hour)); do sleep 1; done
  eventually 50 nobody_connected
  : >"$ROOT/runs"
  sleep 2.5
  [ ! -s "$ROOT/runs" ]
  kill -0 "$leader"
  kill -0 "$resting"
  end_runner "$leader"
  end_runner "$resting"
}
