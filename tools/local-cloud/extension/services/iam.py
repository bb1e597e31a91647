"""IAM: what the provider reads and moto lacks; and policy conditions, which moto does not evaluate."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.iam.access_control import IAMPolicyStatement, PermissionResult
from moto.iam.responses import IamResponse

from ..core import replace_method, take_over


class Iam(IamResponse):
    """See the module."""

    def list_service_specific_credentials(self) -> ActionResult:
        return ActionResult({"ServiceSpecificCredentials": []})


def _without_unmet_denials(original: Any) -> Any:
    """moto ignores conditions, so that "deny without TLS" would deny everything.

    Every caller of the local cloud is treated as one that meets the conditions of usual guard rails (TLS, the right key).
    """

    def is_action_permitted(statement: IAMPolicyStatement, *arguments: Any, **named: Any) -> PermissionResult:
        if statement._statement.get("Effect") == "Deny" and "Condition" in statement._statement:
            return PermissionResult.NEUTRAL
        return original(statement, *arguments, **named)

    return is_action_permitted


replace_method(IAMPolicyStatement, "is_action_permitted", _without_unmet_denials)
take_over("iam", Iam)
