"""Distributions: what was given is what is read, with AWS's defaults. moto keeps them, their tags and their invalidations."""

from __future__ import annotations

from typing import Any

from moto.acm.models import acm_backends
from moto.cloudfront.models import Distribution
from moto.core.responses import ActionResult, EmptyResult
from moto.wafv2.models import GLOBAL_REGION, wafv2_backends

from ...core import Resource, error, parameters, store
from .base import MANAGED, CloudFrontBase, new_etag

_EMPTY = {"Quantity": 0}
_NOBODY = {"Enabled": False, "Quantity": 0}
_CERTIFICATES = "us-east-1"


class Config(dict[str, Any]):
    """A distribution's configuration as its caller gave it. moto's code asks for its attributes."""

    def __getattr__(self, name: str) -> Any:
        if name == "caller_reference":
            return self["CallerReference"]
        if name in self:
            return self[name]
        raise AttributeError(name)

    @property
    def behaviors(self) -> list[Resource]:
        return [self["DefaultCacheBehavior"], *self["CacheBehaviors"].get("Items", [])]

    @property
    def aliases(self) -> list[str]:
        return self["Aliases"].get("Items", [])


def _with_defaults(given: Resource) -> Config:
    """The configuration as CloudFront returns it."""
    logging = {"Enabled": False, "IncludeCookies": False, "Bucket": "", "Prefix": ""}
    restrictions = {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}}
    config = Config(
        {
            **{name: _EMPTY for name in ("Aliases", "CacheBehaviors", "CustomErrorResponses", "OriginGroups")},
            **{name: "" for name in ("DefaultRootObject", "WebACLId", "ContinuousDeploymentPolicyId", "Comment")},
            **{"Logging": logging, "Restrictions": restrictions, "Staging": False, "IsIPV6Enabled": False},
            **{"HttpVersion": "http2", "PriceClass": "PriceClass_All"},
            **given,
        }
    )
    config["ViewerCertificate"] = _certificate(given.get("ViewerCertificate") or {})
    for origin in config["Origins"]["Items"]:
        origin.setdefault("OriginPath", "")
        origin.setdefault("CustomHeaders", _EMPTY)
        origin.setdefault("OriginShield", {"Enabled": False})
        origin.setdefault("OriginAccessControlId", "")
        origin.setdefault("ConnectionAttempts", 3)
        origin.setdefault("ConnectionTimeout", 10)
        if vpc_origin := origin.get("VpcOriginConfig"):
            vpc_origin.setdefault("OriginReadTimeout", 30)
            vpc_origin.setdefault("OriginKeepaliveTimeout", 5)
    for behavior in config.behaviors:
        for name in ("TrustedSigners", "TrustedKeyGroups"):
            behavior.setdefault(name, _NOBODY)
        for name in ("FunctionAssociations", "LambdaFunctionAssociations"):
            behavior.setdefault(name, _EMPTY)
        for name in ("Compress", "SmoothStreaming"):
            behavior.setdefault(name, False)
        behavior.setdefault("FieldLevelEncryptionId", "")
        behavior.setdefault("GrpcConfig", {"Enabled": False})
    return config


def _certificate(given: Resource) -> Resource:
    """With its own certificate, CloudFront allows TLS 1.0, whatever the caller asks for."""
    if arn := given.get("ACMCertificateArn"):
        return {"CloudFrontDefaultCertificate": False, **given, "Certificate": arn, "CertificateSource": "acm"}
    return {
        "CloudFrontDefaultCertificate": True,
        "SSLSupportMethod": "vip",
        "MinimumProtocolVersion": "TLSv1",
        "CertificateSource": "cloudfront",
    }


def _covers(name: str, alias: str) -> bool:
    """Whether a certificate's name is for an alias: a wildcard stands for one label."""
    return name == alias or (name.startswith("*.") and name[2:] == alias.partition(".")[2])


