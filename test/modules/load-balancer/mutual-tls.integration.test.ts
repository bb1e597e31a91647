import { LoadBalancer } from "../../../modules/load-balancer";
import { clientCertificateHeaders } from "../../../modules/load-balancer/refused-headers-input";
import { LogBucket } from "../../../modules/log-bucket";
import type { ModuleDefinition } from "../../../lib/module";
import { inLocalCloud } from "../local-cloud";
import { deployCalls } from "../synthesis";

interface Attributes {
  readonly mode?: string;
  readonly trust_store_arn?: string;
}
interface Rule {
  readonly priority: number;
  readonly condition: { readonly http_header: { readonly http_header_name: string }[] }[];
}

/** Two load balancers before one application, the second of which requests certificates of clients. */
describe("in the local cloud", () => {
  const env = inLocalCloud();
  let terraform: (...args: string[]) => Promise<string>;

  const verified = 'var.mode == "verify"';
  const store = "{ bucket_name = aws_s3_object.authorities.bucket, key = aws_s3_object.authorities.key }";
  const common = {
    vpc_id: "${aws_vpc.this.id}",
    subnet_ids: "${[for subnet in aws_subnet.this : subnet.id]}",
    certificate_arn: "${aws_acm_certificate.this.arn}",
    access_logs_bucket: "${module.logs.bucket_name}",
    deletion_protection: false,
    depends_on: ["aws_internet_gateway.this"],
  };
  const root = {
    variable: { mode: { default: "verify" } },
    module: {
      logs: { source: "../modules/log-bucket", name: "logs", load_balancer_prefixes: ["alb/api"] },
      api: {
        source: "../modules/load-balancer",
        ...common,
        name: "api",
        access_logs_prefix: "alb/api",
        additional_security_group_ids: ["${aws_security_group.existing.id}"],
        refused_headers: clientCertificateHeaders,
      },
      // A name that a trust store cannot have.
      partners: {
        source: "../modules/load-balancer",
        ...common,
        name: "for--partners",
        mutual_authentication: `\${{ mode = var.mode, trust_store = ${verified} ? ${store} : null }}`,
      },
    },
    resource: {
      aws_vpc: { this: { cidr_block: "10.0.0.0/16" } },
      aws_internet_gateway: { this: { vpc_id: "${aws_vpc.this.id}" } },
      aws_subnet: {
        this: {
          for_each: { a: "10.0.0.0/24", b: "10.0.1.0/24" },
          vpc_id: "${aws_vpc.this.id}",
          cidr_block: "${each.value}",
          availability_zone: "us-east-1${each.key}",
        },
      },
      aws_security_group: { existing: { name: "existing", vpc_id: "${aws_vpc.this.id}" } },
      aws_acm_certificate: { this: { domain_name: "api.example.org", validation_method: "DNS" } },
      aws_s3_bucket: { authorities: { bucket: "authorities" } },
      aws_s3_object: {
        authorities: {
          bucket: "${aws_s3_bucket.authorities.bucket}",
          key: "clients.pem",
          content: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        },
      },
    },
  };

  /** What the state holds of resources of a type, by address. */
  async function deployed<T>(type: string): Promise<Map<string, T>> {
    const { values } = JSON.parse(await terraform("show", "-json")) as {
      values: {
        root_module: { child_modules: { resources: { address: string; type: string; values: T }[] }[] };
      };
    };
    const all = values.root_module.child_modules.flatMap(({ resources }) => resources);
    return new Map(
      all.filter((each) => each.type === type).map(({ address, values: found }) => [address, found]),
    );
  }
  const modeOf = async (balancer: string) => {
    const listeners = await deployed<{ mutual_authentication: Attributes[] }>("aws_lb_listener");
    return listeners.get(`module.${balancer}.aws_lb_listener.https[0]`)!.mutual_authentication[0];
  };
  async function switchTo(mode: string): Promise<void> {
    await terraform("apply", "-auto-approve", `-var=mode=${mode}`);
    await terraform("plan", "-detailed-exitcode", `-var=mode=${mode}`);
  }

  beforeAll(async () => {
    terraform = await deployCalls(
      LoadBalancer,
      {},
      { env: env(), nested: [LogBucket.definition as unknown as ModuleDefinition], root },
    );
  }, 300_000);

  test("a second plan is empty", async () => {
    await terraform("plan", "-detailed-exitcode");
  }, 120_000);

  test("one verifies clients against the trust store, the other requests no certificate", async () => {
    expect(await modeOf("partners")).toMatchObject({
      mode: "verify",
      trust_store_arn: expect.stringMatching(/:truststore\/for-partners\/[0-9a-f]{16}$/) as unknown,
    });
    expect(await modeOf("api")).toMatchObject({ mode: "off" });
  }, 60_000);

  test("the other refuses each header in which the first passes on certificates", async () => {
    const rules = [...(await deployed<Rule>("aws_lb_listener_rule"))]
      .filter(([address]) => address.includes(".refused_header["))
      .map(([, values]) => values);
    const refused = rules.map(({ priority, condition }) => [
      condition[0]!.http_header[0]!.http_header_name,
      priority,
    ]);
    expect(Object.fromEntries(refused)).toEqual(clientCertificateHeaders);
  }, 60_000);

  test("it has existing security groups next to its own, and logs under its prefix", async () => {
    const balancer = (
      await deployed<{ security_groups: string[]; access_logs: object[]; connection_logs: object[] }>(
        "aws_lb",
      )
    ).get("module.api.aws_lb.this")!;
    expect(balancer.security_groups).toHaveLength(2);
    expect([...balancer.access_logs, ...balancer.connection_logs]).toEqual([
      expect.objectContaining({ prefix: "alb/api", enabled: true }),
      expect.objectContaining({ prefix: "alb/api", enabled: true }),
    ]);
  }, 60_000);

  test("the mode can be changed: the listener lets go of the trust store before that is deleted", async () => {
    await switchTo("passthrough");
    expect(await modeOf("partners")).toMatchObject({ mode: "passthrough", trust_store_arn: "" });
    await switchTo("off");
    expect(await modeOf("partners")).toMatchObject({ mode: "off" });
    await switchTo("verify");
    expect(await modeOf("partners")).toMatchObject({ mode: "verify" });
  }, 300_000);
});
