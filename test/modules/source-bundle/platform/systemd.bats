# What systemd makes of our drop-ins: a real one, as the first process of namespaces of its own, starts PHP-FPM and redcap-cron with
# them, in a network where the instance metadata's address answers. Its version is that of Amazon Linux 2023, 252, or later.

load instance.bash

setup_file() {
  make_instance && make_ca && make_pool || return
  step application >/dev/null
  step cron >/dev/null
  metadata_network
}
teardown_file() {
  if [[ -s $ROOT/systemd.pid ]]; then kill -KILL "$(cat "$ROOT/systemd.pid")" 2>/dev/null || true; fi
  for _ in {1..50}; do
    find "$CGROUP" -depth -type d -exec rmdir {} + 2>/dev/null || true
    [[ -d $CGROUP ]] || break
    sleep 0.1
  done
  stop_all
}

# unit NAME LINE...: a service in a file of its own; drop-ins of that name come along.
unit() {
  printf '%s\n' "[Unit]" "DefaultDependencies=no" "[Service]" "${@:2}" >"$ROOT/etc/systemd/system/$1.service"
}

# metadata_network: starts systemd, and waits until every service has said whether it reaches the metadata.
metadata_network() {
  local fpm units="$ROOT/etc/systemd/system" name
  fpm="$(compgen -G '/usr/sbin/php-fpm*' | sort -V | tail -1)"
  # Each question is asked by a child of PHP, too: what it starts is no way around the filter.
  write_program >"$ROOT/ask.php"
  mkdir -p "$ROOT/answers" "$ROOT/metadata" "$ROOT/var/app/current/redcap"
  chmod 0777 "$ROOT/answers"
  echo '<?php echo "the role";' >"$ROOT/metadata/index.php"
  cp "$ROOT/ask.php" "$ROOT/var/app/current/redcap/ask.php"
  unit metadata "Type=exec" "ExecStart=/usr/bin/php -S 169.254.169.254:80 $ROOT/metadata/index.php"
  unit metadata6 "Type=exec" "ExecStart=/usr/bin/php -S [fd00:ec2::254]:80 $ROOT/metadata/index.php"
  unit time "Type=exec" "ExecStart=/usr/bin/php -S 169.254.169.123:80 $ROOT/metadata/index.php"
  unit php-fpm "Type=exec" "ExecStart=$fpm -F -y $ROOT/etc/php-fpm.conf"
  # In Postfix's place: a service without the drop-in.
  unit postfix "Type=exec" "ExecStart=/usr/bin/php $ROOT/ask.php postfix"
  # The unit of our step, with the application's user and ours as its program.
  sed -i -e "s|^ExecStart=.*|ExecStart=/usr/bin/php $ROOT/ask.php redcap-cron|" -e '/^\[Unit\]/a DefaultDependencies=no' -e '/^Wants=/d' \
    -e '/^After=/d' -e '/^RequiresMountsFor=/d' -e 's/^Restart=.*/Restart=no/' "$units/redcap-cron.service"
  mkdir -p "$(dirname "$(sed -n 's/^StandardOutput=append://p' "$units/redcap-cron.service")")"
  chmod 0755 "$ROOT/etc/redcap"
  unit question "Type=exec" "ExecStart=/usr/bin/php $ROOT/ask.php --through $ROOT/php-fpm.sock"
  printf '[Unit]\nDefaultDependencies=no\nRequires=metadata.service metadata6.service time.service php-fpm.service postfix.service redcap-cron.service question.service\n' >"$units/test.target"

  # Of its own, because systemd takes the cgroup that it finds for the root.
  local hierarchy
  hierarchy="$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)"
  [[ -n $hierarchy ]] || {
    echo "there is no cgroup2 here, without which systemd filters nothing" >&2
    return 1
  }
  export CGROUP="$hierarchy/redcap-${ROOT##*.}"
  mkdir "$CGROUP"
  write_init >"$ROOT/init.sh"
  (
    echo "$BASHPID" >"$CGROUP/cgroup.procs"
    echo "$BASHPID" >"$ROOT/systemd.pid"
    exec unshare --mount --pid --net --uts --ipc --cgroup --fork --kill-child /bin/bash "$ROOT/init.sh" "$ROOT"
  ) >"$ROOT/servers.log" 2>&1 3>&- &
  for name in postfix redcap-cron php-fpm; do
    eventually 60 test -s "$ROOT/answers/$name"
  done
}

write_init() {
  cat <<'INIT'
set -eu
mount --make-rprivate /
ip link set lo up
for address in 169.254.169.254/32 169.254.169.123/32; do ip address add "$address" dev lo; done
ip -6 address add fd00:ec2::254/128 dev lo nodad
umount -R /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 none /sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs /run
export SYSTEMD_UNIT_PATH="$1/etc/systemd/system" SYSTEMD_LOG_TARGET=console container=test
exec /lib/systemd/systemd --system --unit=test.target --show-status=no --crash-reboot=no
INIT
}

# write_program: a program that asks each address, itself and through a child, and notes what it got. As a page of PHP-FPM it answers;
# with --through it asks that page by FastCGI.
write_program() {
  cat <<'PHP'
<?php
function reached(string $url): string
{
    $own = @file_get_contents($url, false, stream_context_create(['http' => ['timeout' => 2]]));
    $child = exec('curl -s -g -m 2 ' . escapeshellarg($url));
    return ($own ?: 'nothing') . '/' . ($child ?: 'nothing');
}
function answers(): string
{
    return reached('http://169.254.169.254/') . ' ' . reached('http://[fd00:ec2::254]/') . ' ' . reached('http://169.254.169.123/') . "\n";
}
function field(string $name, string $value): string { return chr(strlen($name)) . chr(strlen($value)) . $name . $value; }
function record(int $type, string $body): string { return pack('CCnnCC', 1, $type, 1, strlen($body), 0, 0) . $body; }

if (PHP_SAPI !== 'cli') {
    echo answers();
} elseif ($argv[1] === '--through') {
    for ($wait = 0; !($socket = @stream_socket_client("unix://$argv[2]")) && $wait < 100; $wait++) usleep(100_000);
    sleep(1);
    $page = __DIR__ . '/var/app/current/redcap/ask.php';
    fwrite($socket, record(1, pack('nCx5', 1, 0)) . record(4, field('SCRIPT_FILENAME', $page) . field('REQUEST_METHOD', 'GET')) . record(4, '') . record(5, ''));
    preg_match('~\r\n\r\n(.*\n)~', (string) stream_get_contents($socket), $found);
    file_put_contents(__DIR__ . '/answers/' . 'php-fpm', $found[1] ?? "no answer\n");
} else {
    sleep(2);
    file_put_contents(__DIR__ . '/answers/' . $argv[1], answers());
}
if (PHP_SAPI === "cli") { sleep(600); }
PHP
}

answer() { cat "$ROOT/answers/$1"; }
readonly EVERYWHERE="the role/the role the role/the role the role/the role" BUT_METADATA="nothing/nothing nothing/nothing the role/the role"

@test "what has no drop-in of ours, like Postfix, reaches the metadata: the network of this test has it" {
  [ "$(answer postfix)" = "$EVERYWHERE" ]
}

@test "PHP-FPM's pages, and programs that they start, do not reach the metadata by IPv4 or IPv6, and reach Amazon's clock" {
  [ "$(answer php-fpm)" = "$BUT_METADATA" ]
}

@test "neither do cron.php and what it starts" {
  [ "$(answer redcap-cron)" = "$BUT_METADATA" ]
}
