import { awsContext } from "../../lib/aws/context";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { awsProvider } from "../../lib/aws/providers";
import { type Expression, reference, tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { inputs, rules } from "./inputs";
import { addListeners } from "./listeners";

/**
 * An application load balancer that serves HTTPS and sends HTTP there. Applications attach by listener rules of their
 * own (Elastic Beanstalk as a shared load balancer does so too); what no rule matches gets 404. Its security group has
 * no egress: each application adds the one rule that leads to its targets.
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
    dnsName: "Its own DNS name, for alias records.",
    zoneId: "Hosted zone of that name, for alias records.",
    securityGroupId:
      "Its security group. Add an egress rule for each group of targets, and let the targets admit it.",
    httpsListenerArn: "Listener on port 443; null with plainHttp.",
    httpListenerArn: "Listener on port 80, which redirects, or serves with plainHttp.",
    listenerArn: "The listener that serves: attach listener rules here.",
    listenerPort: "Port of the listener that serves: 443, or 80 with plainHttp.",
  },
  resources(module, input) {
    const { name, vpcId, allowedCidrs, allowedIpv6Cidrs, plainHttp, accessLogsBucket, certificateArn } =
      input;
    const group = new SecurityGroup(module, "clients", {
      name: `${name}-load-balancer`,
      description: "Load balancer: HTTP and HTTPS from allowed clients",
      vpcId,
      tags: { Name: `${name}-load-balancer` },
    });
    group.overrideLogicalId("this");
    const range = reference("each.key").string;
    const clients = tf`toset(concat(${allowedCidrs}, ${allowedIpv6Cidrs}))`;
    const admit = (protocol: "http" | "https", port: number, ranges: Expression) => {
      const rule = new VpcSecurityGroupIngressRule(module, protocol, {
        securityGroupId: group.id,
        description: `${protocol.toUpperCase()} from ${range}`,
        cidrIpv4: tf`strcontains(${range}, ":") ? null : ${range}`.string,
        cidrIpv6: tf`strcontains(${range}, ":") ? ${range} : null`.string,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
      });
      rule.addOverride("for_each", ranges);
    };
    admit("http", 80, clients);
    admit("https", 443, tf`${plainHttp} == null ? ${clients} : toset([])`);

    const logs = { bucket: accessLogsBucket, enabled: true };
    const balancer = new Lb(module, "this", {
      name,
      loadBalancerType: "application",
      ipAddressType: tf`length(${allowedIpv6Cidrs}) == 0 ? "ipv4" : "dualstack"`.string,
      securityGroups: [group.id],
      subnets: input.subnetIds,
      internal: input.internal,
      enableDeletionProtection: input.deletionProtection,
      idleTimeout: input.idleTimeoutSeconds,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: input.desyncMitigation,
      // The client's address is the last entry; what the client itself sent stands before it.
      xffHeaderProcessingMode: "append",
      accessLogs: logs,
      connectionLogs: logs,
      tags: { Name: name },
    });
    const { region } = awsContext(module);
    balancer.addOverride("lifecycle.precondition", [
      {
        condition: tf`${certificateArn} == null ? true : split(":", ${certificateArn})[3] == ${region}`,
        error_message:
          `certificate_arn must be a certificate of ${region}, where the load balancer is: request or import it there ` +
          `(got ${tf`coalesce(${certificateArn}, "none")`.string}).`,
      },
    ]);
    const { http, https } = addListeners(module, balancer, input);
    const httpsArn = tf`one(${https.fqn}[*].arn)`;
    return {
      arn: balancer.arn,
      arnSuffix: balancer.arnSuffix,
      name: balancer.name,
      dnsName: balancer.dnsName,
      zoneId: balancer.zoneId,
      securityGroupId: group.id,
      httpsListenerArn: httpsArn,
      httpListenerArn: http.arn,
      listenerArn: tf`${plainHttp} == null ? ${httpsArn} : ${http.arn}`,
      // The listener's own attribute: whoever uses the port waits for the listener.
      listenerPort: tf`${plainHttp} == null ? one(${https.fqn}[*].port) : ${http.port}`,
    };
  },
});
