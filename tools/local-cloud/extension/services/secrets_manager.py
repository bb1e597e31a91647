"""Secrets Manager: rotation is configured, but nothing rotates, since functions do not run here. Versions stay as they are. Replicas have the
keys that were given for them; a key of another region is refused."""

from __future__ import annotations

import json

from moto.awslambda.utils import get_backend as lambda_backend
from moto.secretsmanager.models import FakeSecret, ReplicaSecret
from moto.secretsmanager.responses import SecretsManagerResponse

from ..core import error, now, parameters, take_over


class SecretsManager(SecretsManagerResponse):
    """See the module."""

    def rotate_secret(self) -> str:
        given = parameters(self)
        arn = given.get("RotationLambdaARN")
        self.backend.describe_secret(secret_id=given["SecretId"])  # AWS's error for one that is not there
        secret = self.backend.secrets[given["SecretId"]]
        if not arn and not secret.rotation_lambda_arn:
            raise error("InvalidRequestException", "No Lambda rotation function ARN is associated with this secret.")
        if arn:
            try:
                lambda_backend(self.current_account, self.region).get_function(arn)
            except Exception as missing:  # moto's own error is Lambda's
                message = f"Secrets Manager cannot find the Lambda function {arn}."
                raise error("InvalidRequestException", message) from missing
            secret.rotation_lambda_arn = arn
        rules = given.get("RotationRules") or {}
        if rules.get("AutomaticallyAfterDays") and rules.get("ScheduleExpression"):
            raise error(
                "InvalidParameterException", "You can't specify both AutomaticallyAfterDays and ScheduleExpression."
            )
        if rules:
            secret.rotation_rules = rules
            secret.auto_rotate_after_days = rules.get("AutomaticallyAfterDays", 0)
        secret.rotation_requested = secret.rotation_enabled = True
        if given.get("RotateImmediately", True):
            secret.last_rotation_date = int(now().timestamp())
        return secret.to_short_dict()

    def describe_secret(self) -> str:
        answer = json.loads(super().describe_secret())
        secret = self.backend.describe_secret(secret_id=parameters(self)["SecretId"])
        if getattr(secret, "rotation_rules", None):
            answer["RotationRules"] = secret.rotation_rules
        return json.dumps(answer)


_create_replicas = FakeSecret.create_replicas


def _create_replicas_with_keys(self: FakeSecret, replica_regions: list[dict[str, str]], force_overwrite: bool) -> list[ReplicaSecret]:
    for wanted in replica_regions:
        key = wanted.get("KmsKeyId", "")
        if key.startswith("arn:") and key.split(":")[3] != wanted["Region"]:
            raise error("InvalidParameterException", f"The KMS key {key} is not in the replica's Region {wanted['Region']}.")
    replicas = _create_replicas(self, replica_regions, force_overwrite=force_overwrite)
    for wanted, replica in zip(replica_regions, replicas, strict=True):
        replica.config["KmsKeyId"] = wanted.get("KmsKeyId") or replica.config["KmsKeyId"]
    return replicas


FakeSecret.create_replicas = _create_replicas_with_keys
take_over("secretsmanager", SecretsManager)
