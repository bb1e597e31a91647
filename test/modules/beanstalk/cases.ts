import type { Inputs } from "../synthesis";

const balancer = {
  arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/demo/0123456789abcdef",
  securityGroupId: "sg-0123456789abcdef0",
};

export const good: Inputs = {
  name: "demo",
  vpcId: "vpc-0123456789abcdef0",
  appSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  environments: { blue: {} },
  loadBalancers: { blue: balancer },
  sourceBundle: { bucket: "demo-bundles", key: "demo.zip", versionLabel: "v1" },
};

const blue = (environment: object): Inputs => ({ ...good, environments: { blue: environment } });
const twoColours = (blueOne: object, greenOne: object): Inputs => ({
  ...good,
  environments: { blue: blueOne, green: greenOne },
  loadBalancers: { blue: balancer, green: { ...balancer, arn: `${balancer.arn}0` } },
});
const secret = (arn: string): Inputs => ({ ...good, environmentSecrets: { SECRET: arn } });
const stack = "64bit Amazon Linux 2023 v4.13.7 running PHP 8.4";

/** Inputs that are fine, by what is special about them. */
export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "two colours on different PHP versions": {
    ...good,
    environments: {
      blue: { phpVersion: "8.3" },
      green: { phpVersion: "8.5", instanceTypes: ["t4g.small", "m7g.large"] },
    },
    loadBalancers: { blue: balancer, green: { ...balancer, arn: `${balancer.arn}0`, listenerPort: 80 } },
  },
  "an exact platform version": blue({ solutionStackName: stack }),
  "one instance": blue({ minInstances: 1, maxInstances: 1 }),
  "a GPU type with a g in its family is x86": blue({ instanceTypes: ["g4dn.xlarge", "m5.large"] }),
  "a key of a secret": secret("arn:aws:secretsmanager:us-east-1:123456789012:secret:demo/db-AbCdEf:password"),
  "a parameter of GovCloud": secret("arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/demo/password"),
  "policies of the application": {
    ...good,
    instancePolicies: [
      '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}',
    ],
  },
  "a way out to a security group": {
    ...good,
    egress: { database: { port: 3306, securityGroupId: "sg-0123456789abcdef0" } },
  },
  "names of hosts": {
    ...good,
    hostHeaders: ["redcap.example.edu", "*.us-east-1.elb.amazonaws.com", "*.?.example.*-x.org"],
  },
  "root volumes without encryption, with a reason": {
    ...good,
    unencryptedRootVolume: { reason: "trial without patient data" },
  },
  "CNAME prefixes of two colours": twoColours(
    { cnamePrefix: "redcap-blue" },
    { cnamePrefix: "redcap-green" },
  ),
  "two colours that upgrade themselves, one by a version that is there": {
    ...twoColours({}, { versionLabel: "16.1.0" }),
    applicationUpgrades: "easy_upgrade",
  },
  "self-upgrades": { ...good, applicationUpgrades: "easy_upgrade" },
};

