"""Invalidations: in progress when they are made, completed when they are read; repeated and wrong requests as AWS answers them."""

from __future__ import annotations

from moto.core.responses import ActionResult

from ...core import error, parameters
from .base import CloudFrontBase


class Invalidations(CloudFrontBase):
    """See the module."""

    def create_invalidation(self) -> ActionResult:
        given = parameters(self)
        batch = given["InvalidationBatch"]
        paths = batch["Paths"].get("Items") or []
        if batch["Paths"]["Quantity"] != len(paths):
            raise error("InconsistentQuantities", "The value of Quantity and the size of Items don't match.")
        if not paths or any(not path.startswith("/") or "*" in path[:-1] for path in paths):
            raise error("InvalidArgument", "Your request contains one or more invalid invalidation paths.")
        for earlier in self.backend.invalidations.get(given["DistributionId"], []):
            if earlier.caller_ref == batch["CallerReference"]:
                if sorted(earlier.paths) != sorted(paths):
                    raise error("InvalidationBatchAlreadyExists", "An invalidation with this caller reference has other paths.")
                return ActionResult({"Invalidation": earlier, "Location": earlier.location})
        answer = super().create_invalidation()
        self.backend.invalidations[given["DistributionId"]][-1].status = "InProgress"
        return answer

    def get_invalidation(self) -> ActionResult:
        given = parameters(self)
        self.backend.get_invalidation(given["DistributionId"], given["Id"]).status = "Completed"
        return super().get_invalidation()
