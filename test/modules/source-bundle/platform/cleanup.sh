#!/bin/bash
# cleanup.sh FOLDER: ends whatever tests that were cut off have left running for the instances in FOLDER, and removes it.
set -uo pipefail
export PATH="$PATH:/usr/sbin:/sbin"

for instance in "$1"/redcap-instance.*; do
  [[ -d $instance ]] || continue
  if [[ -f $instance/pids ]]; then
    while read -r pid; do kill -KILL -- "-$pid" 2>/dev/null; done <"$instance/pids"
  fi
  if [[ -d $instance/queue ]]; then postfix -c "$instance/etc/postfix" abort >/dev/null 2>&1; fi
  for folder in var/lib/redcap var/log/php-fpm var/log/nginx; do
    if mountpoint -q "$instance/$folder"; then umount "$instance/$folder"; fi
  done
  if [[ -f $instance/volume.img ]]; then
    losetup --associated "$instance/volume.img" --noheadings --output NAME | xargs -r losetup --detach
  fi
done
rm -rf "$1"
