"""SES version 2: identities with DKIM and MAIL FROM, configuration sets, event destinations, suppression, tags.

Identities and configuration sets are kept here; moto's own backend learns about identities too, so that sending mail works.
"""

from __future__ import annotations

import hashlib
import re

from moto.core.responses import ActionResult, EmptyResult
from moto.ses.models import ses_backends
from moto.sesv2.responses import SESV2Response

from ..core import Resource, add_tags, error, parameters, remove_tags, store, tag_list, take_over

OPTIONS = {
    "delivery": "DeliveryOptions",
    "reputation": "ReputationOptions",
    "sending": "SendingOptions",
    "suppression": "SuppressionOptions",
    "tracking": "TrackingOptions",
    "vdm": "VdmOptions",
    "archiving": "ArchivingOptions",
}


class Ses(SESV2Response):
    """See the module. Store kinds: ses-identities, ses-configuration-sets, ses-account."""

    def _arn(self, kind: str, name: str) -> str:
        return f"arn:{self.partition}:ses:{self.region}:{self.current_account}:{kind}/{name}"

    # -- identities

    def _identity(self, name: str) -> Resource:
        identities = store.kind(self, "ses-identities")
        if name not in identities:
            raise error("NotFoundException", f"Email identity {name} does not exist.")
        return identities[name]

    def create_email_identity(self) -> ActionResult:
        given = parameters(self)
        name = given["EmailIdentity"]
        identities = store.kind(self, "ses-identities")
        if name in identities:
            raise error("AlreadyExistsException", f"Email identity {name} already exist.")
        if not re.fullmatch(r"([^@\s]+@)?([A-Za-z0-9-]+\.)+[A-Za-z0-9-]+", name):
            raise error("BadRequestException", f"Email identity {name} is not a valid domain or address.")
        if given.get("ConfigurationSetName"):
            self._configuration_set(given["ConfigurationSetName"])
        domain = "@" not in name
        signing = given.get("DkimSigningAttributes") or {}
        length = signing.get("NextSigningKeyLength", "RSA_2048_BIT")
        digest = hashlib.sha256(name.encode()).hexdigest()
        own_key = bool(signing.get("DomainSigningPrivateKey"))
        identity: Resource = {
            "IdentityType": "DOMAIN" if domain else "EMAIL_ADDRESS",
            "FeedbackForwardingStatus": True,
            "VerifiedForSendingStatus": True,
            "VerificationStatus": "SUCCESS",
            "ConfigurationSetName": given.get("ConfigurationSetName"),
            "Policies": {},
            "MailFromAttributes": None,
            "DkimAttributes": {
                "SigningEnabled": domain,
                "Status": "SUCCESS" if domain else "NOT_STARTED",
                "SigningAttributesOrigin": "EXTERNAL" if own_key else "AWS_SES",
                "CurrentSigningKeyLength": length,
                "NextSigningKeyLength": length,
                "Tokens": [digest[start : start + 20] for start in (0, 20, 40)] if domain and not own_key else [],
            },
        }
        identities[name] = identity
        ses_backends[self.current_account][self.region].create_email_identity_v2(name, None, None, None)
        add_tags(self._arn("identity", name), given.get("Tags"))
        return ActionResult(identity)

    def get_email_identity(self) -> ActionResult:
        name = parameters(self)["EmailIdentity"]
        identity = self._identity(name)
        return ActionResult({**identity, "Tags": tag_list(self._arn("identity", name))})

    def delete_email_identity(self) -> ActionResult:
        name = parameters(self)["EmailIdentity"]
        self._identity(name)
        del store.kind(self, "ses-identities")[name]
        ses_backends[self.current_account][self.region].delete_identity(name)
        store.forget_tags(self._arn("identity", name))
        return EmptyResult()

    def list_email_identities(self) -> ActionResult:
        found = [
            {"IdentityName": name, "IdentityType": identity["IdentityType"], "SendingEnabled": True}
            for name, identity in store.kind(self, "ses-identities").items()
        ]
        return ActionResult({"EmailIdentities": found})

    def put_email_identity_mail_from_attributes(self) -> ActionResult:
        given = parameters(self)
        name, domain = given["EmailIdentity"], given.get("MailFromDomain")
        identity = self._identity(name)
        if domain and not domain.endswith("." + name.split("@")[-1]):
            raise error(
                "BadRequestException", f"Provided MAIL-FROM domain <{domain}> is not subdomain of the domain of the identity."
            )
        identity["MailFromAttributes"] = domain and {
            "MailFromDomain": domain,
            "MailFromDomainStatus": "SUCCESS",
            "BehaviorOnMxFailure": given.get("BehaviorOnMxFailure") or "USE_DEFAULT_VALUE",
        }
        return EmptyResult()

    def put_email_identity_feedback_attributes(self) -> ActionResult:
        given = parameters(self)
        self._identity(given["EmailIdentity"])["FeedbackForwardingStatus"] = given.get("EmailForwardingEnabled", False)
        return EmptyResult()

    def put_email_identity_configuration_set_attributes(self) -> ActionResult:
        given = parameters(self)
        if given.get("ConfigurationSetName"):
            self._configuration_set(given["ConfigurationSetName"])
        self._identity(given["EmailIdentity"])["ConfigurationSetName"] = given.get("ConfigurationSetName")
        return EmptyResult()

    def put_email_identity_dkim_attributes(self) -> ActionResult:
        given = parameters(self)
        self._identity(given["EmailIdentity"])["DkimAttributes"]["SigningEnabled"] = given.get("SigningEnabled", False)
        return EmptyResult()

    def put_email_identity_dkim_signing_attributes(self) -> ActionResult:
        given = parameters(self)
        dkim = self._identity(given["EmailIdentity"])["DkimAttributes"]
        dkim["SigningAttributesOrigin"] = given["SigningAttributesOrigin"]
        length = (given.get("SigningAttributes") or {}).get("NextSigningKeyLength")
        dkim["NextSigningKeyLength"] = length or dkim["NextSigningKeyLength"]
        return ActionResult({"DkimStatus": dkim["Status"], "DkimTokens": dkim["Tokens"]})

    def create_email_identity_policy(self) -> ActionResult:
        given = parameters(self)
        self._identity(given["EmailIdentity"])["Policies"][given["PolicyName"]] = given["Policy"]
        return EmptyResult()

    update_email_identity_policy = create_email_identity_policy

    def delete_email_identity_policy(self) -> ActionResult:
        given = parameters(self)
        self._identity(given["EmailIdentity"])["Policies"].pop(given["PolicyName"], None)
        return EmptyResult()

    def get_email_identity_policies(self) -> ActionResult:
        return ActionResult({"Policies": self._identity(parameters(self)["EmailIdentity"])["Policies"]})

    # -- configuration sets

    def _configuration_set(self, name: str) -> Resource:
        sets = store.kind(self, "ses-configuration-sets")
        if name not in sets:
            raise error("NotFoundException", f"Configuration set <{name}> does not exist.")
        return sets[name]

    def create_configuration_set(self) -> ActionResult:
        given = parameters(self)
        name = given["ConfigurationSetName"]
        sets = store.kind(self, "ses-configuration-sets")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name):
            raise error("BadRequestException", f"Configuration set name <{name}> is not valid.")
        if name in sets:
            raise error("AlreadyExistsException", f"Configuration set <{name}> already exists.")
        sets[name] = {
            "ConfigurationSetName": name,
            "SendingOptions": {"SendingEnabled": True},
            "ReputationOptions": {"ReputationMetricsEnabled": False},
            **{option: given[option] for option in OPTIONS.values() if given.get(option)},
            "EventDestinations": {},
        }
        add_tags(self._arn("configuration-set", name), given.get("Tags"))
        return EmptyResult()

    def get_configuration_set(self) -> ActionResult:
        name = parameters(self)["ConfigurationSetName"]
        return ActionResult({**self._configuration_set(name), "Tags": tag_list(self._arn("configuration-set", name))})

    def delete_configuration_set(self) -> ActionResult:
        name = parameters(self)["ConfigurationSetName"]
        self._configuration_set(name)
        del store.kind(self, "ses-configuration-sets")[name]
        store.forget_tags(self._arn("configuration-set", name))
        return EmptyResult()

    def list_configuration_sets(self) -> ActionResult:
        return ActionResult({"ConfigurationSets": list(store.kind(self, "ses-configuration-sets"))})

    def _put_options(self, kind: str) -> ActionResult:
        given = parameters(self)
        options = {key: value for key, value in given.items() if key not in ("ConfigurationSetName", "VdmOptions")}
        self._configuration_set(given["ConfigurationSetName"])[OPTIONS[kind]] = given.get("VdmOptions", options)
        return EmptyResult()

    def put_configuration_set_delivery_options(self) -> ActionResult:
        return self._put_options("delivery")

    def put_configuration_set_reputation_options(self) -> ActionResult:
        return self._put_options("reputation")

    def put_configuration_set_sending_options(self) -> ActionResult:
        return self._put_options("sending")

    def put_configuration_set_suppression_options(self) -> ActionResult:
        return self._put_options("suppression")

    def put_configuration_set_tracking_options(self) -> ActionResult:
        return self._put_options("tracking")

    def put_configuration_set_vdm_options(self) -> ActionResult:
        return self._put_options("vdm")

    def put_configuration_set_archiving_options(self) -> ActionResult:
        return self._put_options("archiving")

    # -- event destinations

    def create_configuration_set_event_destination(self) -> ActionResult:
        given = parameters(self)
        destinations = self._configuration_set(given["ConfigurationSetName"])["EventDestinations"]
        name = given["EventDestinationName"]
        if name in destinations:
            raise error("AlreadyExistsException", f"Event destination <{name}> already exists.")
        if not given["EventDestination"].get("MatchingEventTypes"):
            raise error("BadRequestException", "Event destination must have at least one matching event type.")
        destinations[name] = given["EventDestination"]
        return EmptyResult()

    def update_configuration_set_event_destination(self) -> ActionResult:
        given = parameters(self)
        destinations = self._configuration_set(given["ConfigurationSetName"])["EventDestinations"]
        name = given["EventDestinationName"]
        if name not in destinations:
            raise error("NotFoundException", f"Event destination <{name}> does not exist.")
        destinations[name] = given["EventDestination"]
        return EmptyResult()

    def delete_configuration_set_event_destination(self) -> ActionResult:
        given = parameters(self)
        destinations = self._configuration_set(given["ConfigurationSetName"])["EventDestinations"]
        destinations.pop(given["EventDestinationName"], None)
        return EmptyResult()

    def get_configuration_set_event_destinations(self) -> ActionResult:
        destinations = self._configuration_set(parameters(self)["ConfigurationSetName"])["EventDestinations"]
        return ActionResult({"EventDestinations": [{**value, "Name": name} for name, value in destinations.items()]})

    # -- account

    def _account(self) -> Resource:
        return store.kind(self, "ses-account")

    def get_account(self) -> ActionResult:
        return ActionResult(
            {
                "SendingEnabled": True,
                "ProductionAccessEnabled": True,
                "EnforcementStatus": "HEALTHY",
                "SuppressionAttributes": {"SuppressedReasons": self._account().get("SuppressedReasons", [])},
                "VdmAttributes": self._account().get("VdmAttributes", {"VdmEnabled": "DISABLED"}),
            }
        )

    def put_account_suppression_attributes(self) -> ActionResult:
        self._account()["SuppressedReasons"] = parameters(self).get("SuppressedReasons") or []
        return EmptyResult()

    def put_account_vdm_attributes(self) -> ActionResult:
        self._account()["VdmAttributes"] = parameters(self)["VdmAttributes"]
        return EmptyResult()

    # -- tags

    def list_tags_for_resource(self) -> ActionResult:
        return ActionResult({"Tags": tag_list(parameters(self)["ResourceArn"])})

    def tag_resource(self) -> ActionResult:
        given = parameters(self)
        add_tags(given["ResourceArn"], given["Tags"])
        return EmptyResult()

    def untag_resource(self) -> ActionResult:
        given = parameters(self)
        remove_tags(given["ResourceArn"], given["TagKeys"])
        return EmptyResult()


take_over("sesv2", Ses, paths=["{0}/v2/email/(?P<rest>.+)$"])
