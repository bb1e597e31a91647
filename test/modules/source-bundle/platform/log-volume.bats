# The encrypted log volume, on a real loop device with a real file system and real mounts.

load instance.bash

setup_file() {
  losetup --find >/dev/null || {
    echo "log-volume.bats needs loop devices and the right to mount; a container has to be privileged" >&2
    return 1
  }
}

setup() {
  make_instance
  mkdir -p "$ROOT/var/log/nginx/healthd" "$ROOT/var/log/php-fpm"
  echo "first line" >"$ROOT/var/log/nginx/access.log"
  truncate -s 64M "$ROOT/volume.img"
  REDCAP_LOG_VOLUME="$(losetup --find --show "$ROOT/volume.img")"
  export REDCAP_LOG_VOLUME TARGET="$ROOT/var/log/nginx"
}

teardown() {
  umount "$ROOT/var/lib/redcap" "$ROOT/var/log/php-fpm" "$TARGET" 2>/dev/null || true
  losetup --detach "$REDCAP_LOG_VOLUME"
  stop_all
}

# checksum: of what the device holds.
checksum() { sha256sum <"$REDCAP_LOG_VOLUME"; }

@test "a blank volume is formatted, takes the logs over, and the proxy is told" {
  chmod 0711 "$TARGET"
  step log_volume
  mountpoint -q "$TARGET"
  [ "$(cat "$TARGET/access.log")" = "first line" ]
  [ -d "$TARGET/healthd" ]
  [ "$(stat -c %a "$TARGET")" = 711 ]
  findmnt -no OPTIONS "$TARGET" | grep -q nodev
  grep -q "systemctl try-reload-or-restart nginx.service" "$CALLS"
}

# reboot: nothing is mounted any more, then what fstab says is, in its order.
reboot() {
  umount "$ROOT/var/lib/redcap" "$ROOT/var/log/php-fpm" "$TARGET"
  udevadm settle 2>/dev/null || true
  mount --fstab "$ROOT/etc/fstab" --all
}

@test "uploads, exports and PHP's errors are on the volume too, also after a reboot" {
  echo "an error" >"$ROOT/var/log/php-fpm/www-error.log"
  chmod 0770 "$ROOT/var/log/php-fpm"
  step log_volume
  make_ca
  step application
  local device folder
  device="$(stat -c %d "$TARGET")"
  for folder in var/lib/redcap/uploads var/lib/redcap/temp var/log/php-fpm; do
    [ "$(stat -c %d "$ROOT/$folder")" = "$device" ]
  done
  [ "$(cat "$ROOT/var/log/php-fpm/www-error.log")" = "an error" ]
  [ "$(stat -c %a "$ROOT/var/log/php-fpm")" = 770 ]
  grep -q "systemctl try-reload-or-restart php-fpm.service" "$CALLS"
  echo export >"$BUNDLE/redcap/temp/export.csv"
  # What collects logs takes everything in this folder.
  [ "$(ls "$TARGET")" = "$(printf '%s\n' access.log healthd lost+found)" ]

  reboot
  [ "$(stat -c %d "$ROOT/var/lib/redcap")" = "$device" ]
  [ "$(cat "$BUNDLE/redcap/temp/export.csv")" = export ]
  : >"$CALLS"
  step log_volume
  [ ! -s "$CALLS" ]
  [ "$(grep -c "$ROOT" "$ROOT/etc/fstab")" = 3 ]
}

@test "at boot, whatever writes to the volume waits for it" {
  step log_volume
  local service
  for service in nginx httpd php-fpm postfix redcap-cron; do
    [ "$(grep -c "nofail.*x-systemd.before=$service.service" "$ROOT/etc/fstab")" = 3 ]
  done
  [ "$(grep -c "bind.*x-systemd.requires-mounts-for=$TARGET," "$ROOT/etc/fstab")" = 2 ]
  step cron
  grep -qx "RequiresMountsFor=$TARGET/redcap" "$ROOT/etc/systemd/system/redcap-cron.service"
}

@test "where SELinux is on, what was moved gets the labels of its new place" {
  stub selinuxenabled 'exit 0'
  stub restorecon 'echo "restorecon $*" >>"$CALLS"'
  step log_volume
  grep -qx "restorecon -R $TARGET" "$CALLS"
  grep -qx "restorecon -R $ROOT/var/lib/redcap" "$CALLS"
}

@test "the next deployment finds the volume mounted and leaves it alone" {
  step log_volume
  echo "second line" >>"$TARGET/access.log"
  run step log_volume
  [ "$status" = 0 ]
  [[ $output == *"is mounted"* ]]
  [ "$(wc -l <"$TARGET/access.log") $(grep -c " $TARGET ext4 " "$ROOT/etc/fstab")" = "2 1" ]
}

@test "a reboot mounts the volume again by its own identifier, with the logs on it" {
  step log_volume
  grep -q "^UUID=.* $TARGET ext4 .*nofail" "$ROOT/etc/fstab"
  reboot
  [ "$(cat "$TARGET/access.log")" = "first line" ]
}

@test "a volume that was not mounted at boot is mounted by the next deployment, not formatted" {
  step log_volume
  echo "second line" >>"$TARGET/access.log"
  umount "$ROOT/var/lib/redcap" "$ROOT/var/log/php-fpm" "$TARGET"
  rm "$TARGET/access.log"
  run step log_volume
  [ "$status" = 0 ]
  [[ $output == *"already has a file system; kept"* ]]
  [ "$(wc -l <"$TARGET/access.log")" = 2 ]
  [ "$(grep -c " $TARGET ext4 " "$ROOT/etc/fstab")" = 1 ]
}

@test "a device with anything else on it is never formatted" {
  local before
  echo "not a file system, but somebody's data" >"$REDCAP_LOG_VOLUME"
  before="$(checksum)"
  run step log_volume
  [ "$status" -ne 0 ]
  [[ $output == *"neither blank nor ext4; it is left alone"* ]]
  [ "$(checksum)" = "$before" ]
  mkswap -q "$REDCAP_LOG_VOLUME"
  before="$(checksum)"
  run step log_volume
  [ "$status" -ne 0 ]
  [ "$(checksum)" = "$before" ]
}

@test "a volume that does not appear fails the deployment, none configured does not" {
  REDCAP_LOG_VOLUME=/dev/sdnothing REDCAP_DEVICE_WAIT_SECONDS=1 run step log_volume
  [ "$status" -ne 0 ]
  [[ $output == *"no block device /dev/sdnothing"* ]]
  REDCAP_LOG_VOLUME="" run step log_volume
  [ "$status" = 0 ]
}
