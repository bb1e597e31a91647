"""Route 53: a zone that is created with a VPC is a private one."""

from __future__ import annotations

from typing import Any

from moto.route53.responses import Route53 as Route53Response

from ..core import take_over


class Route53(Route53Response):
    """See the module."""

    def _get_bool_param(self, param_name: str, if_none: Any = None) -> Any:
        if param_name == "HostedZoneConfig.PrivateZone" and self._get_param("VPC.VPCId"):
            return True
        return super()._get_bool_param(param_name, if_none)


take_over("route53", Route53)
