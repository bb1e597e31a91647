"""Parameter Store: PutParameter refuses what AWS refuses (sizes by tier, nesting, another type, depth) and picks the tier itself if told so."""

from __future__ import annotations

import re

from moto.core.responses import ActionResult
from moto.ssm.responses import SimpleSystemManagerResponse

from ..core import error, parameters, take_over

_STANDARD_BYTES = 4096
_ADVANCED_BYTES = 8192
_LEVELS = 15
_NESTED = re.compile(r"\{\{.*\}\}", re.DOTALL)


class ParameterStore(SimpleSystemManagerResponse):
    """See the module."""

    def put_parameter(self) -> ActionResult:
        given = parameters(self)
        name, value, tier = given["Name"], given["Value"], given.get("Tier")
        versions = self.ssm_backend._parameters.get(name)
        current = versions[-1] if versions else None
        size = len(value.encode())
        if name.count("/") > _LEVELS:
            raise error(
                "HierarchyLevelLimitExceededException", f"A hierarchy can have a maximum of {_LEVELS} levels: {name}."
            )
        if _NESTED.search(value):
            raise error("ValidationException", "A parameter value can't refer to another parameter: do not use {{}} in it.")
        if current and given.get("Overwrite") and given.get("Type") not in (None, "", current.parameter_type):
            raise error(
                "HierarchyTypeMismatchException",
                f"The type of a parameter can't be changed from {current.parameter_type} to {given['Type']}.",
            )
        advanced = current is not None and current.tier == "Advanced"
        if tier == "Standard" and advanced:
            raise error("ValidationException", "An advanced parameter can't become a standard parameter.")
        if tier == "Intelligent-Tiering":
            # AWS reports what it picked, and never goes back.
            tier = "Advanced" if advanced or size > _STANDARD_BYTES else "Standard"
        effective = tier or (current.tier if current else self.ssm_backend.default_parameter_tier)
        limit = _ADVANCED_BYTES if effective == "Advanced" else _STANDARD_BYTES
        if size > limit:
            raise error("ValidationException", f"{effective} tier parameters have at most {limit} bytes.")
        # moto reads the operation's parameters from here, too.
        self._chosen_tier = tier
        return super().put_parameter()

    def _get_param(self, param_name: str, if_none: object = None) -> object:
        chosen = getattr(self, "_chosen_tier", None)
        return chosen if param_name == "Tier" and chosen else super()._get_param(param_name, if_none)


take_over("ssm", ParameterStore)
