# shellcheck shell=bash
# What every step needs. Sourced by ../step.

# Tests set REDCAP_ROOT_DIR to a scratch folder that then stands for "/"; empty on an instance.
ROOT="${REDCAP_ROOT_DIR:-}"
# User that Elastic Beanstalk runs PHP as.
APP_USER="${REDCAP_APP_USER:-webapp}"
# Programs that outlive a deployment live here, because the bundle's folder is swapped during each one.
LIBEXEC="$ROOT/usr/local/libexec/redcap"
# What is on its way through the instance (uploads, exports, request bodies), which may hold PHI: on disk, because /tmp is
# memory on Amazon Linux 2023, and on the encrypted volume where there is one (see log-volume.sh).
DATA_DIR="$ROOT/var/lib/redcap"
# Longest request in seconds. ALB idle timeout, proxy and PHP must agree on it.
readonly REQUEST_SECONDS=600

# log TEXT: one line for eb-hooks.log.
log() { printf 'redcap: %s\n' "$*"; }

# fail TEXT: says why, and ends the step; Elastic Beanstalk then fails the deployment.
fail() {
  printf 'redcap: ERROR: %s\n' "$*" >&2
  exit 1
}

# write_file PATH MODE [OWNER]: puts standard input there in one move, so that no reader sees half a file, and no secret is
# readable for a moment.
write_file() {
  local path="$1" mode="$2" owner="${3:-root:root}" temporary
  mkdir -p "$(dirname "$path")"
  temporary="$(umask 077 && mktemp "$path.XXXXXX")"
  cat >"$temporary"
  chown "$owner" "$temporary"
  chmod "$mode" "$temporary"
  mv -f "$temporary" "$path"
}

# render TEMPLATE NAME=VALUE...: prints the template with each {{NAME}} replaced; an unknown {{NAME}} is an error.
render() {
  local text pair
  text="$(<"$HERE/templates/$1")"
  shift
  for pair in "$@"; do
    text="${text//"{{${pair%%=*}}}"/"${pair#*=}"}"
  done
  [[ $text != *"{{"* ]] || fail "template leaves a placeholder unfilled: $(grep -o '{{[A-Z_]*}}' <<<"$text" | sort -u | tr '\n' ' ')"
  printf '%s\n' "$text"
}

# secret ARN FIELD: prints one field of a JSON secret, read with the instance's role. Nothing is logged.
secret() {
  php "$HERE/php/secret.php" "$1" "$2"
}
