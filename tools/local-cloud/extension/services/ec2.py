"""EC2: the default key of volumes, rule descriptions, the quota of rules, flow logs to a folder of a bucket, launch templates' own tags,
subnets that are in use, and VPC endpoints that change."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import DependencyViolationError, RulesPerSecurityGroupLimitExceededError
from moto.ec2.models.security_groups import SecurityGroup, SecurityGroupBackend, SecurityGroupRule
from moto.ec2.models.vpcs import VPCEndPoint
from moto.ec2.responses import EC2Response
from moto.ec2.utils import random_private_ip
from moto.elbv2.models import elbv2_backends

from ..core import parameters, replace_method, take_over

# Of volumes, until a key of the account's is chosen.
_AWS_KEY = "alias/aws/ebs"


class Ec2(EC2Response):
    """See the module."""

    def create_flow_logs(self) -> ActionResult:
        """moto takes everything after the bucket's ARN for the bucket's name; AWS allows a folder there."""
        given = parameters(self)
        destination = given.get("LogDestination")
        folder = given.get("LogDestinationType") == "s3" and destination and "/" in destination
        if folder:
            self.params["LogDestination"] = destination.split("/")[0]
        answer = super().create_flow_logs()
        for flow_log in self.ec2_backend.describe_flow_logs(answer.result["FlowLogIds"], {}):
            if folder:
                flow_log.log_destination = destination
            if given.get("DestinationOptions"):
                flow_log.destination_options = given["DestinationOptions"]
        return answer

    def get_ebs_default_kms_key_id(self) -> ActionResult:
        return ActionResult({"KmsKeyId": self.ec2_backend.default_kms_key_id or _AWS_KEY})

    def reset_ebs_default_kms_key_id(self) -> ActionResult:
        self.ec2_backend.default_kms_key_id = ""
        return ActionResult({"KmsKeyId": _AWS_KEY})

    def delete_managed_prefix_list(self) -> ActionResult:
        """moto keeps a deleted list for good."""
        answer = super().delete_managed_prefix_list()
        self.ec2_backend.managed_prefix_lists.pop(parameters(self)["PrefixListId"], None)
        return answer

    def create_launch_template(self) -> ActionResult:
        """moto adds the template's own tags to the tags of what is launched from it."""
        launched = (parameters(self).get("LaunchTemplateData") or {}).get("TagSpecifications")
        answer = super().create_launch_template()
        data = self.ec2_backend.get_launch_template(answer.result["LaunchTemplate"]["LaunchTemplateId"]).default_version().data
        data.pop("TagSpecifications", None)
        if launched:
            data["TagSpecifications"] = launched
        return answer

    def delete_subnet(self) -> ActionResult:
        """moto deletes a subnet whatever is in it."""
        subnet = parameters(self)["SubnetId"]
        balancers = elbv2_backends[self.current_account][self.region].load_balancers.values()
        interfaces = any(interface.subnet.id == subnet for interface in self.ec2_backend.enis.values())
        if interfaces or any(each.id == subnet for balancer in balancers for each in balancer.subnets):
            raise DependencyViolationError(f"The subnet '{subnet}' has dependencies and cannot be deleted.")
        return super().delete_subnet()

    def delete_nat_gateway(self) -> ActionResult:
        """moto keeps the network interface."""
        gateway = self.ec2_backend.nat_gateways.get(parameters(self)["NatGatewayId"])
        answer = super().delete_nat_gateway()
        if gateway:
            self.ec2_backend.enis.pop(gateway._eni.id, None)
        return answer

    def modify_vpc_endpoint(self) -> ActionResult:
        """moto keeps the lists of subnets and route tables, and changes neither interfaces nor routes; it takes any IDs."""
        given = parameters(self)
        backend = self.ec2_backend
        endpoint = backend.describe_vpc_endpoints(vpc_end_point_ids=[given["VpcEndpointId"]])[0]
        for subnet in [*(given.get("AddSubnetIds") or []), *(given.get("RemoveSubnetIds") or [])]:
            backend.get_subnet(subnet)
        for table in [*(given.get("AddRouteTableIds") or []), *(given.get("RemoveRouteTableIds") or [])]:
            backend.get_route_table(table)
        before = _ends(endpoint)
        answer = super().modify_vpc_endpoint()
        after = _ends(endpoint)
        if (endpoint.vpc_endpoint_type or "").lower() == "interface":
            self._move_interfaces(endpoint, before - after, after - before)
        elif endpoint.destination_prefix_list_id:
            self._move_routes(endpoint, before - after, after - before)
        return answer

    def _move_interfaces(self, endpoint: VPCEndPoint, gone: set[str], new: set[str]) -> None:
        enis = self.ec2_backend.enis
        for identifier in [each for each in endpoint.network_interface_ids if enis[each].subnet.id in gone]:
            endpoint.network_interface_ids.remove(identifier)
            del enis[identifier]
        for subnet in new:
            endpoint.network_interface_ids.append(self.ec2_backend.create_network_interface(subnet, random_private_ip()).id)

    def _move_routes(self, endpoint: VPCEndPoint, gone: set[str], new: set[str]) -> None:
        prefix_list = endpoint.destination_prefix_list_id
        for table in gone:
            self.ec2_backend.delete_route(table, None, destination_prefix_list_id=prefix_list)
        for table in new:
            self.ec2_backend.create_route(table, None, gateway_id=endpoint.id, destination_prefix_list_id=prefix_list)


