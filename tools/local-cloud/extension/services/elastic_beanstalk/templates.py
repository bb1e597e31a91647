"""Configuration templates."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult

from ...core import add_tags, now, parameters, store
from .base import invalid
from .platforms import Platforms
from .settings import OptionSettings, Settings


class Templates(Platforms, Settings):
    """Configuration templates: from nothing, an environment or another one."""

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
