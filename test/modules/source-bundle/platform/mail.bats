# Mail through a real Postfix with a private configuration and queue. Only SES is a stand-in: the aws program notes what it is
# given, and refuses when asked to. Postfix logs a little after it acts: what is asked of its log is waited for.

load instance.bash

setup() {
  make_instance
  export SENT="$ROOT/sent" REFUSE="$ROOT/refuse"
  install -d -m 0777 "$SENT"
  stub aws 'echo "aws $*" >>"$(dirname "$0")/../calls"
cd "$(dirname "$0")/.." || exit 1
if [[ $1 == secretsmanager ]]; then
  while [[ $1 != --secret-id ]]; do shift; done
  exec php -r "echo json_encode(file_get_contents(\$argv[1]));" "secrets/${2##*:}"
fi
if [[ -s refuse ]]; then echo "An error occurred $(cat refuse)" >&2; exit 254; fi
while [[ $1 != --cli-input-json ]]; do shift; done
part="$(mktemp tmp/sent.XXXXXX)" && cp "${2#file://}" "$part" && mv "$part" sent/ && echo 0100-message-id'
  private_postfix
}

teardown() {
  postfix -c "$ROOT/etc/postfix" abort >/dev/null 2>&1 || true
  stop_all
}

# private_postfix: what the package lays down, but with every folder in the scratch folder and no port.
private_postfix() {
  local etc="$ROOT/etc/postfix"
  mkdir -p "$etc" "$ROOT/queue"
  install -d -o postfix "$ROOT/postfix-data"
  cat >"$etc/main.cf" <<END
compatibility_level = 3.6
queue_directory = $ROOT/queue
data_directory = $ROOT/postfix-data
maillog_file_prefixes = $ROOT
myhostname = instance.example
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
END
  cat >"$etc/master.cf" <<END
pickup    unix  n  -  n  1  1  pickup
cleanup   unix  n  -  n  -  0  cleanup
qmgr      unix  n  -  n  1  1  qmgr
rewrite   unix  -  -  n  -  -  trivial-rewrite
bounce    unix  -  -  n  -  0  bounce
defer     unix  -  -  n  -  0  bounce
trace     unix  -  -  n  -  0  bounce
proxymap  unix  -  -  n  -  -  proxymap
smtp      unix  -  -  n  -  -  smtp
error     unix  -  -  n  -  -  error
retry     unix  -  -  n  -  -  error
END
  stub systemctl 'echo "systemctl $*" >>"$CALLS"; if [[ $* == "reload-or-restart postfix.service" ]]; then
  if postfix -c "$ROOT/etc/postfix" status; then set -- reload; else set -- start; fi
  postfix -c "$ROOT/etc/postfix" "$1"
fi'
  make_ca
  step application >/dev/null
}

# refuse ERROR [TEXT]: from now on SES answers with this error. In one move, since the stand-in may read at any moment.
refuse() {
  echo "($1) when calling the SendEmail operation: ${2:-text}" >"$REFUSE.new"
  mv "$REFUSE.new" "$REFUSE"
}

# start_mail: our step, and the stand-in's folder on the way of ses-deliver.
start_mail() {
  step mail >/dev/null 2>&1
  echo "PATH=$STUBS:\$PATH" >>"$ROOT/etc/redcap/mail.conf"
}

# send_mail TO [BODY-FILE]: as PHP's mail() does.
send_mail() {
  { printf 'To: %s\nSubject: Hello\nFrom: REDCap <redcap@example.edu>\n\n' "$1"; cat "${2:-/dev/null}"; echo "the text"; } |
    sendmail -C "$ROOT/etc/postfix" -t -i
}

sent() { find "$SENT" -type f | wc -l; }
queued() { find "$ROOT"/queue/{incoming,active,deferred,maildrop} -type f | wc -l; }
maillog() { cat "$ROOT/var/log/nginx/redcap/mail.log"; }
log_says() { grep -q -- "$1" "$ROOT/var/log/nginx/redcap/mail.log"; }
is() { [ "$("$1")" = "$2" ]; }

@test "a message goes to SES whole, to all its recipients, with the configuration set and by no credential" {
  export REDCAP_SES_CONFIGURATION_SET=redcap-prod
  start_mail
  send_mail "ada@example.org, bob@example.org"
  eventually 60 is sent 1
  run php -r '$m = json_decode(file_get_contents(glob("$argv[1]/*")[0]), true);
    echo implode(",", $m["Destination"]["ToAddresses"]), " ", $m["ConfigurationSetName"], "\n", base64_decode($m["Content"]["Raw"]["Data"]);' "$SENT"
  [ "${lines[0]}" = "ada@example.org,bob@example.org redcap-prod" ]
  [[ $output == *$'Subject: Hello\r\n'* && $output == *$'\r\n\r\nthe text\r' && $output != *"Return-Path"* && $output != "From "* ]]
  grep -q "sesv2 send-email --region eu-west-1" "$CALLS"
  eventually 60 is queued 0
  eventually 60 log_says "SES took it as 0100-message-id"
  [ ! -e "$ROOT/etc/postfix/sasl_passwd" ]
}

