"""EC2: the default key of volumes, rule descriptions, flow logs to a folder of a bucket, and launch templates' own tags."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.responses import EC2Response

from ..core import parameters, replace_method, take_over

# Of volumes, until a key of the account's is chosen.
_AWS_KEY = "alias/aws/ebs"


class Ec2(EC2Response):
    """See the module."""

    def create_flow_logs(self) -> ActionResult:
        """moto takes everything after the bucket's ARN for the bucket's name; AWS allows a folder there."""
        given = parameters(self)
        destination = given.get("LogDestination")
        folder = given.get("LogDestinationType") == "s3" and destination and "/" in destination
        if folder:
            self.params["LogDestination"] = destination.split("/")[0]
        answer = super().create_flow_logs()
        for flow_log in self.ec2_backend.describe_flow_logs(answer.result["FlowLogIds"], {}):
            if folder:
                flow_log.log_destination = destination
            if given.get("DestinationOptions"):
                flow_log.destination_options = given["DestinationOptions"]
        return answer

    def get_ebs_default_kms_key_id(self) -> ActionResult:
        return ActionResult({"KmsKeyId": self.ec2_backend.default_kms_key_id or _AWS_KEY})

    def reset_ebs_default_kms_key_id(self) -> ActionResult:
        self.ec2_backend.default_kms_key_id = ""
        return ActionResult({"KmsKeyId": _AWS_KEY})

    def delete_managed_prefix_list(self) -> ActionResult:
        """moto keeps a deleted list for good."""
        answer = super().delete_managed_prefix_list()
        self.ec2_backend.managed_prefix_lists.pop(parameters(self)["PrefixListId"], None)
        return answer

    def create_launch_template(self) -> ActionResult:
        """moto adds the template's own tags to the tags of what is launched from it."""
        launched = (parameters(self).get("LaunchTemplateData") or {}).get("TagSpecifications")
        answer = super().create_launch_template()
        data = self.ec2_backend.get_launch_template(answer.result["LaunchTemplate"]["LaunchTemplateId"]).default_version().data
        data.pop("TagSpecifications", None)
        if launched:
            data["TagSpecifications"] = launched
        return answer


def _keep_prefix_list(original: Any) -> Any:
    """moto keeps the prefix list's ID of a rule, and loses its description."""

    def initialise(rule: SecurityGroupRule, *arguments: Any, **named: Any) -> None:
        original(rule, *arguments, **named)
        candidates = [*arguments, *named.values()]
        rule.prefix_list = next((item for item in candidates if isinstance(item, dict) and "PrefixListId" in item), None)

    return initialise


def _description(rule: SecurityGroupRule) -> str | None:
    for source in (rule.ip_range, rule.source_group, rule.prefix_list):
        if source and source.get("Description"):
            return source["Description"]
    return None


replace_method(SecurityGroupRule, "__init__", _keep_prefix_list)
SecurityGroupRule.description = property(_description)
take_over("ec2", Ec2)
