# shellcheck shell=bash
# Postdeploy: PHP's mail() reaches sendmail, which is Postfix; Postfix queues, and hands over to SES:
#   api   by the SES API with the instance's role (program ses-deliver); no credential exists
#   smtp  by SMTP with STARTTLS and the user name and password of REDCAP_SMTP_SECRET_ARN
#   none  PHP's sendmail is mail-refused instead (see configure_php); Postfix is left alone

MAIL_CONFIG="$ROOT/etc/postfix"

step_mail() {
  if [[ $REDCAP_MAIL_TRANSPORT == none ]]; then
    log "mail: switched off; PHP's mail() fails and says so in the log"
    return
  fi
  mkdir -p "$(log_dir)"
  # SES takes mail from verified senders only. The empty sender of failure notices has no @ and stays: given an address, a
  # notice that fails would cause the next one, without end.
  write_file "$MAIL_CONFIG/redcap-sender" 0644 <<<"/@/ $REDCAP_FROM_EMAIL"
  postconf -c "$MAIL_CONFIG" -e \
    "inet_interfaces = loopback-only" \
    "mydestination =" \
    "local_transport = error:mail for users of this machine is not kept" \
    "alias_maps =" \
    "alias_database =" \
    "message_size_limit = 40000000" \
    "maximal_queue_lifetime = 2d" \
    "bounce_queue_lifetime = 1d" \
    "maillog_file = $(log_dir)/mail.log" \
    "sender_canonical_classes = envelope_sender" \
    "sender_canonical_maps = regexp:$MAIL_CONFIG/redcap-sender"
  # The file log of Postfix needs this service; a main.cf alone would lose every line.
  postconf -c "$MAIL_CONFIG" -M "postlog/unix-dgram=postlog unix-dgram n - n - 1 postlogd"
  case $REDCAP_MAIL_TRANSPORT in
    api) mail_by_api ;;
    smtp) mail_by_smtp ;;
  esac
  postfix -c "$MAIL_CONFIG" check
  systemctl enable --quiet postfix.service
  systemctl reload-or-restart postfix.service
  log "mail: goes to SES in $REDCAP_SES_REGION by $REDCAP_MAIL_TRANSPORT"
}

mail_by_api() {
  # ses-deliver sources it.
  printf '%s=%q\n' SES_REGION "$REDCAP_SES_REGION" SES_CONFIGURATION_SET "${REDCAP_SES_CONFIGURATION_SET:-}" |
    write_file "$ROOT/etc/redcap/mail.conf" 0644
  rm -f "$MAIL_CONFIG/sasl_passwd"
  # flags=q quotes addresses; eol as RFC 5322 wants it. SES takes 50 recipients a message.
  postconf -c "$MAIL_CONFIG" -M "ses/unix=ses unix - n n - 4 pipe flags=q eol=\\r\\n user=nobody argv=$LIBEXEC/ses-deliver $ROOT/etc/redcap/mail.conf \${recipient}"
  postconf -c "$MAIL_CONFIG" -e "default_transport = ses" "relayhost =" "ses_destination_recipient_limit = 50" \
    "smtp_sasl_auth_enable = no"
}

mail_by_smtp() {
  local host="[email-smtp.$REDCAP_SES_REGION.amazonaws.com]:587" user password
  user="$(secret "$REDCAP_SMTP_SECRET_ARN" username)"
  password="$(secret "$REDCAP_SMTP_SECRET_ARN" password)"
  [[ $user$password != *[[:space:]]* ]] || fail "mail: user name or password in $REDCAP_SMTP_SECRET_ARN has a space or a line break"
  printf '%s %s:%s\n' "$host" "$user" "$password" | write_file "$MAIL_CONFIG/sasl_passwd" 0600
  postconf -c "$MAIL_CONFIG" -e \
    "default_transport = smtp" \
    "relayhost = $host" \
    "smtp_sasl_auth_enable = yes" \
    "smtp_sasl_security_options = noanonymous" \
    "smtp_sasl_password_maps = texthash:$MAIL_CONFIG/sasl_passwd" \
    "smtp_tls_security_level = secure" \
    "smtp_tls_mandatory_protocols = >=TLSv1.2" \
    "smtp_tls_CAfile = /etc/pki/tls/certs/ca-bundle.crt"
}
