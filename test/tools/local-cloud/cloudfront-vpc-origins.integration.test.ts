import { type Answer, element } from "./aws-call";
import { clientsOfLocalCloud, refusal } from "./clients";

const { cloudfront, ec2, loadBalancing, subnets } = clientsOfLocalCloud();

const endpoint = (Name: string, Arn: string, HTTPSPort = 443): string =>
  `<Name>${Name}</Name><Arn>${Arn}</Arn><HTTPPort>80</HTTPPort><HTTPSPort>${HTTPSPort}</HTTPSPort>` +
  "<OriginProtocolPolicy>https-only</OriginProtocolPolicy>" +
  "<OriginSslProtocols><Quantity>1</Quantity><Items><SslProtocol>TLSv1.2</SslProtocol></Items></OriginSslProtocols>";
const create = (name: string, arn: string) =>
  cloudfront(
    "POST",
    "vpc-origin",
    `<CreateVpcOriginRequest><VpcOriginEndpointConfig>${endpoint(name, arn)}</VpcOriginEndpointConfig>` +
      "<Tags><Items><Tag><Key>Name</Key><Value>one</Value></Tag></Items></Tags></CreateVpcOriginRequest>",
  );
const distribution = (vpcOriginId: string): string =>
  "<DistributionConfig><CallerReference>private</CallerReference><Comment></Comment><Enabled>false</Enabled>" +
  "<Origins><Quantity>1</Quantity><Items><Origin><Id>main</Id><DomainName>internal-one.us-east-1.elb.amazonaws.com</DomainName>" +
  `<VpcOriginConfig><VpcOriginId>${vpcOriginId}</VpcOriginId></VpcOriginConfig></Origin></Items></Origins>` +
  "<DefaultCacheBehavior><TargetOriginId>main</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy>" +
  "<CachePolicyId>4135ea2d-6df8-44a3-9df3-4b5a84be39ad</CachePolicyId>" +
  "<OriginRequestPolicyId>bf0718e1-ba1e-49d1-88b1-f726733018ae</OriginRequestPolicyId></DefaultCacheBehavior></DistributionConfig>";

async function loadBalancer(name: string, cidr: string): Promise<readonly [arn: string, vpc: string]> {
  const [first, second, vpc] = await subnets(cidr);
  const made = await loadBalancing("CreateLoadBalancer", {
    Name: name,
    Scheme: "internal",
    "Subnets.member.1": first!,
    "Subnets.member.2": second!,
  });
  return [element(made, "LoadBalancerArn")!, vpc!];
}

async function attachGateway(vpc: string): Promise<void> {
  const gateway = element(await ec2("CreateInternetGateway", {}), "internetGatewayId")!;
  await ec2("AttachInternetGateway", { InternetGatewayId: gateway, VpcId: vpc });
}

test("a VPC origin leads to a load balancer that exists, in a VPC with an internet gateway", async () => {
  const [arn, vpc] = await loadBalancer("gateway", "10.21");
  expect(refusal(await create("gateway", `${arn}0`))).toMatch(/^InvalidArgument: .* does not exist/);
  expect(refusal(await create("gateway", arn))).toMatch(/^InvalidArgument: .* no internet gateway/);
  await attachGateway(vpc);
  expect((await create("gateway", arn)).status).toBe(202);
  expect(refusal(await create("gateway", arn))).toMatch(/^EntityAlreadyExists: /);
});

test("it is deployed after a while, stays as it is while a distribution uses it, and goes afterwards", async () => {
  const [arn, vpc] = await loadBalancer("used", "10.22");
  await attachGateway(vpc);
  const made = await create("used", arn);
  const id = element(made, "Id")!;
  expect(id).toMatch(/^vo_/);
  const status = (answer: Answer) => element(answer, "Status");
  const read = () => cloudfront("GET", `vpc-origin/${id}`);
  expect([status(made), status(await read()), status(await read())]).toEqual([
    "Deploying",
    "Deploying",
    "Deployed",
  ]);
  expect((await read()).etag).toBe(made.etag);

  expect(refusal(await cloudfront("POST", "distribution", distribution("vo_none")))).toMatch(
    /^EntityNotFound: /,
  );
  const using = await cloudfront("POST", "distribution", distribution(id));
  expect(using.status).toBe(201);
  // What CloudFront takes where nothing is said.
  expect(using.body).toContain("<OriginReadTimeout>30</OriginReadTimeout>");
  expect((await cloudfront("GET", `distributionsByVpcOriginId/${id}`)).body).toContain(element(using, "Id")!);

  const change = (port: number, match?: string) =>
    cloudfront(
      "PUT",
      `vpc-origin/${id}`,
      `<VpcOriginEndpointConfig>${endpoint("used", arn, port)}</VpcOriginEndpointConfig>`,
      match,
    );
  expect(refusal(await change(8443, made.etag))).toMatch(/^CannotUpdateEntityWhileInUse: /);
  const remove = (match?: string) => cloudfront("DELETE", `vpc-origin/${id}`, undefined, match);
  expect(refusal(await remove(made.etag))).toMatch(/^CannotDeleteEntityWhileInUse: /);

  await cloudfront("DELETE", `distribution/${element(using, "Id")!}`, undefined, using.etag);
  expect(refusal(await change(8443, "E0LD"))).toMatch(/^PreconditionFailed: /);
  const changed = await change(8443, made.etag);
  expect([changed.status, status(changed), element(changed, "HTTPSPort")]).toEqual([
    202,
    "Deploying",
    "8443",
  ]);
  expect((await cloudfront("GET", "vpc-origin")).body).toContain(id);
  expect((await remove(changed.etag)).status).toBe(202);
  expect(refusal(await read())).toMatch(/^EntityNotFound: /);
});
