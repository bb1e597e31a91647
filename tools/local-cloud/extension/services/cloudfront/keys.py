"""CloudFront's public keys and key groups: comments, updates, and refusal of names that are taken and of what is in use."""

from __future__ import annotations

import re
from typing import Any

from moto.cloudfront.models import KeyGroup, PublicKey
from moto.core.responses import ActionResult

from ...core import Resource, error, parameters
from .base import CloudFrontBase, new_etag

# RSA of 2,048 bits, or the P-256 curve: CloudFront takes no other keys.
_PUBLIC_KEY = re.compile(r"^(MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A|MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD)")
_MOST_KEYS_IN_A_GROUP = 5


def _group_config(group: KeyGroup) -> Resource:
    return {"Name": group.name, "Items": group.items, "Comment": getattr(group, "comment", "")}


KeyGroup.key_group_config = property(_group_config)


class Keys(CloudFrontBase):
    """See the module."""

    def create_public_key(self) -> ActionResult:
        config = parameters(self)["PublicKeyConfig"]
        body = re.sub(r"-----[A-Z ]+-----|\s", "", config["EncodedKey"])
        if not _PUBLIC_KEY.match(body):
            raise error("InvalidArgument", "Your request contains empty/invalid/out of limits RSA Encoded Key")
        if any(key.name == config["Name"] for key in self.backend.public_keys.values()):
            raise error("PublicKeyAlreadyExists", f"The specified public key already exists: {config['Name']}.")
        answer = super().create_public_key()
        key = next(each for each in self.backend.public_keys.values() if each.name == config["Name"])
        key.comment = config.get("Comment", "")
        return answer

    def get_public_key(self) -> ActionResult:
        self._public_key()
        return super().get_public_key()

    def get_public_key_config(self) -> ActionResult:
        key = self._public_key()
        return ActionResult({"PublicKeyConfig": key.public_key_config, "ETag": key.etag})

    def update_public_key(self) -> ActionResult:
        key, config = self._public_key(), parameters(self)["PublicKeyConfig"]
        fixed = (key.name, key.encoded_key.strip(), key.caller_ref)
        if fixed != (config["Name"], config["EncodedKey"].strip(), config["CallerReference"]):
            raise error("CannotChangeImmutablePublicKeyFields", "You can't change the value of a public key.")
        self._match(key.etag)
        key.comment, key.etag = config.get("Comment", ""), new_etag()
        return ActionResult({"PublicKey": key, "ETag": key.etag})

    def delete_public_key(self) -> Any:
        key = self._public_key()
        self._match(key.etag)
        if any(key.id in group.items for group in self.backend.key_groups.values()):
            raise error("PublicKeyInUse", "The specified public key is in use.")
        return super().delete_public_key()

    def create_key_group(self) -> ActionResult:
        config = self._checked_group()
        answer = super().create_key_group()
        group = next(each for each in self.backend.key_groups.values() if each.name == config["Name"])
        group.comment = config.get("Comment", "")
        return answer

    def get_key_group(self) -> ActionResult:
        self._key_group()
        return super().get_key_group()

    def get_key_group_config(self) -> ActionResult:
        group = self._key_group()
        return ActionResult({"KeyGroupConfig": group.key_group_config, "ETag": group.etag})

    def update_key_group(self) -> ActionResult:
        group = self._key_group()
        config = self._checked_group(group)
        self._match(group.etag)
        group.name, group.items, group.comment = config["Name"], config["Items"], config.get("Comment", "")
        group.etag = new_etag()
        return ActionResult({"KeyGroup": group, "ETag": group.etag})

    def delete_key_group(self) -> ActionResult:
        group = self._key_group()
        self._match(group.etag)
        if self._distributions_with(group.id):
            raise error("ResourceInUse", "Cannot delete this resource because it is in use.")
        del self.backend.key_groups[group.id]
        return ActionResult({})

    def _public_key(self) -> PublicKey:
        key = self.backend.public_keys.get(parameters(self)["Id"])
        if key is None:
            raise error("NoSuchPublicKey", "The specified public key does not exist.")
        return key

    def _key_group(self) -> KeyGroup:
        group = self.backend.key_groups.get(parameters(self)["Id"])
        if group is None:
            raise error("NoSuchResource", "The specified resource does not exist.")
        return group

    def _checked_group(self, own: KeyGroup | None = None) -> Resource:
        config = parameters(self)["KeyGroupConfig"]
        if any(group.name == config["Name"] and group is not own for group in self.backend.key_groups.values()):
            raise error("KeyGroupAlreadyExists", f"The specified key group already exists: {config['Name']}.")
        if len(config["Items"]) > _MOST_KEYS_IN_A_GROUP:
            raise error("TooManyPublicKeysInKeyGroup", "The number of public keys in the key group is more than the maximum allowed.")
        if unknown := [key for key in config["Items"] if key not in self.backend.public_keys]:
            raise error("InvalidArgument", f"The specified public keys do not exist: {', '.join(unknown)}.")
        return config
