"""IAM: what the provider reads and moto lacks; sizes of policies; and policy conditions, which moto does not evaluate."""

from __future__ import annotations

import inspect
import re
from typing import Any

from moto.core.responses import ActionResult
from moto.iam.access_control import IAMPolicyStatement, PermissionResult
from moto.iam.models import IAMBackend
from moto.iam.responses import IamResponse

from ..core import error, replace_method, take_over


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


def _size(*documents: str) -> int:
    """Characters as IAM counts them: without white space."""
    return sum(len(re.sub(r"\s", "", document)) for document in documents)


def _limited_inline(kind: str, limit: int) -> Any:
    """All inline policies of a role or a user count together."""

    def limited(original: Any) -> Any:
        def put_policy(self: IAMBackend, name: str, policy_name: str, policy_json: str) -> None:
            holder = self.get_role(name) if kind == "role" else self.get_user(name)
            others = [document for other, document in holder.policies.items() if other != policy_name]
            if _size(policy_json, *others) > limit:
                raise error("LimitExceeded", f"Maximum policy size of {limit} bytes exceeded for {kind} {name}")
            return original(self, name, policy_name, policy_json)

        return put_policy

    return limited


def _limited_document(quota: str, limit: int, parameter: str) -> Any:
    def limited(original: Any) -> Any:
        signature = inspect.signature(original)

        def checked(*arguments: Any, **named: Any) -> Any:
            if _size(signature.bind(*arguments, **named).arguments[parameter]) > limit:
                raise error("LimitExceeded", f"Cannot exceed quota for {quota}: {limit}")
            return original(*arguments, **named)

        return checked

    return limited


replace_method(IAMBackend, "put_role_policy", _limited_inline("role", 10_240))
replace_method(IAMBackend, "put_user_policy", _limited_inline("user", 2_048))
for operation in ("create_policy", "create_policy_version"):
    replace_method(IAMBackend, operation, _limited_document("PolicySize", 6_144, "policy_document"))
replace_method(IAMBackend, "create_role", _limited_document("ACLSizePerRole", 2_048, "assume_role_policy_document"))
replace_method(IAMBackend, "update_assume_role_policy", _limited_document("ACLSizePerRole", 2_048, "policy_document"))
replace_method(IAMPolicyStatement, "is_action_permitted", _without_unmet_denials)
take_over("iam", Iam)
