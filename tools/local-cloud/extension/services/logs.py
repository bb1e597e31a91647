"""CloudWatch Logs: saved queries."""

from __future__ import annotations

import json
import uuid

from moto.logs.responses import LogsResponse

from ..core import error, now, parameters, store, take_over


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


take_over("logs", Logs)
