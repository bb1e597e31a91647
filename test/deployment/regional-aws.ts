import { askJson, type Cloud } from "../iam/cloud";
import { type Answer, call, callRest } from "../tools/local-cloud/aws-call";

/** What a test does itself in one region of the local cloud, in the services whose SDK the project does not have. */
export class RegionalAws implements Cloud {
  constructor(
    readonly url: string,
    readonly region: string,
  ) {}

  /** A customer managed key. Returns its ARN. */
  async createKey(): Promise<string> {
    const { KeyMetadata } = await askJson(this, "TrentService.CreateKey", {});
    return (KeyMetadata as { Arn: string }).Arn;
  }

  /** An operation of AWS Backup, by its path. Returns what it answered. */
  async backup(method: "GET" | "PUT", path: string, body?: object): Promise<Record<string, unknown>> {
    const answer = await callRest(this.url, "backup", method, path, body, this.region);
    return JSON.parse(accepted(path, answer)) as Record<string, unknown>;
  }

  /** An operation of RDS. Returns what it answered, in XML. */
  rds(Action: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    return this.query("rds", "2014-10-31", { Action, ...parameters });
  }

  /** An operation of EC2. Returns what it answered, in XML. */
  ec2(Action: string): Promise<string> {
    return this.query("ec2", "2016-11-15", { Action });
  }

  private async query(service: string, version: string, parameters: Record<string, string>): Promise<string> {
    const answer = await call(this.url, service, version, parameters, { region: this.region });
    return accepted(parameters["Action"]!, answer);
  }
}

/** The body of an answer that is no refusal. */
function accepted(operation: string, { status, body }: Answer): string {
  if (status !== 200) throw new Error(`${operation}: ${status} ${body}`);
  return body;
}