@test "without a configuration set, none is named" {
  unset REDCAP_SES_CONFIGURATION_SET
  start_mail
  send_mail ada@example.org
  eventually 60 is sent 1
  run php -r 'echo implode(" ", array_keys(json_decode(file_get_contents(glob("$argv[1]/*")[0]), true)));' "$SENT"
  [ "$output" = "Destination Content" ]
}

@test "a message with large attachments goes through" {
  start_mail
  head -c 6000000 /dev/urandom | base64 >"$ROOT/attachment"
  send_mail ada@example.org "$ROOT/attachment"
  eventually 60 is sent 1
  [ "$(stat -c %s "$(find "$SENT" -type f)")" -gt 8000000 ]
}

@test "while SES throttles, the message waits, and goes when SES takes it again" {
  start_mail
  refuse TooManyRequestsException
  send_mail ada@example.org
  eventually 60 log_says "status=deferred.*TooManyRequestsException"
  [ "$(sent)" = 0 ]
  rm "$REFUSE"
  eventually 60 is sent 1
  eventually 60 is queued 0
  eventually 60 log_says "status=sent"
}

@test "a message that SES will never take is given up at once" {
  start_mail
  refuse MessageRejected
  send_mail ada@example.org
  eventually 60 log_says "to=<ada@example.org>.*status=bounced.*MessageRejected"
  eventually 60 log_says "to=<redcap@example.edu>.*status=bounced"
  eventually 60 is queued 0
  # The notice to the sender is refused too, and that is the end of it: no message about the message about the message.
  [ "$(maillog | grep -c status=bounced)" = 2 ]
}

@test "while an address is not verified (sandbox, DKIM pending), mail waits for it" {
  start_mail
  refuse MessageRejected "Email address is not verified. The following identities failed the check in region EU-WEST-1: redcap@example.edu"
  send_mail ada@example.org
  eventually 60 log_says "to=<ada@example.org>.*status=deferred.*not verified"
  rm "$REFUSE"
  eventually 60 is sent 1
}

@test "no role, no network and a paused account are reasons to wait" {
  local answer
  export REDCAP_SES_CONFIGURATION_SET=""
  start_mail
  for answer in AccessDeniedException SendingPausedException "Unable to locate credentials" "Could not connect to the endpoint URL"; do
    refuse "$answer"
    run "$ROOT/usr/local/libexec/redcap/ses-deliver" "$ROOT/etc/redcap/mail.conf" ada@example.org <<<"text"
    [ "$status" = 75 ]
  done
}

@test "mail for users of the machine goes nowhere" {
  start_mail
  send_mail root
  eventually 60 log_says "to=<root@instance.example>.*status="
  [ "$(find "$ROOT" -name root -type f | wc -l)" = 0 ]
}

@test "by SMTP, Postfix logs in with the secret, over verified TLS only, and the password is root's alone" {
  REDCAP_MAIL_TRANSPORT=smtp step mail >/dev/null 2>&1
  [ "$(stat -c '%a %U' "$ROOT/etc/postfix/sasl_passwd")" = "600 root" ]
  [ "$(cat "$ROOT/etc/postfix/sasl_passwd")" = "[email-smtp.eu-west-1.amazonaws.com]:587 smtp-user:$SMTP_PASSWORD" ]
  run postconf -c "$ROOT/etc/postfix" -h relayhost smtp_tls_security_level smtp_sasl_auth_enable default_transport smtp_sasl_security_options
  [ "${lines[*]}" = "[email-smtp.eu-west-1.amazonaws.com]:587 secure yes smtp noanonymous" ]
  postfix -c "$ROOT/etc/postfix" check
  refute grep -q "$SMTP_PASSWORD" "$CALLS"
  # And back: nothing of it is left.
  start_mail
  [ "$(postconf -c "$ROOT/etc/postfix" -h relayhost)$(postconf -c "$ROOT/etc/postfix" -h default_transport)" = ses ]
  [ ! -e "$ROOT/etc/postfix/sasl_passwd" ]
}

@test "with mail switched off, PHP's mail() fails and the log says why" {
  REDCAP_MAIL_TRANSPORT=none step application >/dev/null
  run env PHP_INI_SCAN_DIR="$ROOT/etc/php.d" php -r 'exit(mail("ada@example.org", "s", "t") ? 0 : 3);'
  [ "$status" = 3 ]
  [[ $output == *"REDCAP_MAIL_TRANSPORT=none"* ]]
}
