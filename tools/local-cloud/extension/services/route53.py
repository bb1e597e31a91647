"""Route 53: a zone that is created with a VPC is a private one, and a record can be made exactly where there is none."""

from __future__ import annotations

from typing import Any

from moto.route53.exceptions import ResourceRecordAlreadyExists, Route53ClientError
from moto.route53.models import ChangeList, Route53Backend
from moto.route53.responses import Route53 as Route53Response

from ..core import replace_method, take_over


class Route53(Route53Response):
    """See the module."""

    def _get_bool_param(self, param_name: str, if_none: Any = None) -> Any:
        if param_name == "HostedZoneConfig.PrivateZone" and self._get_param("VPC.VPCId"):
            return True
        return super()._get_bool_param(param_name, if_none)


class RecordNotFound(Route53ClientError):
    """What Route 53 answers to the deletion of a record that is not there."""

    def __init__(self, name: str, kind: str) -> None:
        message = f"Tried to delete resource record set [name='{name}', type='{kind}'] but it was not found"
        super().__init__("InvalidChangeBatch", message)


def _key(name: str, kind: str, identifier: str | None) -> tuple[str, str, str | None]:
    return name.strip(".").lower(), kind, identifier


def _refuse_conflicts(original: Any) -> Any:
    """moto asks a journal of all changes ever made whether a record exists, so that one that was deleted can neither be
    made again nor is missed by a second deletion. Route 53 asks the zone, in the order of the batch."""

    def change_records(backend: Route53Backend, zoneid: str, change_list: list[dict[str, Any]]) -> None:
        zone = backend.get_hosted_zone(zoneid)
        there = {_key(record.name, record.type, record.set_identifier) for record in zone.rrsets}
        for change in change_list:
            record = change["ResourceRecordSet"]
            name, kind = record["Name"].rstrip(".") + ".", record["Type"]
            key = _key(name, kind, record.get("SetIdentifier"))
            if change["Action"] == "CREATE" and key in there:
                raise ResourceRecordAlreadyExists(name=name, _type=kind)
            if change["Action"] == "DELETE" and key not in there:
                raise RecordNotFound(name, kind)
            (there.discard if change["Action"] == "DELETE" else there.add)(key)
        original(backend, zoneid, change_list)

    return change_records


take_over("route53", Route53)
replace_method(Route53Backend, "change_resource_record_sets", _refuse_conflicts)
# moto's own question to the journal; the zone has already answered it.
replace_method(ChangeList, "__contains__", lambda _: lambda *_: False)
