import { synthesizedModules } from "./synthesized";

/** A statement, or a text that holds one, by where it is. */
type Found = readonly [where: string, text: string];

interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Action?: unknown;
  readonly Principal?: { readonly Service?: unknown };
  readonly Condition?: object;
}

/** Every object of a document, and every text, with the keys that lead to it. */
function* within(node: unknown, at: readonly string[]): Generator<readonly [readonly string[], unknown]> {
  yield [at, node];
  if (typeof node !== "object" || node === null) return;
  for (const [key, value] of Object.entries(node)) yield* within(value, [...at, key]);
}

function* trusting(): Generator<Found> {
  for (const [module, document] of synthesizedModules)
    for (const [at, node] of within(document, [])) {
      const statement = node as Statement | null;
      if (typeof node === "string" && /"Principal" = \{"Service"/.test(node))
        yield [`${module}: ${at.slice(1).join(".")}`, node];
      else if (typeof node === "object" && statement?.Effect === "Allow" && statement.Principal?.Service)
        yield [`${module}: ${statement.Sid}`, JSON.stringify(statement.Condition ?? {})];
    }
}

/** Services that name neither account nor source, as AWS documents, or as it documents nothing else: the reason is beside each. */
const WITHOUT = [
  "audit-trail: aws_iam_role.delivery.assume_role_policy",
  "beanstalk: aws_iam_role.instance.assume_role_policy",
  "database-proxy: aws_iam_role.secrets.assume_role_policy",
  "file-storage: aws_iam_role.replication.assume_role_policy",
  "malware-scan: aws_iam_role.plan_role.assume_role_policy",
  "malware-scan: Events",
  "monitoring: Events",
];

/** What a service names instead, in an encryption context. */
const BOUND = /aws:Source(Account|Arn)|kms:EncryptionContext:aws:(logs:arn|sns:topicArn)/;

test("a service is trusted for this account's resources only, and each exception is known", () => {
  const all = [...trusting()];
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter(([, text]) => !BOUND.test(text)).map(([where]) => where)).toEqual(WITHOUT);
});

test("what may invoke a function is named by its ARN", () => {
  const permissions = synthesizedModules.flatMap(([, { resource }]) =>
    Object.values(resource?.["aws_lambda_permission"] ?? {}),
  );
  expect(permissions.length).toBeGreaterThan(0);
  for (const permission of permissions) expect(permission["source_arn"]).toMatch(/[.]arn\}$/);
});

const ofFunctions = [
  ["bot-runtime", "write_logs_statements"],
  ["malware-scan", "scan_statements"],
  ["malware-scan", "invalidate_statements"],
  ["source-bundle", "builder_statements"],
] as const;

test.each(ofFunctions)(
  "rights of the functions of %s (%s) are bound to their code, or kept from it",
  (name, id) => {
    const { locals } = synthesizedModules.find(([module]) => module === name)![1] as {
      readonly locals: Readonly<Record<string, readonly (Statement | { readonly statement: Statement })[]>>;
    };
    const statements = locals[id]!.map((entry) => ("statement" in entry ? entry.statement : entry));
    const conditions = ({ Condition }: Statement) => JSON.stringify(Condition ?? {});
    const ofCode = (statement: Statement) => conditions(statement).includes('"lambda:SourceFunctionArn"');
    const denied = statements.filter((statement) => statement.Effect === "Deny" && ofCode(statement));
    const free = statements.filter(
      (statement) =>
        statement.Effect === "Allow" &&
        !ofCode(statement) &&
        !denied.some(({ Action }) => JSON.stringify(Action) === JSON.stringify(statement.Action)),
    );
    // S3 and Secrets Manager ask for the key, and name no function.
    expect(free.filter((statement) => !conditions(statement).includes('"kms:ViaService"'))).toEqual([]);
    for (const { Action } of free) expect(JSON.stringify(Action)).toMatch(/^\[?"kms:/);
  },
);

test("every function that is made here has such a role", () => {
  const withFunctions = synthesizedModules
    .filter(([, { resource }]) => resource?.["aws_lambda_function"])
    .map(([module]) => module);
  expect(withFunctions).toEqual(["malware-scan", "source-bundle"]);
});
