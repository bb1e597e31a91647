import type { MedplumInputs } from "../../../app/medplum-config";
import { valueAt } from "../../../app/medplum-config/additions";
import { Expression } from "../../../lib/expression";
import { cacheSecretKeys } from "../../../modules/medplum/caches";
import type { Import, Imports } from "../../terraform";
import { type Expected, strangers } from "./identity";
import { staysBehind } from "./kept";
import { exists, type Listing, type Resource } from "./listing";

export { readListing } from "./listing";

/** What comes of the listings of a stack of Medplum's CDK. */
export interface TakenOver extends Imports {
  readonly notes: readonly string[];
  readonly problems: readonly string[];
  readonly next: readonly string[];
}

/** What is taken over of a kind of resource. */
interface Part {
  readonly imports: readonly Import[];
  readonly taken: readonly Resource[];
  readonly notes?: readonly string[];
  readonly data?: Imports["data"];
}

/** The application's call in an environment's root module. */
const call = "module.medplum";

/** Settings of the bucket that Medplum's CDK makes, too; the others did not exist. */
const ofBucket = [
  "aws_s3_bucket.this",
  "aws_s3_bucket_policy.access",
  "aws_s3_bucket_public_access_block.private",
  "aws_s3_bucket_server_side_encryption_configuration.encryption",
  "aws_s3_bucket_versioning.versioning",
];

/** Takes over what a stack has for an environment of these inputs, without replacing or renaming anything. */
export function takenOver(
  main: Listing,
  edge: Listing | undefined,
  inputs: MedplumInputs,
  expected: Expected,
): TakenOver {
  const problems = [...main.problems, ...(edge?.problems ?? []), ...strangers(main, edge, expected)];
  if (problems.length > 0) return { imports: [], notes: [], problems, next: [] };
  const all = [...main.resources, ...(edge?.resources ?? [])];
  const living = all.filter(exists);
  const parts = [bucket(all, inputs), parameters(all, inputs, expected.name), records(all, inputs)];
  const taken = parts.flatMap((part) => part.taken);
  return {
    imports: parts.flatMap((part) => part.imports),
    data: Object.assign({}, ...parts.map(({ data }) => data)) as Imports["data"],
    problems: taken.filter((resource) => !exists(resource)).map((resource) => gone(resource, main.file)),
    notes: [
      ...parts.flatMap(({ notes = [] }) => notes),
      ...staysBehind(living.filter((resource) => !taken.includes(resource))),
    ],
    next: nextSteps(taken, living),
  };
}

const gone = ({ logicalId, physicalId, status }: Resource, file: string): string =>
  `${file} lists ${logicalId} (${physicalId}) as ${status}: it does not exist, and cannot be taken over`;

/** Those of a type that have an ID; a deleted one only where no living one has it. */
function withId(resources: readonly Resource[], type: string, id: string): Resource[] {
  const those = resources.filter((each) => each.type === type && each.physicalId.replace(/\.$/, "") === id);
  return those.filter(exists).length > 0 ? those.filter(exists) : those.slice(0, 1);
}

function bucket(resources: readonly Resource[], inputs: MedplumInputs): Part {
  const name = valueAt(inputs, "storage.bucketName");
  if (name === undefined || name instanceof Expression)
    return {
      imports: [],
      taken: [],
      notes: [
        "the bucket of the files is not taken over: write its name as storageBucketName into the file itself. Otherwise copy the files.",
      ],
    };
  const taken = withId(resources, "AWS::S3::Bucket", String(name));
  return {
    taken,
    imports:
      taken.length === 0
        ? []
        : ofBucket.map((address) => ({ to: `${call}.module.files.${address}`, id: String(name) })),
    notes: [
      taken.length === 0
        ? `the stack has no bucket ${String(name)}, the file's storageBucketName: a new one is made.`
        : `the bucket ${String(name)} gets a policy and a KMS key of its own: the stack's server and distribution can read no new file from then on.`,
    ],
  };
}

