"""ECS: services keep what they were given and reach their steady state at once, as if every task started and was healthy.

A family without a revision means its latest active one, and no service starts from a revision that was deregistered.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ecs.responses import EC2ContainerServiceResponse

from ..core import Resource, error, now, parameters, random_id, remember, take_over

# Parameters of CreateService and UpdateService that moto drops, or keeps under a name that is not read.
_KEPT = {
    "availabilityZoneRebalancing": "availability_zone_rebalancing",
    "capacityProviderStrategy": "capacity_provider_strategy",
    "deploymentConfiguration": "deployment_configuration",
    "enableECSManagedTags": "enable_ecs_managed_tags",
    "enableExecuteCommand": "enable_execute_command",
    "healthCheckGracePeriodSeconds": "health_check_grace_period_seconds",
    "loadBalancers": "load_balancers",
    "networkConfiguration": "network_configuration",
    "platformVersion": "platform_version",
    "propagateTags": "propagate_tags",
}


class Ecs(EC2ContainerServiceResponse):
    """See the module."""

    def create_service(self) -> ActionResult:
        given = parameters(self)
        self._check(given)
        service = super().create_service().result["service"]
        if given.get("capacityProviderStrategy"):
            # A service has one or the other, and Fargate's providers have a platform version.
            service.launch_type = None
            service.platform_version = given.get("platformVersion") or "LATEST"
        service.platform_family = "Linux"
        self._settle(service, given)
        return ActionResult({"service": service})

    def update_service(self) -> ActionResult:
        given = parameters(self)
        self._check(given)
        service = super().update_service().result["service"]
        self._settle(service, given)
        return ActionResult({"service": service})

    def describe_task_definition(self) -> ActionResult:
        given = parameters(self)
        name = given["taskDefinition"].split("/")[-1]
        if ":" in name:
            return super().describe_task_definition()
        active = self._active_revisions(name)
        if not active:
            raise error("ClientException", "Unable to describe task definition.")
        definition = self.ecs_backend.task_definitions[name][active[-1]]
        answer = {"taskDefinition": definition, "failures": []}
        if "TAGS" in (given.get("include") or []):
            answer["tags"] = self.ecs_backend.list_tags_for_resource(definition.arn)
        return ActionResult(answer)

    def _active_revisions(self, family: str) -> list[int]:
        revisions = self.ecs_backend.task_definitions.get(family, {})
        return sorted(number for number, definition in revisions.items() if definition.status == "ACTIVE")

    def _check(self, given: Resource) -> None:
        """What AWS refuses of a service."""
        if given.get("taskDefinition"):
            definition = self.ecs_backend.describe_task_definition(given["taskDefinition"])
            if definition.status != "ACTIVE":
                raise error("ClientException", "TaskDefinition is inactive")
        if given.get("healthCheckGracePeriodSeconds") is not None and given.get("loadBalancers") == []:
            raise error(
                "InvalidParameterException",
                "Health check grace period is only valid for services configured to use load balancers",
            )

    def _settle(self, service: Any, given: Resource) -> None:
        """One deployment that is complete, of the revision that the service now has."""
        remember(service, given, _KEPT)
        if service.task_definition:
            service.task_definition = self.ecs_backend.describe_task_definition(service.task_definition).arn
        service.running_count, service.pending_count = service.desired_count, 0
        before: Resource = next(iter(service.deployments), {})
        changed = before.get("taskDefinition") != service.task_definition or given.get("forceNewDeployment")
        identifier = f"ecs-svc/{random_id(19, '0123456789')}" if changed else before["id"]
        service.deployments = [
            {
                **before,
                "id": identifier,
                "createdAt": now() if changed else before["createdAt"],
                "updatedAt": now(),
                "desiredCount": service.desired_count,
                "runningCount": service.desired_count,
                "pendingCount": 0,
                "launchType": service.launch_type,
                "platformVersion": service.platform_version,
                "rolloutState": "COMPLETED",
                "rolloutStateReason": f"ECS deployment {identifier} completed.",
                "taskDefinition": service.task_definition,
            }
        ]


take_over("ecs", Ecs)
