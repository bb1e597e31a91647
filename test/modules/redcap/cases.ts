import prod from "../../../envs/prod";
import { foundationRefused, partsRefused } from "../foundation/cases";
import type { Inputs } from "../synthesis";

/** Production's inputs. */
export const production = prod.redcap as Inputs;
const changed = (changes: object): Inputs => ({ ...production, ...changes });

const certificate = (region: string) =>
  `arn:aws:acm:${region}:111122223333:certificate/11111111-2222-3333-4444-555555555555`;
const ipSet = (scope: "regional" | "global") =>
  `arn:aws:wafv2:us-east-1:111122223333:${scope}/ipset/abuse/11111111-2222-3333-4444-555555555555`;

const s3 = { kind: "s3", bucket: "example-redcap-sources", key: "redcap.zip" };
const secretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:sign-in-AbCdEf";
const shibboleth = { secretArn, identityProvider: { entityId: "https://idp.example.edu/idp" } };
/** Production with another way to sign in. */
const signIn = (application: object, others: object = {}): Inputs =>
  changed({ application: { ...(production["application"] as object), ...application }, ...others });
const apache = { web: { proxy: "apache" } };
const externalAdministrator = {
  username: "o'neill@example.edu",
  reason: "The directory's uid, tried on staging",
};
/** Refused in the words of `fault`, with Shibboleth. */
const badShibboleth = (fault: object): Inputs =>
  signIn({ authentication: "shibboleth_table", shibboleth: { ...shibboleth, ...fault } }, apache);

export const accepted: Readonly<Record<string, Inputs>> = {
  production,
  "a trial without a name": changed({ domain: undefined, plainHttp: { reason: "a trial without patients" } }),
  "a directory and REDCap's own accounts": signIn(
    { authentication: "ldap_table" },
    {
      web: { egress: { https: { port: 443, cidr: "0.0.0.0/0" }, ldaps: { port: 636, cidr: "10.0.0.0/8" } } },
      redcapSource: s3,
    },
  ),
  "OpenID Connect and REDCap's own accounts": signIn({
    authentication: "openid_connect_table",
    identityProvider: { secretArn },
  }),
  "Entra ID alone, with its administrator": signIn({
    authentication: "oauth2_azure_ad",
    identityProvider: { secretArn },
    externalAdministrator,
  }),
  "Shibboleth alone, with its administrator": signIn(
    { authentication: "shibboleth", shibboleth, externalAdministrator },
    apache,
  ),
  "a copy that writes to nobody": signIn(
    { cron: false, copy: { snapshot: "redcap-prod-copy-20261127-180000" } },
    { mail: undefined },
  ),
  "Shibboleth, to be chosen in the Control Center": signIn({ shibboleth }, apache),
  "an old REDCap that another version_label runs": changed({
    redcapSource: { ...s3, key: "redcap14.5.23.zip" },
    environments: { blue: { versionLabel: "redcap-16.0.18-0123456789ab" } },
  }),
  "a bundle at the top of a bucket, with easy_upgrade": changed({
    redcapSource: { kind: "bundle", bucket: "example-redcap-sources", key: "redcap-16.0.18.zip" },
    applicationUpgrades: "easy_upgrade",
    firewall: { administratorCidrs: ["192.0.2.0/24"] },
  }),
  "CloudFront, for some addresses only": changed({
    edge: { ipv6: false },
    firewall: { admitOnly: { cidrs: ["192.0.2.0/24"] } },
  }),
  "CloudFront, with IP sets of its own": changed({
    edge: {},
    firewall: { denyIpSetArns: { abuse: ipSet("global") } },
  }),
  "a move to CloudFront, by another colour": changed({
    environments: { blue: {}, green: {} },
    edge: { openEnvironments: ["blue"] },
    allowedCidrs: { campus: "192.0.2.0/24" },
  }),
  "CloudFront, with certificates and DNS that exist already": changed({
    domain: { name: "redcap.example.edu", existingCertificate: { arn: certificate("eu-west-1") } },
    edge: { existingCertificate: { arn: certificate("us-east-1") } },
  }),
};

