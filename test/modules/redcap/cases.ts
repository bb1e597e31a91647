import { foundationRefused } from "../foundation/cases";
import type { Inputs } from "../synthesis";
import {
  production,
  changed,
  certificate,
  ipSet,
  s3,
  secretArn,
  shibboleth,
  signIn,
  apache,
  externalAdministrator,
  badShibboleth,
} from "./inputs";
import * as signInCases from "./sign-in-cases";
import * as software from "./software-cases";
export { production } from "./inputs";
export { refusedAtSynth } from "./synth-cases";

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

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  ...software.refused,
  ...signInCases.refused,
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
  "variables with the module's own prefix": [
    changed({ web: { environmentVariables: { REDCAP_DB_HOST: "x" } } }),
    /^web\.environmentVariables must not begin with REDCAP_/,
  ],
  "secrets with the module's own prefix": [
    changed({ web: { environmentSecrets: { REDCAP_SALT: secretArn } } }),
    /^web\.environmentSecrets must not begin with REDCAP_/,
  ],
  "a name of two lines": [
    signIn({ institution: "A university\nof two lines" }),
    /^application\.institution must be text on one line/,
  ],
  "more exceptions than fit into an expression": [
    changed({
      firewall: {
        exceptionPaths: Array.from({ length: 30 }, (_, i) => ({ path: `/a-path-of-a-script/${i}` })),
      },
    }),
    /^firewall\.exceptionPaths must fit into one regular expression of 508/,
  ],
  "the United Kingdom by another code": [
    changed({ firewall: { allowCountries: ["UK"] } }),
    /^firewall\.allowCountries\[0\] must be an ISO 3166 country code of two capital letters, like US \(the United Kingdom is GB\)/,
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
