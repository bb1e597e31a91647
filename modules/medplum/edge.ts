import type { AwsContext } from "../../lib/aws/context";
import { inUsEast1 } from "../../lib/aws/providers";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { certificateFor } from "../certificate/for-name";
import { Distribution } from "../distribution";
import type { LogBucket } from "../log-bucket";
import { FileStorage } from "../file-storage";
import { gateOf } from "../foundation/malware";
import { StaticSite } from "../static-site";
import type { Inputs } from "./inputs";
import { edgePart, filesPart } from "./parts";
import { appPolicy, filesPolicy } from "./policies";

/** What the web app and the files have in common. */
export interface Common {
  readonly kmsKeyArn: Expression;
  readonly logs: InstanceType<typeof LogBucket>["outputs"];
  /** ID of the zone; null where none is given. */
  readonly zone: Expression;
  /** Origins of all web apps, the app's own first. */
  readonly origins: Expression;
}

interface OfFiles extends Common {
  readonly name: Expression;
  /** Key group whose keys sign the URLs of files. */
  readonly keyGroupId: Expression;
  /** Web ACL of scope CLOUDFRONT. Default: none. */
  readonly webAclArn?: Expression;
}

interface OfApp extends Common {
  readonly filesBucketName: Expression;
  /** Web ACL of scope CLOUDFRONT. Default: none. */
  readonly webAclArn?: Expression;
}

const servedHere = (elsewhere: { readonly given: Expression }): Expression => tf`!(${elsewhere.given})`;

