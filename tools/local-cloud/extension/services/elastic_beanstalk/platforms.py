"""Platforms (solution stacks)."""

from __future__ import annotations

import re

from moto.core.responses import ActionResult

from ...core import Resource, error
from .base import Base, invalid

# A few of the platforms that AWS lists, in AWS's order (newest first within a family).
SOLUTION_STACKS = [
    "64bit Amazon Linux 2023 v4.13.7 running PHP 8.5",
    "64bit Amazon Linux 2023 v4.13.7 running PHP 8.4",
    "64bit Amazon Linux 2023 v4.13.7 running PHP 8.3",
    "64bit Amazon Linux 2023 v4.13.7 running PHP 8.2",
    "64bit Amazon Linux 2023 v6.11.3 running Node.js 24",
    "64bit Amazon Linux 2023 v6.11.3 running Node.js 22",
    "64bit Amazon Linux 2023 v4.12.3 running Python 3.13",
    "64bit Amazon Linux 2023 v4.12.3 running Docker",
]


class Platforms(Base):
    """Platforms by solution stack or by ARN."""

    def list_available_solution_stacks(self) -> ActionResult:
        details = [{"SolutionStackName": name, "PermittedFileTypes": ["zip"]} for name in SOLUTION_STACKS]
        return ActionResult({"SolutionStacks": SOLUTION_STACKS, "SolutionStackDetails": details})

    def _platform_arn(self, solution_stack: str) -> str:
        version, platform = re.fullmatch(r"64bit (?:Amazon Linux 2023) v([\d.]+) running (.+)", solution_stack).groups()
        return f"arn:{self.partition}:elasticbeanstalk:{self.region}::platform/{platform} running on 64bit Amazon Linux 2023/{version}"

    def _platform(self, given: Resource, fallback: str | None = None) -> str:
        """The solution stack that a request names, by name or by platform ARN."""
        if given.get("SolutionStackName") and given.get("PlatformArn"):
            raise error("InvalidParameterCombination", "SolutionStackName and PlatformArn cannot be specified together.")
        if given.get("PlatformArn"):
            for stack in SOLUTION_STACKS:
                if self._platform_arn(stack) == given["PlatformArn"]:
                    return stack
            raise invalid(f"No platform named '{given['PlatformArn']}' found.")
        stack = given.get("SolutionStackName") or fallback
        if not stack:
            raise error("InvalidParameterCombination", "Must specify either TemplateName, SolutionStackName or PlatformArn.")
        if stack not in SOLUTION_STACKS:
            raise invalid(f"No Solution Stack named '{stack}' found.")
        return stack
