# Mail through a real Postfix with a private configuration and queue. Only SES is a stand-in: the aws program notes what it is
# given, and refuses when asked to.

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
if [[ -s refuse ]]; then echo "An error occurred ($(cat refuse)) when calling the SendEmail operation: text" >&2; exit 254; fi
while [[ $1 != --cli-input-json ]]; do shift; done
cp "${2#file://}" "$(mktemp sent/XXXXXX)" && echo 0100-message-id'
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
log_says() { maillog | grep -q -- "$1"; }
is() { [ "$("$1")" = "$2" ]; }

@test "a message goes to SES whole, to all its recipients, with the configuration set and by no credential" {
  export REDCAP_SES_CONFIGURATION_SET=redcap-prod
  start_mail
  send_mail "ada@example.org, bob@example.org"
  eventually 15 is sent 1
  run php -r '$m = json_decode(file_get_contents(glob("$argv[1]/*")[0]), true);
    echo implode(",", $m["Destination"]["ToAddresses"]), " ", $m["ConfigurationSetName"], "\n", base64_decode($m["Content"]["Raw"]["Data"]);' "$SENT"
  [ "${lines[0]}" = "ada@example.org,bob@example.org redcap-prod" ]
  [[ $output == *$'Subject: Hello\r\n'* && $output == *$'\r\n\r\nthe text\r' && $output != *"Return-Path"* && $output != "From "* ]]
  grep -q "sesv2 send-email --region eu-west-1" "$CALLS"
  eventually 5 is queued 0
  log_says "SES took it as 0100-message-id"
  [ ! -e "$ROOT/etc/postfix/sasl_passwd" ]
}

@test "a message with large attachments goes through" {
  start_mail
  head -c 6000000 /dev/urandom | base64 >"$ROOT/attachment"
  send_mail ada@example.org "$ROOT/attachment"
  eventually 15 is sent 1
  [ "$(stat -c %s "$(find "$SENT" -type f)")" -gt 8000000 ]
}

@test "while SES throttles, the message waits, and goes when SES takes it again" {
  start_mail
  echo TooManyRequestsException >"$REFUSE"
  send_mail ada@example.org
  eventually 15 log_says "status=deferred.*TooManyRequestsException"
  [ "$(sent)" = 0 ]
  : >"$REFUSE"
  eventually 20 is sent 1
  eventually 5 is queued 0
  log_says "status=sent"
}

@test "a message that SES will never take is given up at once" {
  start_mail
  echo MessageRejected >"$REFUSE"
  send_mail ada@example.org
  eventually 15 log_says "to=<ada@example.org>.*status=bounced.*MessageRejected"
  eventually 15 log_says "to=<redcap@example.edu>.*status=bounced"
  eventually 15 is queued 0
  # The notice to the sender is refused too, and that is the end of it: no message about the message about the message.
  [ "$(maillog | grep -c status=bounced)" = 2 ]
}

@test "no role, no network and a paused account are reasons to wait" {
  local answer
  export REDCAP_SES_CONFIGURATION_SET=""
  start_mail
  for answer in AccessDeniedException SendingPausedException "Unable to locate credentials" "Could not connect to the endpoint URL"; do
    echo "$answer" >"$REFUSE"
    run "$ROOT/usr/local/libexec/redcap/ses-deliver" "$ROOT/etc/redcap/mail.conf" ada@example.org <<<"text"
    [ "$status" = 75 ]
  done
}

@test "mail for users of the machine goes nowhere" {
  start_mail
  send_mail root
  eventually 15 log_says "to=<root@instance.example>.*status="
  [ "$(find "$ROOT" -name root -type f | wc -l)" = 0 ]
}

@test "by SMTP, Postfix logs in with the secret, over verified TLS only, and the password is root's alone" {
  REDCAP_MAIL_TRANSPORT=smtp step mail >/dev/null 2>&1
  [ "$(stat -c '%a %U' "$ROOT/etc/postfix/sasl_passwd")" = "600 root" ]
  [ "$(cat "$ROOT/etc/postfix/sasl_passwd")" = "[email-smtp.eu-west-1.amazonaws.com]:587 smtp-user:smtp-password" ]
  run postconf -c "$ROOT/etc/postfix" -h relayhost smtp_tls_security_level smtp_sasl_auth_enable default_transport smtp_sasl_security_options
  [ "${lines[*]}" = "[email-smtp.eu-west-1.amazonaws.com]:587 secure yes smtp noanonymous" ]
  postfix -c "$ROOT/etc/postfix" check
  refute grep -q smtp-password "$CALLS"
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
