import type { Inputs } from "../synthesis";

const balancer = {
  arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/demo/0123456789abcdef",
  securityGroupId: "sg-0123456789abcdef0",
  listenerArn:
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/demo/0123456789abcdef/0123456789abcdef",
};

const green = {
  arn: `${balancer.arn}0`,
  securityGroupId: "sg-0123456789abcdef1",
  listenerArn: balancer.listenerArn.replace("/demo/", "/demo-green/"),
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
  loadBalancers: { blue: balancer, green },
});
const secret = (arn: string): Inputs => ({ ...good, environmentSecrets: { SECRET: arn } });
const stack = "64bit Amazon Linux 2023 v4.13.7 running PHP 8.4";

/** Inputs that are fine, by what is special about them. */
export const accepted: Readonly<Record<string, Inputs>> = {
  "as many bytes of environment variables as Elastic Beanstalk takes": {
    ...good,
    environmentVariables: { ONE: "1".repeat(2000), TWO: "2".repeat(2087) },
  },
  "the required inputs only": good,
  "two colours on different PHP versions": {
    ...good,
    environments: {
      blue: { phpVersion: "8.3" },
      green: { phpVersion: "8.5", instanceTypes: ["t4g.small", "m7g.large"] },
    },
    loadBalancers: { blue: balancer, green: { ...green, listenerPort: 80 } },
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
  "a route out to a security group": {
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
  "two colours that upgrade themselves, one from an existing version": {
    ...twoColours({}, { versionLabel: "16.1.0" }),
    applicationUpgrades: "easy_upgrade",
  },
  "a key pair and a topic": {
    ...good,
    ec2Key: { name: "operators" },
    notifications: { topicArn: "arn:aws:sns:us-east-1:123456789012:alarms" },
  },
  "self-upgrades": { ...good, applicationUpgrades: "easy_upgrade" },
};

/** Inputs that are not, by what is wrong, with what the message must say. */
export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "more environment variables than Elastic Beanstalk takes": [
    { ...good, environmentVariables: { ONE: "1".repeat(2000), TWO: "é".repeat(1050) } },
    /^environmentVariables must be at most 4096 bytes altogether/,
  ],
  "more routes out than a security group has": [
    {
      ...good,
      egress: Object.fromEntries(
        Array.from({ length: 61 }, (_, n) => [`port_${n}`, { port: 8000 + n, cidr: "10.0.0.0/8" }]),
      ),
    },
    /^egress must have at most 60 entries: AWS allows 60 rules in a security group/,
  ],
  "a name that looks like a security group's ID": [
    { ...good, name: "sg-demo" },
    /^name must not be a name that AWS reserves: sg-/m,
  ],
  "a route out under two names": [
    { ...good, egress: { web: { port: 443, cidr: "0.0.0.0/0" }, aws: { port: 443, cidr: "0.0.0.0/0" } } },
    /^egress\.(web|aws) must not be the same as another entry/m,
  ],
  "two load balancers with one security group": [
    {
      ...good,
      environments: { blue: {}, green: {} },
      loadBalancers: { blue: balancer, green: { ...balancer, arn: `${balancer.arn}0` } },
    },
    /^loadBalancers\.blue must not have the security group of another environment's load balancer/m,
  ],
  "a name with a capital": [{ ...good, name: "Demo" }, /^name must be 2 to 24 lower-case letters/],
  "an empty VPC": [{ ...good, vpcId: "" }, /^vpcId must have at least 4 characters/],
  "no subnet": [{ ...good, appSubnetIds: [] }, /^appSubnetIds must have at least 1 item/],
  "an empty subnet": [{ ...good, appSubnetIds: [""] }, /^appSubnetIds\[0\] must have at least 4 characters/],
  "the key's alias": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/demo" },
    /^kmsKeyArn must be an ARN like arn:aws:kms/,
  ],

  "no environment": [
    { ...good, environments: {}, loadBalancers: {} },
    /^environments must have at least one entry/,
  ],
  "a colour that is no name": [
    { ...good, environments: { "Blue!": {} }, loadBalancers: { "Blue!": balancer } },
    /must be 1 to 12 lower-case letters and digits, beginning with a letter/,
  ],
  "PHP 8.2": [{ ...good, phpVersion: "8.2" }, /^phpVersion .*PHP 8\.2 retires on 2027-03-31/],
  "PHP 8.1 for one colour": [
    blue({ phpVersion: "8.1" }),
    /^environments\.blue\.phpVersion .*older versions are gone from Elastic Beanstalk/,
  ],
  "a platform of Amazon Linux 2": [
    blue({ solutionStackName: "64bit Amazon Linux 2 v3.5.1 running PHP 8.1" }),
    /must be a platform version like 64bit Amazon Linux 2023/,
  ],
  "a platform and a PHP version": [
    blue({ solutionStackName: stack, phpVersion: "8.4" }),
    /^environments\.blue must have phpVersion or solutionStackName, not both/,
  ],
  "more minimum than maximum": [
    blue({ minInstances: 5, maxInstances: 4 }),
    /^environments\.blue must not have more minInstances than maxInstances/,
  ],
  "no instance": [blue({ minInstances: 0 }), /minInstances must be at least 1/],
  "more instances than Auto Scaling is asked for": [
    blue({ maxInstances: 1001 }),
    /maxInstances must be at most 1000/,
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
    /^environments\.blue must not have the cnamePrefix of another environment.*\n?environments\.green must not/,
  ],
  "an empty version label": [blue({ versionLabel: "" }), /versionLabel must have at least 1 character/],
  "two colours that would begin with the bundle although the application upgrades itself": [
    { ...twoColours({}, {}), applicationUpgrades: "easy_upgrade" },
    /^environments must have a versionLabel in all entries but one with easy_upgrade/,
  ],
  "x86 and Graviton together": [
    { ...good, instanceTypes: ["t3.small", "t4g.small"] },
    /^instanceTypes must be all of one processor architecture/,
  ],
  "an instance type without a size": [
    { ...good, instanceTypes: ["t3"] },
    /^instanceTypes\[0\] must be an EC2 instance type/,
  ],
  "no instance type": [
    blue({ instanceTypes: [] }),
    /^environments\.blue\.instanceTypes must have at least 1 item/,
  ],

  "a colour without a load balancer": [
    { ...good, environments: { blue: {}, green: {} } },
    /^loadBalancers\.green must match an environment of the same colour/,
  ],
  "a load balancer without an environment": [
    { ...good, loadBalancers: { blue: balancer, green } },
    /^loadBalancers\.green must match an environment of the same colour/,
  ],
  "two colours on one load balancer": [
    { ...good, environments: { blue: {}, green: {} }, loadBalancers: { blue: balancer, green: balancer } },
    /^loadBalancers\.blue must not share its load balancer[^]*loadBalancers\.green must not share/,
  ],
  "a Network Load Balancer": [
    { ...good, loadBalancers: { blue: { ...balancer, arn: balancer.arn.replace("/app/", "/net/") } } },
    /^loadBalancers\.blue\.arn must be an ARN like .*loadbalancer\/app/,
  ],
  "the load balancer as its listener": [
    { ...good, loadBalancers: { blue: { ...balancer, listenerArn: balancer.arn } } },
    /^loadBalancers\.blue\.listenerArn must be an ARN like .*listener\/app/,
  ],
  "a rule before all others": [
    { ...good, loadBalancers: { blue: { ...balancer, rulePriority: 0 } } },
    /^loadBalancers\.blue\.rulePriority must be at least 1/,
  ],
  "a listener on port 0": [
    { ...good, loadBalancers: { blue: { ...balancer, listenerPort: 0 } } },
    /^loadBalancers\.blue\.listenerPort must be at least 1/,
  ],
  "a pattern for every host, which ELB does not take": [
    { ...good, hostHeaders: ["*.*"] },
    /^hostHeaders\[0\] must be a host name.*ends with a dot and letters only/,
  ],
  "a host without a dot": [{ ...good, hostHeaders: ["localhost"] }, /must be a host name/],
  "more wildcards than ELB takes": [
    { ...good, hostHeaders: ["*-?-?-?.example.org"] },
    /must have at most 3 wildcards/,
  ],
  "more wildcards than a rule has room for": [
    { ...good, hostHeaders: ["*.?.a.org", "*.?.b.org", "*.c.org"] },
    /^hostHeaders must have at most 4 wildcards in all/,
  ],
  "more hosts than a rule has room for": [
    { ...good, hostHeaders: ["a.org", "b.org", "c.org", "d.org"] },
    /^hostHeaders must have at most 3/,
  ],

  "a bundle without a key": [
    { ...good, sourceBundle: { bucket: "demo-bundles", key: "", versionLabel: "v1" } },
    /^sourceBundle\.key must have at least 1 character/,
  ],
  "a bundle in a folder that REDCap's script is to unpack": [
    {
      ...good,
      applicationUpgrades: "easy_upgrade",
      sourceBundle: { bucket: "demo-bundles", key: "bundles/demo.zip", versionLabel: "v1" },
    },
    /^sourceBundle\.key must have no slash with easy_upgrade/,
  ],
  "immutable self-upgrades": [
    { ...good, applicationUpgrades: "easy_upgrade", deploymentPolicy: "Immutable" },
    /^deploymentPolicy must be RollingWithAdditionalBatch with easy_upgrade/,
  ],
  "a window on no day": [
    { ...good, managedUpdates: { startTime: "Sunday:03:00" } },
    /^managedUpdates\.startTime must be a time in UTC like Sun:03:00/,
  ],
  "a relative document root": [
    { ...good, documentRoot: "redcap" },
    /^documentRoot must be a path like \/public/,
  ],
  "a memory limit without a unit": [
    { ...good, php: { memoryLimit: "512" } },
    /^php\.memoryLimit must be a size like 512M/,
  ],
  "a relative path of health checks": [
    { ...good, healthCheckPath: "healthz" },
    /^healthCheckPath must be a path like \/healthz/,
  ],

  "thresholds that cross": [
    { ...good, autoscaling: { upperCpuPercent: 20, lowerCpuPercent: 30 } },
    /^autoscaling must have lowerCpuPercent below upperCpuPercent/,
  ],
  "a breach that is no multiple of the period, which Elastic Beanstalk rewrites": [
    { ...good, autoscaling: { periodMinutes: 5, breachMinutes: 7 } },
    /^autoscaling must have breachMinutes that are a multiple of periodMinutes/,
  ],
  "six years, which Elastic Beanstalk cannot": [
    { ...good, logRetentionDays: 2192 },
    /^logRetentionDays must be one of .*Elastic Beanstalk supports fewer/,
  ],
  "an absolute path of a log file": [
    { ...good, logFiles: ["/var/log/messages"] },
    /^logFiles\[0\] must be a path without a leading slash/,
  ],
  "root volumes without encryption, without a reason": [
    { ...good, unencryptedRootVolume: { reason: "" } },
    /^unencryptedRootVolume\.reason must have at least 10 characters/,
  ],
  "a reason that is no tag": [
    { ...good, unencryptedRootVolume: { reason: "no patients' data" } },
    /must contain only letters, digits, spaces/,
  ],
  "a key pair without a name": [
    { ...good, ec2Key: { name: "" } },
    /^ec2Key\.name must have at least 1 character/,
  ],
  "a route out under no name": [
    { ...good, egress: { HTTPS: { port: 443, cidr: "0.0.0.0/0" } } },
    /^egress.* must be lower-case letters, digits and underscores/,
  ],
  "a route out to nowhere": [
    { ...good, egress: { smtp: { port: 587 } } },
    /^egress\.smtp must have cidr or securityGroupId, exactly one/,
  ],
  "a route out to two places": [
    { ...good, egress: { smtp: { port: 587, cidr: "10.0.0.0/8", securityGroupId: "sg-0123456789abcdef0" } } },
    /^egress\.smtp must have cidr or securityGroupId, exactly one/,
  ],
  "a route out to a range that is none": [
    { ...good, egress: { smtp: { port: 587, cidr: "10.0.0.300/8" } } },
    /^egress\.smtp\.cidr must be an IPv4 range/,
  ],
  "a variable that begins with a digit": [
    { ...good, environmentVariables: { "1ST": "x" } },
    /^environmentVariables.* must be letters, digits and underscores, not beginning with a digit/,
  ],
  "an empty variable, which Elastic Beanstalk drops": [
    { ...good, environmentVariables: { MODE: "" } },
    /^environmentVariables\.MODE must have at least 1 character/,
  ],
  "a secret by its value": [secret("hunter2"), /^environmentSecrets\.SECRET must be the ARN of a secret/],
  "a policy that is no JSON": [
    { ...good, instancePolicies: ["{"] },
    /^instancePolicies\[0\] must be an IAM policy as JSON/,
  ],
  "a policy without statements": [
    { ...good, instancePolicies: ['{"Version": "2012-10-17"}'] },
    /^instancePolicies\[0\] must be an IAM policy as JSON/,
  ],
  "a further policy that is none": [
    { ...good, inlinePolicies: { "set-up": "{}" } },
    /^inlinePolicies\.set-up must be an IAM policy as JSON/,
  ],
  "a further policy with a name that IAM has not": [
    { ...good, inlinePolicies: { "set up": '{"Statement": []}' } },
    /^inlinePolicies.* must be 2 to 64 lower-case letters, digits and hyphens/,
  ],
  "a further policy with the name of the module's own": [
    { ...good, inlinePolicies: { application: '{"Statement": []}' } },
    /^inlinePolicies\.application must not be called application or self-upgrade/,
  ],
  "sessions encrypted with an alias": [
    { ...good, systemsManager: { sessionKmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/sessions" } },
    /^systemsManager\.sessionKmsKeyArn must be an ARN like arn:aws:kms/,
  ],
  "sessions logged to a bucket that has no such name": [
    { ...good, systemsManager: { sessionLogBucket: { name: "Sessions" } } },
    /^systemsManager\.sessionLogBucket\.name must be a bucket name/,
  ],
  "a topic that is a queue": [
    { ...good, notifications: { topicArn: "arn:aws:sqs:us-east-1:123456789012:alarms" } },
    /^notifications\.topicArn must be an ARN like arn:aws:sns/,
  ],
};
