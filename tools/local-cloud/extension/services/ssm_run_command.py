"""Run Command: checks what AWS checks (document, managed instances, parameters by their patterns), and a command takes a moment.

There is no agent: nothing runs. A command ends with Success, on an instance with the tag `local-cloud-command` with that tag's value.
Managed are the running instances.
"""

from __future__ import annotations

import json
import re
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.ssm.models import Command

from ..core import error, now, parameters, replace_method, take_over
from .ssm import ParameterStore

_TAG = "local-cloud-command"
_QUESTIONS = 2  # answers before the end


class RunCommand(ParameterStore):
    """See the module."""

    def _managed(self) -> dict[str, Any]:
        reservations = ec2_backends[self.current_account][self.region].all_reservations()
        instances = [instance for reservation in reservations for instance in reservation.instances]
        return {instance.id: instance for instance in instances if instance.state == "running"}

    def _tags(self, identifier: str) -> dict[str, str]:
        tags = ec2_backends[self.current_account][self.region].describe_tags(filters={"resource-id": [identifier]})
        return {tag["key"]: tag["value"] for tag in tags}

    def describe_instance_information(self) -> ActionResult:
        found = []
        for identifier in self._managed():
            attributes = {f"tag:{key}": value for key, value in self._tags(identifier).items()}
            attributes |= {"PingStatus": "Online", "InstanceIds": identifier, "ResourceType": "EC2Instance"}
            filters = parameters(self).get("Filters") or []
            if all(attributes.get(each["Key"]) in each["Values"] for each in filters):
                found.append(
                    {"InstanceId": identifier, "PingStatus": "Online", "LastPingDateTime": now(), "ResourceType": "EC2Instance"}
                )
        return ActionResult({"InstanceInformationList": found})

    def send_command(self) -> ActionResult:
        given = parameters(self)
        documents = self.ssm_backend._documents.get(given["DocumentName"])
        if documents is None:
            if not given["DocumentName"].startswith("AWS-"):
                raise error("InvalidDocument", f"Document {given['DocumentName']} does not exist.")
        else:
            content = json.loads(documents.get_default_version().content)
            _check(content.get("parameters", {}), given.get("Parameters") or {})
        managed = self._managed()
        for identifier in given.get("InstanceIds") or []:
            if identifier not in managed:
                raise error("InvalidInstanceId", f"Instances [[{identifier}]] not in a valid state for account {self.current_account}")
        return super().send_command()

    def get_command_invocation(self) -> ActionResult:
        given = parameters(self)
        command = self.ssm_backend.get_command_by_id(given["CommandId"])
        if given["InstanceId"] not in command.instance_ids:
            raise error("InvocationDoesNotExist", "")
        asked = command.__dict__.setdefault("asked", 0)
        command.asked += 1
        result = dict(self.ssm_backend.get_command_invocation(given["CommandId"], given["InstanceId"], given.get("PluginName")))
        end = self._tags(given["InstanceId"]).get(_TAG, "Success")
        status = end if asked >= _QUESTIONS else "InProgress"
        result |= {"Status": status, "StatusDetails": status, "ResponseCode": 0 if status == "Success" else 1 if status == end else -1}
        return ActionResult(result)


def _check(declared: dict[str, Any], given: dict[str, list[str]]) -> None:
    """Unknown, missing and ill-formed parameters of a document."""
    for name in given:
        if name not in declared:
            raise error("InvalidParameters", f"Document does not have parameter {name}.")
    for name, parameter in declared.items():
        values = given.get(name)
        if values is None:
            if "default" not in parameter:
                raise error("InvalidParameters", f"Parameter {name} is required.")
            continue
        pattern = parameter.get("allowedPattern")
        if pattern and not all(re.search(pattern, value) for value in values):
            raise error("InvalidParameters", f"Parameter {name} does not match the pattern {pattern}.")


# Without targets, moto takes every instance of the account.
replace_method(
    Command,
    "_get_instance_ids_from_targets",
    lambda original: lambda command: original(command) if command.targets else [],
)
take_over("ssm", RunCommand)