/** Origins of the web app and of the caller's own: what the server, the bucket and the files' headers allow. */
export const webOrigins = (module: ModuleStack, { app, allowedOrigins }: Inputs): Expression =>
  local(module, "web_origins", tf`distinct(concat([${`https://${app.domainName}`}], ${allowedOrigins}))`);

/** Name of the bucket of users' files, which plans show before the bucket exists. */
export const filesBucketName = (
  module: ModuleStack,
  aws: AwsContext,
  { name, storage }: Inputs,
): Expression =>
  local(
    module,
    "files_bucket_name",
    tf`coalesce(${storage.bucketName}, ${`${name}-files-${aws.account}-${aws.region}`})`,
  );

/** ARNs of the distributions in front of the bucket of users' files, by name: one or none. */
export function filesDistributions(module: ModuleStack, { storage }: Inputs): Expression {
  // By its address: the distribution comes after the bucket that it reads.
  const own = tf`{ storage = one(${reference("module.storage_distribution")}[*].arn) }`;
  const { distribution } = storage.servedElsewhere.orNull;
  const elsewhere = tf`{for key, other in { storage = ${distribution} } : key => other.arn if other != null}`;
  return local(module, "files_distributions", tf`${storage.servedElsewhere.given} ? ${elsewhere} : ${own}`);
}

/** Whether there is one, which depends on what the caller writes. */
export const filesAreCached = ({ storage: { servedElsewhere } }: Inputs): Expression =>
  tf`(!(${servedElsewhere.given}) || ${servedElsewhere.orNull.distribution.given})`;

/** The bucket of users' files, to which browsers upload from the web apps' pages, and which the distribution reads. */
export function bucketOfFiles(
  module: ModuleStack,
  input: Inputs,
  {
    kmsKeyArn,
    logs,
    origins,
    name: bucketName,
    distributionArns,
  }: Pick<OfFiles, "kmsKeyArn" | "logs" | "origins" | "name"> & { readonly distributionArns: Expression },
) {
  const { name, storage, forceDestroy } = input;
  return new FileStorage(module, "files", {
    name,
    kmsKeyArn,
    accessLogs: { bucketName: logs.bucketName },
    forceDestroy: forceDestroy.given,
    // Uploads go to the bucket itself; a page that reads through the distribution may ask the bucket first.
    cors: { allowedOrigins: origins, allowedMethods: ["GET", "HEAD", "PUT"] },
    distributionArns,
    ...gateOf(input),
    // A copy of a file carries its tags, the verdict among them; without any, their permissions are not needed.
    clientRights: { tags: input.malwareScan.given },
    ...filesPart.from(storage),
    bucketName,
  }).outputs;
}

/** The distribution of users' files, which answers signed URLs only. */
export function filesDistribution(
  module: ModuleStack,
  { name, storage, zone: givenZone }: Inputs,
  bucketDomainName: Expression,
  { keyGroupId, logs, origins, webAclArn, zone }: Omit<OfFiles, "name" | "kmsKeyArn">,
) {
  const when = servedHere(storage.servedElsewhere);
  const certificate = certificateFor(module, "storage_certificate", storage, zone, { ...inUsEast1, when });
  const distribution = new Distribution(
    module,
    "storage_distribution",
    {
      name: `${name}-storage`,
      bucketOrigin: { domainName: bucketDomainName },
      aliases: { storage: storage.domainName },
      certificateArn: certificate.arn,
      records: tf`${givenZone.given} ? { zone_id = ${zone} } : null`,
      trustedKeyGroupIds: { files: keyGroupId },
      cors: { allowedOrigins: origins, allowedMethods: ["GET", "HEAD", "OPTIONS"] },
      securityHeaders: {
        contentSecurityPolicy: filesPolicy(module, origins),
        // X-Frame-Options could name one origin at most: frame-ancestors decides.
        frameOptions: "none",
        referrerPolicy: "no-referrer",
      },
      webAclArn,
      accessLogs: { bucketArn: logs.bucketArn },
      ...edgePart.from(storage),
    },
    { ...inUsEast1, when },
  ).outputs;
  return { ...distribution, certificateArn: certificate.arn };
}

/** The web app's bucket and distribution; what is in the bucket comes with an upload. */
export function webApp(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
  { kmsKeyArn, logs, zone, filesBucketName: files, webAclArn }: Omit<OfApp, "origins">,
) {
  const { name, api, app, deletionProtection } = input;
  const { additionalSources } = app;
  const s3 = `s3.${aws.region}.${aws.dnsSuffix}`;
  // As AWS's SDK writes it: the path of a bucket whose name has dots, which S3's certificate does not cover.
  const uploads = local(
    module,
    "upload_source",
    tf`strcontains(${files}, ".") ? ${`https://${s3}/${files.string}/`} : ${`https://${files.string}.${s3}`}`,
  );
  return new StaticSite(
    module,
    "app",
    {
      name: `${name}-app`,
      domainName: app.domainName,
      zone: tf`${input.zone.given} ? { id = ${zone} } : null`,
      existingCertificate: app.existingCertificate,
      bucketName: app.bucketName,
      kmsKey: { arn: kmsKeyArn },
      bucketAccessLogs: { bucketName: logs.bucketName, prefix: "s3/app/" },
      singlePageApp: {},
      api: tf`${app.apiProxy.given} ? { origin = { domain_name = ${api.domainName} } } : null`,
      securityHeaders: {
        strictTransportSecurity: app.strictTransportSecurity,
        contentSecurityPolicy: appPolicy(module, input, { uploads }),
        // A caller who lets others frame the app does it by name, which X-Frame-Options cannot say.
        frameOptions: tf`contains(keys(${additionalSources}), "frame-ancestors") ? "none" : "DENY"`,
        // Photos for a record are taken in the app.
        permissionsPolicy: { camera: ["self"], geolocation: [], microphone: [], payment: [], usb: [] },
      },
      webAclArn,
      accessLogs: { bucketArn: logs.bucketArn },
      forceDestroy: tf`!${deletionProtection}`,
      ...edgePart.from(app),
    },
    { when: servedHere(app.servedElsewhere) },
  ).outputs;
}

/** What the web app's build leaves open, as text, by its names in `npm run medplum:app`; empty where it is not set. */
export function appSettings({ app, settings, documentAnalysis }: Inputs, baseUrl: string) {
  const setting = (key: string) => tf`lookup(${settings}, ${key}, "")`;
  return {
    baseUrl,
    clientId: tf`try(coalesce(${app.clientId}), "")`,
    googleClientId: setting("googleClientId"),
    recaptchaSiteKey: setting("recaptchaSiteKey"),
    registerEnabled: setting("registerEnabled"),
    // The app takes everything but false for on.
    awsTextractEnabled: tf`tostring(${documentAnalysis})`,
  };
}
