"""What a source bundle says of an environment's resources: `Resources` of its .ebextensions/*.config."""

from __future__ import annotations

import io
import re
import zipfile

import yaml
from moto.s3.models import s3_backends

from ...core import Resource
from .base import Base


class Bundles(Base):
    """Configuration files of bundles. Their option_settings are not applied here: the API's values take precedence over them."""

    def _group_properties(self, environment: Resource) -> Resource:
        """What the bundle of an environment's version says of AWSEBAutoScalingGroup; later files, by name, take precedence."""
        properties: Resource = {}
        for text in self._config_files(environment):
            try:
                config = yaml.safe_load(text) or {}
            except yaml.YAMLError:
                continue  # AWS would stop the deployment; the CloudFormation tags (!Ref) of others' files are none of ours
            group = (config.get("Resources") or {}).get("AWSEBAutoScalingGroup") or {}
            properties.update(group.get("Properties") or {})
        return properties

    def _config_files(self, environment: Resource) -> list[str]:
        if not environment.get("VersionLabel"):
            return []
        bundle = self._version(environment["ApplicationName"], environment["VersionLabel"]).get("SourceBundle")
        if not bundle:
            return []
        try:
            file = s3_backends[self.current_account][self.partition].get_object(bundle["S3Bucket"], bundle["S3Key"])
            with zipfile.ZipFile(io.BytesIO(file.value)) as archive:
                names = sorted(name for name in archive.namelist() if re.fullmatch(r"\.ebextensions/[^/]+\.config", name))
                return [archive.read(name).decode() for name in names]
        except Exception:  # gone since the version was made, or no zip (tests deploy plain text): nothing to read
            return []
