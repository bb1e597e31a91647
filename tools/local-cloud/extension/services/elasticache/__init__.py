"""ElastiCache: parameter groups, user groups, changes of users and replication groups, nodes, replicas, AUTH, logs, snapshots.

moto keeps users, subnet groups, replication groups and snapshots.
"""

from __future__ import annotations

from moto.core.responses import ActionResult

from ...core import add_tags, parameters, remove_tags, tag_list, take_over
from .parameter_groups import ParameterGroups, SubnetGroups
from .replication_groups import ReplicationGroups
from .users import UserGroups, Users


class ElastiCache(SubnetGroups, ParameterGroups, Users, UserGroups, ReplicationGroups):
    """All of it, and the tags: moto has those of what it keeps."""

    def _is_kept_here(self, arn: str) -> bool:
        kept = (*self._parameter_groups().values(), *self._user_groups().values())
        return any(resource["ARN"] == arn for resource in kept)

    def list_tags_for_resource(self) -> ActionResult:
        arn = parameters(self)["ResourceName"]
        return ActionResult({"TagList": tag_list(arn)}) if self._is_kept_here(arn) else super().list_tags_for_resource()

    def add_tags_to_resource(self) -> ActionResult:
        given = parameters(self)
        arn = given["ResourceName"]
        if self._is_kept_here(arn):
            add_tags(arn, given["Tags"])
            return ActionResult({"TagList": tag_list(arn)})
        return super().add_tags_to_resource()

    def remove_tags_from_resource(self) -> ActionResult:
        given = parameters(self)
        arn = given["ResourceName"]
        if self._is_kept_here(arn):
            remove_tags(arn, given["TagKeys"])
            return ActionResult({"TagList": tag_list(arn)})
        return super().remove_tags_from_resource()


take_over("elasticache", ElastiCache)
