"""The record of what Terraform calls: tests compare it with the rights of the roles that deploy.

Written only where LOCAL_CLOUD_CALLS names a file, one line a call: `s3 CreateBucket`, service (as requests are signed for it) and
operation, as AWS's own models name them. Other programs' calls are left out.
"""

from __future__ import annotations

import functools
import io
import os
import re
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, parse_qsl

import botocore.session
from botocore.model import ServiceModel

from .failures import service_of
from .replay import Environ, WsgiApplication

# Services that share the name for which requests are signed: the one that the modules use.
MODELS = {"elasticloadbalancing": "elbv2", "monitoring": "cloudwatch", "ses": "sesv2"}


class Calls:
    """WSGI middleware that writes each of Terraform's calls to a file."""

    def __init__(self, application: WsgiApplication, file: str) -> None:
        self._application = application
        self._file = file
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "Terraform/" in environ.get("HTTP_USER_AGENT", ""):
            line = f"{service_of(environ)} {operation_of(environ)}\n"
            with self._lock, open(self._file, "a", encoding="utf-8") as calls:
                calls.write(line)
        return self._application(environ, start_response)


def recording(application: WsgiApplication) -> WsgiApplication:
    """The application, with the record in front of it where one is asked for."""
    file = os.environ.get("LOCAL_CLOUD_CALLS")
    return Calls(application, file) if file else application


def operation_of(environ: Environ) -> str:
    """The operation that a request calls, in whatever protocol. A request that no model knows is its method and path."""
    target = environ.get("HTTP_X_AMZ_TARGET")
    if target:
        return target.rsplit(".", 1)[-1]
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length)
        environ["wsgi.input"] = io.BytesIO(body)
        return parse_qs(body.decode()).get("Action", ["?"])[0]
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
    # Where S3's paths do not tell operations apart, SDKs name them.
    if "x-id" in query:
        return query["x-id"]
    fitting = [
        (len(literals), length, name)
        for verb, pattern, length, literals, name in routes(service_of(environ))
        if verb == method and literals.items() <= query.items() and pattern.fullmatch(path.rstrip("/") or "/")
    ]
    return max(fitting)[2] if fitting else f"{method} {path}"


@functools.cache
def routes(service: str) -> list[tuple[str, re.Pattern[str], int, dict[str, str], str]]:
    """The operations of a REST service: method, path, how much of the path is fixed, what the query must have, and name."""
    try:
        description = botocore.session.Session().get_service_model(MODELS.get(service, service))
    except Exception:  # a name that botocore does not know
        return []
    return [route(description, name) for name in description.operation_names]


def route(service: ServiceModel, name: str) -> tuple[str, re.Pattern[str], int, dict[str, str], str]:
    http = service.operation_model(name).http
    path, _, query = http["requestUri"].partition("?")
    parts = re.split(r"(\{[^}]+\})", path.rstrip("/") or "/")
    pattern = "".join(label(part) if part.startswith("{") else re.escape(part) for part in parts)
    fixed = sum(len(part) for part in parts if not part.startswith("{"))
    return http["method"], re.compile(pattern), fixed, dict(parse_qsl(query, keep_blank_values=True)), name


def label(part: str) -> str:
    """What a part of a path can be: a greedy one, and an ARN, which arrives decoded, have slashes."""
    return ".+" if part.endswith("+}") or "arn" in part.lower() else "[^/]+"
