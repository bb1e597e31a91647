# shellcheck shell=bash
# The proxy's logs hold addresses and URLs of patients and go to an encrypted volume of their own. Elastic Beanstalk attaches
# it from an encrypted, blank snapshot (BlockDeviceMappings); this step only formats, mounts and moves. No EC2 rights needed.

step_log_volume() {
  local device target
  if [[ -z ${REDCAP_LOG_VOLUME:-} ]]; then
    log "log volume: none configured; logs stay on the root volume"
    return
  fi
  target="$ROOT/var/log/$(proxy_service)"
  if mountpoint -q "$target"; then
    log "log volume: $target is mounted"
    return
  fi
  device="$(wait_for_device "$REDCAP_LOG_VOLUME")"
  format_if_blank "$device"
  move_logs "$device" "$target"
}

# wait_for_device NAME: prints the block device. /dev/sdh may appear as /dev/xvdh (Xen) or as a link to /dev/nvme1n1 (Nitro).
wait_for_device() {
  local deadline=$((SECONDS + ${REDCAP_DEVICE_WAIT_SECONDS:-60})) candidate
  while :; do
    for candidate in "$1" "${1/\/sd//xvd}"; do
      if [[ -b $candidate ]]; then
        readlink -f "$candidate"
        return
      fi
    done
    ((SECONDS < deadline)) || fail "log volume: no block device $1. REDCAP_LOG_VOLUME must name a device of the environment's BlockDeviceMappings"
    sleep 1
  done
}

# format_if_blank DEVICE: makes a file system on a device that holds none and whose first MiB is zero; refuses any other.
format_if_blank() {
  local kind status=0
  # Low-level probe: 0 = something recognised, 2 = nothing found, 8 = several things found.
  kind="$(blkid -p -s TYPE -o value "$1")" || status=$?
  if [[ $status == 0 && $kind == ext4 ]]; then
    log "log volume: $1 holds a file system already; kept"
  elif [[ $status == 2 ]] && cmp -s -n 1048576 "$1" /dev/zero; then
    log "log volume: formatting blank $1"
    mkfs.ext4 -q -L redcap-logs "$1"
  else
    fail "log volume: $1 is neither blank nor ext4; it is left alone"
  fi
}

# move_logs DEVICE TARGET: copies what is there to the volume, mounts it for this and every later boot.
move_logs() {
  local device="$1" target="$2" uuid scratch
  uuid="$(blkid -p -s UUID -o value "$device")"
  mkdir -p "$target"
  scratch="$(mktemp -d)"
  mount "$device" "$scratch"
  cp -a "$target/." "$scratch/"
  chown --reference="$target" "$scratch"
  chmod --reference="$target" "$scratch"
  umount "$scratch"
  rmdir "$scratch"
  add_to_fstab "$uuid" "$target"
  mount "$device" "$target" -o nodev,nosuid,noexec,noatime
  log "log volume: $device is mounted on $target"
  # A proxy that runs already writes to files that are hidden now.
  systemctl try-reload-or-restart "$(proxy_service).service"
}

# add_to_fstab UUID TARGET: nofail, because an instance without its log volume must still boot far enough to be looked at.
add_to_fstab() {
  local fstab="$ROOT/etc/fstab"
  touch "$fstab"
  {
    awk -v target="$2" '$2 != target' "$fstab"
    printf 'UUID=%s %s ext4 nodev,nosuid,noexec,noatime,nofail 0 2\n' "$1" "$2"
  } | write_file "$fstab" 0644
}
