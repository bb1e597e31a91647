/** What a service needs around it: blocks of a root module in plain Terraform. */
export const surroundings = {
  provider: { aws: { region: "us-east-1", max_retries: 5, default_tags: [{ tags: { Project: "test" } }] } },
  resource: {
    aws_kms_key: { this: {} },
    aws_vpc: { this: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: {
      this: {
        for_each: { a: "10.0.1.0/24", b: "10.0.2.0/24" },
        vpc_id: "${aws_vpc.this.id}",
        cidr_block: "${each.value}",
        availability_zone: "us-east-1${each.key}",
      },
    },
    aws_service_discovery_private_dns_namespace: {
      this: { name: "app.internal", vpc: "${aws_vpc.this.id}" },
    },
    aws_security_group: { balancer: { vpc_id: "${aws_vpc.this.id}" } },
    aws_lb: {
      this: {
        name: "balancer",
        internal: true,
        load_balancer_type: "application",
        security_groups: ["${aws_security_group.balancer.id}"],
        subnets: "${[for subnet in aws_subnet.this : subnet.id]}",
      },
    },
    aws_lb_listener: {
      this: {
        load_balancer_arn: "${aws_lb.this.arn}",
        port: 80,
        default_action: [
          { type: "fixed-response", fixed_response: [{ content_type: "text/plain", status_code: "404" }] },
        ],
      },
    },
    aws_cloudwatch_metric_alarm: {
      errors: {
        alarm_name: "app-errors",
        namespace: "AWS/ApplicationELB",
        metric_name: "HTTPCode_Target_5XX_Count",
        statistic: "Sum",
        comparison_operator: "GreaterThanThreshold",
        threshold: 10,
        period: 60,
        evaluation_periods: 1,
      },
    },
    aws_ssm_parameter: {
      image: {
        name: "/app/image",
        type: "String",
        insecure_value: "2.0.0",
        lifecycle: { ignore_changes: ["insecure_value"] },
      },
    },
  },
};
