import { Lb } from "@cdktf/provider-aws/lib/lb";
import { awsProvider } from "../../lib/aws/providers";
import { tf } from "../../lib/expression";
import { Pending, terraformModule } from "../../lib/module";
import { addSecurityGroup } from "./clients";
import { inputs, rules } from "./inputs";
import { addListeners } from "./listeners";
import { addMutualAuthentication } from "./mutual-authentication";
import { refuseHeaders } from "./refused-headers";

const sharedCount = (tags: string): string => `${tags}["elasticbeanstalk:shared-elb-environment-count"]`;

/**
 * An application load balancer that serves HTTPS and redirects HTTP to it. Applications attach by listener rules of their
 * own (as Elastic Beanstalk does with a shared load balancer); a request that no rule matches gets 404. Its security group
 * has no egress: each application adds the one rule that leads to its targets.
 */
export const LoadBalancer = terraformModule({
  name: "load-balancer",
  summary: "An HTTPS application load balancer with access logs, HTTP redirect and a closed security group.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    arn: "ARN of the load balancer.",
    arnSuffix: "Dimension of its CloudWatch metrics: app/<name>/<id>.",
    name: "Name of the load balancer.",
    dnsName: "DNS name of the load balancer, for alias records.",
    zoneId: "Hosted zone ID of that name, for alias records.",
    securityGroupId:
      "Security group of the load balancer. Add an egress rule for each group of targets, and admit it there.",
    httpsListenerArn: "Listener on port 443; null with plainHttp.",
    httpListenerArn: "Listener on port 80, which redirects, or serves with plainHttp.",
    listenerArn: "Listener that serves: attach listener rules here.",
    listenerPort: "Port of the listener that serves: 443, or 80 with plainHttp.",
    trustStoreArn: "Trust store of clients' certificates; null unless mutualAuthentication verifies them.",
  },
  resources(module, input) {
    const { name, plainHttp, accessLogsBucket } = input;
    const group = addSecurityGroup(module, input);
    const logs = { bucket: accessLogsBucket, prefix: input.accessLogsPrefix, enabled: true };
    const balancer = new Lb(module, "this", {
      name,
      loadBalancerType: "application",
      ipAddressType: tf`length(${input.allowedIpv6Cidrs}) == 0 ? "ipv4" : "dualstack"`.string,
      securityGroups: tf`concat([${group.id}], ${input.additionalSecurityGroupIds})`.list,
      subnets: input.subnetIds,
      internal: input.internal,
      enableDeletionProtection: input.deletionProtection,
      idleTimeout: input.idleTimeoutSeconds,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: input.desyncMitigation,
      // With append, the client's address is the last entry; whatever the client itself sent comes before it.
      xffHeaderProcessingMode: input.forwardedFor,
      // Elastic Beanstalk counts on it the environments that share it.
      lifecycle: { ignoreChanges: [sharedCount("tags"), sharedCount("tags_all")] },
      accessLogs: logs,
      connectionLogs: logs,
      tags: { Name: name },
    });
    const { http, https, redirect } = addListeners(module, balancer, input);
    const trustStoreArn = addMutualAuthentication(module, https, input);
    const httpsArn = tf`one(${https.fqn}[*].arn)`;
    const listenerArn = tf`${plainHttp.given} ? ${http.arn} : ${httpsArn}`;
    // Rules with a priority of their own come before those of an application, whose service may take the first free number.
    const first = [redirect, refuseHeaders(module, listenerArn, input)];
    return {
      arn: balancer.arn,
      arnSuffix: balancer.arnSuffix,
      name: balancer.name,
      dnsName: balancer.dnsName,
      zoneId: balancer.zoneId,
      securityGroupId: group.id,
      httpsListenerArn: httpsArn,
      httpListenerArn: http.arn,
      listenerArn: new Pending(listenerArn, first),
      // The listener's own attribute, so that consumers of the port wait for the listener.
      listenerPort: new Pending(tf`${plainHttp.given} ? ${http.port} : one(${https.fqn}[*].port)`, first),
      trustStoreArn,
    };
  },
});
