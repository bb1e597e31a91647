"""Applications."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult

from ...core import Resource, add_tags, now, parameters, store
from .base import Base, invalid, require_length


class Applications(Base):
    """Applications, with the life cycle of their versions."""

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
            if self._delete_stack(environment):
                self._terminate(environment)
        application = self._applications().pop(name, None)
        if application:
            store.forget_tags(application["ApplicationArn"])
        for kind in ("eb-versions", "eb-templates"):
            owned = [key for key in store.kind(self, kind) if key[0] == name]
            for key in owned:
                del store.kind(self, kind)[key]
        return EmptyResult()
