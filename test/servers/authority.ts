import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

/** A certificate with its key, both PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority of a test's own. */
export interface Authority {
  /** Its certificate, PEM. */
  readonly certificate: string;
  /** The same as a file. */
  readonly file: string;
  /** Issues a server's certificate for host names. */
  issue(names: readonly string[]): Certificate;
}

const openssl = (args: readonly string[], cwd: string): void => {
  execFileSync("openssl", args, { cwd, stdio: "pipe" });
};
const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

/** Makes one in a folder of its own. Its certificates are valid for two days. */
export function certificateAuthority(parent: string, name: string): Authority {
  const folder = path.join(parent, name);
  fs.mkdirSync(folder);
  openssl(
    ["req", "-x509", ...newKey, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", `/CN=${name}`],
    folder,
  );
  const read = (file: string) => fs.readFileSync(path.join(folder, file), "utf8");
  let issued = 0;
  return {
    certificate: read("ca.pem"),
    file: path.join(folder, "ca.pem"),
    issue(names) {
      const id = `server-${issued++}`;
      const alternatives = names.map((one) => `DNS:${one}`).join(",");
      fs.writeFileSync(path.join(folder, `${id}.ext`), `subjectAltName=${alternatives}\n`);
      // A common name has at most 64 characters, which endpoints may exceed.
      openssl(["req", ...newKey, "-keyout", `${id}.key`, "-out", `${id}.csr`, "-subj", `/CN=${id}`], folder);
      openssl(
        [
          "x509",
          "-req",
          "-in",
          `${id}.csr`,
          "-CA",
          "ca.pem",
          "-CAkey",
          "ca.key",
          "-CAcreateserial",
          "-days",
          "2",
        ].concat(["-out", `${id}.pem`, "-extfile", `${id}.ext`]),
        folder,
      );
      return { certificate: read(`${id}.pem`), key: read(`${id}.key`) };
    },
  };
}