const bundle = { kind: "bundle", bucket: "example-redcap-sources", key: "bundles/redcap-16.0.18.zip" };
const runsOn =
  /^environments\.blue must have a PHP version on which redcapSource runs: REDCap before 15\.0\.0 runs on none/;

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a copy whose jobs run": [
    signIn({ copy: { snapshot: "redcap-prod-copy" } }, { mail: undefined }),
    /application\.cron must be false with application\.copy/,
  ],
  "a copy that sends mail": [
    signIn({ cron: false, copy: { snapshot: "redcap-prod-copy" } }),
    /mail must be left out with application\.copy/,
  ],
  "a copy of an ARN": [
    signIn(
      { cron: false, copy: { snapshot: "arn:aws:rds:us-east-1:111122223333:cluster-snapshot:x" } },
      { mail: undefined },
    ),
    /application\.copy\.snapshot must be the name of a cluster snapshot/,
  ],
  "replicas of a salt that is managed elsewhere": [
    signIn({
      existingSalt: { secretArn },
      saltReplicaKmsKeyArns: { west: "arn:aws:kms:us-west-2:111122223333:key/1" },
    }),
    /^application\.saltReplicaKmsKeyArns must be empty with existingSalt/,
  ],
  "a name that databases cannot have": [
    changed({ name: "re--search", auditTrail: undefined }),
    /^name must not have two hyphens in a row, which RDS refuses/,
  ],
  "a name that looks like a security group's ID": [
    changed({ name: "sg-redcap" }),
    /^name must not be a name that AWS reserves: sg-… \(security groups\), internal-… \(load balancers\), xn--/,
  ],
  "the name of RDS's own subnet group": [
    changed({ name: "default" }),
    /^name must not be a name that AWS reserves: .*default \(subnet groups of databases\)/,
  ],
  "the United Kingdom by another code": [
    changed({ firewall: { allowCountries: ["UK"] } }),
    /^firewall\.allowCountries\[0\] must be an ISO 3166 country code of two capital letters, like US \(the United Kingdom is GB\)/,
  ],
  "a REDCap that is too old for PHP, by the version to download": [
    changed({
      redcapSource: {
        kind: "community",
        redcapVersion: "14.5.23",
        credentialsSecretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:redcap-AbCdEf",
      },
    }),
    runsOn,
  ],
  "a REDCap that is too old for PHP, by the zip's name": [
    changed({ redcapSource: { ...s3, key: "software/redcap14.5.23.zip" } }),
    runsOn,
  ],
  "a REDCap that is too old for the PHP of a platform version": [
    changed({
      redcapSource: { ...s3, key: "redcap-v13.1.2.zip" },
      environments: { blue: { solutionStackName: "64bit Amazon Linux 2023 v4.13.7 running PHP 8.3" } },
    }),
    runsOn,
  ],
  "a log volume that is too small for REDCap's script": [
    changed({
      applicationUpgrades: "easy_upgrade",
      firewall: { administratorCidrs: ["192.0.2.0/24"] },
      web: { logVolumeSizeGb: 4 },
    }),
    /^web\.logVolumeSizeGb must be at least 8 with easy_upgrade, or 0 with a rootVolumeSizeGb of at least 16/,
  ],
  "a root volume that is too small for REDCap's script": [
    changed({
      applicationUpgrades: "easy_upgrade",
      firewall: { administratorCidrs: ["192.0.2.0/24"] },
      web: { logVolumeSizeGb: 0, rootVolumeSizeGb: 10 },
    }),
    /^web\.logVolumeSizeGb must be at least 8 with easy_upgrade, or 0 with a rootVolumeSizeGb of at least 16/,
  ],
  "a bundle in a folder, with easy_upgrade": [
    changed({
      redcapSource: bundle,
      applicationUpgrades: "easy_upgrade",
      firewall: { administratorCidrs: ["192.0.2.0/24"] },
    }),
    /^redcapSource\.key must have no slash with easy_upgrade: REDCap's script fetches the bundle to \/tmp/,
  ],
  "a trail of a name that CloudTrail refuses": [
    changed({ name: "rs", auditTrail: {} }),
    /^name must have at least 3 characters and no two hyphens in a row with auditTrail/,
  ],
  "the state's bucket for the trail of others": [
    changed({
      auditTrail: { existingLogGroup: { name: "organization/trail" }, stateBucket: { name: "our-state" } },
    }),
    /^auditTrail\.stateBucket must not be given with existingLogGroup/,
  ],
  "CloudFront without a name": [
    changed({ domain: undefined, plainHttp: { reason: "a trial without patients" }, edge: {} }),
    /^(edge must not be given without domain|edge\.existingCertificate must be given without domain\.zone)/,
  ],
  "CloudFront, and no way to its certificate": [
    changed({
      domain: { name: "redcap.example.edu", existingCertificate: { arn: certificate("us-east-1") } },
      edge: {},
    }),
    /^edge\.existingCertificate must be given without domain\.zone/,
  ],
  "a certificate of another region for CloudFront": [
    changed({ edge: { existingCertificate: { arn: certificate("eu-west-1") } } }),
    /^edge\.existingCertificate\.arn must be the ARN of an ACM certificate in us-east-1/,
  ],
  "ranges that would admit nobody": [
    changed({ edge: {}, allowedCidrs: { campus: "192.0.2.0/24" } }),
    /^allowedCidrs must be left out with edge/,
  ],
  "CloudFront before nothing": [
    changed({ edge: { openEnvironments: ["blue"] } }),
    /^edge\.openEnvironments must have keys of environments, and not all of them/,
  ],
  "an open colour that is not there": [
    changed({ edge: { openEnvironments: ["green"] } }),
    /^edge\.openEnvironments must have keys of environments/,
  ],
  "IP sets of one scope for two web ACLs": [
    changed({
      environments: { blue: {}, green: {} },
      edge: { openEnvironments: ["blue"] },
      firewall: { denyIpSetArns: { abuse: ipSet("global") } },
    }),
    /^edge\.openEnvironments must be empty with IP sets in firewall/,
  ],
  "an answer that takes longer than CloudFront waits": [
    changed({ edge: { readTimeoutSeconds: 600 } }),
    /^edge\.readTimeoutSeconds must be at most 120/,
  ],
  "an answer at once": [
    changed({ edge: { readTimeoutSeconds: 0 } }),
    /^edge\.readTimeoutSeconds must be at least 1/,
  ],
  "a cached path with a space": [
    changed({ edge: { cachedPaths: ["/my files/*"] } }),
    /^edge\.cachedPaths\[0\] must be a path pattern/,
  ],
  ...foundationRefused(changed),
  "a name, and no way to a certificate": [
    changed({ domain: { name: "redcap.example.edu" } }),
    /^domain must have zone/,
  ],
  "neither name nor a reason for HTTP": [
    changed({ domain: undefined }),
    /^domain or plainHttp must be given/,
  ],
  "both name and HTTP": [
    changed({ plainHttp: { reason: "a trial without patients" } }),
    /^domain or plainHttp must be given/,
  ],
  "both sources": [
    changed({
      redcapSource: {
        ...s3,
        credentialsSecretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:x",
      },
    }),
    /^redcapSource with kind "s3" must have bucket and key, and must not have credentialsSecretArn/,
  ],
  "a community source without a login": [
    changed({ redcapSource: { kind: "community" } }),
    /must have credentialsSecretArn/,
  ],
  "an ended PHP": [
    changed({ environments: { blue: { phpVersion: "8.1" } } }),
    /^environments\.blue\.phpVersion must be one of 8\.3/,
  ],
  "a class that Aurora does not have": [
    changed({ database: { instanceClass: "db.t3.small" } }),
    /^database\.instanceClass must be an Aurora instance class/,
  ],
  "a colour that is not there": [
    changed({ activeEnvironment: "green" }),
    /^activeEnvironment must be a key of environments/,
  ],
  "a key of mail before the first": [
    changed({ mail: { domain: "example.edu", transport: "smtp", accessKey: { generation: 0 } } }),
    /^mail\.accessKey\.generation must be at least 1/,
  ],
  "mail from nowhere": [changed({ mail: {} }), /^mail must have domain .* or existing/],
  "a read replica without a reader": [
    changed({ database: { readReplica: true } }),
    /^database\.readReplica needs a reader/,
  ],
  "one zone": [
    changed({ network: { availabilityZones: ["us-east-1a"] } }),
    /^network\.availabilityZones must have at least 2 items/,
  ],
  "a network that is too small": [
    changed({ network: { availabilityZones: ["us-east-1a", "us-east-1b"], cidr: "10.0.0.0/26" } }),
    /^network\.cidr must have a prefix/,
  ],
  "a zone that cannot hold the name": [
    changed({ domain: { name: "redcap.example.edu", zone: { name: "ample.edu" } } }),
    /^domain\.zone\.name must be the name itself or a domain above it/,
  ],
  "a zone that cannot hold the mail's domain": [
    changed({ mail: { domain: "example.edu", zone: { name: "redcap.example.edu" } } }),
    /^mail\.zone\.name must be the mail's domain itself or one above it/,
  ],
  "an existing SES without the right to send": [
    changed({ mail: { fromAddress: "redcap@example.edu", existing: { configurationSetName: "redcap" } } }),
    /^mail with existing must have what its transport sends with: identityArn/,
  ],
  "a sender of another domain": [
    changed({ mail: { domain: "example.edu", fromAddress: "redcap@example.org" } }),
    /^mail\.fromAddress must be an address of the domain/,
  ],
  "a region that is not there": [
    changed({
      mail: {
        fromAddress: "redcap@example.edu",
        existing: {
          region: "use-east-1",
          identityArn: "arn:aws:ses:us-east-1:111122223333:identity/example.edu",
        },
      },
    }),
    /^mail\.existing\.region must be an AWS region/,
  ],
  "one database user for two purposes": [
    changed({ database: { username: "redcap_user2" } }),
    /^database\.username must differ from upgradeUsername and masterUsername/,
  ],
  "no way to AWS's services": [
    changed({ web: { egress: { ldaps: { port: 636, cidr: "10.0.0.0/8" } } } }),
    /^web\.egress must have a rule for port 443/,
  ],
  "a directory that cannot be reached": [
    signIn({ authentication: "ldap_table" }, { redcapSource: s3 }),
    /^web\.egress must have a rule for the directory's port/,
  ],
  "a directory alone, so that redcap_admin cannot sign in": [
    signIn(
      { authentication: "ldap" },
      {
        web: {
          egress: { https: { port: 443, cidr: "0.0.0.0/0" }, ldaps: { port: 636, cidr: "10.0.0.0/8" } },
        },
        redcapSource: s3,
      },
    ),
    /^application\.authentication must be the form with _table, .*The nearest is ldap_table/,
  ],
  "Entra ID alone, so that redcap_admin cannot sign in": [
    signIn({ authentication: "oauth2_azure_ad", identityProvider: { secretArn } }),
    /^application\.authentication must be the form with _table, .*The nearest is oauth2_azure_ad_table/,
  ],
  "Shibboleth alone, so that redcap_admin cannot sign in": [
    signIn({ authentication: "shibboleth", shibboleth }, apache),
    /^application\.authentication must be the form with _table, .*The nearest is shibboleth_table/,
  ],
  "a directory without its settings": [
    signIn(
      { authentication: "ldap_table" },
      {
        web: {
          egress: { https: { port: 443, cidr: "0.0.0.0/0" }, ldaps: { port: 636, cidr: "10.0.0.0/8" } },
        },
        redcapSource: { kind: "community", credentialsSecretArn: secretArn },
      },
    ),
    /^redcapSource\.overlay must be given with ldap and ldap_table/,
  ],
  "no authentication at all": [
    signIn({ authentication: "none" }),
    /^application\.authentication must be one of table, ldap_table, .*none, openid_google, .*: install with table/,
  ],
  "Google alone": [
    signIn({ authentication: "openid_google" }),
    /^application\.authentication must be one of .*install with table/,
  ],
  "a method that REDCap does not know": [
    signIn({ authentication: "saml" }),
    /^application\.authentication must be one of table, ldap_table, /,
  ],
  "an administrator from outside, where nobody comes from": [
    signIn({ externalAdministrator }),
    /^application\.externalAdministrator must not be given with an authentication of table/,
  ],
  "an administrator with a space": [
    signIn({
      authentication: "openid_connect",
      identityProvider: { secretArn },
      externalAdministrator: { username: "Jane Doe", reason: "x" },
    }),
    /^application\.externalAdministrator\.username must be a user's name/,
  ],
  "an administrator for no reason": [
    signIn({
      authentication: "openid_connect",
      identityProvider: { secretArn },
      externalAdministrator: { username: "jane", reason: "" },
    }),
    /^application\.externalAdministrator\.reason must have at least 1 character/,
  ],
  "OpenID Connect without its settings": [
    signIn({ authentication: "openid_connect_table" }),
    /^application\.identityProvider must be given with openid_connect and oauth2_azure_ad/,
  ],
  "an identity provider that nobody asks": [
    signIn({ identityProvider: { secretArn } }),
    /^application\.identityProvider must be given with openid_connect and oauth2_azure_ad/,
  ],
  "an identity provider's secret in Parameter Store": [
    signIn({
      authentication: "openid_connect_table",
      identityProvider: { secretArn: "arn:aws:ssm:us-east-1:111122223333:parameter/oidc" },
    }),
    /^application\.identityProvider\.secretArn must be an ARN like/,
  ],
  "Shibboleth without its settings": [
    signIn({ authentication: "shibboleth_table" }, apache),
    /^application\.shibboleth must be given with an authentication of shibboleth/,
  ],
  "Shibboleth with nginx": [
    signIn({ authentication: "shibboleth_table", shibboleth }),
    /^web\.proxy must be apache with application\.shibboleth/,
  ],
  "Shibboleth without HTTPS": [
    signIn(
      { authentication: "shibboleth_table", shibboleth },
      { ...apache, domain: undefined, plainHttp: { reason: "a trial without patients" } },
    ),
    /^domain must be given with application\.shibboleth: its cookies are for HTTPS only/,
  ],
  "Shibboleth without a secret's ARN": [
    badShibboleth({ secretArn: "shibboleth" }),
    /^application\.shibboleth\.secretArn must be an ARN like/,
  ],
  "an identity provider without a URI": [
    badShibboleth({ identityProvider: { entityId: "idp.example.edu" } }),
    /^application\.shibboleth\.identityProvider\.entityId must be an entity ID/,
  ],
  "a service provider with a space": [
    badShibboleth({ entityId: "https://redcap.example.edu/our sp" }),
    /^application\.shibboleth\.entityId must be an entity ID/,
  ],
  "metadata that anybody on the way can change": [
    badShibboleth({
      identityProvider: {
        ...shibboleth.identityProvider,
        signedMetadata: { url: "http://idp.example.edu/metadata" },
      },
    }),
    /^application\.shibboleth\.identityProvider\.signedMetadata\.url must be a URL that begins with https:/,
  ],
  "a user's name by a header": [
    badShibboleth({ usernameAttribute: "HTTP EPPN" }),
    /^application\.shibboleth\.usernameAttribute must be the id of an attribute/,
  ],
  "half a fingerprint": [
    badShibboleth({ packageKeyFingerprint: "378B845402277962" }),
    /^application\.shibboleth\.packageKeyFingerprint must be a fingerprint of 40/,
  ],
  "a range that is none": [
    changed({ web: { egress: { https: { port: 443, cidr: "999.0.0.0/99" } } } }),
    /^web\.egress\.https\.cidr must be an IPv4 range/,
  ],
  "an upgrade button that leads to a closed page": [
    changed({ applicationUpgrades: "easy_upgrade", firewall: {} }),
    /^applicationUpgrades must be terraform where firewall\.administratorCidrs is empty/,
  ],
  "a retention that Elastic Beanstalk does not know": [
    changed({ logRetentionDays: 1096 }),
    /^logRetentionDays must be one of .*Elastic Beanstalk/,
  ],
  "thresholds that cross": [
    changed({ web: { autoscaling: { upperCpuPercent: 20, lowerCpuPercent: 80 } } }),
    /^web\.autoscaling must have lowerCpuPercent below upperCpuPercent/,
  ],
  "a time zone of another planet": [
    changed({ application: { ...(production["application"] as object), timezone: "Mars/Phobos" } }),
    /^application\.timezone must be a time zone/,
  ],
  "hours of cron that begin where they end": [
    changed({ application: { ...(production["application"] as object), cronHours: { from: 7, to: 7 } } }),
    /^application\.cronHours must have from and to that differ/,
  ],
};

