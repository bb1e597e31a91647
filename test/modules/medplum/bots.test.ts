import { Medplum } from "../../../modules/medplum";
import { synthesize } from "../synthesis";
import { changed } from "./base";

const { module: calls, locals } = synthesize(Medplum);

test("bots have a role and a layer only where bots are given, and the server may hand on that role and no other", () => {
  expect(calls["bot_runtime"]).toMatchObject({
    count: "${var.bots != null ? 1 : 0}",
    function_name_prefix: "medplum-bot-lambda-",
    layer_name: "${try(var.bots.layer_name, null)}",
  });
  const role = "(var.bots != null ? module.bot_runtime[0].role_arn : null)";
  const settings = locals["bot_settings"] as string;
  expect(settings).toContain(`"botLambdaRoleArn" = ${role}`);
  const statements = JSON.stringify(locals["bots_statements"]);
  expect(statements).toContain(`"Action":"iam:PassRole","Resource":"\${${role}}"`);
  expect(statements).toContain(":function:medplum-bot-lambda-*");
});

test.each([
  [
    {
      existingRole: { arn: "arn:aws:iam::123456789012:role/bots" },
      permissionsBoundary: "arn:aws:iam::123456789012:policy/p",
    },
    /^bots\.permissionsBoundary must not be given with existingRole/,
  ],
  [
    { logGroups: { "our-function": {} } },
    /^bots\.logGroups\.our-function must have the names of functions that begin with/,
  ],
])("what the bots' module refuses is told at synth: %j", (bots, reason) => {
  expect(Medplum.problems(changed({ bots }) as never, "").join("\n")).toMatch(reason);
});

test("the server gives bots one layer and no VPC, and passes its role to Lambda only", () => {
  const statements = locals["bots_statements"] as {
    statement: {
      Sid: string;
      Action: unknown;
      Resource: unknown;
      Condition?: Record<string, Record<string, unknown>>;
    };
  }[];
  const of = (sid: string) => statements.find(({ statement: { Sid } }) => Sid === sid)!.statement;
  const layer = expect.stringMatching(/:layer:.*bots\.layer_name.*:\*$/) as string;
  expect(of("CreateBots").Condition).toEqual({
    "ForAllValues:StringLike": { "lambda:Layer": layer },
    Null: { "lambda:VpcIds": "true" },
  });
  expect(of("UpdateBots").Condition).toEqual({ "ForAllValues:StringLike": { "lambda:Layer": layer } });
  expect(of("GiveBotsTheirRole").Condition).toEqual({
    StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" },
  });
  const everywhere = statements.filter(({ statement: { Resource } }) => Resource === "*");
  expect(everywhere.map(({ statement: { Sid } }) => Sid)).toEqual(["ListFunctions"]);
});
