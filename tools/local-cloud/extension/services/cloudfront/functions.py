"""Functions with their two stages: moto can neither change nor publish them."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult
from moto.utilities.utils import get_partition

from ...core import Resource, error, now, parameters, store
from .base import CloudFrontBase, new_etag


class Functions(CloudFrontBase):
    """See the module. Store kind: cloudfront-functions, by name."""

    def create_function(self) -> ActionResult:
        given = parameters(self)
        name, functions = given["Name"], store.kind(self, "cloudfront-functions")
        if name in functions:
            raise error("FunctionAlreadyExists", "A function with the same name already exists in this account.")
        arn = f"arn:{get_partition(self.region)}:cloudfront::{self.current_account}:function/{name}"
        functions[name] = {"name": name, "arn": arn, "DEVELOPMENT": self._stage(given), "LIVE": None}
        return self._stage_answer(functions[name], "DEVELOPMENT")

    def describe_function(self) -> ActionResult:
        return self._stage_answer(self._function(), self._asked_stage())

    def get_function(self) -> ActionResult:
        stage = self._function()[self._asked_stage()]
        return ActionResult({"FunctionCode": stage["code"], "ETag": stage["etag"], "ContentType": "application/octet-stream"})

    def update_function(self) -> ActionResult:
        function = self._function()
        self._match(function["DEVELOPMENT"]["etag"])
        function["DEVELOPMENT"] = self._stage(parameters(self))
        return self._stage_answer(function, "DEVELOPMENT")

    def publish_function(self) -> ActionResult:
        function = self._function()
        self._match(function["DEVELOPMENT"]["etag"])
        function["LIVE"] = {**function["DEVELOPMENT"], "etag": new_etag(), "modified": now()}
        return self._stage_answer(function, "LIVE")

    def list_functions(self) -> ActionResult:
        stage = parameters(self).get("Stage") or "DEVELOPMENT"
        items = [self._summary(each, stage) for each in store.kind(self, "cloudfront-functions").values() if each[stage]]
        return ActionResult({"FunctionList": {"MaxItems": 100, "Quantity": len(items), "Items": items}})

    def delete_function(self) -> EmptyResult:
        function = self._function()
        self._match(function["DEVELOPMENT"]["etag"])
        if self._distributions_with(function["arn"]):
            raise error("FunctionInUse", "Cannot delete the function because it's attached to one or more cache behaviors.")
        del store.kind(self, "cloudfront-functions")[function["name"]]
        return EmptyResult()

    def _stage(self, given: Resource) -> Resource:
        return {"config": given["FunctionConfig"], "code": given["FunctionCode"], "etag": new_etag(), "created": now(), "modified": now()}

    def _function(self) -> Resource:
        found = store.kind(self, "cloudfront-functions").get(parameters(self)["Name"])
        if found is None or found[self._asked_stage()] is None:
            raise error("NoSuchFunctionExists", "The specified function does not exist.")
        return found

    def _asked_stage(self) -> str:
        return parameters(self).get("Stage") or "DEVELOPMENT"

    def _stage_answer(self, function: Resource, stage: str) -> ActionResult:
        return ActionResult({"FunctionSummary": self._summary(function, stage), "ETag": function[stage]["etag"]})

    def _summary(self, function: Resource, stage: str) -> Resource:
        used = "ASSOCIATED" if self._distributions_with(function["arn"]) else "UNASSOCIATED"
        kept = function[stage]
        metadata = {"FunctionARN": function["arn"], "Stage": stage, "CreatedTime": kept["created"], "LastModifiedTime": kept["modified"]}
        status = used if function["LIVE"] else "UNPUBLISHED"
        return {"Name": function["name"], "Status": status, "FunctionConfig": kept["config"], "FunctionMetadata": metadata}
