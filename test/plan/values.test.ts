import { syntaxReader } from "../../plan/expression/syntax";
import { readableValue } from "../../plan/expression/unknown";
import { PlanModel } from "../../plan/model";
import { PlanValues } from "../../plan/values";
import { planned } from "../review/planned";

test("of blocks, the plan has all, and the expression those that are written one by one", async () => {
  const { plan } = planned([
    { address: "aws_vpc.main", after: {}, unknown: { id: true } },
    {
      address: "aws_elastic_beanstalk_environment.app",
      after: {
        setting: [
          { namespace: "aws:ec2:vpc", name: "AssociatePublicIpAddress", value: "false" },
          { namespace: "aws:ec2:vpc", name: "VPCId", value: null },
          { namespace: "aws:ec2:vpc", name: "Subnets", value: null },
        ],
      },
      unknown: { setting: [{}, { value: true }, { value: true }] },
      // The others are dynamic blocks, whose expressions a plan does not have.
      expressions: {
        setting: [{ namespace: "aws:ec2:vpc", name: "VPCId", value: "${aws_vpc.main.id}" }],
      },
    },
  ]);
  const model = new PlanModel(plan);
  const values = new PlanValues(model, await syntaxReader());
  const environment = model.resource("aws_elastic_beanstalk_environment.app")!;
  expect(readableValue(values.after(environment, "setting"))).toEqual([
    { namespace: "aws:ec2:vpc", name: "AssociatePublicIpAddress", value: "false" },
    { namespace: "aws:ec2:vpc", name: "VPCId", value: "‹aws_vpc.main.id›" },
    {
      namespace: "aws:ec2:vpc",
      name: "Subnets",
      value: "‹aws_elastic_beanstalk_environment.app.setting.2.value›",
    },
  ]);
});
