import { part } from "../../lib/part";
import { AppConfig } from "../app-config";
import { Cache } from "../cache";
import { Database } from "../database";
import { DatabaseProxy } from "../database-proxy";
import { Distribution } from "../distribution";
import { EcsCluster } from "../ecs-cluster";
import { Email } from "../email";
import { FargateService } from "../fargate-service";
import { FileStorage } from "../file-storage";
import { ofDatabase, ofFiles, ofMail } from "../foundation/names";
import { LoadBalancer } from "../load-balancer";
import { SigningKey } from "../signing-key";

// What Medplum's callers may say of the modules that it is composed of. Each list is both: inputs here, and what a call gets.

/** What is about the ranges of clients alone: the load balancer for mutual TLS has ranges of its own. */
export const clientsPart = part(LoadBalancer, ["allowedCidrs"]);

export const loadBalancerPart = part(LoadBalancer, [
  "internal",
  "sslPolicy",
  "idleTimeoutSeconds",
  "allowedCidrs",
  "allowedIpv6Cidrs",
  "additionalSecurityGroupIds",
  "rulesPerSecurityGroup",
]);

/** Of each service: the server's and the workers'. */
const ofServices = [
  "cpu",
  "memory",
  "environment",
  "secrets",
  "secretsKmsKeyArns",
  "sidecars",
  "waitsFor",
  "scaling",
  "capacityProviders",
  "healthCheck",
] as const;

export const serverPart = part(FargateService, [
  ...ofServices,
  "image",
  "imageOwner",
  "imageParameter",
  "registryCredentials",
  "ecrRepositoryArns",
  "architecture",
  "egress",
  "deployment",
  "fireLens",
  "logMode",
  "tmpfs",
  "writablePaths",
  "writableRootFilesystem",
  "taskPolicies",
  "permissionsBoundary",
]);

export const workerPart = part(FargateService, ofServices);

export const clusterPart = part(EcsCluster, ["containerInsights", "fargateSpot"]);

export const databasePart = part(Database, [
  ...ofDatabase,
  "unreviewedEngineVersion",
  "readerInstanceClass",
  "parameters",
  "storageType",
]);

/** For its rule: a caller reads Medplum's own description. */
export const databaseNamePart = part(Database, ["databaseName"]);

export const proxyPart = part(DatabaseProxy, ["idleClientTimeoutSeconds", "connectionPool"]);

export const cachePart = part(Cache, ["groups"]);

export const filesPart = part(FileStorage, [...ofFiles, "expirations"]);

/** Of both distributions: the web app's and the files'. */
export const edgePart = part(Distribution, ["priceClass", "allowedCountries"]);

export const mailPart = part(Email, ofMail);

export const signingKeyPart = part(SigningKey, ["keys", "activeKey"]);

export const configPart = part(AppConfig, ["secrets", "secretValues"]);
