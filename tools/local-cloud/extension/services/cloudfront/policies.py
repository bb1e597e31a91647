"""Cache, origin request and response headers policies, which moto lacks, and what it does not refuse of origin access controls.

AWS's own policies can be found by name and used; of their settings only the name is here.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

from moto.core.responses import ActionResult, EmptyResult

from ...core import Resource, error, now, parameters, store
from .base import MANAGED, CloudFrontBase, new_etag


class Policies(CloudFrontBase):
    """The operations of each kind are made below. Store kinds: cloudfront-<kind>, by ID."""

    def _create_policy(self, kind: str) -> ActionResult:
        config = self._checked_policy(kind)
        policy = {"Id": str(uuid.uuid4()), "LastModifiedTime": now(), f"{kind}Config": config}
        store.kind(self, f"cloudfront-{kind}")[policy["Id"]] = {"policy": policy, "etag": new_etag()}
        return self._policy_answer(kind, policy["Id"])

    def _get_policy(self, kind: str) -> ActionResult:
        return self._policy_answer(kind, parameters(self)["Id"])

    def _get_policy_config(self, kind: str) -> ActionResult:
        found = self._policy(kind)
        return ActionResult({f"{kind}Config": found["policy"][f"{kind}Config"], "ETag": found["etag"]})

    def _update_policy(self, kind: str) -> ActionResult:
        found = self._own_policy(kind, "IllegalUpdate")
        found["policy"].update({f"{kind}Config": self._checked_policy(kind, found["policy"]["Id"]), "LastModifiedTime": now()})
        found["etag"] = new_etag()
        return self._policy_answer(kind, found["policy"]["Id"])

    def _delete_policy(self, kind: str) -> EmptyResult:
        found = self._own_policy(kind, "IllegalDelete")
        identifier = found["policy"]["Id"]
        if self._distributions_with(identifier):
            raise error(f"{kind}InUse", "Cannot delete the policy because it is attached to one or more cache behaviors.")
        del store.kind(self, f"cloudfront-{kind}")[identifier]
        return EmptyResult()

    def _list_policies(self, kind: str, listed: str) -> ActionResult:
        own = store.kind(self, f"cloudfront-{kind}")
        by_type = {"managed": list(MANAGED[kind]), "custom": list(own)}
        wanted = parameters(self).get("Type")
        types = [wanted] if wanted else list(by_type)
        items = [{"Type": each, kind: self._policy(kind, identifier)["policy"]} for each in types for identifier in by_type[each]]
        return ActionResult({listed: {"MaxItems": 100, "Quantity": len(items), "Items": items}})

    def _policy(self, kind: str, identifier: str | None = None) -> Resource:
        identifier = identifier or parameters(self)["Id"]
        if name := MANAGED[kind].get(identifier):
            config = {"Name": name, **({"MinTTL": 1} if kind == "CachePolicy" else {})}
            return {"policy": {"Id": identifier, "LastModifiedTime": now(), f"{kind}Config": config}, "etag": "MANAGED"}
        found = store.kind(self, f"cloudfront-{kind}").get(identifier)
        if found is None:
            raise error(f"NoSuch{kind}", "The policy does not exist.")
        return found

    def _policy_answer(self, kind: str, identifier: str) -> ActionResult:
        found = self._policy(kind, identifier)
        return ActionResult({kind: found["policy"], "ETag": found["etag"]})

    def _own_policy(self, kind: str, refusal: str) -> Resource:
        found = self._policy(kind)
        if found["policy"]["Id"] in MANAGED[kind]:
            raise error(refusal, "You cannot change a managed policy.")
        self._match(found["etag"])
        return found

    def _checked_policy(self, kind: str, own: str | None = None) -> Resource:
        config = parameters(self)[f"{kind}Config"]
        others = store.kind(self, f"cloudfront-{kind}").items()
        if any(identifier != own and other["policy"][f"{kind}Config"]["Name"] == config["Name"] for identifier, other in others):
            raise error(f"{kind}AlreadyExists", "A policy with the same name already exists.")
        return config


def _operation(method: str, *of: str) -> Callable[[Policies], ActionResult | EmptyResult]:
    return lambda self: getattr(self, method)(*of)


for _kind, _name, _plural in (
    ("CachePolicy", "cache_policy", "cache_policies"),
    ("OriginRequestPolicy", "origin_request_policy", "origin_request_policies"),
    ("ResponseHeadersPolicy", "response_headers_policy", "response_headers_policies"),
):
    for _verb in ("create", "get", "update", "delete"):
        setattr(Policies, f"{_verb}_{_name}", _operation(f"_{_verb}_policy", _kind))
    setattr(Policies, f"get_{_name}_config", _operation("_get_policy_config", _kind))
    setattr(Policies, f"list_{_plural}", _operation("_list_policies", _kind, f"{_kind}List"))


class AccessControls(CloudFrontBase):
    """Origin access controls."""

    def create_origin_access_control(self) -> ActionResult:
        self._refuse_taken()
        return super().create_origin_access_control()

    def update_origin_access_control(self) -> ActionResult:
        control = self.backend.get_origin_access_control(parameters(self)["Id"])
        self._match(control.etag)
        self._refuse_taken(control.id)
        control.etag = new_etag()
        return super().update_origin_access_control()

    def delete_origin_access_control(self) -> ActionResult:
        control = self.backend.get_origin_access_control(parameters(self)["Id"])
        self._match(control.etag)
        if self._distributions_with(control.id):
            raise error("OriginAccessControlInUse", "Cannot delete the origin access control because it's in use by one or more distributions.")
        return super().delete_origin_access_control()

    def _refuse_taken(self, own: str | None = None) -> None:
        name = parameters(self)["OriginAccessControlConfig"]["Name"]
        if any(control.name == name and control.id != own for control in self.backend.origin_access_controls.values()):
            raise error("OriginAccessControlAlreadyExists", "An origin access control with the specified parameters already exists.")
