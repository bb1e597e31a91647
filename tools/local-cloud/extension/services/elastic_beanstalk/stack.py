"""What an environment consists of: target groups, the Auto Scaling group, a load balancer of its own or rules on a shared one."""

from __future__ import annotations

from typing import Any

from moto.autoscaling.models import autoscaling_backends
from moto.ec2.models import ec2_backends
from moto.elbv2.exceptions import ResourceInUseError
from moto.elbv2.models import elbv2_backends

from ...core import Resource, random_id
from .bundles import Bundles
from .settings import OptionSettings, Settings

SHARED_COUNT = "elasticbeanstalk:shared-elb-environment-count"
PROCESS = "aws:elasticbeanstalk:environment:process:default"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Stack(Bundles, Settings):
    """One process, `default`, as the modules use; no instances, since nothing runs here."""

    def _create_stack(self, environment: Resource) -> None:
        settings: OptionSettings = environment["Settings"]
        if settings.get("aws:elasticbeanstalk:environment", "EnvironmentType", "LoadBalanced") == "SingleInstance":
            environment["EndpointURL"] = "192.0.2.1"  # an Elastic IP on AWS; here an address that belongs to nobody (RFC 5737)
            self._create_group(environment, [])
            return
        target_group = self._create_target_group(environment)
        environment["TargetGroup"] = target_group.arn
        if settings.is_shared():
            self._share_load_balancer(environment)
        else:
            self._create_load_balancer(environment)
        self._create_group(environment, [target_group.arn])

    def _delete_stack(self, environment: Resource) -> bool:
        """Deletes it; false if something outside of it still uses a part of it, as CloudFormation then keeps the stack."""
        balancers = elbv2_backends[self.current_account][self.region]
        for rule in environment.pop("Rules", []):
            balancers.delete_rule(rule)
        own, shared = environment.pop("OwnLoadBalancer", None), environment.get("LoadBalancer")
        if own:
            balancers.delete_load_balancer(own)
        if target_group := environment.get("TargetGroup"):
            try:
                balancers.delete_target_group(target_group)
            except ResourceInUseError as problem:
                self._event(
                    environment,
                    "ERROR",
                    "Deleting target group failed Reason: "
                    f"{problem.message} Stack deletion failed: The following resource(s) failed to delete: "
                    "[AWSEBV2LoadBalancerTargetGroup].",
                )
                return False
            environment.pop("TargetGroup")
            if shared and not own:
                self._count_sharing(shared, -1)
        environment.pop("LoadBalancer", None)
        groups = autoscaling_backends[self.current_account][self.region]
        if name := environment.pop("AutoScalingGroup", None):
            groups.delete_auto_scaling_group(name)
            groups.delete_launch_configuration(name)
        return True

    def _stack_tags(self, environment: Resource) -> list[dict[str, str]]:
        return [
            {"Key": "elasticbeanstalk:environment-name", "Value": environment["EnvironmentName"]},
            {"Key": "elasticbeanstalk:environment-id", "Value": environment["EnvironmentId"]},
        ]

    # Target group

    def _create_target_group(self, environment: Resource) -> Any:
        settings: OptionSettings = environment["Settings"]
        balancers = elbv2_backends[self.current_account][self.region]
        group = balancers.create_target_group(
            f"awseb-AWSEB-{random_id(12, LETTERS)}",
            vpc_id=settings.get("aws:ec2:vpc", "VPCId") or self._default_vpc(),
            protocol=settings.get(PROCESS, "Protocol", "HTTP"),
            port=settings.get(PROCESS, "Port", "80"),
            target_type="instance",
            healthcheck_protocol=settings.get(PROCESS, "Protocol", "HTTP"),
        )
        balancers.tagging_service.tag_resource(group.arn, self._stack_tags(environment))
        self._update_target_group(environment, group)
        return group

    def _update_target_group(self, environment: Resource, group: Any) -> None:
        settings: OptionSettings = environment["Settings"]
        group.health_check_path = settings.get(PROCESS, "HealthCheckPath", "/")
        group.health_check_interval_seconds = int(settings.get(PROCESS, "HealthCheckInterval", "15"))
        group.health_check_timeout_seconds = int(settings.get(PROCESS, "HealthCheckTimeout", "5"))
        group.healthy_threshold_count = settings.get(PROCESS, "HealthyThresholdCount", "3")
        group.unhealthy_threshold_count = settings.get(PROCESS, "UnhealthyThresholdCount", "5")
        group.matcher = {"HttpCode": settings.get(PROCESS, "MatcherHTTPCode", "200")}
        group.attributes["deregistration_delay.timeout_seconds"] = settings.get(PROCESS, "DeregistrationDelay", "20")
        group.attributes["stickiness.enabled"] = settings.get(PROCESS, "StickinessEnabled", "false")

    # Load balancer

    def _share_load_balancer(self, environment: Resource) -> None:
        """Rules on the listeners of a shared load balancer (Developer Guide, "Configuring a shared Application Load Balancer").

        The default rule is on the listener that names it, or else on port 80, where one exists; priorities follow those in use;
        every rule has the environment's CNAME among its host headers.
        """
        settings: OptionSettings = environment["Settings"]
        balancers = elbv2_backends[self.current_account][self.region]
        balancer = balancers.load_balancers[settings.get("aws:elbv2:loadbalancer", "SharedLoadBalancer")]
        environment.update(LoadBalancer=balancer.arn, EndpointURL=balancer.dns_name)
        ports = {str(listener.port): arn for arn, listener in balancer.listeners.items()}
        wanted = {port: settings.names(f"aws:elbv2:listener:{port}", "Rules") for port in ports}
        if "80" in ports and not any("default" in names for names in wanted.values()):
            wanted["80"].append("default")
        for port, names in wanted.items():
            for name in sorted(names, key=lambda name: self._relative_priority(settings, name)):
                self._create_rule(environment, ports[port], name)
        self._count_sharing(balancer.arn, 1)

    def _relative_priority(self, settings: OptionSettings, rule: str) -> float:
        return float("inf") if rule == "default" else int(settings.get(f"aws:elbv2:listenerrule:{rule}", "Priority", "1"))

    def _create_rule(self, environment: Resource, listener: str, name: str) -> None:
        settings: OptionSettings = environment["Settings"]
        balancers = elbv2_backends[self.current_account][self.region]
        namespace = f"aws:elbv2:listenerrule:{name}"
        hosts = [*settings.names(namespace, "HostHeaders"), environment["CNAME"]]
        conditions: list[Resource] = [{"Field": "host-header", "HostHeaderConfig": {"Values": hosts}}]
        if paths := settings.names(namespace, "PathPatterns"):
            conditions.append({"Field": "path-pattern", "PathPatternConfig": {"Values": paths}})
        used = [
            rule.priority
            for rule in balancers.describe_rules(listener_arn=listener, rule_arns=None)
            if isinstance(rule.priority, int)
        ]
        rule = balancers.create_rule(
            listener,
            conditions,
            max(used, default=0) + 1,
            [{"Type": "forward", "TargetGroupArn": environment["TargetGroup"]}],
        )
        environment.setdefault("Rules", []).append(rule.arn)

    def _count_sharing(self, balancer: str, change: int) -> None:
        """The tag by which Elastic Beanstalk counts the environments that share a load balancer."""
        tags = elbv2_backends[self.current_account][self.region].tagging_service
        count = int(tags.get_tag_dict_for_resource(balancer).get(SHARED_COUNT, "0")) + change
        tags.tag_resource(balancer, [{"Key": SHARED_COUNT, "Value": str(count)}])

    def _create_load_balancer(self, environment: Resource) -> None:
        settings: OptionSettings = environment["Settings"]
        balancers = elbv2_backends[self.current_account][self.region]
        subnets = settings.names("aws:ec2:vpc", "ELBSubnets") or settings.names("aws:ec2:vpc", "Subnets")
        internal = settings.get("aws:ec2:vpc", "ELBScheme", "public") == "internal"
        balancer = balancers.create_load_balancer(
            name=f"awseb--AWSEB-{random_id(12, LETTERS)}",
            security_groups=settings.names("aws:elbv2:loadbalancer", "SecurityGroups"),
            subnet_ids=subnets or self._default_subnets(),
            scheme="internal" if internal else "internet-facing",
            loadbalancer_type=settings.get("aws:elasticbeanstalk:environment", "LoadBalancerType", "application"),
            tags=self._stack_tags(environment),
        )
        environment.update(OwnLoadBalancer=balancer.arn, LoadBalancer=balancer.arn, EndpointURL=balancer.dns_name)

    def _default_subnets(self) -> list[str]:
        ec2 = ec2_backends[self.current_account][self.region]
        subnets = [subnet for by_zone in ec2.subnets.values() for subnet in by_zone.values()]
        return [subnet.id for subnet in subnets if str(subnet.default_for_az).lower() == "true"][:2]

    def _default_vpc(self) -> str:
        ec2 = ec2_backends[self.current_account][self.region]
        return next(vpc.id for vpc in ec2.vpcs.values() if str(vpc.is_default).lower() == "true")

    # Auto Scaling group

    def _create_group(self, environment: Resource, target_groups: list[str]) -> None:
        settings: OptionSettings = environment["Settings"]
        groups = autoscaling_backends[self.current_account][self.region]
        name = f"awseb-{environment['EnvironmentId']}-stack-AWSEBAutoScalingGroup-{random_id(12, LETTERS)}"
        groups.create_launch_configuration(
            name=name,
            image_id="ami-12c6146b",
            key_name=None,
            kernel_id="",
            ramdisk_id="",
            security_groups=settings.names("aws:autoscaling:launchconfiguration", "SecurityGroups"),
            user_data=None,
            instance_type=(settings.names("aws:ec2:instances", "InstanceTypes") or ["t3.micro"])[0],
            instance_monitoring=False,
            instance_profile_name=None,
            spot_price=None,
            ebs_optimized=False,
            associate_public_ip_address=False,
            block_device_mappings=[],
        )
        groups.create_auto_scaling_group(
            name=name,
            availability_zones=[],
            desired_capacity=0,
            max_size=0,
            min_size=0,
            launch_config_name=name,
            launch_template={},
            vpc_zone_identifier=",".join(settings.names("aws:ec2:vpc", "Subnets") or self._default_subnets()),
            default_cooldown=int(settings.get("aws:autoscaling:asg", "Cooldown", "360")),
            health_check_period=0,
            health_check_type="EC2",
            load_balancers=[],
            target_group_arns=target_groups,
            placement_group=None,
            termination_policies=[],
            tags=self._stack_tags(environment),
        )
        environment["AutoScalingGroup"] = name
        self._update_group(environment)

    def _update_group(self, environment: Resource) -> None:
        settings: OptionSettings = environment["Settings"]
        group = autoscaling_backends[self.current_account][self.region].autoscaling_groups[environment["AutoScalingGroup"]]
        group.min_size = int(settings.get("aws:autoscaling:asg", "MinSize", "1"))
        group.max_size = int(settings.get("aws:autoscaling:asg", "MaxSize", "4"))
        properties = self._group_properties(environment)
        group.health_check_type = str(properties.get("HealthCheckType", "EC2"))
        group.health_check_grace_period = int(properties.get("HealthCheckGracePeriod", 0))

    def _update_stack(self, environment: Resource) -> None:
        if target_group := environment.get("TargetGroup"):
            balancers = elbv2_backends[self.current_account][self.region]
            self._update_target_group(environment, balancers.target_groups[target_group])
        self._update_group(environment)
