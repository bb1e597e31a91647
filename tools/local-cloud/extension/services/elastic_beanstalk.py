"""Elastic Beanstalk: applications, versions, configuration templates and environments.

moto has only a few read operations. Environments are ready at once; a load-balanced one has a real load balancer (visible to the
Elastic Load Balancing API) but no instances, since nothing runs here.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.ec2.models import ec2_backends
from moto.elasticbeanstalk.responses import EBResponse
from moto.elbv2.models import elbv2_backends
from moto.iam.models import iam_backends
from moto.s3.models import s3_backends

from ..core import Resource, add_tags, error, now, parameters, random_id, remove_tags, store, tag_list, take_over

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

SEVERITIES = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"]


def invalid(message: str) -> Exception:
    return error("InvalidParameterValue", message)


def require_length(name: str, value: str, shortest: int, longest: int) -> None:
    if not shortest <= len(value) <= longest:
        raise error(
            "ValidationError",
            f"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: "
            f"Member must have length between {shortest} and {longest}",
        )


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

    def as_list(self) -> list[Resource]:
        return [self._values[key] for key in sorted(self._values)]


class ElasticBeanstalk(EBResponse):
    """See the module. Store kinds: applications, versions, templates, environments, events."""

    # -- platforms

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

    # -- applications

    def _applications(self) -> dict[str, Resource]:
        return store.kind(self, "eb-applications")

    def _application(self, name: str) -> Resource:
        if name not in self._applications():
            raise invalid(f"No Application named '{name}' found.")
        return self._applications()[name]

    def _arn(self, kind: str, name: str) -> str:
        return f"arn:{self.partition}:elasticbeanstalk:{self.region}:{self.current_account}:{kind}/{name}"

    def create_application(self) -> ActionResult:
        given = parameters(self)
        name = given["ApplicationName"]
        require_length("applicationName", name, 1, 100)
        if "/" in name:
            raise invalid(f"Application name '{name}' must not contain '/'.")
        if name in self._applications():
            raise invalid(f"Application {name} already exists.")
        application = self._applications()[name] = {
            "ApplicationName": name,
            "ApplicationArn": self._arn("application", name),
            "Description": given.get("Description"),
            "DateCreated": now(),
            "DateUpdated": now(),
            "ResourceLifecycleConfig": self._lifecycle(given.get("ResourceLifecycleConfig")),
        }
        add_tags(application["ApplicationArn"], given.get("Tags"))
        return ActionResult({"Application": self._described(application)})

    def _lifecycle(self, given: Resource | None) -> Resource:
        rules = (given or {}).get("VersionLifecycleConfig") or {}
        enabled = [name for name in ("MaxCountRule", "MaxAgeRule") if (rules.get(name) or {}).get("Enabled")]
        if len(enabled) > 1:
            raise invalid("MaxCountRule and MaxAgeRule cannot be enabled at the same time.")
        if enabled and not given.get("ServiceRole"):
            raise invalid("A service role is required when a version lifecycle rule is enabled.")
        off = {"Enabled": False, "DeleteSourceFromS3": False}
        config = {
            "VersionLifecycleConfig": {
                "MaxCountRule": rules.get("MaxCountRule") or {**off, "MaxCount": 200},
                "MaxAgeRule": rules.get("MaxAgeRule") or {**off, "MaxAgeInDays": 180},
            }
        }
        if (given or {}).get("ServiceRole"):
            config["ServiceRole"] = given["ServiceRole"]
        return config

    def _described(self, application: Resource) -> Resource:
        name = application["ApplicationName"]
        versions = [label for owner, label in store.kind(self, "eb-versions") if owner == name]
        templates = [label for owner, label in store.kind(self, "eb-templates") if owner == name]
        return {**application, "Versions": versions, "ConfigurationTemplates": templates}

    def describe_applications(self) -> ActionResult:
        wanted = parameters(self).get("ApplicationNames")
        found = [app for name, app in self._applications().items() if not wanted or name in wanted]
        return ActionResult({"Applications": [self._described(application) for application in found]})

    def update_application(self) -> ActionResult:
        given = parameters(self)
        application = self._application(given["ApplicationName"])
        application.update(Description=given.get("Description", application["Description"]), DateUpdated=now())
        return ActionResult({"Application": self._described(application)})

    def update_application_resource_lifecycle(self) -> ActionResult:
        given = parameters(self)
        application = self._application(given["ApplicationName"])
        config = dict(given["ResourceLifecycleConfig"])
        # The service role stays when a later call leaves it out.
        config.setdefault("ServiceRole", application["ResourceLifecycleConfig"].get("ServiceRole"))
        application["ResourceLifecycleConfig"] = self._lifecycle(config)
        return ActionResult(
            {
                "ApplicationName": application["ApplicationName"],
                "ResourceLifecycleConfig": application["ResourceLifecycleConfig"],
            }
        )

    def delete_application(self) -> ActionResult:
        given = parameters(self)
        name = given["ApplicationName"]
        running = [env for env in self._running_environments() if env["ApplicationName"] == name]
        if running and not given.get("TerminateEnvByForce"):
            raise invalid(f"Unable to delete application {name} because it has running environments.")
        for environment in running:
            self._terminate(environment)
        application = self._applications().pop(name, None)
        if application:
            store.forget_tags(application["ApplicationArn"])
        for kind in ("eb-versions", "eb-templates"):
            owned = [key for key in store.kind(self, kind) if key[0] == name]
            for key in owned:
                del store.kind(self, kind)[key]
        return EmptyResult()

    # -- versions

    def _version(self, application: str, label: str) -> Resource:
        version = store.kind(self, "eb-versions").get((application, label))
        if not version:
            raise invalid(f"No Application Version named '{label}' found.")
        return version

    def _object_exists(self, bucket: str, key: str) -> bool:
        buckets = s3_backends[self.current_account][self.partition]
        try:
            return buckets.head_object(bucket, key) is not None
        except Exception:  # moto: MissingBucket and others; for the caller all mean that the bundle cannot be read
            return False

    def create_application_version(self) -> ActionResult:
        given = parameters(self)
        application, label = given["ApplicationName"], given["VersionLabel"]
        require_length("versionLabel", label, 1, 100)
        if application not in self._applications() and given.get("AutoCreateApplication"):
            self.params = {"ApplicationName": application}
            self.create_application()
        self._application(application)
        if (application, label) in store.kind(self, "eb-versions"):
            raise invalid(f"Application Version {label} already exists.")
        bundle = given.get("SourceBundle")
        if bundle and not self._object_exists(bundle.get("S3Bucket", ""), bundle.get("S3Key", "")):
            raise invalid(
                f"Unable to download from S3 location (Bucket: {bundle.get('S3Bucket')}  Key: {bundle.get('S3Key')}). "
                "Reason: Not Found"
            )
        version = store.kind(self, "eb-versions")[(application, label)] = {
            "ApplicationName": application,
            "VersionLabel": label,
            "ApplicationVersionArn": self._arn("applicationversion", f"{application}/{label}"),
            "Description": given.get("Description"),
            "SourceBundle": bundle,
            "Status": "PROCESSED" if given.get("Process") else "UNPROCESSED",
            "DateCreated": now(),
            "DateUpdated": now(),
        }
        add_tags(version["ApplicationVersionArn"], given.get("Tags"))
        return ActionResult({"ApplicationVersion": version})

    def describe_application_versions(self) -> ActionResult:
        given = parameters(self)
        labels = given.get("VersionLabels")
        found = [
            version
            for (application, label), version in store.kind(self, "eb-versions").items()
            if given.get("ApplicationName") in (None, application) and (not labels or label in labels)
        ]
        return ActionResult({"ApplicationVersions": found})

    def update_application_version(self) -> ActionResult:
        given = parameters(self)
        version = self._version(given["ApplicationName"], given["VersionLabel"])
        version.update(Description=given.get("Description", version["Description"]), DateUpdated=now())
        return ActionResult({"ApplicationVersion": version})

    def delete_application_version(self) -> ActionResult:
        given = parameters(self)
        application, label = given["ApplicationName"], given["VersionLabel"]
        users = [
            environment["EnvironmentName"]
            for environment in self._running_environments()
            if (environment["ApplicationName"], environment["VersionLabel"]) == (application, label)
        ]
        if users:
            raise invalid(
                f"Unable to delete application version {label} because it is in use by the following environments: "
                + ", ".join(users)
            )
        version = store.kind(self, "eb-versions").pop((application, label), None)
        if version:
            store.forget_tags(version["ApplicationVersionArn"])
            bundle = version["SourceBundle"]
            if given.get("DeleteSourceBundle") and bundle:
                s3_backends[self.current_account][self.partition].delete_object(bundle["S3Bucket"], bundle["S3Key"])
        return EmptyResult()

    # -- configuration templates

    def _template(self, application: str, name: str) -> Resource:
        template = store.kind(self, "eb-templates").get((application, name))
        if not template:
            raise invalid(f"No Configuration Template named '{application}/{name}' found.")
        return template

    def create_configuration_template(self) -> ActionResult:
        given = parameters(self)
        application, name = given["ApplicationName"], given["TemplateName"]
        self._application(application)
        if (application, name) in store.kind(self, "eb-templates"):
            raise invalid(f"Configuration Template {name} already exists.")
        settings, stack = OptionSettings([]), None
        if given.get("EnvironmentId"):
            environment = self._environment(given)
            settings, stack = OptionSettings(environment["Settings"].as_list()), environment["SolutionStackName"]
        elif given.get("SourceConfiguration"):
            source = given["SourceConfiguration"]
            original = self._template(source["ApplicationName"], source["TemplateName"])
            settings, stack = OptionSettings(original["Settings"].as_list()), original["SolutionStackName"]
        stack = self._platform(given, stack)
        self._check_settings(given.get("OptionSettings"))
        settings.change(given.get("OptionSettings"), None)
        template = store.kind(self, "eb-templates")[(application, name)] = {
            "ApplicationName": application,
            "TemplateName": name,
            "SolutionStackName": stack,
            "PlatformArn": self._platform_arn(stack),
            "Description": given.get("Description"),
            "Settings": settings,
            "DateCreated": now(),
            "DateUpdated": now(),
        }
        add_tags(self._arn("configurationtemplate", f"{application}/{name}"), given.get("Tags"))
        return ActionResult({**template, "OptionSettings": settings.as_list()})

    def update_configuration_template(self) -> ActionResult:
        given = parameters(self)
        template = self._template(given["ApplicationName"], given["TemplateName"])
        self._check_settings(given.get("OptionSettings"))
        template["Settings"].change(given.get("OptionSettings"), given.get("OptionsToRemove"))
        template.update(Description=given.get("Description", template["Description"]), DateUpdated=now())
        return ActionResult({**template, "OptionSettings": template["Settings"].as_list()})

    def delete_configuration_template(self) -> ActionResult:
        given = parameters(self)
        application, name = given["ApplicationName"], given["TemplateName"]
        store.kind(self, "eb-templates").pop((application, name), None)
        store.forget_tags(self._arn("configurationtemplate", f"{application}/{name}"))
        return EmptyResult()

    # -- option settings

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
        described.update(DeploymentStatus="deployed", OptionSettings=environment["Settings"].as_list())
        return ActionResult({"ConfigurationSettings": [described]})

    # -- environments

    def _environments(self) -> dict[str, Resource]:
        return store.kind(self, "eb-environments")

    def _running_environments(self) -> list[Resource]:
        return [env for env in self._environments().values() if env["Status"] != "Terminated"]

    def _environment(self, given: Resource) -> Resource:
        """The running environment that a request names by ID or by name."""
        for environment in self._running_environments():
            if given.get("EnvironmentId") == environment["EnvironmentId"]:
                return environment
            if not given.get("EnvironmentId") and given.get("EnvironmentName") == environment["EnvironmentName"]:
                return environment
        raise invalid(f"No Environment found for {given.get('EnvironmentId') or given.get('EnvironmentName')}.")

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
            self._attach_load_balancer(environment)
        self._environments()[identifier] = environment
        add_tags(environment["EnvironmentArn"], given.get("Tags"))
        self._event(environment, "INFO", "createEnvironment is starting.")
        self._event(environment, "INFO", f"Successfully launched environment: {name}")
        return ActionResult({**environment, "Status": "Launching", "Health": "Grey"})

    def _attach_load_balancer(self, environment: Resource) -> None:
        """Gives a load-balanced environment a load balancer of its own, or the shared one that it names."""
        settings: OptionSettings = environment["Settings"]
        if settings.get("aws:elasticbeanstalk:environment", "EnvironmentType", "LoadBalanced") == "SingleInstance":
            environment["EndpointURL"] = "192.0.2.1"  # an Elastic IP on AWS; here an address that belongs to nobody (RFC 5737)
            return
        balancers = elbv2_backends[self.current_account][self.region]
        if settings.get("aws:elasticbeanstalk:environment", "LoadBalancerIsShared") == "true":
            balancer = balancers.load_balancers[settings.get("aws:elbv2:loadbalancer", "SharedLoadBalancer")]
        else:
            subnets = settings.names("aws:ec2:vpc", "ELBSubnets") or settings.names("aws:ec2:vpc", "Subnets")
            subnets = subnets or self._default_subnets()
            internal = settings.get("aws:ec2:vpc", "ELBScheme", "public") == "internal"
            balancer = balancers.create_load_balancer(
                name=f"awseb--AWSEB-{random_id(12, '0123456789ABCDEFGHJKMNPQRSTVWXYZ')}",
                security_groups=settings.names("aws:elbv2:loadbalancer", "SecurityGroups"),
                subnet_ids=subnets,
                scheme="internal" if internal else "internet-facing",
                loadbalancer_type=settings.get("aws:elasticbeanstalk:environment", "LoadBalancerType", "application"),
                tags=[
                    {"Key": "elasticbeanstalk:environment-name", "Value": environment["EnvironmentName"]},
                    {"Key": "elasticbeanstalk:environment-id", "Value": environment["EnvironmentId"]},
                ],
            )
            environment["OwnLoadBalancer"] = balancer.arn
        environment["LoadBalancer"] = balancer.arn
        environment["EndpointURL"] = balancer.dns_name

    def _default_subnets(self) -> list[str]:
        ec2 = ec2_backends[self.current_account][self.region]
        subnets = [subnet for by_zone in ec2.subnets.values() for subnet in by_zone.values()]
        return [subnet.id for subnet in subnets if str(subnet.default_for_az).lower() == "true"][:2]

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
        environment["Settings"].change(given.get("OptionSettings"), given.get("OptionsToRemove"))
        environment.update(Description=given.get("Description", environment["Description"]), DateUpdated=now())
        self._event(environment, "INFO", "Environment update is starting.")
        self._event(environment, "INFO", "Environment update completed successfully.")
        return ActionResult({**environment, "Status": "Updating"})

    def terminate_environment(self) -> ActionResult:
        environment = self._environment(parameters(self))
        self._terminate(environment)
        return ActionResult({**environment, "Status": "Terminating"})

    def _terminate(self, environment: Resource) -> None:
        environment.update(Status="Terminated", DateUpdated=now())
        if environment.get("OwnLoadBalancer"):
            elbv2_backends[self.current_account][self.region].delete_load_balancer(environment.pop("OwnLoadBalancer"))
        environment.pop("LoadBalancer", None)
        self._event(environment, "INFO", "terminateEnvironment completed successfully.")

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
        identifier, balancer = environment["EnvironmentId"], environment.get("LoadBalancer")
        return ActionResult(
            {
                "EnvironmentResources": {
                    "EnvironmentName": environment["EnvironmentName"],
                    "AutoScalingGroups": [{"Name": f"awseb-{identifier}-stack-AWSEBAutoScalingGroup"}],
                    "LoadBalancers": [{"Name": balancer}] if balancer else [],
                    "Instances": [],
                    "LaunchConfigurations": [],
                    "LaunchTemplates": [],
                    "Triggers": [],
                    "Queues": [],
                }
            }
        )

    # -- events

    def _event(self, environment: Resource, severity: str, message: str) -> None:
        store.kind(self, "eb-events").setdefault("all", []).insert(
            0,
            {
                "EventDate": now(),
                "Message": message,
                "Severity": severity,
                "ApplicationName": environment["ApplicationName"],
                "EnvironmentName": environment["EnvironmentName"],
                "VersionLabel": environment["VersionLabel"],
                "EnvironmentId": environment["EnvironmentId"],
            },
        )

    def describe_events(self) -> ActionResult:
        given = parameters(self)
        least = SEVERITIES.index(given.get("Severity", "TRACE"))
        since: datetime | None = given.get("StartTime")
        found: list[Any] = []
        for event in store.kind(self, "eb-events").get("all", []):
            filters = ("ApplicationName", "EnvironmentId", "EnvironmentName", "VersionLabel")
            if any(given.get(key) not in (None, event[key]) for key in filters):
                continue
            if SEVERITIES.index(event["Severity"]) < least:
                continue
            if since and event["EventDate"].replace(tzinfo=None) < since.replace(tzinfo=None):
                continue
            found.append({key: value for key, value in event.items() if key != "EnvironmentId"})
        return ActionResult({"Events": found[: given.get("MaxRecords") or 1000]})

    # -- tags

    def _check_arn(self, arn: str) -> None:
        known = [application["ApplicationArn"] for application in self._applications().values()]
        known += [version["ApplicationVersionArn"] for version in store.kind(self, "eb-versions").values()]
        known += [environment["EnvironmentArn"] for environment in self._environments().values()]
        known += [self._arn("configurationtemplate", "/".join(key)) for key in store.kind(self, "eb-templates")]
        if arn not in known:
            raise error("ResourceNotFoundException", f"Resource not found for ARN '{arn}'.")

    def list_tags_for_resource(self) -> ActionResult:
        arn = parameters(self)["ResourceArn"]
        self._check_arn(arn)
        return ActionResult({"ResourceArn": arn, "ResourceTags": tag_list(arn)})

    def update_tags_for_resource(self) -> ActionResult:
        given = parameters(self)
        self._check_arn(given["ResourceArn"])
        add_tags(given["ResourceArn"], given.get("TagsToAdd"))
        remove_tags(given["ResourceArn"], given.get("TagsToRemove"))
        return EmptyResult()


take_over("elasticbeanstalk", ElasticBeanstalk)
