import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { signedFor } from "../../../tools/local-cloud";

/** A load balancer as the module takes it. */
export interface Balancer {
  readonly arn: string;
  readonly security_group_id: string;
  readonly listener_arn: string;
  readonly listener_port: number;
}

/** What the module takes from its caller. */
export interface Surroundings {
  readonly vpc_id: string;
  readonly app_subnet_ids: readonly string[];
  readonly balancers: Readonly<Record<"owned" | "green" | "free", Balancer>>;
}

/** What the tests ask of the local cloud at a URL, by themselves instead of by Terraform. */
export function cloudAt(url: string) {
  /** One call of a query API; gives the first thing in the answer that the pattern finds. */
  async function call(service: string, parameters: Record<string, string>, pattern: RegExp): Promise<string> {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        ...signedFor(service),
      },
      body: new URLSearchParams(parameters).toString(),
    });
    const text = await answer.text();
    const found = pattern.exec(text)?.[0];
    if (!answer.ok || found === undefined)
      throw new Error(`${parameters["Action"]}: ${answer.status} ${text}`);
    return found;
  }
  const ec2 = (action: string, pattern: RegExp, parameters: Record<string, string> = {}) =>
    call("ec2", { Action: action, Version: "2016-11-15", ...parameters }, pattern);
  const beanstalk = (action: string, pattern: RegExp, parameters: Record<string, string> = {}) =>
    call("elasticbeanstalk", { Action: action, Version: "2010-12-01", ...parameters }, pattern);

  const loadBalancing = (action: string, pattern: RegExp, parameters: Record<string, string> = {}) =>
    call("elasticloadbalancing", { Action: action, Version: "2015-12-01", ...parameters }, pattern);
  const autoScaling = (action: string, pattern: RegExp, parameters: Record<string, string> = {}) =>
    call("autoscaling", { Action: action, Version: "2011-01-01", ...parameters }, pattern);

  async function balancer(name: string, subnets: readonly string[], vpc: string): Promise<Balancer> {
    const group = { GroupName: name, GroupDescription: name, VpcId: vpc };
    const securityGroupId = await ec2("CreateSecurityGroup", /sg-[0-9a-f]{8,}/, group);
    const members = Object.fromEntries(subnets.map((subnet, i) => [`Subnets.member.${i + 1}`, subnet]));
    const arn = await loadBalancing("CreateLoadBalancer", /arn:aws:elasticloadbalancing[^<]+/, {
      Name: name,
      ...members,
      "SecurityGroups.member.1": securityGroupId,
    });
    await listener(arn, 80);
    return {
      arn,
      security_group_id: securityGroupId,
      listener_arn: await listener(arn, 8080),
      listener_port: 8080,
    };
  }

  /** A listener that answers 404. Without TLS: certificates are the load-balancer module's business. */
  const listener = (arn: string, port: number): Promise<string> =>
    loadBalancing("CreateListener", /arn:aws:elasticloadbalancing[^<]+:listener\/[^<]+/, {
      LoadBalancerArn: arn,
      Protocol: "HTTP",
      Port: String(port),
      "DefaultActions.member.1.Type": "fixed-response",
      "DefaultActions.member.1.FixedResponseConfig.StatusCode": "404",
    });

  async function subnet(vpc: string, cidr: string, zone: string): Promise<string> {
    const parameters = { VpcId: vpc, CidrBlock: cidr, AvailabilityZone: zone };
    return ec2("CreateSubnet", /subnet-[0-9a-f]{8,}/, parameters);
  }

  /** Two versions of an application in a bucket. */
  async function bundles(): Promise<void> {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const s3 = new S3Client({ endpoint: url, region: "us-east-1", forcePathStyle: true, credentials });
    await s3.send(new CreateBucketCommand({ Bucket: "bundles" }));
    for (const label of ["v1", "v2"])
      await s3.send(new PutObjectCommand({ Bucket: "bundles", Key: `${label}.zip`, Body: label }));
    s3.destroy();
  }

  /** Two subnets, and three load balancers in them. */
  async function surroundings(): Promise<Surroundings> {
    const vpc = await ec2("DescribeVpcs", /vpc-[0-9a-f]{8,}/);
    const subnets = [
      await subnet(vpc, "172.31.128.0/24", "us-east-1a"),
      await subnet(vpc, "172.31.129.0/24", "us-east-1b"),
    ];
    return {
      vpc_id: vpc,
      app_subnet_ids: subnets,
      balancers: {
        owned: await balancer("owned", subnets, vpc),
        green: await balancer("green", subnets, vpc),
        free: await balancer("free", subnets, vpc),
      },
    };
  }

  return { ec2, beanstalk, loadBalancing, autoScaling, bundles, surroundings };
}
