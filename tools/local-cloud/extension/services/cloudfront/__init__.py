"""CloudFront: distributions, VPC origins, invalidations, policies, functions and keys as they were given, and refusals.

moto keeps distributions, invalidations, origin access controls and tags; it serves nothing, and neither does this.
"""

from __future__ import annotations

from ...core import take_over
from .distributions import Distributions
from .functions import Functions
from .invalidations import Invalidations
from .keys import Keys
from .policies import AccessControls, Policies
from .vpc_origins import VpcOrigins


class CloudFront(Keys, Distributions, Invalidations, Policies, AccessControls, Functions, VpcOrigins):
    """All of it."""


_ONE = r"/(?P<id>[^/]+)"
_POLICIES = ("cache-policy", "origin-request-policy", "response-headers-policy")

take_over(
    "cloudfront",
    CloudFront,
    [
        *(f"{{0}}/2020-05-31/{kind}{_ONE}/config$" for kind in ("public-key", "key-group", *_POLICIES)),
        *(f"{{0}}/2020-05-31/{kind}{part}$" for kind in _POLICIES for part in ("", _ONE)),
        f"{{0}}/2020-05-31/function{_ONE}/publish$",
        *(f"{{0}}/2020-05-31/vpc-origin{part}$" for part in ("", _ONE)),
        r"{0}/2020-05-31/distributionsByVpcOriginId/(?P<id>[^/]+)$",
    ],
)
