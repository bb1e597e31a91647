import {
  type Change,
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
} from "@aws-sdk/client-route-53";
import { clientsOfLocalCloud } from "./clients";

const { route53 } = clientsOfLocalCloud();

const record = (name: string, Value: string, Type: "A" | "CNAME" = "A"): Change["ResourceRecordSet"] => ({
  Name: `${name}.example.edu`,
  Type,
  TTL: 60,
  ResourceRecords: [{ Value }],
});

let zone: string;
beforeEach(async () => {
  const name = { Name: "example.edu", CallerReference: `${Date.now()}-${Math.random()}` };
  zone = (await route53().send(new CreateHostedZoneCommand(name))).HostedZone?.Id as string;
  // moto once took any record that sorts after a name for one of that name.
  await change(["CREATE", record("later.www", "other.example.edu", "CNAME")]);
});

const change = (...changes: [Change["Action"], Change["ResourceRecordSet"]][]) =>
  route53().send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zone,
      ChangeBatch: {
        Changes: changes.map(([Action, ResourceRecordSet]) => ({ Action, ResourceRecordSet })),
      },
    }),
  );

async function addresses(): Promise<unknown[]> {
  const { ResourceRecordSets } = await route53().send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zone }),
  );
  return (ResourceRecordSets ?? [])
    .filter(({ Type }) => Type === "A")
    .map(({ Name, ResourceRecords }) => [Name, ResourceRecords?.[0]?.Value]);
}

const one = record("www", "192.0.2.1");
const two = record("www", "192.0.2.2");
const EXISTS = {
  name: "InvalidChangeBatch",
  message: "Tried to create resource record set [name='www.example.edu.', type='A'] but it already exists",
};

test("a record that was deleted can be made again as it was, also in one batch", async () => {
  await change(["CREATE", one]);
  await change(["DELETE", one]);
  await expect(addresses()).resolves.toEqual([]);
  await change(["CREATE", one]);
  await change(["DELETE", one], ["CREATE", one]);
  await expect(addresses()).resolves.toEqual([["www.example.edu.", "192.0.2.1"]]);
});

test("a record that is there is not made a second time, whatever its value", async () => {
  await change(["CREATE", one]);
  await expect(change(["CREATE", one])).rejects.toMatchObject(EXISTS);
  await expect(change(["CREATE", two])).rejects.toMatchObject(EXISTS);
  await change(["UPSERT", two]);
  await expect(addresses()).resolves.toEqual([["www.example.edu.", "192.0.2.2"]]);
});

test("a record that is gone is not deleted a second time, and the rest of the batch is not done", async () => {
  await change(["CREATE", one]);
  await change(["DELETE", one]);
  await expect(change(["CREATE", record("new", "192.0.2.3")], ["DELETE", one])).rejects.toMatchObject({
    name: "InvalidChangeBatch",
    message: "Tried to delete resource record set [name='www.example.edu.', type='A'] but it was not found",
  });
  await expect(addresses()).resolves.toEqual([]);
});
