"""Option settings, and what AWS finds wrong with them."""

from __future__ import annotations

import re

from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.elbv2.models import elbv2_backends
from moto.iam.models import iam_backends

from ...core import Resource, error, parameters
from .base import Base

# Namespaces of the general options, of PHP and of the proxy (Developer Guide: "General options for all environments", "Platform
# specific options"). `*` stands for a name or a port.
NAMESPACES = [
    "aws:autoscaling:asg",
    "aws:autoscaling:launchconfiguration",
    "aws:autoscaling:scheduledaction",
    "aws:autoscaling:trigger",
    "aws:autoscaling:updatepolicy:rollingupdate",
    "aws:ec2:instances",
    "aws:ec2:vpc",
    "aws:elasticbeanstalk:application",
    "aws:elasticbeanstalk:application:environment",
    "aws:elasticbeanstalk:application:environmentsecrets",
    "aws:elasticbeanstalk:cloudwatch:logs",
    "aws:elasticbeanstalk:cloudwatch:logs:health",
    "aws:elasticbeanstalk:command",
    "aws:elasticbeanstalk:container:php:phpini",
    "aws:elasticbeanstalk:control",
    "aws:elasticbeanstalk:customoption",
    "aws:elasticbeanstalk:environment",
    "aws:elasticbeanstalk:environment:process:*",
    "aws:elasticbeanstalk:environment:proxy",
    "aws:elasticbeanstalk:environment:proxy:staticfiles",
    "aws:elasticbeanstalk:healthreporting:system",
    "aws:elasticbeanstalk:hostmanager",
    "aws:elasticbeanstalk:managedactions",
    "aws:elasticbeanstalk:managedactions:platformupdate",
    "aws:elasticbeanstalk:monitoring",
    "aws:elasticbeanstalk:sns:topics",
    "aws:elasticbeanstalk:trafficsplitting",
    "aws:elasticbeanstalk:xray",
    "aws:elb:listener:*",
    "aws:elb:loadbalancer",
    "aws:elbv2:listener:*",
    "aws:elbv2:listenerrule:*",
    "aws:elbv2:loadbalancer",
    "aws:rds:dbinstance",
]
NAMESPACE_PATTERNS = [re.compile(re.escape(name).replace(r"\*", "[^:]+")) for name in NAMESPACES]


# What is refused for a running environment ("You can choose the type of load balancer … only during environment creation. … You also
# can't switch from a dedicated to a shared load balancer or vice versa"), by the name that the message has.
FIXED = {
    ("aws:elasticbeanstalk:environment", "LoadBalancerType"): "LoadBalancer type",
    ("aws:elasticbeanstalk:environment", "LoadBalancerIsShared"): "LoadBalancerIsShared",
    ("aws:elbv2:loadbalancer", "SharedLoadBalancer"): "SharedLoadBalancer",
    ("aws:ec2:vpc", "VPCId"): "VPCId",
}
# What is ignored then on a shared load balancer ("you can't update listeners and listener rules after environment creation").
IGNORED = re.compile(r"aws:elbv2:(listener|listenerrule):[^:]+")


class OptionSettings:
    """The option settings of an environment or template: one value for each namespace, name and resource."""

    def __init__(self, settings: list[Resource]) -> None:
        self._values = {self._key(setting): setting for setting in settings}

    @staticmethod
    def _key(setting: Resource) -> tuple[str, str, str]:
        return (setting["Namespace"], setting["OptionName"], setting.get("ResourceName") or "")

    def change(self, wanted: list[Resource] | None, unwanted: list[Resource] | None) -> None:
        for setting in unwanted or []:
            self._values.pop(self._key(setting), None)
        for setting in wanted or []:
            self._values[self._key(setting)] = setting

    def get(self, namespace: str, name: str, default: str = "") -> str:
        setting = self._values.get((namespace, name, ""))
        return (setting or {}).get("Value") or default

    def names(self, namespace: str, name: str) -> list[str]:
        """A comma-separated value as a list."""
        return [item.strip() for item in self.get(namespace, name).split(",") if item.strip()]

    def is_shared(self) -> bool:
        """Whether the load balancer is a shared one."""
        return self.get("aws:elasticbeanstalk:environment", "LoadBalancerIsShared") == "true"

    def as_list(self) -> list[Resource]:
        return [self._values[key] for key in sorted(self._values)]


