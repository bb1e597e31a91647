import * as os from "node:os";
import { lockAdvice } from "../../../tools/local/state-lock";

/** What Terraform says, as cdktf passes it on. */
const refusal = (path: string, who: string) => `
local  ╷
       │ Error: Error acquiring the state lock
       │
       │ Error message: operation error DynamoDB: PutItem, ConditionalCheckFailedException
       │ Lock Info:
       │   ID:        0b1c2d3e-1111-2222-3333-444455556666
       │   Path:      ${path}
       │   Operation: OperationTypeApply
       │   Who:       ${who}
       │   Version:   1.11.4
       │   Created:   2026-11-22 12:00:00.1 +0000 UTC
       │   Info:
       ╵`;

test("a lock that a killed Terraform left is told with its holder and the command that removes it", () => {
  const bucket = "terraform-state-123456789012-us-east-1";
  expect(lockAdvice(refusal(`${bucket}/envs/local/terraform.tfstate`, `me@${os.hostname()}`))).toBe(
    `The state is locked by me@${os.hostname()} on this machine (OperationTypeApply, 2026-11-22 12:00:00.1 +0000 UTC). ` +
      "If that Terraform is still running, wait for it; if it was killed, unlock the state and continue:\n" +
      "  terraform -chdir=terraform/envs/local force-unlock -force 0b1c2d3e-1111-2222-3333-444455556666",
  );
  const other = lockAdvice(refusal(`${bucket}/state-backend.tfstate`, "me@another"));
  expect(other).toContain("locked by me@another (");
  expect(other).toContain("terraform -chdir=.cache/bootstrap/local force-unlock");
});

test("any other error has nothing to do with locks", () => {
  expect(lockAdvice("Error: No such bucket\nID: 1")).toBeUndefined();
});
