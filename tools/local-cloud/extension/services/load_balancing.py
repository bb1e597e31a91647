"""Elastic Load Balancing v2: deletion protection protects."""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.elbv2.responses import ELBV2Response

from ..core import error, parameters, take_over


class LoadBalancing(ELBV2Response):
    """See the module."""

    def delete_load_balancer(self) -> ActionResult:
        arn = parameters(self)["LoadBalancerArn"]
        balancer = self.elbv2_backend.load_balancers.get(arn)
        if balancer and balancer.attrs.get("deletion_protection.enabled") == "true":
            raise error(
                "OperationNotPermitted", f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled"
            )
        return super().delete_load_balancer()


take_over("elbv2", LoadBalancing)