class Settings(Base):
    """Checks of option settings; what environments and templates have of them."""

    def _problems(self, settings: list[Resource] | None) -> list[Resource]:
        """What AWS finds wrong with option settings: unknown namespaces, and names of resources that do not exist."""
        problems = []
        for setting in settings or []:
            namespace, name, value = setting["Namespace"], setting["OptionName"], setting.get("Value") or ""
            message = None
            if not any(pattern.fullmatch(namespace) for pattern in NAMESPACE_PATTERNS):
                message = (
                    f"Invalid option specification (Namespace: '{namespace}', OptionName: '{name}'): "
                    "Unknown configuration setting."
                )
            elif not self._names_something(namespace, name, value):
                message = (
                    f"Invalid option value: '{value}' (Namespace: '{namespace}', OptionName: '{name}'): "
                    f"The specified {name} doesn't exist."
                )
            if message:
                problems.append({"Message": message, "Severity": "error", "Namespace": namespace, "OptionName": name})
        return problems

    def _names_something(self, namespace: str, name: str, value: str) -> bool:
        if not value:
            return True
        ec2 = ec2_backends[self.current_account][self.region]
        if (namespace, name) == ("aws:ec2:vpc", "VPCId"):
            return value in ec2.vpcs
        if (namespace, name) in (("aws:ec2:vpc", "Subnets"), ("aws:ec2:vpc", "ELBSubnets")):
            known = {subnet for by_zone in ec2.subnets.values() for subnet in by_zone}
            return all(subnet.strip() in known for subnet in value.split(","))
        if (namespace, name) == ("aws:autoscaling:launchconfiguration", "IamInstanceProfile"):
            profiles = iam_backends[self.current_account][self.partition].instance_profiles.values()
            return any(value in (profile.name, profile.arn) for profile in profiles)
        if (namespace, name) == ("aws:elbv2:loadbalancer", "SharedLoadBalancer"):
            return value in elbv2_backends[self.current_account][self.region].load_balancers
        return True

    def _check_settings(self, settings: list[Resource] | None) -> None:
        problems = self._problems(settings)
        if problems:
            raise error("ConfigurationValidationException", f"Configuration validation exception: {problems[0]['Message']}")

    def _as_far_as_changeable(self, old: OptionSettings, new: OptionSettings) -> OptionSettings:
        """The settings of a running environment after a change: some are refused, some stay as they were."""
        for (namespace, name), label in FIXED.items():
            if old.get(namespace, name) != new.get(namespace, name):
                raise error(
                    "ConfigurationValidationException", f"Configuration validation exception: {label} option cannot be changed."
                )
        if not old.is_shared():
            return new
        kept = [setting for setting in old.as_list() if IGNORED.fullmatch(setting["Namespace"])]
        rest = [setting for setting in new.as_list() if not IGNORED.fullmatch(setting["Namespace"])]
        return OptionSettings([*rest, *kept])

    def _reported(self, environment: Resource) -> list[Resource]:
        """Settings as AWS reports them, which is not always as they were given."""
        settings: OptionSettings = environment["Settings"]
        reported = []
        for setting in settings.as_list():
            namespace, name, value = setting["Namespace"], setting["OptionName"], setting.get("Value") or None
            if value and name in ("Subnets", "ELBSubnets", "SecurityGroups"):
                # In an order of AWS's own (hashicorp/terraform #11056).
                value = ",".join(reversed(sorted(value.split(","))))
            elif value and name == "HostHeaders" and settings.is_shared():
                value = f"{value},{environment['CNAME']}"
            elif value and name == "IamInstanceProfile":
                value = value.split("/")[-1]
            elif value and name == "MonitoringInterval":
                value = value.lower().replace("minutes", "minute")
            elif value and (namespace, name) == ("aws:autoscaling:trigger", "BreachDuration"):
                period = settings.get("aws:autoscaling:trigger", "Period", "5")
                periods = settings.get("aws:autoscaling:trigger", "EvaluationPeriods", "1")
                value = str(int(period) * int(periods))
            reported.append({**setting, "Value": value})
        return reported

    def validate_configuration_settings(self) -> ActionResult:
        return ActionResult({"Messages": self._problems(parameters(self).get("OptionSettings"))})

    def describe_configuration_settings(self) -> ActionResult:
        given = parameters(self)
        self._application(given["ApplicationName"])
        if given.get("TemplateName"):
            template = self._template(given["ApplicationName"], given["TemplateName"])
            return ActionResult({"ConfigurationSettings": [{**template, "OptionSettings": template["Settings"].as_list()}]})
        environment = self._environment(given)
        described = {
            key: environment[key]
            for key in (
                "ApplicationName",
                "EnvironmentName",
                "SolutionStackName",
                "PlatformArn",
                "Description",
                "Tier",
                "DateCreated",
                "DateUpdated",
            )
        }
        described.update(DeploymentStatus="deployed", OptionSettings=self._reported(environment))
        return ActionResult({"ConfigurationSettings": [described]})
