"""WAF v2: ARNs of CLOUDFRONT regex sets, without which their tags get lost; and refusal to delete what is in use."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from moto.cloudfront.models import cloudfront_backends
from moto.wafv2 import models
from moto.wafv2.models import GLOBAL_REGION
from moto.wafv2.responses import WAFV2Response
from moto.wafv2.utils import make_arn

from ..core import error, parameters, take_over

IN_USE = "AWS WAF couldn't perform the operation because your resource is being used by another resource or it's associated with another resource."

models.make_arn_for_regex_pattern_set = partial(make_arn, resource="regexpatternset")


class Waf(WAFV2Response):
    """See the module."""

    def _enter_scope(self) -> dict[str, Any]:
        """moto keeps CLOUDFRONT resources in a region of their own."""
        given = parameters(self)
        if given.get("Scope") == "CLOUDFRONT":
            self.region = GLOBAL_REGION
        return given

    def _refuse_if_referenced(self, kind: str) -> None:
        given = self._enter_scope()
        for acl in self.wafv2_backend.wacls.values():
            if f"/{kind}/{given['Name']}/{given['Id']}" in json.dumps([rule.to_dict() for rule in acl.rules]):
                raise error("WAFAssociatedItemException", IN_USE)

    def delete_ip_set(self) -> Any:
        self._refuse_if_referenced("ipset")
        return super().delete_ip_set()

    def delete_regex_pattern_set(self) -> Any:
        self._refuse_if_referenced("regexpatternset")
        return super().delete_regex_pattern_set()

    def delete_web_acl(self) -> Any:
        given = self._enter_scope()
        distributions = cloudfront_backends[self.current_account][self.partition].distributions.values()
        named = {distribution.distribution_config["WebACLId"] for distribution in distributions}
        for acl in self.wafv2_backend.wacls.values():
            if acl.id == given["Id"] and (acl.associated_resources or acl.arn in named):
                raise error("WAFAssociatedItemException", IN_USE)
        return super().delete_web_acl()


take_over("wafv2", Waf)
