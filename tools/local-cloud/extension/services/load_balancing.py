"""Elastic Load Balancing v2: deletion protection protects; subnets are in zones of their own; mutual TLS of listeners is kept, and there are trust stores."""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.elbv2.models import FakeListener
from moto.elbv2.responses import ELBV2Response
from moto.s3.exceptions import MissingBucket
from moto.s3.models import s3_backends

from ..core import Resource, add_tags, error, parameters, random_id, remove_tags, store, take_over

KIND = "elbv2 trust store"


class LoadBalancing(ELBV2Response):
    """See the module."""

    def delete_load_balancer(self) -> ActionResult:
        arn = parameters(self)["LoadBalancerArn"]
        balancer = self.elbv2_backend.load_balancers.get(arn)
        if balancer and balancer.attrs.get("deletion_protection.enabled") == "true":
            raise error(
                "OperationNotPermitted", f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled"
            )
        return super().delete_load_balancer()

    def create_load_balancer(self) -> ActionResult:
        given = parameters(self)
        subnets = [self.elbv2_backend.ec2_backend.get_subnet(subnet) for subnet in given.get("Subnets") or []]
        zones = [subnet.availability_zone for subnet in subnets if subnet]
        if len(set(zones)) < len(zones):
            raise error(
                "InvalidConfigurationRequest", "A load balancer cannot be attached to multiple subnets in the same Availability Zone"
            )
        if zones and len(zones) < 2 and given.get("Type", "application") == "application":
            raise error("ValidationError", "At least two subnets in two different Availability Zones must be specified")
        return super().create_load_balancer()

    # Listeners

    def create_listener(self) -> ActionResult:
        given = parameters(self)
        mutual = self._mutual_authentication(given, given.get("Protocol"))
        answer = super().create_listener()
        answer.result["Listeners"][0].mutual_authentication = mutual
        return answer

    def modify_listener(self) -> ActionResult:
        given = parameters(self)
        listener = self._listener(given["ListenerArn"])
        protocol = given.get("Protocol") or (listener.protocol if listener else None)
        mutual = self._mutual_authentication(given, protocol)
        answer = super().modify_listener()
        changed = answer.result["Listeners"][0]
        if protocol != "HTTPS":
            changed.mutual_authentication = None
        elif "MutualAuthentication" in given or getattr(changed, "mutual_authentication", None) is None:
            changed.mutual_authentication = mutual
        return answer

    def _listener(self, arn: str) -> FakeListener | None:
        balancers = self.elbv2_backend.load_balancers.values()
        return next((balancer.listeners[arn] for balancer in balancers if arn in balancer.listeners), None)

    def _mutual_authentication(self, given: Resource, protocol: str | None) -> Resource | None:
        """What a listener answers: HTTPS listeners always have a mode, others have none."""
        mutual = given.get("MutualAuthentication")
        if protocol != "HTTPS":
            if mutual:
                raise error("ValidationError", f"Mutual Authentication is not supported for protocol {protocol}")
            return None
        mode = (mutual or {}).get("Mode") or "off"
        arn = (mutual or {}).get("TrustStoreArn")
        if mode not in ("off", "passthrough", "verify"):
            raise error("ValidationError", f"Mutual Authentication mode {mode} is not valid")
        if mode == "verify":
            if not arn:
                raise error("ValidationError", "A trust store ARN must be specified with Mutual Authentication mode verify")
            self._trust_store(arn)
            return {
                "Mode": mode,
                "TrustStoreArn": arn,
                "IgnoreClientCertificateExpiry": bool(mutual.get("IgnoreClientCertificateExpiry", False)),
                "AdvertiseTrustStoreCaNames": mutual.get("AdvertiseTrustStoreCaNames") or "off",
                "TrustStoreAssociationStatus": "active",
            }
        if arn:
            raise error("ValidationError", f"Mutual Authentication mode {mode} does not support a trust store")
        if (mutual or {}).get("IgnoreClientCertificateExpiry") is not None:
            raise error("ValidationError", f"Mutual Authentication mode {mode} does not support ignoring certificate expiry")
        return {"Mode": mode}

    # Trust stores

    def _trust_stores(self) -> dict[str, Resource]:
        return store.kind(self, KIND)

    def _trust_store(self, arn: str) -> Resource:
        if arn not in self._trust_stores():
            raise error("TrustStoreNotFound", f"Trust store '{arn}' not found")
        return self._trust_stores()[arn]

    def _certificates(self, given: Resource) -> int:
        """Number of CA certificates in the file that a request names; refuses one that is missing or holds none."""
        bucket, key = given["CaCertificatesBundleS3Bucket"], given["CaCertificatesBundleS3Key"]
        backend = s3_backends[self.current_account][self.partition]
        try:
            file = backend.get_object(bucket, key, given.get("CaCertificatesBundleS3ObjectVersion"))
        except MissingBucket:
            file = None
        if file is None:
            raise error("CaCertificatesBundleNotFound", f"The CA certificates bundle '{key}' in bucket '{bucket}' cannot be found")
        count = file.value.count(b"-----BEGIN CERTIFICATE-----")
        if not count:
            raise error("InvalidCaCertificatesBundle", "The CA certificates bundle does not contain a certificate")
        return count

    def create_trust_store(self) -> ActionResult:
        given = parameters(self)
        name = given["Name"]
        if any(other["Name"] == name for other in self._trust_stores().values()):
            raise error("DuplicateTrustStoreName", f"A trust store with the name '{name}' exists")
        arn = (
            f"arn:{self.partition}:elasticloadbalancing:{self.region}:{self.current_account}"
            f":truststore/{name}/{random_id(16, '0123456789abcdef')}"
        )
        trust_store = {
            "Name": name,
            "TrustStoreArn": arn,
            "Status": "ACTIVE",
            "NumberOfCaCertificates": self._certificates(given),
            "TotalRevokedEntries": 0,
        }
        self._trust_stores()[arn] = trust_store
        add_tags(arn, given.get("Tags"))
        return ActionResult({"TrustStores": [trust_store]})

    def describe_trust_stores(self) -> ActionResult:
        given = parameters(self)
        names = given.get("Names") or []
        if arns := given.get("TrustStoreArns") or []:
            return ActionResult({"TrustStores": [self._trust_store(arn) for arn in arns]})
        found = [each for each in self._trust_stores().values() if not names or each["Name"] in names]
        if len(found) < len(names):
            raise error("TrustStoreNotFound", f"One or more trust stores not found: {', '.join(names)}")
        return ActionResult({"TrustStores": found})

    def modify_trust_store(self) -> ActionResult:
        given = parameters(self)
        trust_store = self._trust_store(given["TrustStoreArn"])
        trust_store["NumberOfCaCertificates"] = self._certificates(given)
        return ActionResult({"TrustStores": [trust_store]})

    def delete_trust_store(self) -> ActionResult:
        arn = parameters(self)["TrustStoreArn"]
        self._trust_store(arn)
        if self._associations(arn):
            raise error("TrustStoreInUse", f"Trust store '{arn}' is in use by a listener")
        del self._trust_stores()[arn]
        store.forget_tags(arn)
        return ActionResult({})

    def describe_trust_store_associations(self) -> ActionResult:
        arn = parameters(self)["TrustStoreArn"]
        self._trust_store(arn)
        return ActionResult({"TrustStoreAssociations": [{"ResourceArn": listener} for listener in self._associations(arn)]})

    def _associations(self, arn: str) -> list[str]:
        listeners = [each for balancer in self.elbv2_backend.load_balancers.values() for each in balancer.listeners.values()]
        mutual = [(each.arn, getattr(each, "mutual_authentication", None) or {}) for each in listeners]
        return [listener for listener, attributes in mutual if attributes.get("TrustStoreArn") == arn]

    # Tags

    def add_tags(self) -> ActionResult:
        given = parameters(self)
        if not self._all_trust_stores(given):
            return super().add_tags()
        for arn in given["ResourceArns"]:
            add_tags(arn, given["Tags"])
        return ActionResult({})

    def remove_tags(self) -> ActionResult:
        given = parameters(self)
        if not self._all_trust_stores(given):
            return super().remove_tags()
        for arn in given["ResourceArns"]:
            remove_tags(arn, given["TagKeys"])
        return ActionResult({})

    def describe_tags(self) -> ActionResult:
        given = parameters(self)
        if not self._all_trust_stores(given):
            return super().describe_tags()
        # moto turns the dictionary into AWS's list.
        return ActionResult({"TagDescriptions": [{"ResourceArn": arn, "Tags": store.tags(arn)} for arn in given["ResourceArns"]]})

    def _all_trust_stores(self, given: Resource) -> bool:
        return all(arn in self._trust_stores() for arn in given["ResourceArns"])


take_over("elbv2", LoadBalancing)
