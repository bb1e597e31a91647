"""What the parts of Elastic Beanstalk share: finding what a request names, events, and an environment's end."""

from __future__ import annotations

from moto.elasticbeanstalk.responses import EBResponse

from ...core import Resource, error, now, store


def invalid(message: str) -> Exception:
    return error("InvalidParameterValue", message)


def require_length(name: str, value: str, shortest: int, longest: int) -> None:
    if not shortest <= len(value) <= longest:
        raise error(
            "ValidationError",
            f"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: "
            f"Member must have length between {shortest} and {longest}",
        )


class Base(EBResponse):
    """Store kinds: eb-applications, eb-versions, eb-templates, eb-environments, eb-events."""

    def _arn(self, kind: str, name: str) -> str:
        return f"arn:{self.partition}:elasticbeanstalk:{self.region}:{self.current_account}:{kind}/{name}"

    def _applications(self) -> dict[str, Resource]:
        return store.kind(self, "eb-applications")

    def _application(self, name: str) -> Resource:
        if name not in self._applications():
            raise invalid(f"No Application named '{name}' found.")
        return self._applications()[name]

    def _version(self, application: str, label: str) -> Resource:
        version = store.kind(self, "eb-versions").get((application, label))
        if not version:
            raise invalid(f"No Application Version named '{label}' found.")
        return version

    def _template(self, application: str, name: str) -> Resource:
        template = store.kind(self, "eb-templates").get((application, name))
        if not template:
            raise invalid(f"No Configuration Template named '{application}/{name}' found.")
        return template

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

    def _delete_stack(self, environment: Resource) -> bool:
        """See Stack, which every environment has."""
        raise NotImplementedError

    def _terminate(self, environment: Resource) -> None:
        environment.update(Status="Terminated", DateUpdated=now())
        self._event(environment, "INFO", "terminateEnvironment completed successfully.")

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
