#!/bin/bash
# The steps of REDCap's public upgrade script on an instance, in our own words, for a test: easy-upgrade.sh NEW_ZIP. `aws` and `get-config`
# come by the path; TMP stands for /tmp. Prints the most space that it takes there, in KiB.
set -eu
new="$1"
name="${new##*/}"
most=0
measure() {
  local now
  now="$(du -sk "$TMP" | cut -f1)"
  if ((now > most)); then most="$now"; fi
}

# Which version does the environment run, and where is its bundle?
environment="$(get-config container -k environment_name)"
eb() { aws elasticbeanstalk "$@" --region us-east-1 --output text; }
application="$(eb describe-environments --environment-names "$environment" --query 'Environments[0].ApplicationName')"
label="$(eb describe-environments --environment-names "$environment" --query 'Environments[0].VersionLabel')"
version=(describe-application-versions --application-name "$application" --version-labels "$label" --query)
bucket="$(eb "${version[@]}" 'ApplicationVersions[0].SourceBundle.S3Bucket')"
key="$(eb "${version[@]}" 'ApplicationVersions[0].SourceBundle.S3Key')"

# The bundle goes to /tmp under its name, and is looked for there under its key. Errors do not stop REDCap's script, either.
aws s3 cp "s3://$bucket/$key" "$TMP/"
cp "$new" "$TMP/"
unzip -q "$TMP/$key" -d "$TMP/redcap-current" || true
unzip -q "$TMP/$name" -d "$TMP/redcap-next"
measure
for folder in .ebextensions .platform; do
  chmod -R +r "$TMP/redcap-current/$folder" || true
  cp -a "$TMP/redcap-current/$folder" "$TMP/redcap-next/" || true
done
(cd "$TMP/redcap-next" && zip -qr "eb-$name" .)
measure
aws s3 cp "$TMP/redcap-next/eb-$name" "s3://$bucket/"
eb create-application-version --application-name "$application" --version-label "eb-$name" --source-bundle "S3Bucket=$bucket,S3Key=eb-$name"
eb update-environment --environment-name "$environment" --version-label "eb-$name"
rm -rf "$TMP/redcap-current" "$TMP/redcap-next" "${TMP:?}/$key" "${TMP:?}/$name"
echo "$most"
