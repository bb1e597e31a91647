/** What a test does itself in one region of the local cloud, in the services whose SDK the project does not have. */
export class RegionalAws {
  constructor(
    private readonly url: string,
    private readonly region: string,
  ) {}

  /** A customer managed key. Returns its ARN. */
  async createKey(): Promise<string> {
    const answer = await this.send("kms", "/", "POST", "{}", {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": "TrentService.CreateKey",
    });
    return (JSON.parse(answer) as { KeyMetadata: { Arn: string } }).KeyMetadata.Arn;
  }

  /** An operation of AWS Backup, by its path. Returns what it answered. */
  async backup(
    method: "GET" | "PUT",
    path: string,
    body?: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown>> {
    const answer = await this.send("backup", path, method, body && JSON.stringify(body), {
      "Content-Type": "application/json",
    });
    return JSON.parse(answer) as Record<string, unknown>;
  }

  /** An operation of RDS. Returns what it answered, in XML. */
  rds(action: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    return this.query("rds", { Version: "2014-10-31", Action: action, ...parameters });
  }

  /** An operation of EC2. Returns what it answered, in XML. */
  ec2(action: string, parameters: Readonly<Record<string, string>> = {}): Promise<string> {
    return this.query("ec2", { Version: "2016-11-15", Action: action, ...parameters });
  }

  private query(service: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    const body = new URLSearchParams(parameters).toString();
    return this.send(service, "/", "POST", body, { "Content-Type": "application/x-www-form-urlencoded" });
  }

  private async send(
    service: string,
    path: string,
    method: string,
    body: string | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<string> {
    const scope = `local/20260101/${this.region}/${service}/aws4_request`;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...headers,
        Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${service} ${path}: ${response.status} ${text}`);
    return text;
  }
}
