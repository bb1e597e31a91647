"""RDS Proxy: what moto lacks of it, for rds.py.

moto keeps proxies, their default target group and its targets. Added here: changes of a proxy, further endpoints with their tags,
the target group's query for new connections, and refusals that moto answers with a defect or not at all.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.ec2.models import ec2_backends

from ..core import Resource, add_tags, error, now, parameters, random_id, remove_tags, store, tag_list

KIND = "db-proxy-endpoint"


class Proxies:
    """Mixed into rds.py's class, before moto's."""

    # -- proxies

    def _proxy(self: Any, name: str) -> Any:
        proxy = self.backend.db_proxies.get(name)
        if not proxy:
            raise error("DBProxyNotFoundFault", f"The specified proxy name {name} doesn't correspond to a proxy owned by your account.")
        return proxy

    def _check_proxy_subnets(self: Any, subnets: list[str]) -> str:
        """The VPC of the subnets, which must be in two availability zones of one VPC."""
        known = {
            identifier: subnet
            for by_zone in ec2_backends[self.current_account][self.region].subnets.values()
            for identifier, subnet in by_zone.items()
        }
        missing = [identifier for identifier in subnets if identifier not in known]
        if missing:
            raise error("InvalidSubnet", f"Subnets not found: {', '.join(missing)}")
        found = [known[identifier] for identifier in subnets]
        if len({subnet.vpc_id for subnet in found}) != 1:
            raise error("InvalidSubnet", "All subnets must be in the same VPC.")
        if len({subnet.availability_zone for subnet in found}) < 2:
            raise error("InvalidSubnet", "The subnets must be in at least two Availability Zones.")
        return str(found[0].vpc_id)

    def create_db_proxy(self: Any) -> ActionResult:
        given = parameters(self)
        self._check_proxy_subnets(given["VpcSubnetIds"])
        self._check_network(given)
        return super().create_db_proxy()  # type: ignore[misc]

    def modify_db_proxy(self: Any) -> ActionResult:
        given = parameters(self)
        proxy = self._proxy(given["DBProxyName"])
        self._check_network({"VpcSecurityGroupIds": given.get("SecurityGroups")})
        attributes = {
            "Auth": "auth",
            "RequireTLS": "require_tls",
            "IdleClientTimeout": "idle_client_timeout",
            "DebugLogging": "debug_logging",
            "RoleArn": "role_arn",
            "SecurityGroups": "vpc_security_group_ids",
        }
        for parameter, attribute in attributes.items():
            if parameter in given:
                setattr(proxy, attribute, given[parameter])
        proxy.updated_date = now()
        name = given.get("NewDBProxyName")
        if name and name != proxy.db_proxy_name:
            if name in self.backend.db_proxies:
                raise error("DBProxyAlreadyExistsFault", f"DB Proxy {name} already exists")
            for endpoint in self._endpoints_of(proxy.db_proxy_name):
                endpoint["DBProxyName"] = name
            self.backend.db_proxies[name] = self.backend.db_proxies.pop(proxy.db_proxy_name)
            proxy.db_proxy_name = proxy.proxy_target_groups["default"].db_proxy_name = name
        return ActionResult({"DBProxy": proxy})

    def delete_db_proxy(self: Any) -> ActionResult:
        name = parameters(self)["DBProxyName"]
        self._proxy(name)
        for endpoint in self._endpoints_of(name):
            self._forget(endpoint)
        return super().delete_db_proxy()  # type: ignore[misc]

    # -- the default target group and its targets

    def modify_db_proxy_target_group(self: Any) -> ActionResult:
        given = parameters(self)
        self._proxy(given["DBProxyName"])
        config = given.get("ConnectionPoolConfig") or {}
        maximum, idle = config.get("MaxConnectionsPercent"), config.get("MaxIdleConnectionsPercent")
        if idle is not None and maximum is None:
            raise error("InvalidParameterCombination", "MaxIdleConnectionsPercent requires MaxConnectionsPercent.")
        if idle is not None and idle > maximum:
            raise error("InvalidParameterValue", "MaxIdleConnectionsPercent must not exceed MaxConnectionsPercent.")
        answer = super().modify_db_proxy_target_group()  # type: ignore[misc]
        group = answer.result["DBProxyTargetGroup"]
        if idle is not None:
            group.max_idle_connections = idle  # moto takes 0 for a missing value
        if "InitQuery" in config:
            group.init_query = config["InitQuery"]
        return answer

    def describe_db_proxy_target_groups(self: Any) -> ActionResult:
        self._proxy(parameters(self)["DBProxyName"])
        return super().describe_db_proxy_target_groups()  # type: ignore[misc]

    def describe_db_proxy_targets(self: Any) -> ActionResult:
        self._proxy(parameters(self)["DBProxyName"])
        return super().describe_db_proxy_targets()  # type: ignore[misc]

    def register_db_proxy_targets(self: Any) -> ActionResult:
        given = parameters(self)
        proxy = self._proxy(given["DBProxyName"])
        registered = {target.rds_resource_id for target in proxy.proxy_target_groups["default"].targets}
        for cluster in given.get("DBClusterIdentifiers") or []:
            if cluster not in self.backend.clusters:
                raise error("DBClusterNotFoundFault", f"DBCluster {cluster} not found.")
            family = "POSTGRESQL" if "postgres" in self.backend.clusters[cluster].engine else "MYSQL"
            if family != proxy.engine_family:
                raise error(
                    "InvalidDBInstanceState", f"The engine of {cluster} is not of the proxy's family {proxy.engine_family}."
                )
            if cluster in registered:
                raise error("DBProxyTargetAlreadyRegisteredFault", f"{cluster} is already registered with the proxy.")
        return super().register_db_proxy_targets()  # type: ignore[misc]

    def deregister_db_proxy_targets(self: Any) -> EmptyResult:
        self._proxy(parameters(self)["DBProxyName"])
        return super().deregister_db_proxy_targets()  # type: ignore[misc]

    # -- endpoints

    def _endpoints_of(self: Any, proxy: str) -> list[Resource]:
        return [endpoint for endpoint in store.kind(self, KIND).values() if endpoint["DBProxyName"] == proxy]

    def _endpoint(self: Any, name: str) -> Resource:
        endpoint = store.kind(self, KIND).get(name)
        if not endpoint:
            raise error("DBProxyEndpointNotFoundFault", f"The DB proxy endpoint {name} doesn't exist.")
        return endpoint

    def _forget(self: Any, endpoint: Resource) -> None:
        del store.kind(self, KIND)[endpoint["DBProxyEndpointName"]]
        store.forget_tags(endpoint["DBProxyEndpointArn"])

    def create_db_proxy_endpoint(self: Any) -> ActionResult:
        given = parameters(self)
        proxy, name = self._proxy(given["DBProxyName"]), given["DBProxyEndpointName"]
        if name in store.kind(self, KIND):
            raise error("DBProxyEndpointAlreadyExistsFault", f"A DB proxy endpoint {name} already exists.")
        vpc = self._check_proxy_subnets(given["VpcSubnetIds"])
        self._check_network(given)
        identifier = random_id(17)
        endpoint = {
            "DBProxyEndpointName": name,
            "DBProxyEndpointArn": f"arn:{proxy.partition}:rds:{self.region}:{self.current_account}:{KIND}:prx-endpoint-{identifier}",
            "DBProxyName": given["DBProxyName"],
            "Status": "available",
            "VpcId": vpc,
            "VpcSecurityGroupIds": given.get("VpcSecurityGroupIds") or proxy.vpc_security_group_ids,
            "VpcSubnetIds": given["VpcSubnetIds"],
            "Endpoint": f"{name}.endpoint.proxy-{proxy.url_identifier}.{self.region}.rds.amazonaws.com",
            "CreatedDate": now(),
            "TargetRole": given.get("TargetRole") or "READ_WRITE",
            "IsDefault": False,
        }
        store.kind(self, KIND)[name] = endpoint
        add_tags(endpoint["DBProxyEndpointArn"], given.get("Tags"))
        return ActionResult({"DBProxyEndpoint": endpoint})

    def describe_db_proxy_endpoints(self: Any) -> ActionResult:
        given = parameters(self)
        proxy, name = given.get("DBProxyName"), given.get("DBProxyEndpointName")
        if proxy:
            self._proxy(proxy)
        found = [self._endpoint(name)] if name else list(store.kind(self, KIND).values())
        found = [endpoint for endpoint in found if proxy in (None, endpoint["DBProxyName"])]
        if name and not found:
            raise error("DBProxyEndpointNotFoundFault", f"The DB proxy {proxy} has no endpoint {name}.")
        return ActionResult({"DBProxyEndpoints": found})

    def modify_db_proxy_endpoint(self: Any) -> ActionResult:
        given = parameters(self)
        endpoint = self._endpoint(given["DBProxyEndpointName"])
        self._check_network(given)
        if given.get("VpcSecurityGroupIds"):
            endpoint["VpcSecurityGroupIds"] = given["VpcSecurityGroupIds"]
        name = given.get("NewDBProxyEndpointName")
        if name and name != endpoint["DBProxyEndpointName"]:
            endpoints = store.kind(self, KIND)
            if name in endpoints:
                raise error("DBProxyEndpointAlreadyExistsFault", f"A DB proxy endpoint {name} already exists.")
            endpoints[name] = endpoints.pop(endpoint["DBProxyEndpointName"])
            endpoint["DBProxyEndpointName"] = name
        return ActionResult({"DBProxyEndpoint": endpoint})

    def delete_db_proxy_endpoint(self: Any) -> ActionResult:
        endpoint = self._endpoint(parameters(self)["DBProxyEndpointName"])
        self._forget(endpoint)
        return ActionResult({"DBProxyEndpoint": {**endpoint, "Status": "deleting"}})

    # -- the endpoints' tags; moto keeps the others

    def _of_endpoint(self: Any) -> str | None:
        arn = str(parameters(self)["ResourceName"])
        return arn if f":{KIND}:" in arn else None

    def list_tags_for_resource(self: Any) -> ActionResult:
        arn = self._of_endpoint()
        if arn:
            return ActionResult({"TagList": tag_list(arn)})
        return super().list_tags_for_resource()  # type: ignore[misc]

    def add_tags_to_resource(self: Any) -> ActionResult:
        arn = self._of_endpoint()
        if arn:
            add_tags(arn, parameters(self)["Tags"])
            return EmptyResult()
        return super().add_tags_to_resource()  # type: ignore[misc]

    def remove_tags_from_resource(self: Any) -> ActionResult:
        arn = self._of_endpoint()
        if arn:
            remove_tags(arn, parameters(self)["TagKeys"])
            return EmptyResult()
        return super().remove_tags_from_resource()  # type: ignore[misc]


def with_init_query(original: Any) -> Any:
    """The pool's configuration as DBProxyTargetGroup reports it, with the query for new connections."""

    def configuration(group: Any) -> Resource:
        return {**original.fget(group), "InitQuery": getattr(group, "init_query", "")}

    return property(configuration)
