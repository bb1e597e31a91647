import { exists, type Listing } from "./listing";

/** What the configuration file says of the stack. */
export interface Expected {
  /** Name of the file, for messages. */
  readonly file: string;
  /** The environment's name in Medplum's own file. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

const parameter = /^\/medplum\/([^/]+)\//;

/** Why a listing is not that of the environment's stack, nor the second one of its stack in us-east-1. */
export function strangers(main: Listing, edge: Listing | undefined, expected: Expected): string[] {
  return [...ofMain(main, expected), ...(edge ? ofEdge(edge, expected) : [])];
}

function ofMain({ file, resources, problems }: Listing, expected: Expected): string[] {
  if (problems.length > 0) return [];
  const names = new Set(
    resources.flatMap(({ type, physicalId }) =>
      type === "AWS::SSM::Parameter" ? (parameter.exec(physicalId)?.[1] ?? []) : [],
    ),
  );
  if (names.size === 0 || !resources.some(({ type }) => type === "AWS::ECS::Service"))
    return [
      `${file} is the listing of another stack: it has no ECS service, or no parameter below /medplum/, which Medplum's CDK makes`,
    ];
  if (!names.has(expected.name))
    return [
      `${file} is the listing of Medplum's environment ${[...names].join(", ")}; ${expected.file} is that of ${expected.name}`,
    ];
  return elsewhere({ file, resources, problems }, expected);
}

/** Regions and accounts in the resources' ARNs. */
function elsewhere({ file, resources }: Listing, { account, region, file: config }: Expected): string[] {
  const arns = resources.filter(exists).flatMap(({ physicalId }) => {
    const [, where, owner] = /^arn:[^:]+:[^:]+:([a-z0-9-]+):(\d{12}):/.exec(physicalId) ?? [];
    return where === undefined ? [] : [[where, owner!] as const];
  });
  const regions = [...new Set(arns.map(([where]) => where))].filter((other) => other !== region);
  const accounts = [...new Set(arns.map(([, owner]) => owner))].filter((other) => other !== account);
  return [
    ...(regions.length > 0
      ? [`${file} is of a stack in ${regions.join(", ")}; ${config} says ${region}`]
      : []),
    ...(accounts.length > 0
      ? [`${file} is of a stack in the account ${accounts.join(", ")}; ${config} says ${account}`]
      : []),
  ];
}

function ofEdge({ file, resources, problems }: Listing, { region, name }: Expected): string[] {
  if (problems.length > 0) return [];
  if (region === "us-east-1")
    return [`${file} is not needed: in us-east-1, Medplum's CDK makes one stack, which has everything`];
  const has = (type: string) => resources.some((resource) => resource.type === type);
  if (!has("AWS::CloudFront::Distribution") || has("AWS::ECS::Service"))
    return [
      `${file} is not the listing of the stack in us-east-1, whose name ends in -us-east-1, of ${name}: that has CloudFront distributions, ` +
        "and no ECS service",
    ];
  return [];
}