/** What Terraform says in words of its own, or of the variables of the composed modules. */
export const refusedAtSynth: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "the ranges of 31 branches": [
    changed({
      allowedCidrs: Object.fromEntries(
        Array.from({ length: 31 }, (_, n) => [`branch-${n}`, `10.${n}.0.0/16`]),
      ),
    }),
    /^allowedCidrs must need no more rules than a security group has: .*: 62 of 60/,
  ],
  ...partsRefused(changed),
  "a database that the engine reserves": [
    changed({ database: { databaseName: "groups" } }),
    /^database\.databaseName must not be a word that the engine reserves/,
  ],
  "a network that is too small for the automatic layout": [
    changed({ network: { availabilityZones: ["us-east-1a", "us-east-1b"], cidr: "10.0.0.0/24" } }),
    /^network\.cidr must have a prefix between \/16 and \/22 without subnetCidrs/,
  ],
  "maximum below minimum": [
    changed({ environments: { blue: { minInstances: 3, maxInstances: 2 } } }),
    /^environments\.blue must not have more minInstances/,
  ],
  "an ended engine": [
    changed({ database: { engineVersion: "5.7.mysql_aurora.2.11.5" } }),
    /^database\.engineVersion must be a version of the engine under standard support/,
  ],
  "reports about a record that is not made": [
    changed({ mail: { domain: "example.edu", dmarcReportAddress: "dmarc@example.edu" } }),
    /^mail\.dmarcReportAddress requires a dmarcPolicy other than unmanaged/,
  ],
  "a self-upgrading colour on the first version": [
    changed({
      applicationUpgrades: "easy_upgrade",
      environments: { blue: {}, green: {} },
    }),
    /^environments must have a versionLabel in all entries but one/,
  ],
  "a deployment policy that easy upgrade cannot have": [
    changed({ applicationUpgrades: "easy_upgrade", web: { deploymentPolicy: "Immutable" } }),
    /^web\.deploymentPolicy must be RollingWithAdditionalBatch with easy_upgrade/,
  ],
  "a set-up that takes days": [changed({ setupHours: 48 }), /^setupHours must be at most 24/],
  "a variable of REDCap's own": [
    changed({ web: { environmentVariables: { REDCAP_CRON: "off" } } }),
    /^web\.environmentVariables must not begin with REDCAP_/,
  ],
  "a secret variable of REDCap's own": [
    changed({ web: { environmentSecrets: { REDCAP_SALT: `${secretArn}:salt` } } }),
    /^web\.environmentSecrets must not begin with REDCAP_/,
  ],
  "an administrator whose address is a command": [
    signIn({ administratorEmail: "a$(id)@example.edu" }),
    /^application\.administratorEmail must be an email address/,
  ],
  "an institution with a second line": [
    signIn({ institution: "Example\u0007University" }),
    /^application\.institution must be text on one line/,
  ],
  "a salt whose ARN is a command": [
    signIn({ existingSalt: { secretArn: `${secretArn}$(id)` } }),
    /^application\.existingSalt\.secretArn must be an ARN like arn:aws:secretsmanager/,
  ],
  "a configuration set that is a command": [
    changed({
      mail: {
        transport: "api",
        fromAddress: "redcap@example.edu",
        existing: {
          identityArn: "arn:aws:ses:us-east-1:111122223333:identity/example.edu",
          configurationSetName: "x; id",
        },
      },
    }),
    /^mail\.existing\.configurationSetName must be 1 to 64 letters/,
  ],
  "both lists of countries": [
    changed({ firewall: { allowCountries: ["US"], denyCountries: ["CA"] } }),
    /^firewall\.denyCountries must be empty if allowCountries is given/,
  ],
  "an exception for a rule that has one": [
    changed({
      firewall: {
        exceptions: {
          mine: {
            priority: 50,
            group: "AWSManagedRulesSQLiRuleSet",
            rule: "SQLi_BODY",
            paths: [{ path: "/plugins" }],
            reason: "Plugins of ours take SQL",
          },
        },
      },
    }),
    /^firewall\.exceptions\.(calculated-fields|mine) must not name the rule of another exception/,
  ],
  "an IP set of a region for CloudFront": [
    changed({ edge: {}, firewall: { denyIpSetArns: { abuse: ipSet("regional") } } }),
    /^firewall\.denyIpSetArns\.abuse must be an IP set of the web ACL's scope/,
  ],
  "a vault that refuses the retention of its rules": [
    changed({ backup: { lock: { mode: "governance", minRetentionDays: 7, maxRetentionDays: 100 } } }),
    /^backup\.rules\.monthly must have retentionDays within minRetentionDays and maxRetentionDays of the lock/,
  ],
  "no source": [changed({ redcapSource: undefined }), /^redcapSource is required/],
  "a source of no kind": [
    changed({ redcapSource: { bucket: "example", key: "k" } }),
    /^redcapSource\.kind is required/,
  ],
  "a misspelt input": [changed({ databse: {} }), /^databse is not an input; did you mean database\?/],
};
