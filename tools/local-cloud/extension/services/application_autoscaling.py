"""Application Auto Scaling: tags of scalable targets; and a registration brings the capacity of an ECS service within its bounds."""

from __future__ import annotations

import json

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse

from ..core import error, parameters, store, take_over


class ApplicationAutoScaling(ApplicationAutoScalingResponse):
    """See the module. Tags are in the store, by the target's ARN."""

    def register_scalable_target(self) -> str:
        given = parameters(self)
        answer = super().register_scalable_target()
        if given.get("Tags"):
            store.tags(json.loads(answer)["ScalableTargetARN"]).update(given["Tags"])
        if given["ServiceNamespace"] == "ecs":
            self._bring_within_bounds(given["ResourceId"])
        return answer

    def deregister_scalable_target(self) -> str:
        given = parameters(self)
        targets = self.applicationautoscaling_backend.describe_scalable_targets(
            given["ServiceNamespace"], [given["ResourceId"]], given["ScalableDimension"]
        )
        answer = super().deregister_scalable_target()
        for target in targets:
            store.forget_tags(target.arn)
        return answer

    def list_tags_for_resource(self) -> str:
        return json.dumps({"Tags": store.tags(self._target_arn())})

    def tag_resource(self) -> str:
        store.tags(self._target_arn()).update(parameters(self)["Tags"])
        return "{}"

    def untag_resource(self) -> str:
        arn = self._target_arn()
        for key in parameters(self)["TagKeys"]:
            store.tags(arn).pop(key, None)
        return "{}"

    def _target_arn(self) -> str:
        arn = parameters(self)["ResourceARN"]
        by_resource = self.applicationautoscaling_backend.targets.values()
        if not any(target.arn == arn for targets in by_resource for target in targets.values()):
            raise error("ResourceNotFoundException", f"The resource doesn't exist: {arn}")
        return arn

    def _bring_within_bounds(self, resource_id: str) -> None:
        """As the user guide says of RegisterScalableTarget: a capacity outside of the bounds is changed to the nearest one."""
        backend = self.applicationautoscaling_backend
        target = backend.targets["ecs:service:DesiredCount"][resource_id]
        _, cluster, name = resource_id.split("/")
        (service,), _ = backend.ecs_backend.describe_services(cluster, [name])
        wanted = min(max(service.desired_count, target.min_capacity), target.max_capacity)
        if wanted != service.desired_count:
            service.desired_count = service.running_count = wanted
            for deployment in service.deployments:
                deployment["desiredCount"] = deployment["runningCount"] = wanted


take_over("applicationautoscaling", ApplicationAutoScaling)