/** Settings that the stack writes, and that this environment has under the same name. */
function parameters(resources: readonly Resource[], inputs: MedplumInputs, name: string): Part {
  const path = `/medplum/${name}/`;
  const those = resources.filter(
    ({ type, physicalId }) => type === "AWS::SSM::Parameter" && physicalId.startsWith(path),
  );
  const keyOf = ({ physicalId }: Resource): string => physicalId.slice(path.length);
  if (inputs.parameterPath !== path)
    return {
      imports: [],
      taken: [],
      notes: [
        `parameters below ${path} stay with the stack: this environment's are below ${inputs.parameterPath ?? "another path"}.`,
      ],
    };
  const own = settingsOf(inputs);
  const taken = own.flatMap((key) => withId(those, "AWS::SSM::Parameter", path + key));
  const stray = those.filter((each) => exists(each) && !own.includes(keyOf(each))).map(keyOf);
  return {
    taken,
    imports: taken.map((resource) => ({
      to: `${call}.module.config.aws_ssm_parameter.value[${JSON.stringify(keyOf(resource))}]`,
      id: resource.physicalId,
    })),
    notes: [
      "what was written by hand or by medplum aws init below " +
        `${path} (port, baseUrl, appBaseUrl, storageBaseUrl, binaryStorage, supportEmail, signingKeyId, signingKey, signingKeyPassphrase, …) is in no ` +
        "stack: note the values, give those that the file has not as settings or secretSettings, and delete the parameters before the apply, " +
        "since Parameter Store changes no type. Or leave them all alone: --parameter-path with another path.",
      ...(stray.length > 0
        ? [
            `delete ${stray.map((key) => path + key).join(", ")} before the apply: the server reads whatever is below its path.`,
          ]
        : []),
    ],
  };
}

/** The stack's settings that the module writes with these inputs. */
function settingsOf({ caches = { main: {} }, bots }: MedplumInputs): string[] {
  return [
    "awsRegion",
    "DatabaseSecrets",
    ...Object.keys(caches).flatMap((group) => cacheSecretKeys[group] ?? []),
    ...(bots === undefined ? [] : ["botLambdaRoleArn"]),
  ];
}

/** Names in DNS by the inputs that give them, and the records that have them. */
const recordsOf = {
  "api.domainName": "aws_route53_record.api[0]",
  "api.mutualTls.domainName": "aws_route53_record.mutual_tls[0]",
  "app.domainName": 'module.app[0].module.distribution.aws_route53_record.ipv4["site"]',
  "storage.domainName": 'module.storage_distribution[0].aws_route53_record.ipv4["storage"]',
};

/** Names in DNS that this environment serves: the apply leads them to its load balancers and distributions. */
function records(resources: readonly Resource[], inputs: MedplumInputs): Part {
  const { zone } = inputs;
  if (zone === undefined) return { imports: [], taken: [], notes: ["no zone is given: DNS stays as it is."] };
  const { id, name } = zone as { readonly id?: string; readonly name?: string };
  const found = Object.entries(recordsOf).flatMap(([input, to]) => {
    const domain = valueAt(inputs, input);
    const elsewhere = valueAt(inputs, `${input.split(".")[0]}.servedElsewhere`) !== undefined;
    if (typeof domain !== "string" || elsewhere) return [];
    return withId(resources, "AWS::Route53::RecordSet", domain).map((record) => ({ to, domain, record }));
  });
  if (found.length === 0) return { imports: [], taken: [] };
  const zoneId = id ?? "${data.aws_route53_zone.of_imports.zone_id}";
  return {
    taken: found.map(({ record }) => record),
    imports: found.map(({ to, domain }) => ({ to: `${call}.${to}`, id: `${zoneId}_${domain}_A` })),
    ...(id === undefined && {
      data: { aws_route53_zone: { of_imports: { name, private_zone: false } } },
    }),
    notes: [
      `${found.map(({ domain }) => domain).join(", ")}: the apply leads to the new load balancer and distributions. That is the moment of the move.`,
    ],
  };
}

function nextSteps(taken: readonly Resource[], living: readonly Resource[]): string[] {
  if (taken.length === 0) return [];
  // Deleting the stack's policy of a bucket would delete whatever policy the bucket has then.
  const policies = living.filter(({ type }) => type === "AWS::S3::BucketPolicy");
  const ids = [...taken, ...policies].map(({ logicalId }) => logicalId);
  return [
    "Read modules/medplum/docs/runbooks.md, Moving over from Medplum's CDK, before any apply.",
    "Plan: it must say what is to import, and 0 to destroy. After the apply delete imports.tf.json.",
    `Before you delete the stack, give these in its template DeletionPolicy: Retain, or CloudFormation deletes what Terraform owns: ${ids.join(", ")}.`,
  ];
}
