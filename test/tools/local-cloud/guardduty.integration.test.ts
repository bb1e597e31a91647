import { clientsOfLocalCloud } from "./clients";

// What GuardDuty refuses, and what a plan does to its bucket. That the provider creates, changes and removes plans, the services' test shows.

const { guardduty, s3 } = clientsOfLocalCloud();
const role = "arn:aws:iam::123456789012:role/scan";
const plan = (bucketName: string, objectPrefixes: string[] = []) =>
  guardduty("POST", "malware-protection-plan", {
    role,
    protectedResource: { s3Bucket: { bucketName, objectPrefixes } },
    actions: { tagging: { status: "ENABLED" } },
    tags: { Team: "files" },
  });

beforeAll(async () => {
  expect((await s3("PUT", "files")).status).toBe(200);
});

test("a bucket has one plan, with at most five prefixes, and must be there", async () => {
  expect((await plan("nowhere")).status).toBe(400);
  expect((await plan("files", ["1", "2", "3", "4", "5", "6"])).body).toMatch(/at most 5 object prefixes/);
  expect(
    (await guardduty("POST", "object-malware-scan/send", { s3Object: { bucket: "files", key: "a" } })).status,
  ).toBe(400);
  const made = await plan("files", ["binary/"]);
  expect(made.status).toBe(200);
  expect((await plan("files")).status).toBe(409);
  expect(
    (await guardduty("POST", "object-malware-scan/send", { s3Object: { bucket: "files", key: "a" } })).status,
  ).toBe(200);
});

test("it switches the bucket's events on, changes in place, has tags, and is gone once deleted", async () => {
  expect((await s3("GET", "files?notification")).body).toContain("EventBridgeConfiguration");
  const [{ malwareProtectionPlanId: id }] = (
    JSON.parse((await guardduty("GET", "malware-protection-plan")).body) as {
      malwareProtectionPlans: [{ malwareProtectionPlanId: string }];
    }
  ).malwareProtectionPlans;
  const at = `malware-protection-plan/${id}`;
  const read = async () => JSON.parse((await guardduty("GET", at)).body) as Record<string, unknown>;
  const before = await read();
  expect(before).toMatchObject({
    role,
    status: "ACTIVE",
    tags: { Team: "files" },
    protectedResource: { s3Bucket: { bucketName: "files", objectPrefixes: ["binary/"] } },
  });
  await guardduty("PATCH", at, { protectedResource: { s3Bucket: { objectPrefixes: ["uploads/"] } } });
  await guardduty("POST", `tags/${before["arn"] as string}`, { tags: { Owner: "ward" } });
  await guardduty("DELETE", `tags/${before["arn"] as string}?tagKeys=Team`);
  expect(await read()).toMatchObject({
    role,
    tags: { Owner: "ward" },
    protectedResource: { s3Bucket: { bucketName: "files", objectPrefixes: ["uploads/"] } },
  });
  expect((await guardduty("DELETE", at)).status).toBe(200);
  expect((await guardduty("GET", at)).status).toBe(404);
});