def _ends(endpoint: VPCEndPoint) -> set[str]:
    """The subnets or route tables that an endpoint is in."""
    return {*(endpoint.subnet_ids or []), *(endpoint.route_table_ids or [])}


def _keep_prefix_list(original: Any) -> Any:
    """moto keeps the prefix list's ID of a rule, and loses its description."""

    def initialise(rule: SecurityGroupRule, *arguments: Any, **named: Any) -> None:
        original(rule, *arguments, **named)
        candidates = [*arguments, *named.values()]
        rule.prefix_list = next((item for item in candidates if isinstance(item, dict) and "PrefixListId" in item), None)

    return initialise


def _description(rule: SecurityGroupRule) -> str | None:
    for source in (rule.ip_range, rule.source_group, rule.prefix_list):
        if source and source.get("Description"):
            return source["Description"]
    return None


# AWS's quota in each direction, of IPv4 and of IPv6 each.
_RULES_PER_GROUP = 60


def _weight(rule: SecurityGroupRule, family: str) -> int:
    """How many rules of a family a rule counts as: a range as one of its own, a prefix list as all that it may hold, a group as one of each."""
    if rule.prefix_list_id:
        prefix_list = rule.ec2_backend.managed_prefix_lists.get(rule.prefix_list_id)
        if prefix_list is None or prefix_list.address_family != family:
            return 0
        # Amazon's own lists have no maximum; what they hold counts.
        return int(prefix_list.max_entries or len(prefix_list.entries.get(prefix_list.version, [])) or 1)
    if rule.ip_range:
        return int(("CidrIpv6" in rule.ip_range) == (family == "IPv6"))
    return 1


def _within_quota(rules_of: str) -> Any:
    def make(original: Any) -> Any:
        def add(group: SecurityGroup, rule: SecurityGroupRule) -> None:
            for family in ("IPv4", "IPv6"):
                if sum(_weight(each, family) for each in [*getattr(group, rules_of), rule]) > _RULES_PER_GROUP:
                    raise RulesPerSecurityGroupLimitExceededError
            original(group, rule)

        return add

    return make


# moto counts both families together, and prefix lists not at all.
replace_method(SecurityGroupBackend, "_verify_group_will_respect_rule_count_limit", lambda _: lambda *_arguments, **_named: None)
replace_method(SecurityGroup, "add_ingress_rule", _within_quota("ingress_rules"))
replace_method(SecurityGroup, "add_egress_rule", _within_quota("egress_rules"))
replace_method(SecurityGroupRule, "__init__", _keep_prefix_list)
SecurityGroupRule.description = property(_description)
take_over("ec2", Ec2)
