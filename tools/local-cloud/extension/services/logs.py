"""CloudWatch Logs: keys of log groups that change; saved queries; metric filters with patterns that are checked, and can be tested;
deliveries to buckets, whose policies are amended where they do not admit them."""

from __future__ import annotations

import json
import uuid
from fnmatch import fnmatchcase

from moto.logs.models import Delivery, LogGroup
from moto.logs.responses import LogsResponse
from moto.s3.models import s3_backends

from ..core import Resource, error, now, parameters, store, take_over
from ..filter_patterns import InvalidPattern, Matcher, compile_pattern
from .s3 import as_list


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

    def associate_kms_key(self) -> str:
        self._named_group().kms_key_id = parameters(self)["kmsKeyId"]
        return ""

    def disassociate_kms_key(self) -> str:
        self._named_group().kms_key_id = None
        return ""

    def _named_group(self) -> LogGroup:
        """By its name, or as a resourceIdentifier by its ARN; results of queries, which that may also be, have no key here."""
        given = parameters(self)
        name = given.get("logGroupName") or given.get("resourceIdentifier", "").partition(":log-group:")[2]
        group = self.logs_backend.groups.get(name)
        if group is None:
            raise error("ResourceNotFoundException", "The specified log group does not exist.")
        return group

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

    def create_delivery(self) -> str:
        answer = json.loads(super().create_delivery())
        delivery = self.logs_backend.get_delivery(answer["delivery"]["id"])
        destination = next(each for each in self.logs_backend.delivery_destinations.values() if each.arn == delivery.delivery_destination_arn)
        source = self.logs_backend.delivery_sources[delivery.delivery_source_name]
        if destination.delivery_destination_type == "S3" and source.service == "cloudfront":
            bucket, _, prefix = destination.delivery_destination_configuration["destinationResourceArn"].split(":::")[1].partition("/")
            _start_below(delivery, "" if prefix else "AWSLogs/{account-id}/CloudFront/", parameters(self).get("s3DeliveryConfiguration"))
            self._admit(source.arn, bucket, f"{prefix}/" if prefix else f"AWSLogs/{self.current_account}/CloudFront/")
        return json.dumps({"delivery": delivery.to_dict()})

    def update_delivery_configuration(self) -> str:
        given = parameters(self)
        delivery = self.logs_backend.get_delivery(given["id"])
        delivery.record_fields = given.get("recordFields") or delivery.record_fields
        delivery.field_delimiter = given.get("fieldDelimiter") or delivery.field_delimiter
        # Verbatim: only a new delivery gets CloudFront's prefix before its path.
        delivery.s3_delivery_configuration = {**delivery.s3_delivery_configuration, **(given.get("s3DeliveryConfiguration") or {})}
        return "{}"

    def _admit(self, source_arn: str, name: str, prefix: str) -> None:
        """Appends a statement to a policy that does not let the delivery write, as AWS does where the caller may change the policy."""
        bucket = s3_backends[self.current_account][self.partition].buckets.get(name)
        if bucket is None:
            raise error("ResourceNotFoundException", f"The bucket {name} does not exist.")
        policy: Resource = json.loads(bucket.policy) if bucket.policy else {"Version": "2012-10-17", "Statement": []}
        statements = as_list(policy["Statement"])
        resource = f"arn:{self.partition}:s3:::{name}/{prefix}"
        request = {
            "aws:SourceAccount": self.current_account,
            "aws:SourceArn": source_arn,
            "s3:x-amz-acl": "bucket-owner-full-control",
        }
        if not any(_lets_deliver(statement, f"{resource}log.gz", request) for statement in statements):
            added = {
                "Sid": "AWSLogDeliveryWrite1",
                "Effect": "Allow",
                "Principal": {"Service": _DELIVERER},
                "Action": "s3:PutObject",
                "Resource": f"{resource}*",
                "Condition": {
                    "StringEquals": {key: request[key] for key in ("aws:SourceAccount", "s3:x-amz-acl")},
                    "ArnLike": {"aws:SourceArn": source_arn},
                },
            }
            bucket.policy = json.dumps({**policy, "Statement": [*statements, added]}).encode()


_DELIVERER = "delivery.logs.amazonaws.com"


def _start_below(delivery: Delivery, prefix: str, given: Resource | None) -> None:
    """A new delivery of CloudFront writes below a prefix of AWS's, unless the destination names one."""
    path = (given or {}).get("suffixPath", "")
    delivery.s3_delivery_configuration = {"enableHiveCompatiblePath": False, **(given or {}), "suffixPath": f"{prefix}{path}"}


def _lets_deliver(statement: Resource, resource: str, request: dict[str, str]) -> bool:
    """Whether a statement lets CloudWatch Logs write an object. Conditions on other keys than it sends never hold."""
    principal = statement.get("Principal")
    services = as_list(principal.get("Service", [])) if isinstance(principal, dict) else as_list(principal)
    if statement["Effect"] != "Allow" or not {_DELIVERER, "*"} & set(services):
        return False
    if not any(fnmatchcase("s3:PutObject", action) for action in as_list(statement.get("Action", []))):
        return False
    if not any(fnmatchcase(resource, pattern) for pattern in as_list(statement.get("Resource", []))):
        return False
    conditions = (each for operator in statement.get("Condition", {}).values() for each in operator.items())
    return all(any(fnmatchcase(request.get(key, ""), value) for value in as_list(values)) for key, values in conditions)


def _compiled(pattern: str) -> Matcher:
    if len(pattern) > 1024:
        raise error("InvalidParameterException", "filterPattern has more than 1024 characters.")
    try:
        return compile_pattern(pattern)
    except InvalidPattern as invalid:
        raise error("InvalidParameterException", f"Invalid metric filter pattern: {invalid}") from invalid


take_over("logs", Logs)