class Distributions(CloudFrontBase):
    """See the module."""

    def create_distribution(self) -> ActionResult:
        return self._created(parameters(self)["DistributionConfig"], super().create_distribution)

    def create_distribution_with_tags(self) -> ActionResult:
        given = parameters(self)["DistributionConfigWithTags"]["DistributionConfig"]
        return self._created(given, super().create_distribution_with_tags)

    def _created(self, given: Resource, create: Any) -> ActionResult:
        config = _with_defaults(given)
        self._check(config)
        create()
        made = next(each for each in self.backend.distributions.values() if each.distribution_config.caller_reference == given["CallerReference"])
        self._configure(made, config)
        return ActionResult({"Distribution": made, "ETag": made.etag, "Location": made.location})

    def get_distribution(self) -> ActionResult:
        self._distribution()
        return super().get_distribution()

    def update_distribution(self) -> ActionResult:
        distribution, given = self._distribution(), parameters(self)["DistributionConfig"]
        self._match(distribution.etag)
        config = _with_defaults(given)
        if config["CallerReference"] != distribution.distribution_config.caller_reference:
            raise error("IllegalUpdate", "The update contains modifications that are not allowed.")
        self._check(config, distribution)
        self._configure(distribution, config)
        return ActionResult({"Distribution": distribution, "ETag": distribution.etag})

    def delete_distribution(self) -> EmptyResult:
        distribution = self._distribution()
        self._match(distribution.etag)
        if distribution.distribution_config["Enabled"]:
            raise error("DistributionNotDisabled", "The distribution you are trying to delete has not been disabled.")
        del self.backend.distributions[distribution.id]
        return EmptyResult()

    def _distribution(self) -> Distribution:
        found = self.backend.distributions.get(parameters(self)["Id"])
        if found is None:
            raise error("NoSuchDistribution", "The specified distribution does not exist.")
        return found

    def _configure(self, distribution: Distribution, config: Config) -> None:
        distribution.distribution_config, distribution.etag = config, new_etag()
        groups = {group for behavior in config.behaviors for group in behavior["TrustedKeyGroups"].get("Items", [])}
        keys = [(group, self.backend.key_groups[group].items) for group in sorted(groups)]
        items = [{"KeyGroupId": group, "KeyPairIds": {"Quantity": len(ids), "Items": ids}} for group, ids in keys]
        distribution.active_trusted_key_groups = {"Enabled": bool(items), "Quantity": len(items), "Items": items}

    def _check(self, config: Config, own: Distribution | None = None) -> None:
        """Refuses what refers to something that is not there, and names that are taken."""
        for each in self.backend.distributions.values():
            if each is not own and set(config.aliases) & set(each.distribution_config.aliases):
                raise error("CNAMEAlreadyExists", "One or more of the CNAMEs you provided are already associated with a different resource.")
        self._check_certificate(config)
        acls = wafv2_backends[self.current_account][GLOBAL_REGION].wacls
        if config["WebACLId"] and config["WebACLId"] not in {acl.arn for acl in acls.values()}:
            raise error("InvalidWebACLId", "Web ACL is not accessible by the requester.")
        origins = {origin["Id"]: origin for origin in config["Origins"]["Items"]}
        for origin in origins.values():
            control = origin["OriginAccessControlId"]
            if control and control not in self.backend.origin_access_controls:
                raise error("InvalidOriginAccessControl", "The origin access control is not valid.")
            vpc_origin = origin.get("VpcOriginConfig")
            if vpc_origin and vpc_origin["VpcOriginId"] not in store.kind(self, "cloudfront-vpc-origins"):
                raise error("EntityNotFound", "The entity was not found.")
        for behavior in config.behaviors:
            if behavior["TargetOriginId"] not in origins:
                raise error("NoSuchOrigin", "One or more of your origins or origin groups do not exist.")
            self._check_behavior(behavior)

    def _check_certificate(self, config: Config) -> None:
        arn = config["ViewerCertificate"].get("ACMCertificateArn")
        if not arn:
            if config.aliases:
                raise error(
                    "InvalidViewerCertificate",
                    "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate "
                    "that validates your authorization to use the domain name.",
                )
            return
        acm = acm_backends[self.current_account][_CERTIFICATES]
        found = acm.get_certificate(arn) if arn in acm._certificates else None
        if found is None or found.status != "ISSUED":
            raise error(
                "InvalidViewerCertificate",
                "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid "
                "certificate chain.",
            )
        names = [found.common_name, *found.sans]
        if any(not any(_covers(name, alias) for name in names) for alias in config.aliases):
            raise error(
                "InvalidViewerCertificate",
                "The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're "
                "trying to add.",
            )

    def _check_behavior(self, behavior: Resource) -> None:
        for kind, managed in MANAGED.items():
            given = behavior.get(f"{kind}Id")
            if given and given not in managed and given not in store.kind(self, f"cloudfront-{kind}"):
                raise error(f"NoSuch{kind}", "The policy does not exist.")
        if unknown := set(behavior["TrustedKeyGroups"].get("Items", [])) - set(self.backend.key_groups):
            raise error("TrustedKeyGroupDoesNotExist", f"The specified key groups do not exist: {', '.join(unknown)}.")
        live = {function["arn"] for function in store.kind(self, "cloudfront-functions").values() if function["LIVE"]}
        for association in behavior["FunctionAssociations"].get("Items", []):
            if association["FunctionARN"] not in live:
                raise error("InvalidFunctionAssociation", "The function ARN doesn't exist or has no LIVE stage.")
