/** How long AWS takes to create a resource of a type. */
interface Duration {
  readonly seconds: number;
  /** Where the number comes from. "Logs" are apply logs in public repositories: from the shortest to the longest found. */
  readonly source: string;
  /**
   * It is ready a while after the first of another type only, although Terraform starts both at once: that type, and how many seconds
   * pass from then on.
   */
  readonly waitsFor?: { readonly type: string; readonly seconds: number };
}

/** Creation times that make a difference. Whatever is not here takes a call or two. */
export const DURATIONS: Readonly<Record<string, Duration>> = {
  aws_acm_certificate_validation: { seconds: 300, source: "logs: 1 min 29 s to 8 min 52 s" },
  aws_cloudfront_distribution: { seconds: 240, source: "logs: 2 min 58 s to 3 min 7 s; more at busy times" },
  aws_cloudfront_vpc_origin: {
    seconds: 900,
    source: "CloudFront Developer Guide, VPC origins: up to 15 minutes",
  },
  aws_db_proxy: { seconds: 300, source: "estimate: AWS names no time, the provider waits 30 minutes" },
  aws_ecs_service: {
    seconds: 180,
    source: "logs: 1 min 15 s, and the health checks of a rolling deployment",
  },
  aws_elastic_beanstalk_environment: {
    seconds: 540,
    source: "estimate: instance, platform and packages of PHP on Amazon Linux 2023",
    // The hooks' set-up waits for the writer; then it installs the schema.
    waitsFor: { type: "aws_rds_cluster_instance", seconds: 180 },
  },
  aws_elasticache_replication_group: { seconds: 480, source: "logs: 5 min 37 s to 9 min 15 s" },
  aws_lb: { seconds: 180, source: "logs: 2 min 19 s to 2 min 54 s" },
  aws_nat_gateway: { seconds: 120, source: "logs: 1 min 25 s to 2 min 5 s" },
  aws_rds_cluster: { seconds: 60, source: "logs: 43 s" },
  aws_rds_cluster_instance: { seconds: 480, source: "logs: 6 min 21 s; larger classes take longer" },
  aws_vpc: { seconds: 15, source: "logs: 2 to 15 s" },
  aws_vpc_endpoint: { seconds: 90, source: "estimate: an interface endpoint's network interfaces" },
};

/** Of a resource that is not in the table: a call, an answer and the provider's own checks. */
export const USUAL_SECONDS = 3;
