"""Users and user groups of ElastiCache (role-based access control). moto creates users; it cannot change them, nor group them."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult

from ...core import Resource, add_tags, error, parameters, store
from .base import ElastiCacheBase

# As users are described, by what requests call it.
AUTHENTICATION_TYPES = {"no-password-required": "no-password", "password": "password", "iam": "iam"}


def passwords_of(given: Resource) -> list[str]:
    return list(given.get("Passwords") or (given.get("AuthenticationMode") or {}).get("Passwords") or [])


def check_passwords(given: Resource) -> None:
    """At most two passwords of 16 to 128 characters."""
    passwords = passwords_of(given)
    if len(passwords) > 2:
        raise error("InvalidParameterCombination", "A user may have at most two passwords.")
    if any(not 16 <= len(password) <= 128 for password in passwords):
        raise error("InvalidParameterValue", "Passwords length must be between 16-128 characters.")


def set_authentication(user: Any, given: Resource) -> None:
    """Sets how a user logs in, as far as the request says it."""
    kind = (given.get("AuthenticationMode") or {}).get("Type")
    if given.get("NoPasswordRequired"):
        kind = "no-password-required"
    passwords = passwords_of(given)
    if kind is None and passwords:
        kind = "password"
    if kind is not None:
        user.passwords = passwords
        user.no_password_required = kind == "no-password-required"
        user.authentication_type = AUTHENTICATION_TYPES[kind]


def check_members(engine: str, members: list[Any]) -> None:
    """Names are distinct. Redis OSS needs the user default; Valkey takes only users that must log in."""
    names = [user.name for user in members]
    if len(set(names)) < len(names):
        raise error("DuplicateUserName", "User group cannot contain two users with the same user name.")
    if engine == "redis" and "default" not in names:
        raise error("DefaultUserRequired", "User group must contain a user with the user name 'default'.")
    if engine == "valkey" and any(user.no_password_required for user in members):
        message = "User group with engine valkey can only contain users with a password or IAM authentication."
        raise error("InvalidParameterCombination", message)
    if engine == "redis" and any(user.engine != "redis" for user in members):
        raise error("InvalidParameterCombination", "User group with engine redis can only contain users of that engine.")


class Users(ElastiCacheBase):
    """See the module."""

    def create_user(self) -> ActionResult:
        given = parameters(self)
        check_passwords(given)
        super().create_user()
        user = self._user(given["UserId"])
        set_authentication(user, given)
        return ActionResult(user)

    def modify_user(self) -> ActionResult:
        given = parameters(self)
        user = self._user(given["UserId"])
        check_passwords(given)
        set_authentication(user, given)
        if given.get("AppendAccessString"):
            user.access_string += f" {given['AppendAccessString']}"
        user.access_string = given.get("AccessString") or user.access_string
        user.engine = (given.get("Engine") or user.engine).lower()
        return ActionResult(user)

    def delete_user(self) -> ActionResult:
        user = self._user(parameters(self)["UserId"])
        member_of = [group for group in self._user_groups().values() if user.id in group["UserIds"]]
        if user.name == "default" and any(group["Engine"] == "redis" for group in member_of):
            message = f"User {user.id} is the default user of a user group and cannot be deleted."
            raise error("DefaultUserAssociatedToUserGroup", message)
        for group in member_of:  # AWS removes a deleted user from its groups
            group["UserIds"].remove(user.id)
        del self.elasticache_backend.users[user.id]
        user.status = "deleting"
        return ActionResult(user)


class UserGroups(ElastiCacheBase):
    """See the module."""

    def _set_members(self, group: Resource, members: list[str]) -> None:
        check_members(group["Engine"], [self._user(member) for member in members])
        for user in self.elasticache_backend.users.values():
            others = [other for other in user.user_group_ids if other != group["UserGroupId"]]
            user.user_group_ids = [*others, group["UserGroupId"]] if user.id in members else others
        group["UserIds"] = members

    def _described(self, group: Resource) -> Resource:
        using = [cache.replication_group_id for cache in self._groups() if group["UserGroupId"] in cache.user_group_ids]
        return {**group, "ReplicationGroups": using}

    def create_user_group(self) -> ActionResult:
        given = parameters(self)
        name = given["UserGroupId"].lower()
        if name in self._user_groups():
            raise error("UserGroupAlreadyExists", f"User Group {name} already exists.")
        group = {
            "UserGroupId": name,
            "Engine": given["Engine"].lower(),
            "Status": "active",
            "MinimumEngineVersion": "6.0" if given["Engine"].lower() == "redis" else "7.2",
            "ARN": self._arn("usergroup", name),
        }
        self._set_members(group, list(given.get("UserIds") or []))
        self._user_groups()[name] = group
        add_tags(group["ARN"], given.get("Tags"))
        return ActionResult(self._described(group))

    def describe_user_groups(self) -> ActionResult:
        name = parameters(self).get("UserGroupId")
        found = [self._user_group(name)] if name else list(self._user_groups().values())
        return ActionResult({"UserGroups": [self._described(group) for group in found]})

    def modify_user_group(self) -> ActionResult:
        given = parameters(self)
        group = self._user_group(given["UserGroupId"])
        group["Engine"] = (given.get("Engine") or group["Engine"]).lower()
        removed = given.get("UserIdsToRemove") or []
        kept = [member for member in group["UserIds"] if member not in removed]
        self._set_members(group, [*kept, *(given.get("UserIdsToAdd") or [])])
        return ActionResult(self._described(group))

    def delete_user_group(self) -> ActionResult:
        group = self._described(self._user_group(parameters(self)["UserGroupId"]))
        if group["ReplicationGroups"]:
            message = f"User group {group['UserGroupId']} is associated with {', '.join(group['ReplicationGroups'])}."
            raise error("InvalidUserGroupState", message)
        for user in self.elasticache_backend.users.values():
            user.user_group_ids = [name for name in user.user_group_ids if name != group["UserGroupId"]]
        del self._user_groups()[group["UserGroupId"]]
        store.forget_tags(group["ARN"])
        return ActionResult({**group, "Status": "deleting"})
