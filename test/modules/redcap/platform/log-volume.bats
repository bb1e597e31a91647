# The encrypted log volume, on a real loop device with a real file system and real mounts.

load instance.bash

setup() {
  make_instance
  mkdir -p "$ROOT/var/log/nginx/healthd"
  echo "first line" >"$ROOT/var/log/nginx/access.log"
  truncate -s 64M "$ROOT/volume.img"
  REDCAP_LOG_VOLUME="$(losetup --find --show "$ROOT/volume.img")"
  export REDCAP_LOG_VOLUME TARGET="$ROOT/var/log/nginx"
}

teardown() {
  umount "$TARGET" 2>/dev/null || true
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

@test "the next deployment finds the volume mounted and leaves it alone" {
  step log_volume
  echo "second line" >>"$TARGET/access.log"
  run step log_volume
  [ "$status" = 0 ]
  [[ $output == *"is mounted"* ]]
  [ "$(wc -l <"$TARGET/access.log") $(grep -c "$TARGET" "$ROOT/etc/fstab")" = "2 1" ]
}

@test "a reboot mounts the volume again by its own identifier, with the logs on it" {
  step log_volume
  umount "$TARGET"
  grep -q "^UUID=.* $TARGET ext4 .*nofail" "$ROOT/etc/fstab"
  udevadm settle 2>/dev/null || true
  mount --fstab "$ROOT/etc/fstab" "$TARGET"
  [ "$(cat "$TARGET/access.log")" = "first line" ]
}

@test "a volume that was not mounted at boot is mounted by the next deployment, not formatted" {
  step log_volume
  echo "second line" >>"$TARGET/access.log"
  umount "$TARGET"
  rm "$TARGET/access.log"
  run step log_volume
  [ "$status" = 0 ]
  [[ $output == *"holds a file system already; kept"* ]]
  [ "$(wc -l <"$TARGET/access.log")" = 2 ]
  [ "$(grep -c "$TARGET" "$ROOT/etc/fstab")" = 1 ]
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
