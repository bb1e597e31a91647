/** A resource of a CloudFormation stack. */
export interface Resource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
}

/** What a file says of a stack, and what is wrong with the file. */
export interface Listing {
  readonly file: string;
  readonly resources: readonly Resource[];
  readonly problems: readonly string[];
}

const command = "aws cloudformation list-stack-resources --stack-name …";

/** Reads what `aws cloudformation list-stack-resources` printed as JSON. */
export function readListing(file: string, content: Buffer): Listing {
  const refused = (problem: string): Listing => ({ file, resources: [], problems: [`${file} ${problem}`] });
  let parsed: unknown;
  try {
    parsed = JSON.parse(content.toString("utf8"));
  } catch {
    return refused(`is not JSON: save what ${command} --output json prints`);
  }
  const {
    StackResourceSummaries: summaries,
    StackResources: described,
    NextToken: next,
  } = (parsed ?? {}) as Record<string, unknown>;
  if (Array.isArray(described))
    return refused(
      `is what describe-stack-resources prints, which ends after 100 resources: save what ${command} prints`,
    );
  if (!Array.isArray(summaries))
    return refused(
      `is not the listing of a stack, which has StackResourceSummaries: save what ${command} prints`,
    );
  if (next !== undefined)
    return refused(
      "is one page of several, as its NextToken says: run the command without --max-items and without --no-paginate",
    );
  const resources = summaries.map(resourceOf);
  const broken = resources.findIndex((resource) => resource === undefined);
  if (broken >= 0)
    return refused(
      `is not the listing of a stack: entry ${broken} has no LogicalResourceId, ResourceType or ResourceStatus`,
    );
  const whole = resources as Resource[];
  const changing = whole.find(({ status }) => status.endsWith("_IN_PROGRESS"));
  if (changing)
    return refused(
      `was made while the stack was changing: ${changing.logicalId} is ${changing.status}. Wait, and list it again`,
    );
  if (whole.length > 0 && !whole.some(exists))
    return refused("is of a stack that is deleted, and that kept nothing: there is nothing to take over");
  return { file, resources: whole, problems: [] };
}

function resourceOf(entry: unknown): Resource | undefined {
  const {
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId = "",
    ResourceType: type,
    ResourceStatus: status,
  } = (entry ?? {}) as Record<string, unknown>;
  const texts = [logicalId, physicalId, type, status];
  if (!texts.every((text) => typeof text === "string")) return undefined;
  return { logicalId, physicalId, type, status } as Resource;
}

/** Whether a resource is there. DELETE_SKIPPED is what a deleted stack retained. */
export const exists = ({ status, physicalId }: Resource): boolean =>
  physicalId !== "" && status !== "DELETE_COMPLETE" && status !== "CREATE_FAILED";
