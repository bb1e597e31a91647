"""Environments. They are ready at once, and have no instances, since nothing runs here."""

from __future__ import annotations

import re

from moto.core.responses import ActionResult, EmptyResult
from ...core import Resource, add_tags, now, parameters, random_id
from .base import invalid, require_length
from .platforms import Platforms
from .settings import OptionSettings
from .stack import Stack


class Environments(Platforms, Stack):
    """Environments, with the load balancer, target group and Auto Scaling group that other services' APIs show."""

    def _cname(self, prefix: str) -> str:
        return f"{prefix}.{self.region}.elasticbeanstalk.com".lower()

    def _cname_is_free(self, cname: str) -> bool:
        return all(environment.get("CNAME") != cname for environment in self._running_environments())

    def check_dns_availability(self) -> ActionResult:
        cname = self._cname(parameters(self)["CNAMEPrefix"])
        return ActionResult({"Available": self._cname_is_free(cname), "FullyQualifiedCNAME": cname})

    def create_environment(self) -> ActionResult:
        given = parameters(self)
        application = given["ApplicationName"]
        self._application(application)
        name = given.get("EnvironmentName") or f"{application[:34]}-env"
        require_length("environmentName", name, 4, 40)
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]", name):
            raise invalid(
                f"Value {name} at 'EnvironmentName' failed to satisfy constraint: Member must contain only letters, digits, "
                "and the dash character and may not start or end with a dash"
            )
        if any(environment["EnvironmentName"] == name for environment in self._running_environments()):
            raise invalid(f"Environment {name} already exists.")
        if given.get("VersionLabel"):
            self._version(application, given["VersionLabel"])
        template = self._template(application, given["TemplateName"]) if given.get("TemplateName") else None
        stack = self._platform(given, template["SolutionStackName"] if template else None)
        self._check_settings(given.get("OptionSettings"))
        settings = OptionSettings(template["Settings"].as_list() if template else [])
        settings.change(given.get("OptionSettings"), given.get("OptionsToRemove"))

        identifier = "e-" + random_id(10)
        cname = self._cname(given.get("CNAMEPrefix") or f"{name}.eba-{random_id(8)}")
        if not self._cname_is_free(cname):
            raise invalid(f"DNS name ({cname}) is not available.")
        tier = {"Version": "1.0", **(given.get("Tier") or {"Name": "WebServer", "Type": "Standard"})}
        environment: Resource = {
            "EnvironmentName": name,
            "EnvironmentId": identifier,
            "EnvironmentArn": self._arn("environment", f"{application}/{name}"),
            "ApplicationName": application,
            "VersionLabel": given.get("VersionLabel"),
            "SolutionStackName": stack,
            "PlatformArn": self._platform_arn(stack),
            "TemplateName": given.get("TemplateName"),
            "Description": given.get("Description"),
            "Tier": tier,
            "Status": "Ready",
            "Health": "Green",
            "HealthStatus": "Ok",
            "AbortableOperationInProgress": False,
            "DateCreated": now(),
            "DateUpdated": now(),
            "Settings": settings,
        }
        if tier["Name"] == "WebServer":
            environment["CNAME"] = cname
            self._create_stack(environment)
        else:
            self._create_group(environment, [])
        self._environments()[identifier] = environment
        add_tags(environment["EnvironmentArn"], given.get("Tags"))
        self._event(environment, "INFO", "createEnvironment is starting.")
        self._event(environment, "INFO", f"Successfully launched environment: {name}")
        return ActionResult({**environment, "Status": "Launching", "Health": "Grey"})

    def describe_environments(self) -> ActionResult:
        given = parameters(self)
        ids, names = given.get("EnvironmentIds"), given.get("EnvironmentNames")
        found = [
            environment
            for environment in self._environments().values()
            if (not ids or environment["EnvironmentId"] in ids)
            and (not names or environment["EnvironmentName"] in names)
            and given.get("ApplicationName") in (None, environment["ApplicationName"])
            # Terminated environments stay visible for an hour, but use no version any more.
            and (
                not given.get("VersionLabel")
                or (given["VersionLabel"] == environment["VersionLabel"] and environment["Status"] != "Terminated")
            )
            and (given.get("IncludeDeleted") is not False or environment["Status"] != "Terminated")
        ]
        return ActionResult({"Environments": found})

    def update_environment(self) -> ActionResult:
        given = parameters(self)
        environment = self._environment(given)
        if given.get("VersionLabel"):
            self._version(environment["ApplicationName"], given["VersionLabel"])
            environment["VersionLabel"] = given["VersionLabel"]
        if given.get("TemplateName"):
            template = self._template(environment["ApplicationName"], given["TemplateName"])
            environment["TemplateName"] = given["TemplateName"]
            environment["Settings"] = OptionSettings(template["Settings"].as_list())
        if given.get("SolutionStackName") or given.get("PlatformArn"):
            stack = self._platform(given)
            environment.update(SolutionStackName=stack, PlatformArn=self._platform_arn(stack))
        self._check_settings(given.get("OptionSettings"))
        changed = OptionSettings(environment["Settings"].as_list())
        changed.change(given.get("OptionSettings"), given.get("OptionsToRemove"))
        environment["Settings"] = self._as_far_as_changeable(environment["Settings"], changed)
        if "AutoScalingGroup" in environment:
            self._update_stack(environment)
        environment.update(Description=given.get("Description", environment["Description"]), DateUpdated=now())
        self._event(environment, "INFO", "Environment update is starting.")
        self._event(environment, "INFO", "Environment update completed successfully.")
        return ActionResult({**environment, "Status": "Updating"})

    def terminate_environment(self) -> ActionResult:
        environment = self._environment(parameters(self))
        if not self._delete_stack(environment):
            self._event(environment, "ERROR", f"Failed to terminate environment {environment['EnvironmentName']}.")
            return ActionResult({**environment, "Status": "Terminating"})
        self._terminate(environment)
        return ActionResult({**environment, "Status": "Terminating"})

    def rebuild_environment(self) -> ActionResult:
        """Deletes everything that an environment consists of, and makes it again with the same settings."""
        environment = self._environment(parameters(self))
        if self._delete_stack(environment):
            self._create_stack(environment)
            self._event(environment, "INFO", "rebuildEnvironment completed successfully.")
        else:
            self._event(environment, "ERROR", "Failed to rebuild environment.")
        return EmptyResult()

    def swap_environment_cnam_es(self) -> ActionResult:  # moto's spelling of SwapEnvironmentCNAMEs
        given = parameters(self)
        source, destination = (
            self._environment(
                {"EnvironmentId": given.get(f"{side}EnvironmentId"), "EnvironmentName": given.get(f"{side}EnvironmentName")}
            )
            for side in ("Source", "Destination")
        )
        source["CNAME"], destination["CNAME"] = destination["CNAME"], source["CNAME"]
        for environment in (source, destination):
            environment["DateUpdated"] = now()
            self._event(environment, "INFO", "Completed swapping CNAMEs for environments.")
        return EmptyResult()

    def describe_environment_resources(self) -> ActionResult:
        environment = self._environment(parameters(self))
        group, balancer = environment.get("AutoScalingGroup"), environment.get("LoadBalancer")
        return ActionResult(
            {
                "EnvironmentResources": {
                    "EnvironmentName": environment["EnvironmentName"],
                    "AutoScalingGroups": [{"Name": group}] if group else [],
                    "LoadBalancers": [{"Name": balancer}] if balancer else [],
                    "Instances": [],
                    "LaunchConfigurations": [],
                    "LaunchTemplates": [],
                    "Triggers": [],
                    "Queues": [],
                }
            }
        )
