import type { ParameterDraft } from "./draft";
import type { Parameter } from "./parameter-file";

/** The parameters of REDCap's CloudFormation template (00-master-rc.yaml), with its defaults. */
export const parameters = {
  EC2KeyName: {},
  AccessCidr: { default: "0.0.0.0/0" },
  EBEndpoint: {},
  UseRoute53Boolean: { default: "false" },
  UseACMBoolean: { default: "false" },
  HostedZoneIda: {},
  HostedZoneName: {},
  DomainName: {},
  SESUsername: { secret: true },
  SESPassword: { secret: true },
  SESRegion: {},
  MultiAZDatabase: { default: "false" },
  DatabaseInstanceType: { default: "db.t3.small" },
  DatabaseMasterPassword: { secret: true },
  WebInstanceType: { default: "t3.micro" },
  WebAsgMax: { default: "2" },
  WebAsgMin: { default: "2" },
  PHPVersion: { default: "8.1" },
  S3orAPI: { default: "Download using REDCap API" },
  RedcapUname: { secret: true },
  RedcapPword: { secret: true },
  Redcapver: { default: "latest" },
  RedcapS3Bucket: {},
  RedcapS3Key: {},
  RedcapS3BucketRegion: { default: "us-east-1" },
  VPCcidr: { default: "10.1.0.0/16" },
  p1cidr: { default: "10.1.0.0/24" },
  p2cidr: { default: "10.1.1.0/24" },
  a1cidr: { default: "10.1.2.0/24" },
  a2cidr: { default: "10.1.3.0/24" },
  d1cidr: { default: "10.1.4.0/24" },
  d2cidr: { default: "10.1.5.0/24" },
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof parameters;
export type RedcapDraft = ParameterDraft<ParameterName>;