/** Inputs that are not, by what is wrong, with what the message must say. */
export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "PHP 8.2": [{ ...good, phpVersion: "8.2" }, /PHP 8\.2 retires on 2027-03-31/],
  "PHP 8.1 for one colour": [blue({ phpVersion: "8.1" }), /older versions are gone from Elastic Beanstalk/],
  "a platform of Amazon Linux 2": [
    blue({ solutionStackName: "64bit Amazon Linux 2 v3.5.1 running PHP 8.1" }),
    /must be a platform version like 64bit Amazon Linux 2023/,
  ],
  "a platform and a PHP version": [
    blue({ solutionStackName: stack, phpVersion: "8.4" }),
    /must have phpVersion or solutionStackName, not both/,
  ],
  "more minimum than maximum": [
    blue({ minInstances: 5, maxInstances: 4 }),
    /must not have more minInstances than maxInstances/,
  ],
  "no instance": [blue({ minInstances: 0 }), /must be at least 1/],
  "no environment": [{ ...good, environments: {}, loadBalancers: {} }, /must have at least one entry/],
  "a colour without a load balancer": [
    { ...good, environments: { blue: {}, green: {} } },
    /must have the same colours as environments/,
  ],
  "two colours on one load balancer": [
    { ...good, environments: { blue: {}, green: {} }, loadBalancers: { blue: balancer, green: balancer } },
    /must not be shared by two environments/,
  ],
  "a colour that is no name": [
    { ...good, environments: { "Blue!": {} }, loadBalancers: { "Blue!": balancer } },
    /must be 1 to 12 lower-case letters and digits/,
  ],
  "a CNAME prefix of three letters": [
    blue({ cnamePrefix: "abc" }),
    /must be 4 to 40 letters, digits and hyphens/,
  ],
  "a CNAME prefix with a hyphen at its end": [
    blue({ cnamePrefix: "redcap-" }),
    /with no hyphen at either end/,
  ],
  "a CNAME prefix used twice": [
    twoColours({ cnamePrefix: "redcap" }, { cnamePrefix: "RedCap" }),
    /must not use one cnamePrefix twice/,
  ],
  "two colours that would begin with the bundle although the application upgrades itself": [
    { ...twoColours({}, {}), applicationUpgrades: "easy_upgrade" },
    /must give every entry but one a versionLabel with easy_upgrade/,
  ],
  "a pattern for every host, which ELB does not take": [
    { ...good, hostHeaders: ["*.*"] },
    /must be a host name.*ends with a dot and letters only/,
  ],
  "a host without a dot": [{ ...good, hostHeaders: ["localhost"] }, /must be a host name/],
  "more wildcards than Elastic Beanstalk takes": [
    { ...good, hostHeaders: ["*-?-?-?.example.org"] },
    /must have at most 3 wildcards/,
  ],
  "more hosts than a rule has room for": [
    { ...good, hostHeaders: ["a.org", "b.org", "c.org", "d.org"] },
    /must have at most 3/,
  ],
  "root volumes without encryption, without a reason": [
    { ...good, unencryptedRootVolume: { reason: "" } },
    /must have at least 10 characters/,
  ],
  "x86 and Graviton together": [
    { ...good, instanceTypes: ["t3.small", "t4g.small"] },
    /must be all of one processor architecture/,
  ],
  "an instance type without a size": [{ ...good, instanceTypes: ["t3"] }, /must be an EC2 instance type/],
  "immutable self-upgrades": [
    { ...good, applicationUpgrades: "easy_upgrade", deploymentPolicy: "Immutable" },
    /must be RollingWithAdditionalBatch with easy_upgrade/,
  ],
  "thresholds that cross": [
    { ...good, autoscaling: { upperCpuPercent: 20, lowerCpuPercent: 30 } },
    /must have a lower threshold below the upper one/,
  ],
  "a window on no day": [
    { ...good, managedUpdates: { startTime: "Sunday:03:00" } },
    /must be a time in UTC like Sun:03:00/,
  ],
  "six years, which Elastic Beanstalk cannot": [
    { ...good, logRetentionDays: 2192 },
    /Elastic Beanstalk knows fewer/,
  ],
  "a way out to nowhere": [{ ...good, egress: { smtp: { port: 587 } } }, /must name one destination/],
  "a way out to two places": [
    { ...good, egress: { smtp: { port: 587, cidr: "10.0.0.0/8", securityGroupId: "sg-0123456789abcdef0" } } },
    /must name one destination/,
  ],
  "a way out to a range that is none": [
    { ...good, egress: { smtp: { port: 587, cidr: "10.0.0.300/8" } } },
    /must be an IPv4 range/,
  ],
  "a secret by its value": [secret("hunter2"), /must be the ARN of a secret/],
  "a policy that is no JSON": [{ ...good, instancePolicies: ["{"] }, /must be an IAM policy as JSON/],
  "a policy without statements": [
    { ...good, instancePolicies: ['{"Version": "2012-10-17"}'] },
    /must be an IAM policy as JSON/,
  ],
  "a relative document root": [{ ...good, documentRoot: "redcap" }, /must be a path like \/redcap/],
  "the key's alias": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/demo" },
    /must be an ARN like arn:aws:kms/,
  ],
};
