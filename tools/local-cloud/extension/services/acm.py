"""ACM: the requested key algorithm, and DNS validation that looks for the record.

moto issues every certificate after a while. Here, as on AWS, one that is validated by DNS stays PENDING_VALIDATION until a hosted
zone of the account holds the validation records.
"""

from __future__ import annotations

from typing import Any

from moto.acm.models import CertBundle
from moto.acm.responses import AWSCertificateManagerResponse
from moto.core.responses import ActionResult
from moto.route53.models import route53_backends
from moto.utilities.utils import get_partition

from ..core import error, parameters, replace_method, take_over

KEY_ALGORITHMS = ("RSA_2048", "EC_prime256v1", "EC_secp384r1")


class Acm(AWSCertificateManagerResponse):
    """See the module."""

    def request_certificate(self) -> ActionResult:
        given = parameters(self)
        algorithm = given.get("KeyAlgorithm") or KEY_ALGORITHMS[0]
        if algorithm not in KEY_ALGORITHMS:
            raise error("ValidationException", f"KeyAlgorithm {algorithm} is not one of {', '.join(KEY_ALGORITHMS)}")
        answer = super().request_certificate()
        certificate = self.acm_backend.get_certificate(answer.result["CertificateArn"])
        certificate.requested_algorithm = algorithm
        certificate.validation_method = given.get("ValidationMethod")
        return answer


def _requested_algorithm(original: Any) -> Any:
    """moto makes an RSA key whatever was asked for; nothing here depends on the key itself."""

    def describe(certificate: CertBundle) -> dict[str, Any]:
        described = original(certificate)
        algorithm = getattr(certificate, "requested_algorithm", None)
        if algorithm:
            described["Certificate"]["KeyAlgorithm"] = algorithm
        return described

    return describe


def _validated_by_record(original: Any) -> Any:
    def check(certificate: CertBundle) -> None:
        pending = certificate.status == "PENDING_VALIDATION"
        if pending and getattr(certificate, "validation_method", None) == "DNS" and not _records_exist(certificate):
            return
        original(certificate)

    return check


def _records_exist(certificate: CertBundle) -> bool:
    _, _, _, region, account, _ = certificate.arn.split(":", 5)
    zones = route53_backends[account][get_partition(region)].zones.values()
    held = {
        (record.name.rstrip("."), value.rstrip("."))
        for zone in zones
        for record in zone.rrsets
        if record.type == "CNAME"
        for value in record.records
    }
    options = certificate.describe()["Certificate"].get("DomainValidationOptions", [])
    wanted = [option["ResourceRecord"] for option in options]
    return all((record["Name"].rstrip("."), record["Value"].rstrip(".")) in held for record in wanted)


replace_method(CertBundle, "describe", _requested_algorithm)
replace_method(CertBundle, "check", _validated_by_record)
take_over("acm", Acm)
