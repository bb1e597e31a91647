# shellcheck shell=bash
# The proxy's logs hold addresses and URLs of patients and go to an encrypted volume of their own, and so does what else may
# hold PHI: uploads and exports on their way (DATA_DIR) and PHP's error log. Elastic Beanstalk attaches the volume from an
# encrypted, blank snapshot (BlockDeviceMappings); this step only formats, mounts and moves. No EC2 rights needed.

step_log_volume() {
  local target
  if [[ -z ${REDCAP_LOG_VOLUME:-} ]]; then
    log "log volume: none configured; logs stay on the root volume"
    return
  fi
  target="$ROOT/var/log/$(proxy_service)"
  if mountpoint -q "$target"; then
    log "log volume: $target is mounted"
  else
    mount_volume "$target"
  fi
  install -d -m 0711 "$DATA_DIR"
  bind_folder "$target" "$DATA_DIR"
  bind_folder "$target" "$ROOT/var/log/php-fpm" php-fpm
}

# mount_volume TARGET: finds the volume, formats it if it is blank, and mounts it.
mount_volume() {
  local device
  device="$(wait_for_device "$REDCAP_LOG_VOLUME")"
  format_if_blank "$device"
  move_logs "$device" "$1"
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
    log "log volume: $1 already has a file system; kept"
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
  copy_folder "$target" "$scratch"
  umount "$scratch"
  rmdir "$scratch"
  add_to_fstab "UUID=$uuid" "$target" ext4 nodev,nosuid,noexec,noatime 2
  mount "$device" "$target" -o nodev,nosuid,noexec,noatime
  relabel "$target"
  log "log volume: $device is mounted on $target"
  # A proxy that runs already writes to files that are hidden now.
  systemctl try-reload-or-restart "$(proxy_service).service"
}

# bind_folder VOLUME FOLDER [SERVICE]: puts FOLDER on the volume, under the path that it has. SERVICE has files open there.
# ".redcap", because what collects logs takes VOLUME/*.
bind_folder() {
  local folder="$2" source
  source="$1/.redcap/$(basename "$folder")"
  if mountpoint -q "$folder"; then return; fi
  mkdir -p "$folder"
  install -d -m 0711 "$1/.redcap" "$source"
  copy_folder "$folder" "$source"
  add_to_fstab "$source" "$folder" none "bind,x-systemd.requires-mounts-for=$1" 0
  mount --bind "$source" "$folder"
  relabel "$folder"
  log "log volume: $folder is on the volume"
  if [[ -n ${3:-} ]]; then systemctl try-reload-or-restart "$3.service"; fi
}

# copy_folder FROM TO: contents, and owner and mode of the folder itself.
copy_folder() {
  cp -a "$1/." "$2/"
  chown --reference="$1" "$2"
  chmod --reference="$1" "$2"
}

# relabel FOLDER: gives what was copied the labels of its new place.
relabel() {
  if command -v selinuxenabled >/dev/null && selinuxenabled; then restorecon -R "$1"; fi
}

# add_to_fstab SOURCE TARGET TYPE OPTIONS PASS: nofail, because an instance without its log volume must still boot far enough
# to be looked at. That takes away systemd's order too, so it is said who has to wait: all that write there.
add_to_fstab() {
  local fstab="$ROOT/etc/fstab" options="$4,nofail" service
  for service in nginx httpd php-fpm postfix redcap-cron; do
    options+=",x-systemd.before=$service.service"
  done
  touch "$fstab"
  {
    awk -v target="$2" '$2 != target' "$fstab"
    printf '%s %s %s %s 0 %s\n' "$1" "$2" "$3" "$options" "$5"
  } | write_file "$fstab" 0644
}
