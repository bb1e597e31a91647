"""What all services share: parsed parameters, the store of resources, tags, and how a class takes over a service of moto's."""

from __future__ import annotations

import importlib
import random
import string
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from typing import Any

from moto.core.exceptions import ServiceException
from moto.core.responses import BaseResponse

Resource = dict[str, Any]


def now() -> datetime:
    """The present time in UTC, as AWS reports creation dates."""
    return datetime.now(timezone.utc)


def random_id(length: int, alphabet: str = string.ascii_lowercase + string.digits) -> str:
    """A random identifier of the given length; no two resources share one in practice."""
    return "".join(random.choices(alphabet, k=length))


class AwsError(ServiceException):
    """An AWS error. moto finds the HTTP status in the model of the service that answers, and writes the protocol.

    A class of our own, because moto takes the module of its own exceptions for the name of a service.
    """


def error(code: str, message: str) -> AwsError:
    """An AWS error with a documented code."""
    return AwsError(code, message)


def plain(value: Any) -> Any:
    """Turns moto's case-insensitive dictionaries into plain ones, with AWS's spelling of the keys."""
    if hasattr(value, "original_dict"):
        value = value.original_dict()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def parameters(request: BaseResponse) -> Resource:
    """All parameters of the request, parsed by botocore's model of the operation, whatever the protocol."""
    if not request.automated_parameter_parsing:
        request.parse_parameters(request.normalized_request)
    return plain(request.params)


def remember(resource: Any, given: Resource, attributes: dict[str, str]) -> None:
    """Copies parameters that moto drops onto its model, so that later reads return them. `attributes`: parameter -> attribute."""
    for parameter, attribute in attributes.items():
        if given.get(parameter) is not None:
            setattr(resource, attribute, given[parameter])


class Store:
    """Resources of the services that moto does not keep itself, by account, region and kind."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str, str], dict[Any, Any]] = {}
        self._tags: dict[str, dict[str, str]] = {}

    def kind(self, request: BaseResponse, kind: str) -> dict[Any, Any]:
        """The resources of one kind that the caller's account has in the caller's region."""
        return self.kind_in(request.current_account, request.region, kind)

    def kind_in(self, account: str, region: str, kind: str) -> dict[Any, Any]:
        """The same, of any account and region."""
        return self._kinds.setdefault((account, region, kind), {})

    def tags(self, arn: str) -> dict[str, str]:
        """The tags of a resource; changes to the returned dictionary are kept."""
        return self._tags.setdefault(arn, {})

    def forget_tags(self, arn: str) -> None:
        self._tags.pop(arn, None)

    def reset(self) -> None:
        self._kinds.clear()
        self._tags.clear()


store = Store()


def tag_list(arn: str) -> list[dict[str, str]]:
    """A resource's tags in AWS's list form, sorted by key."""
    return [{"Key": key, "Value": value} for key, value in sorted(store.tags(arn).items())]


def add_tags(arn: str, tags: Iterable[dict[str, str]] | None) -> None:
    """Adds tags given in AWS's list form."""
    store.tags(arn).update({tag["Key"]: tag.get("Value", "") for tag in tags or []})


def remove_tags(arn: str, keys: Iterable[str] | None) -> None:
    for key in keys or []:
        store.tags(arn).pop(key, None)


def take_over(service: str, handler: type[BaseResponse], paths: Iterable[str] | None = None) -> None:
    """Routes a service of moto's to `handler`, normally a subclass of moto's own that overrides or adds operations.

    paths: routes that moto lacks, as it writes them (`{0}/v2/email/.*`); those that it has are kept.
    """
    # moto loads some routes again later (S3's, for custom endpoints), so the class is replaced where they import it from, too.
    responses = importlib.import_module(f"moto.{service}.responses")
    for name, value in list(vars(responses).items()):
        if isinstance(value, type) and value in handler.__bases__:
            setattr(responses, name, handler)
    urls = importlib.import_module(f"moto.{service}.urls")
    for path, dispatch in list(urls.url_paths.items()):
        owner = getattr(dispatch, "__self__", None)
        owner = owner if isinstance(owner, type) else type(owner)
        if issubclass(handler, owner):
            urls.url_paths[path] = getattr(handler, dispatch.__name__)
    for path in paths or []:
        urls.url_paths[path] = handler.dispatch


def replace_method(owner: type, name: str, make: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Replaces a method of one of moto's models by `make(original)`; for gaps that no subclass can reach."""
    setattr(owner, name, make(getattr(owner, name)))
