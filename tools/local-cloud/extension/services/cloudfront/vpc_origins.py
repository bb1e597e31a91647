"""VPC origins, which moto lacks: their deployment takes a while, and what a distribution uses is neither changed nor deleted.

The load balancer has to exist, in a VPC with an internet gateway (CloudFront Developer Guide: "Restrict access with VPC origins").
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.elbv2.models import elbv2_backends
from moto.utilities.utils import get_partition

from ...core import Resource, error, now, parameters, random_id, store
from .base import CloudFrontBase, new_etag

_KIND = "cloudfront-vpc-origins"
_PROTOCOLS = {"http-only", "https-only", "match-viewer"}


class VpcOrigins(CloudFrontBase):
    """See the module. Store kind: cloudfront-vpc-origins, by ID."""

    def create_vpc_origin(self) -> ActionResult:
        given = parameters(self)
        config = self._checked_endpoint(given["VpcOriginEndpointConfig"])
        identifier = f"vo_{random_id(22)}"
        origin = {
            "Id": identifier,
            "Arn": f"arn:{get_partition(self.region)}:cloudfront::{self.current_account}:vpcorigin/{identifier}",
            "AccountId": self.current_account,
            "Status": "Deploying",
            "CreatedTime": now(),
            "LastModifiedTime": now(),
            "VpcOriginEndpointConfig": config,
        }
        store.kind(self, _KIND)[identifier] = {"origin": origin, "etag": new_etag()}
        self.backend.tagger.tag_resource(origin["Arn"], (given.get("Tags") or {}).get("Items") or [])
        return self._vpc_origin_answer(identifier)

    def get_vpc_origin(self) -> ActionResult:
        """Reading it is what time passes by here: afterwards it is deployed."""
        found = self._vpc_origin()
        answer = {**found["origin"]}
        found["origin"]["Status"] = "Deployed"
        return ActionResult({"VpcOrigin": answer, "ETag": found["etag"]})

    def update_vpc_origin(self) -> ActionResult:
        found = self._vpc_origin()
        identifier = found["origin"]["Id"]
        self._match(found["etag"])
        self._refuse_in_use(identifier, "CannotUpdateEntityWhileInUse")
        config = self._checked_endpoint(parameters(self)["VpcOriginEndpointConfig"], identifier)
        found["origin"].update({"VpcOriginEndpointConfig": config, "Status": "Deploying", "LastModifiedTime": now()})
        found["etag"] = new_etag()
        return self._vpc_origin_answer(identifier)

    def delete_vpc_origin(self) -> ActionResult:
        found = self._vpc_origin()
        identifier = found["origin"]["Id"]
        self._match(found["etag"])
        self._refuse_in_use(identifier, "CannotDeleteEntityWhileInUse")
        del store.kind(self, _KIND)[identifier]
        return ActionResult({"VpcOrigin": found["origin"], "ETag": found["etag"]})

    def list_vpc_origins(self) -> ActionResult:
        origins = [found["origin"] for found in store.kind(self, _KIND).values()]
        items = [
            {
                **{name: origin[name] for name in ("Id", "Arn", "AccountId", "Status", "CreatedTime", "LastModifiedTime")},
                "Name": origin["VpcOriginEndpointConfig"]["Name"],
                "OriginEndpointArn": origin["VpcOriginEndpointConfig"]["Arn"],
            }
            for origin in origins
        ]
        return ActionResult({"VpcOriginList": self._page(items)})

    def list_distributions_by_vpc_origin_id(self) -> ActionResult:
        identifier = parameters(self)["VpcOriginId"]
        self._vpc_origin(identifier)
        items = [distribution.id for distribution in self._distributions_with(identifier)]
        return ActionResult({"DistributionIdList": self._page(items)})

    def _page(self, items: list[Any]) -> Resource:
        return {"Marker": "", "MaxItems": 100, "IsTruncated": False, "Quantity": len(items), "Items": items}

    def _vpc_origin(self, identifier: str | None = None) -> Resource:
        found = store.kind(self, _KIND).get(identifier or parameters(self)["Id"])
        if found is None:
            raise error("EntityNotFound", "The entity was not found.")
        return found

    def _vpc_origin_answer(self, identifier: str) -> ActionResult:
        found = store.kind(self, _KIND)[identifier]
        location = f"https://cloudfront.amazonaws.com/2020-05-31/vpc-origin/{identifier}"
        return ActionResult({"VpcOrigin": {**found["origin"]}, "ETag": found["etag"], "Location": location})

    def _refuse_in_use(self, identifier: str, code: str) -> None:
        if self._distributions_with(identifier):
            raise error(code, "The specified VPC origin is currently associated with one or more distributions.")

    def _checked_endpoint(self, config: Resource, own: str | None = None) -> Resource:
        taken = {found["origin"]["VpcOriginEndpointConfig"]["Name"]: key for key, found in store.kind(self, _KIND).items()}
        if taken.get(config["Name"], own) != own:
            raise error("EntityAlreadyExists", "The entity already exists. You must provide a unique entity.")
        if config["OriginProtocolPolicy"] not in _PROTOCOLS:
            raise error("InvalidArgument", "An argument is invalid: OriginProtocolPolicy.")
        protocols = config.get("OriginSslProtocols")
        if protocols and protocols["Quantity"] != len(protocols["Items"]):
            raise error("InconsistentQuantities", "The value of Quantity and the size of Items don't match.")
        self._check_load_balancer(config["Arn"])
        return config

    def _check_load_balancer(self, arn: str) -> None:
        _, _, service, region, account, *_ = arn.split(":")
        # Instances are not looked at.
        if service != "elasticloadbalancing":
            return
        balancer = elbv2_backends[account][region].load_balancers.get(arn)
        if balancer is None:
            raise error("InvalidArgument", "An argument is invalid: the VPC origin's resource does not exist.")
        gateways = ec2_backends[account][region].internet_gateways.values()
        if not any(gateway.vpc and gateway.vpc.id == balancer.vpc_id for gateway in gateways):
            raise error("InvalidArgument", "An argument is invalid: the VPC has no internet gateway.")
