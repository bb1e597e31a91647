import { ServiceDiscoveryService } from "@cdktf/provider-aws/lib/service-discovery-service";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The name under which the tasks can be found in their VPC, if they should be. ECS keeps it: only healthy tasks are in it. */
export function discovery(module: ModuleStack, { name, serviceDiscovery }: Inputs): ServiceDiscoveryService {
  const { namespaceId, ttlSeconds } = serviceDiscovery.orNull;
  const registry = new ServiceDiscoveryService(module, "discovery", {
    name,
    description: `Tasks of the service ${name}`,
    dnsConfig: {
      namespaceId,
      // Every healthy address in one answer, so that a client can go on to the next.
      routingPolicy: "MULTIVALUE",
      dnsRecords: [{ type: "A", ttl: ttlSeconds }],
    },
    // Required for ECS to report health. Cloud Map has used 1 whatever is written since it deprecated the setting.
    healthCheckCustomConfig: { failureThreshold: 1 },
    // ECS registered what is in it, and removes it some time after the service is gone.
    forceDestroy: true,
    tags: { Name: name },
  });
  registry.addOverride("count", tf`${serviceDiscovery.given} ? 1 : 0`);
  return registry;
}
