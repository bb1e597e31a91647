# shellcheck shell=bash
# The proxy on port 443: certificate and configuration, for nginx or Apache httpd.

CERTIFICATE="$ROOT/etc/pki/tls/certs/redcap.crt"
CERTIFICATE_KEY="$ROOT/etc/pki/tls/private/redcap.key"
# The certificate is renewed at any deployment or configuration change in its last 90 days. The load balancer encrypts to
# the instance but does not check names or dates, so a late renewal cuts nobody off.
readonly CERTIFICATE_DAYS=730 RENEW_DAYS=90
# REDCap's web root inside the bundle, as the proxy sees it.
DOCUMENT_ROOT="$ROOT/var/www/html/redcap"

# Prebuild: into the bundle, from where Elastic Beanstalk copies it beside its own configuration and tests the whole.
step_proxy() {
  make_certificate
  # nginx makes its own folders in here, as soon as its configuration is tested.
  install -d -m 0711 "$DATA_DIR"
  if shibboleth_wanted; then shibboleth_files; fi
  render_proxy "$BUNDLE_DIR/.platform/$(proxy_service)"
}

# Postdeploy: the same files into the live configuration, in case the platform left them out, and a test of the result.
step_web() {
  local service
  service="$(proxy_service)"
  render_proxy "$ROOT/etc/$service"
  if [[ $service == nginx ]]; then
    nginx -t -q || fail "nginx refuses its configuration (see above)"
  else
    httpd -t || fail "httpd refuses its configuration (see above)"
  fi
  systemctl reload-or-restart "$service.service"
  # PHP reads templates/php.ini only when it starts.
  if [[ -e $ROOT/run/redcap/restart-php ]]; then
    systemctl restart php-fpm.service
    rm -f "$ROOT/run/redcap/restart-php"
  else
    systemctl reload-or-restart php-fpm.service
  fi
  log "web: $service and PHP use the settings of this deployment"
}

# make_certificate: the key is made once; the certificate for it when there is none, or when its end is near.
make_certificate() {
  if [[ ! -s $CERTIFICATE_KEY ]]; then
    openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 2>/dev/null | write_file "$CERTIFICATE_KEY" 0600
    rm -f "$CERTIFICATE"
    log "proxy: created the instance's key"
  fi
  if [[ -s $CERTIFICATE ]] && openssl x509 -in "$CERTIFICATE" -noout -checkend $((RENEW_DAYS * 86400)) >/dev/null; then
    return
  fi
  openssl req -x509 -new -key "$CERTIFICATE_KEY" -days "$CERTIFICATE_DAYS" -subj "/CN=redcap-instance" \
    -addext "subjectAltName=DNS:localhost,DNS:$(uname -n)" | write_file "$CERTIFICATE" 0644
  log "proxy: created a certificate, valid for $CERTIFICATE_DAYS days"
}

# render_proxy DIRECTORY: writes our files into a folder that has the layout of /etc/nginx or /etc/httpd.
render_proxy() {
  local values=(
    "PORT=${REDCAP_HTTPS_PORT:-443}"
    "CERTIFICATE=$CERTIFICATE"
    "CERTIFICATE_KEY=$CERTIFICATE_KEY"
    "DOCUMENT_ROOT=$DOCUMENT_ROOT"
    "DATA_DIR=$DATA_DIR"
    "LOG_DIR=$ROOT/var/log/$(proxy_service)"
    "REQUEST_SECONDS=$REQUEST_SECONDS"
    # Longer than the load balancer's, so that it, not the instance, closes idle connections: no stray 502.
    "KEEP_ALIVE_SECONDS=$((REQUEST_SECONDS + 20))"
    # One MiB above the largest file, for the form around it.
    "BODY_MB=$((REDCAP_UPLOAD_LIMIT_MB + 1))"
    "BODY_BYTES=$(((REDCAP_UPLOAD_LIMIT_MB + 1) * 1048576))"
    "STRICT_TRANSPORT=max-age=31536000"
  )
  if [[ $(proxy_service) == nginx ]]; then
    values+=("TRUSTED_PROXIES=$(tr ',' '\n' <<<"$REDCAP_TRUSTED_PROXIES" | sed 's/.*/    set_real_ip_from &;/')")
    render nginx-https.conf "${values[@]}" | write_file "$1/conf.d/redcap-https.conf" 0644
    # 00: regular expressions are tried in order, and these must come before the platform's php.conf.
    render nginx-guards.conf | write_file "$1/conf.d/elasticbeanstalk/00-redcap-guards.conf" 0644
  else
    values+=("TRUSTED_PROXIES=${REDCAP_TRUSTED_PROXIES//,/ }" "SERVER_NAME=$(shibboleth_server_name)")
    # This name replaces the file of the package mod_ssl, which would listen on the same port.
    render httpd-ssl.conf "${values[@]}" | write_file "$1/conf.d/ssl.conf" 0644
    if shibboleth_wanted; then shibboleth_proxy "$1/conf.d"; else shibboleth_remove "$1/conf.d"; fi
  fi
}
