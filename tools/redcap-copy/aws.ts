import type { Access } from "../support/aws-access";
import { copyFiles } from "./files";
import type { Aws } from "./index";
import { copySalt } from "./salt";
import { copySnapshot } from "./snapshot";

interface Context {
  /** For the snapshot's own Terraform. */
  readonly folder: string;
  readonly print: (line: string) => void;
}

/** AWS of both environments. */
export function awsOf(from: Access & { readonly name: string }, to: Access, { folder, print }: Context): Aws {
  const other = from.settings.account !== to.settings.account;
  return {
    snapshot: ({ clusterIdentifier }, { kmsKeyArn }, snapshot) =>
      copySnapshot(
        { clusterIdentifier, snapshot, kmsKeyArn, ...(other && { otherAccount: to.settings.account }) },
        { from: { root: from.root, account: from.settings.account }, to, folder, env: from.env },
      ),
    salt: ({ saltArn }, { clusterIdentifier, kmsKeyArn }) =>
      copySalt(
        { ...from, saltArn },
        {
          ...to,
          secretName: `${clusterIdentifier}/salt-of-${from.name}`,
          kmsKeyArn,
          description: `Salt of ${from.label}, with which the copy of its database is read`,
        },
      ),
    files: (original, copy, atOnce) =>
      copyFiles(
        { access: from, name: original.filesBucket },
        { access: to, name: copy.filesBucket },
        { atOnce, through: other, print },
      ),
  };
}
