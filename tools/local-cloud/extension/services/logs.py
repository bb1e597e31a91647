"""CloudWatch Logs: saved queries; metric filters with patterns that are checked, and can be tested."""

from __future__ import annotations

import json
import uuid

from moto.logs.responses import LogsResponse

from ..core import error, now, parameters, store, take_over
from ..filter_patterns import InvalidPattern, Matcher, compile_pattern


class Logs(LogsResponse):
    """See the module. Store kind: logs-queries, by ID."""

    def put_query_definition(self) -> str:
        given = parameters(self)
        queries = store.kind(self, "logs-queries")
        identifier = given.get("queryDefinitionId") or str(uuid.uuid4())
        if given.get("queryDefinitionId") and identifier not in queries:
            raise error("ResourceNotFoundException", "The specified query definition does not exist.")
        queries[identifier] = {
            "queryDefinitionId": identifier,
            "name": given["name"],
            "queryString": given["queryString"],
            "logGroupNames": given.get("logGroupNames") or [],
            "lastModified": int(now().timestamp() * 1000),
        }
        return json.dumps({"queryDefinitionId": identifier})

    def describe_query_definitions(self) -> str:
        prefix = parameters(self).get("queryDefinitionNamePrefix") or ""
        queries = store.kind(self, "logs-queries").values()
        return json.dumps({"queryDefinitions": [query for query in queries if query["name"].startswith(prefix)]})

    def delete_query_definition(self) -> str:
        found = store.kind(self, "logs-queries").pop(parameters(self)["queryDefinitionId"], None)
        return json.dumps({"success": found is not None})

    def put_metric_filter(self) -> str:
        _compiled(parameters(self)["filterPattern"])
        return super().put_metric_filter()

    def test_metric_filter(self) -> str:
        given = parameters(self)
        messages = given["logEventMessages"]
        if not 1 <= len(messages) <= 50:
            raise error("InvalidParameterException", "logEventMessages must have between 1 and 50 items.")
        matches = _compiled(given["filterPattern"])
        found = [
            {"eventNumber": number, "eventMessage": message, "extractedValues": {}}
            for number, message in enumerate(messages, start=1)
            if matches(message)
        ]
        return json.dumps({"matches": found})


def _compiled(pattern: str) -> Matcher:
    if len(pattern) > 1024:
        raise error("InvalidParameterException", "filterPattern has more than 1024 characters.")
    try:
        return compile_pattern(pattern)
    except InvalidPattern as invalid:
        raise error("InvalidParameterException", f"Invalid metric filter pattern: {invalid}") from invalid


take_over("logs", Logs)
