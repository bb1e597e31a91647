"""What the parts of CloudFront share."""

from __future__ import annotations

from typing import Any

from moto.cloudfront.responses import CloudFrontResponse

from ...core import error, parameters, random_id

# AWS's own policies, by ID: the same in every account.
MANAGED = {
    "CachePolicy": {
        "658327ea-f89d-4fab-a63d-7e88639e58f6": "Managed-CachingOptimized",
        "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": "Managed-CachingDisabled",
        "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": "Managed-CachingOptimizedForUncompressedObjects",
        "83da9c7e-98b4-4e11-a168-04f0df8e2c65": "UseOriginCacheControlHeaders",
        "4cc15a8a-d715-48a4-82b8-cc0b614638fe": "UseOriginCacheControlHeaders-QueryStrings",
    },
    "OriginRequestPolicy": {
        "216adef6-5c7f-47e4-b989-5492eafa07d3": "Managed-AllViewer",
        "b689b0a8-53d0-40ab-baf2-68738e2966ac": "Managed-AllViewerExceptHostHeader",
        "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf": "Managed-CORS-S3Origin",
        "bf0718e1-ba1e-49d1-88b1-f726733018ae": "Managed-HostHeaderOnly",
        "59781a5b-3903-41f3-afcb-af62929ccde1": "Managed-CORS-CustomOrigin",
        "acba4595-bd28-49b8-b9fe-13317c0390fa": "Managed-UserAgentRefererHeaders",
    },
    "ResponseHeadersPolicy": {
        "67f7725c-6f97-4210-82d7-5512b31e9d03": "Managed-SecurityHeadersPolicy",
        "60669652-455b-4ae9-85a4-c4c02393f86c": "Managed-SimpleCORS",
        "e61eb60c-9c35-4d20-a928-2b84e02af89c": "Managed-CORS-and-SecurityHeadersPolicy",
        "5cc3b908-e619-4b99-88e5-2cf7f45965bd": "Managed-CORS-With-Preflight",
        "eaab4381-ed33-4a86-88ca-d9558dc6cd63": "Managed-CORS-with-preflight-and-SecurityHeadersPolicy",
    },
}


def new_etag() -> str:
    return random_id(14).upper()


class CloudFrontBase(CloudFrontResponse):
    """Lookups and the checks that every change has."""

    def _match(self, etag: str) -> None:
        given = parameters(self).get("IfMatch")
        if given is None:
            raise error("InvalidIfMatchVersion", "The If-Match version is missing or not valid for the resource.")
        if given != etag:
            raise error("PreconditionFailed", "The precondition in one or more of the request fields evaluated to false.")

    def _distributions_with(self, identifier: str) -> list[Any]:
        """The distributions that refer to something by its ID or ARN."""
        return [each for each in self.backend.distributions.values() if repr(identifier) in repr(each.distribution_config)]
