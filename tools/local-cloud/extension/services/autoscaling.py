"""EC2 Auto Scaling: policies are enabled unless told otherwise, and have no predictive part unless they are predictive."""

from __future__ import annotations

from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult

from ..core import parameters, take_over


class AutoScaling(AutoScalingResponse):
    """See the module."""

    def put_scaling_policy(self) -> ActionResult:
        given = parameters(self)
        answer = super().put_scaling_policy()
        policies = self.autoscaling_backend.describe_policies(autoscaling_group_name=given["AutoScalingGroupName"])
        for policy in policies:
            if policy.name == given["PolicyName"]:
                policy.enabled = given.get("Enabled", True)
                policy.predictive_scaling_configuration = given.get("PredictiveScalingConfiguration")
        return answer


take_over("autoscaling", AutoScaling)
