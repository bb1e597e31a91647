"""Lambda: settings that moto drops; the account's concurrency; functions of Node.js runtimes run, others only answer.

Any other function answers an invocation with the event itself, or with the next result that a test has queued through
moto's `POST /moto-api/static/lambda-simple/response`.
"""

from __future__ import annotations

import json
import os
from typing import Any

from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.awslambda.responses import LambdaResponse
from moto.awslambda_simple.models import lambda_simple_backends

from .. import node_functions
from ..core import error, replace_method, take_over

# An account's default quota (L-B99A9384); moto checks reservations against it only where it is set.
os.environ.setdefault("MOTO_LAMBDA_CONCURRENCY_QUOTA", "1000")

KEPT = ("DeadLetterConfig", "LoggingConfig", "SnapStart", "FileSystemConfigs")


class Lambda(LambdaResponse):
    """See the module."""

    def create_function(self) -> Any:
        given = self.json_body
        logging = given.get("LoggingConfig") or {}
        if logging.get("LogFormat", "Text") == "Text" and (
            logging.get("ApplicationLogLevel") or logging.get("SystemLogLevel")
        ):
            raise error("InvalidParameterValueException", "Log levels can only be set when the log format is JSON.")
        return super().create_function()


def _keep_settings(original: Any) -> Any:
    def initialise(function: LambdaFunction, *arguments: Any, **named: Any) -> None:
        original(function, *arguments, **named)
        spec = named.get("spec") or next(argument for argument in arguments if isinstance(argument, dict))
        function.kept_settings = {key: spec[key] for key in KEPT if spec.get(key)}

    return initialise


def _change_settings(original: Any) -> Any:
    def update_configuration(function: LambdaFunction, changes: dict[str, Any]) -> dict[str, Any]:
        original(function, changes)
        simple = {
            "KMSKeyArn": "kms_key_arn",
            "TracingConfig": "tracing_config",
        }
        for key, attribute in simple.items():
            if key in changes:
                setattr(function, attribute, changes[key])
        if changes.get("EphemeralStorage"):
            function.ephemeral_storage = changes["EphemeralStorage"]["Size"]
        function.kept_settings.update({key: changes[key] for key in KEPT if changes.get(key)})
        return function.get_configuration()

    return update_configuration


def _return_settings(original: Any) -> Any:
    def get_configuration(function: LambdaFunction, *arguments: Any, **named: Any) -> dict[str, Any]:
        configuration = original(function, *arguments, **named)
        defaults = {"LoggingConfig": {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{function.function_name}"}}
        kept = function.kept_settings
        if "LoggingConfig" in kept:
            given = kept["LoggingConfig"]
            levels = {"ApplicationLogLevel": "INFO", "SystemLogLevel": "INFO"} if given.get("LogFormat") == "JSON" else {}
            kept = {**kept, "LoggingConfig": {**defaults["LoggingConfig"], **levels, **given}}
        if "SnapStart" in kept:
            kept = {**kept, "SnapStart": {"OptimizationStatus": "Off", **kept["SnapStart"]}}
        return {**configuration, **defaults, **kept}

    return get_configuration


def _invoke(
    backend: LambdaBackend, function_name: str, qualifier: str | None, body: Any, headers: Any, response_headers: Any
) -> bytes:
    function = backend.get_function(function_name, qualifier)  # AWS's error for one that is not there
    if node_functions.runs(function.run_time):
        event = body.decode() if isinstance(body, bytes) else body
        answer, failed = node_functions.run(function, event or "null")
        if failed:
            response_headers["x-amz-function-error"] = "Unhandled"
        return answer.encode()
    queue = lambda_simple_backends[backend.account_id][backend.region_name].lambda_simple_results_queue
    if queue:
        return queue.pop(0).encode()
    return (body or json.dumps(None)).encode() if isinstance(body or "", str) else body


LambdaBackend.invoke = _invoke
LambdaFunction.invoke = lambda function, body, *_, **__: (body or "null").encode()
replace_method(LambdaFunction, "__init__", _keep_settings)
replace_method(LambdaFunction, "update_configuration", _change_settings)
replace_method(LambdaFunction, "get_configuration", _return_settings)
take_over("awslambda", Lambda)
