import { BotRuntime } from "../../../modules/bot-runtime";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import * as cases from "./cases";

checkedAtSynth(BotRuntime, cases);

const { resource, locals } = synthesize(BotRuntime);

test("functions of this account write logs to their own groups, and may do nothing else", () => {
  expect(locals["write_logs_statements"]).toEqual([
    {
      Sid: "WriteOwnLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: expect.stringMatching(/^arn:.*:log-group:\/aws\/lambda\/\$\{var\.function_name_prefix\}\*$/),
      Condition: {
        ArnLike: {
          "lambda:SourceFunctionArn": expect.stringMatching(/:function:\$\{var\.function_name_prefix\}\*$/),
        },
      },
    },
  ]);
  expect(resource["aws_iam_role"]!["this"]!["assume_role_policy"]).toMatch(
    /Service.*lambda\.amazonaws\.com.*StringEquals.*aws:SourceAccount/s,
  );
});

test("earlier versions of the layer stay, for functions that use them", () => {
  expect(resource["aws_lambda_layer_version"]!["layer"]).toMatchObject({ skip_destroy: true });
});
