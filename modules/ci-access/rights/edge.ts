import { actions, type RightsByType } from "./type-rights";

const acm = (names: string) => actions("acm", names);
const cloudfront = (names: string) => actions("cloudfront", names);
const elb = (names: string) => actions("elasticloadbalancing", names);
const route53 = (names: string) => actions("route53", names);
const wafv2 = (names: string) => actions("wafv2", names);
const tagsOfElb = elb("AddTags RemoveTags");
const tagsOfCloudfront = cloudfront("TagResource UntagResource");
const tagsOfWaf = wafv2("TagResource UntagResource");

/** What requests pass: Route 53, CloudFront, AWS WAF, certificates and load balancers. */
export const edgeTypes: RightsByType = {
  aws_acm_certificate: {
    read: acm("DescribeCertificate ListTagsForCertificate"),
    write: acm(
      "RequestCertificate UpdateCertificateOptions DeleteCertificate AddTagsToCertificate RemoveTagsFromCertificate",
    ),
  },
  aws_acm_certificate_validation: { read: acm("DescribeCertificate") },
  aws_route53_record: {
    read: route53("GetHostedZone ListResourceRecordSets"),
    write: route53("ChangeResourceRecordSets GetChange"),
  },
  "data.aws_route53_zone": {
    read: route53("ListHostedZones GetHostedZone ListResourceRecordSets ListTagsForResource"),
  },

  aws_cloudfront_distribution: {
    read: cloudfront("GetDistribution ListTagsForResource"),
    write: [
      ...cloudfront("CreateDistribution UpdateDistribution GetDistributionConfig DeleteDistribution"),
      // CreateDistributionWithTags is authorized as these two.
      ...tagsOfCloudfront,
      // The web ACL that is named in the distribution.
      "wafv2:GetWebACL",
      "acm:ListCertificates",
    ],
  },
  aws_cloudfront_function: {
    read: cloudfront("DescribeFunction GetFunction"),
    write: cloudfront("CreateFunction UpdateFunction PublishFunction DeleteFunction"),
  },
  aws_cloudfront_key_group: {
    read: cloudfront("GetKeyGroup"),
    write: cloudfront("CreateKeyGroup UpdateKeyGroup DeleteKeyGroup"),
  },
  aws_cloudfront_origin_access_control: {
    read: cloudfront("GetOriginAccessControl"),
    write: cloudfront("CreateOriginAccessControl UpdateOriginAccessControl DeleteOriginAccessControl"),
  },
  aws_cloudfront_public_key: {
    read: cloudfront("GetPublicKey"),
    write: cloudfront("CreatePublicKey UpdatePublicKey DeletePublicKey"),
  },
  aws_cloudfront_response_headers_policy: {
    read: cloudfront("GetResponseHeadersPolicy"),
    write: cloudfront("CreateResponseHeadersPolicy UpdateResponseHeadersPolicy DeleteResponseHeadersPolicy"),
  },
  aws_cloudfront_vpc_origin: {
    read: cloudfront("GetVpcOrigin ListTagsForResource"),
    write: [
      ...cloudfront("CreateVpcOrigin UpdateVpcOrigin DeleteVpcOrigin"),
      ...tagsOfCloudfront,
      // CloudFront looks at the load balancer and its network for its caller.
      ...actions("ec2", "DescribeInternetGateways DescribeSubnets DescribeSecurityGroups DescribeAddresses"),
      ...actions("ec2", "DescribeInstances"),
      ...elb("DescribeLoadBalancers DescribeListeners"),
    ],
  },

  aws_wafv2_ip_set: {
    read: wafv2("GetIPSet ListTagsForResource"),
    write: [...wafv2("CreateIPSet UpdateIPSet DeleteIPSet"), ...tagsOfWaf],
  },
  aws_wafv2_web_acl: {
    read: wafv2("GetWebACL ListTagsForResource"),
    write: [...wafv2("CreateWebACL UpdateWebACL DeleteWebACL"), ...tagsOfWaf],
  },
  aws_wafv2_web_acl_association: {
    read: [
      ...wafv2("GetWebACLForResource GetWebACL"),
      ...elb("DescribeWebACLAssociation GetLoadBalancerWebACL"),
    ],
    write: [...wafv2("AssociateWebACL DisassociateWebACL"), ...elb("SetWebAcl")],
  },
  aws_wafv2_web_acl_logging_configuration: {
    read: wafv2("GetLoggingConfiguration"),
    write: [
      ...wafv2("PutLoggingConfiguration DeleteLoggingConfiguration"),
      ...actions("logs", "CreateLogDelivery DeleteLogDelivery PutResourcePolicy DescribeResourcePolicies"),
      ...actions("logs", "DescribeLogGroups"),
    ],
  },

  aws_lb: {
    read: elb(
      "DescribeLoadBalancers DescribeLoadBalancerAttributes DescribeCapacityReservation DescribeTags",
    ),
    write: [
      ...elb(
        "CreateLoadBalancer DeleteLoadBalancer ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets",
      ),
      ...elb("SetIpAddressType"),
      ...tagsOfElb,
      ...actions("ec2", "DescribeNetworkInterfaces DetachNetworkInterface DeleteNetworkInterface"),
      ...actions("ec2", "DescribeSubnets DescribeSecurityGroups DescribeVpcs DescribeInternetGateways"),
      ...actions("ec2", "DescribeAccountAttributes DescribeAddresses"),
    ],
  },
  aws_lb_listener: {
    read: elb("DescribeListeners DescribeListenerAttributes DescribeTags"),
    write: [...elb("CreateListener ModifyListener ModifyListenerAttributes DeleteListener"), ...tagsOfElb],
  },
  aws_lb_listener_rule: {
    read: elb("DescribeRules DescribeTags"),
    write: [...elb("CreateRule ModifyRule SetRulePriorities DeleteRule"), ...tagsOfElb],
  },
  aws_lb_target_group: {
    read: elb("DescribeTargetGroups DescribeTargetGroupAttributes DescribeTargetHealth DescribeTags"),
    write: [
      ...elb("CreateTargetGroup ModifyTargetGroup ModifyTargetGroupAttributes DeleteTargetGroup"),
      ...tagsOfElb,
    ],
  },
  aws_lb_trust_store: {
    read: elb("DescribeTrustStores DescribeTags"),
    write: [
      ...elb("CreateTrustStore ModifyTrustStore DeleteTrustStore DescribeTrustStoreAssociations"),
      ...tagsOfElb,
      // The bundle of certificates.
      ...actions("s3", "GetObject GetObjectVersion"),
    ],
  },
};
