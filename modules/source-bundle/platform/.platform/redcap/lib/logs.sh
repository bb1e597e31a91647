# shellcheck shell=bash
# Postdeploy: our own logs (cron, mail, PHP errors) to CloudWatch, beside those that Elastic Beanstalk streams itself.

CLOUDWATCH_AGENT="$ROOT/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl"

step_logs() {
  local logs config="$ROOT/opt/aws/amazon-cloudwatch-agent/etc/redcap.json"
  logs="$(log_dir)"
  mkdir -p "$logs"
  # copytruncate: cron's log is held open by systemd.
  write_file "$ROOT/etc/logrotate.d/redcap" 0644 <<END
$logs/*.log {
    daily
    rotate 7
    missingok
    notifempty
    compress
    copytruncate
}
END
  if [[ -z ${REDCAP_LOG_GROUP:-} ]]; then
    log "logs: REDCAP_LOG_GROUP is not set; cron, mail and PHP errors stay on the instance"
    return
  fi
  # The group, with its key and retention, is Terraform's: the agent may not make one without them.
  # shellcheck disable=SC2016 # PHP's variables
  php -r '
    [, $group, $logs, $php, $shibboleth] = $argv;
    $file = fn (string $path, string $name) => ["file_path" => $path, "log_group_name" => $group,
        "log_stream_name" => "{instance_id}/$name"];
    echo json_encode(["logs" => ["logs_collected" => ["files" => ["collect_list" => [
        $file("$logs/cron.log", "cron"), $file("$logs/mail.log", "mail"), $file($php, "php"),
        ...($shibboleth === "" ? [] : [$file("$shibboleth/shibd.log", "shibboleth"), $file("$shibboleth/transaction.log", "sign-ins")]),
    ]]]]], JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES), "\n";
  ' "$REDCAP_LOG_GROUP" "$logs" "$ROOT/var/log/php-fpm/www-error.log" "$(if shibboleth_wanted; then echo "$SHIBBOLETH_LOG_DIR"; fi)" | write_file "$config" 0644
  # Appended again at each deployment, because Elastic Beanstalk sets the agent up anew.
  "$CLOUDWATCH_AGENT" -a append-config -m ec2 -s -c "file:$config" >/dev/null ||
    fail "the CloudWatch agent refuses $config"
  log "logs: cron, mail and PHP errors go to $REDCAP_LOG_GROUP"
}
