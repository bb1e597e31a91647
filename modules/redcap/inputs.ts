import { z } from "zod";
import { arn, domainName, emailAddress, namePrefix, regionName } from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";
import { decides } from "../../lib/schema";
import { Beanstalk } from "../beanstalk";
import { Database } from "../database";
import { Firewall } from "../firewall";
import { pathList } from "../firewall/paths";
import { foundationInputs, zone } from "../foundation/inputs";
import { LoadBalancer } from "../load-balancer";
import { ofKinds } from "../source-bundle/kinds";
import { source, sourceKinds } from "../source-bundle/source";
import { databasePart, filesPart, firewallPart, loadBalancerPart, mailPart, webPart } from "./parts";

const { network, existingNetwork, existingKmsKey, monitoring, backup, deletionProtection } = foundationInputs;
const loadBalancer = LoadBalancer.definition.inputs;
const beanstalk = Beanstalk.definition.inputs;
const firewall = Firewall.definition.inputs;

/** Names in brackets are those of the parameters of REDCap's CloudFormation templates. */
export const inputs = {
  name: namePrefix(20).describe(
    "Prefix of every name. [EBEndpoint names the environment; see environments for the CNAME.]",
  ),

  network: network.describe(
    "A VPC to make. Exactly one of network and existingNetwork. [VPCcidr = cidr; p1cidr, p2cidr, a1cidr, a2cidr, d1cidr, " +
      "d2cidr = subnet_cidrs]",
  ),
  existingNetwork,
  existingKmsKey,

  domain: z
    .strictObject({
      name: decides(domainName()).describe(
        "Name under which REDCap is reached: an apex or any label below it. [DomainName]",
      ),
      zone: zone
        .optional()
        .describe(
          "Public Route 53 zone of the name, in which records are made. [UseRoute53Boolean, HostedZoneIda, HostedZoneName]",
        ),
      existingCertificate: z
        .strictObject({ arn: arn("acm", "certificate/").describe("ARN of the certificate.") })
        .optional()
        .describe(
          "Existing certificate for the name. Default: ACM issues one, which needs the zone. [UseACMBoolean]",
        ),
    })
    .optional()
    .describe("REDCap's address. Exactly one of domain and plainHttp."),
  plainHttp: loadBalancer.plainHttp.describe(
    "Serves the load balancer's own name over HTTP, without encryption, for trials. Never with patients' data " +
      "(45 CFR 164.312(e)(1)). Exactly one of domain and plainHttp.",
  ),
  allowedCidrs: loadBalancer.allowedCidrs.describe(
    "IPv4 ranges that may connect, by a name of your choice. Default: any address. [AccessCidr]",
  ),
  loadBalancer: z
    .strictObject({
      ...loadBalancerPart.shape,
      idleTimeoutSeconds: z
        .int()
        .min(1)
        .max(4000)
        .default(600)
        .describe(
          "Seconds without data after which a connection ends. Default: what PHP and the proxy wait, too.",
        ),
    })
    .prefault({})
    .describe("Details of the load balancer."),

  redcapSource: ofKinds(
    z.strictObject({
      ...source.shape,
      kind: decides(z.enum(["bundle", "s3", "community"])).describe(
        "bundle: a ready source bundle is in S3; s3: REDCap's zip is in S3; community: it is downloaded with your login. " +
          "[S3orAPI]",
      ),
      versionLabel: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .describe(
          "bundle: version label. Default: a hash of bucket, key and version; so give each bundle a key of its own.",
        ),
      kmsKeyArns: arn("kms", "key/")
        .array()
        .default([])
        .describe(
          "Keys of the source's bucket, of the overlay's and of the login's secret, where they are your own.",
        ),
    }),
    { ...sourceKinds, bundle: { needs: ["bucket", "key"], takes: ["versionId", "versionLabel"] } },
  ).describe(
    "Where REDCap comes from. [S3: RedcapS3Bucket, RedcapS3Key, RedcapS3BucketRegion; community: RedcapUname and RedcapPword " +
      "are in the secret, Redcapver = redcap_version]",
  ),

  environments: z
    .record(
      z
        .string()
        .regex(
          /^[a-z][a-z0-9]{0,9}$/,
          "must be 1 to 10 lower-case letters and digits, beginning with a letter",
        ),
      beanstalk.environments.def.valueType as typeof beanstalk.environments.valueType,
    )
    .prefault({ blue: {} })
    .describe(
      "Elastic Beanstalk environments by colour. One is enough; a second one beside it is how PHP and the platform are " +
        "upgraded. [WebAsgMin, WebAsgMax, PHPVersion, EBEndpoint = cname_prefix]",
    ),
  activeEnvironment: z
    .string()
    .default("blue")
    .describe("Colour that the address leads to, that the alarms watch, and that the URL output names."),
  web: z
    .strictObject({
      ...webPart.shape,
      logVolumeSizeGb: webPart.shape.logVolumeSizeGb.describe(
        "Size in GB of the encrypted volume /dev/sdh for logs, uploads and exports. 0: none, for accounts that encrypt every " +
          "volume by default.",
      ),
      egress: beanstalk.egress,
    })
    .prefault({})
    .describe(
      "The instances. [EC2KeyName = ec2_key, WebInstanceType = instance_types; the default thresholds of autoscaling are " +
        "those of the templates]",
    ),
  applicationUpgrades: beanstalk.applicationUpgrades.describe(
    "Who upgrades REDCap. terraform: a new source does, and the instances have few rights. easy_upgrade: REDCap's own button " +
      "keeps working; Terraform then leaves the deployed version alone, and the instances may deploy.",
  ),

  database: z
    .strictObject({
      ...databasePart.shape,
      parameters: Database.definition.inputs.parameters,
      databaseName: z
        .string()
        .regex(
          /^[A-Za-z][A-Za-z0-9_]{0,54}$/,
          "must be 1 to 55 letters, digits and underscores, beginning with a letter",
        )
        .default("redcap")
        .describe("Database of REDCap. A restored cluster keeps the snapshot's."),
      username: z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,31}$/, "must be 1 to 32 lower-case letters, digits and underscores")
        .default("redcap_user")
        .describe("User that REDCap works with."),
      upgradeUsername: z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,31}$/, "must be 1 to 32 lower-case letters, digits and underscores")
        .default("redcap_user2")
        .describe("User that changes the schema, at installation and upgrades."),
      readReplica: z
        .boolean()
        .default(false)
        .describe("Lets REDCap send long reports to the readers. Needs a reader."),
    })
    .prefault({})
    .describe(
      "The Aurora MySQL cluster. [DatabaseInstanceType = instance_class; MultiAZDatabase = a reader; DatabaseMasterPassword has " +
        "no counterpart: RDS makes and rotates the master password, and every user has a password of its own]",
    ),

  application: z
    .strictObject({
      administratorEmail: emailAddress().describe("Address of the first administrator, redcap_admin."),
      institution: z
        .string()
        .max(200)
        .regex(/^[^\r\n]+$/, "must be text on one line")
        .describe("Name of the institution, shown on REDCap's pages."),
      authentication: z
        .enum([
          "table",
          "ldap",
          "ldap_table",
          "shibboleth",
          "shibboleth_table",
          "oauth2_azure_ad",
          "openid_connect",
        ])
        .default("table")
        .describe(
          "How users sign in at first; the Control Center changes it later. Default: REDCap's own accounts.",
        ),
      timezone: z
        .string()
        .regex(
          /^(UTC|(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Canada|Etc)(\/[A-Za-z0-9_+-]+)+)$/,
          "must be a time zone of the IANA database, like America/Chicago or UTC",
        )
        .default("UTC")
        .describe("Time zone of PHP, as in the IANA database. REDCap advises against changing it later."),
      uploadLimitMb: z
        .int()
        .min(32)
        .max(2048)
        .default(128)
        .describe(
          "Largest upload in MB, the same at nginx or Apache and at PHP; the load balancer has no limit of its own.",
        ),
      existingSalt: z
        .strictObject({
          secretArn: arn("secretsmanager", "secret:").describe("ARN of a secret with the JSON {salt}."),
        })
        .optional()
        .describe(
          "The salt of an installation that moves here. Default: a salt is made, once. It must never change: REDCap encrypts " +
            "with it.",
        ),
      secretKmsKeyArns: arn("kms", "key/")
        .array()
        .default([])
        .describe(
          "Keys of existingSalt.secretArn and of mail.existing.smtpSecretArn, where these are encrypted with keys of your own.",
        ),
      cron: decides(z.boolean())
        .default(true)
        .describe(
          "Whether cron.php runs. false for a copy beside the original: its jobs would send messages a second time.",
        ),
    })
    .describe(
      "REDCap's own settings. Administrator, institution and authentication are applied once, at installation; later the " +
        "Control Center rules.",
    ),

  files: z
    .strictObject({
      ...filesPart.shape,
      bucketName: filesPart.shape.bucketName.describe(
        "Name of the bucket. Default: <name>-files-<account>-<region>. The bucket of an installation that moves here keeps " +
          "its name; import it before the first apply (see the README).",
      ),
    })
    .prefault({})
    .describe("The bucket of the files that users upload."),
  mail: z
    .strictObject({
      ...mailPart.shape,
      transport: mailPart.shape.transport.describe(
        "api: instances send with their role, and no credential exists; smtp: with user and password.",
      ),
      domain: mailPart.shape.domain
        .optional()
        .describe("Domain of an SES identity to make, with DKIM, MAIL FROM, SPF and DMARC."),
      zone: zone
        .optional()
        .describe(
          "Public Route 53 zone of the domain. Default: the output mail_dns_records says what to create.",
        ),
      fromAddress: emailAddress().optional().describe("Sender of REDCap's mail. Default: redcap@<domain>."),
      existing: z
        .strictObject({
          region: decides(regionName())
            .optional()
            .describe(
              "Region of SES, if it is another one. Default: this region, whose bounces and complaints are then watched. [SESRegion]",
            ),
          identityArn: arn("ses", "identity/").optional().describe("api: verified identity to send as."),
          configurationSetName: z.string().min(1).optional().describe("api: configuration set."),
          smtpSecretArn: arn("secretsmanager", "secret:")
            .optional()
            .describe(
              "smtp: secret with the SMTP login, JSON {username, password}. [SESUsername, SESPassword]",
            ),
        })
        .optional()
        .describe("An SES that is there already, in any region, instead of an identity of this module's."),
    })
    .optional()
    .describe(
      "Mail through SES. Default: none leaves, which suits a trial only. [SESUsername, SESPassword, SESRegion]",
    ),

  firewall: z
    .strictObject({
      mode: z
        .enum(["block", "observe"])
        .default("block")
        .describe(
          "observe counts what the managed rules would block; for the first days of an installation that moves here.",
        ),
      administratorCidrs: firewall.allowCidrs.describe(
        "Ranges that may call REDCap's installer and upgrade pages. Default: nobody, from outside.",
      ),
      ...firewallPart.shape,
      requestsPerFiveMinutes: z
        .int()
        .min(100)
        .max(2_000_000_000)
        .default(5000)
        .describe("Most requests of one address in five minutes. A clinic behind one address makes many."),
      exceptions: firewallPart.shape.exceptions.describe(
        "Further exceptions, beside those that REDCap needs (see the README); one of the same name replaces it. Their " +
          "priorities 10 to 22 are taken.",
      ),
      exceptionPaths: pathList()
        .optional()
        .describe(
          "Further paths, such as those of plugins, on which the rules do not block that REDCap's own exceptions loosen.",
        ),
    })
    .prefault({})
    .describe("The web application firewall in front of the load balancer."),

  monitoring,
  backup: backup.describe("AWS Backup of database and files, in addition to the database's own backups."),

  logRetentionDays: beanstalk.logRetentionDays.describe(
    "Days to keep logs in CloudWatch. The audit trail and access logs are kept for six years regardless.",
  ),
  deletionProtection,
};

export type Inputs = InputReferences<typeof inputs>;
