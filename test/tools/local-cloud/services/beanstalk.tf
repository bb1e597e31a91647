data "aws_elastic_beanstalk_solution_stack" "php" {
  for_each    = toset(["8.3", "8.4", "8.5"])
  most_recent = true
  name_regex  = "^64bit Amazon Linux 2023 v[0-9.]+ running PHP ${replace(each.key, ".", "\\.")}$"
}

resource "aws_elastic_beanstalk_application" "main" {
  name        = "services"
  description = "PHP application"
  appversion_lifecycle {
    service_role          = aws_iam_role.service["elasticbeanstalk"].arn
    max_count             = 50
    delete_source_from_s3 = true
  }
}

resource "aws_elastic_beanstalk_application_version" "main" {
  application = aws_elastic_beanstalk_application.main.name
  name        = "v1"
  description = "First"
  bucket      = aws_s3_object.bundle.bucket
  key         = aws_s3_object.bundle.key
}

resource "aws_elastic_beanstalk_configuration_template" "main" {
  name                = "saved"
  application         = aws_elastic_beanstalk_application.main.name
  solution_stack_name = data.aws_elastic_beanstalk_solution_stack.php["8.4"].name
  setting {
    namespace = "aws:autoscaling:asg"
    name      = "MinSize"
    value     = "2"
  }
}

locals {
  beanstalk_settings = {
    "aws:autoscaling:asg"                                = { MinSize = "2", MaxSize = "4" }
    "aws:autoscaling:launchconfiguration"                = { IamInstanceProfile = aws_iam_instance_profile.instance.name, DisableIMDSv1 = "true", RootVolumeType = "gp3", SecurityGroups = aws_security_group.application.id }
    "aws:autoscaling:trigger"                            = { MeasureName = "CPUUtilization", Unit = "Percent", UpperThreshold = "70", LowerThreshold = "30" }
    "aws:ec2:instances"                                  = { InstanceTypes = "m7g.large,m6g.large", SupportedArchitectures = "arm64" }
    "aws:ec2:vpc"                                        = { VPCId = aws_vpc.main.id, Subnets = join(",", sort([for subnet in aws_subnet.data : subnet.id])), ELBSubnets = join(",", sort([for subnet in aws_subnet.public : subnet.id])), AssociatePublicIpAddress = "false" }
    "aws:elasticbeanstalk:application:environment"       = { APP_MODE = "production", DB_HOST = "db.internal.example.org" }
    "aws:elasticbeanstalk:cloudwatch:logs"               = { StreamLogs = "true", RetentionInDays = "400", DeleteOnTerminate = "false" }
    "aws:elasticbeanstalk:container:php:phpini"          = { memory_limit = "512M", document_root = "/" }
    "aws:elasticbeanstalk:environment"                   = { EnvironmentType = "LoadBalanced", LoadBalancerType = "application", LoadBalancerIsShared = "true", ServiceRole = aws_iam_role.service["elasticbeanstalk"].arn }
    "aws:elasticbeanstalk:environment:process:default"   = { Port = "443", Protocol = "HTTPS", HealthCheckPath = "/health" }
    "aws:elasticbeanstalk:environment:proxy"             = { ProxyServer = "nginx" }
    "aws:elasticbeanstalk:healthreporting:system"        = { SystemType = "enhanced" }
    "aws:elasticbeanstalk:managedactions"                = { ManagedActionsEnabled = "true", PreferredStartTime = "Sun:07:00" }
    "aws:elasticbeanstalk:managedactions:platformupdate" = { UpdateLevel = "minor" }
    "aws:elbv2:loadbalancer"                             = { SharedLoadBalancer = aws_lb.main.arn, SecurityGroups = aws_security_group.application.id }
  }
}

resource "aws_elastic_beanstalk_environment" "shared" {
  name                   = "services-shared"
  application            = aws_elastic_beanstalk_application.main.name
  version_label          = aws_elastic_beanstalk_application_version.main.name
  solution_stack_name    = data.aws_elastic_beanstalk_solution_stack.php["8.4"].name
  cname_prefix           = "services-shared-123"
  tier                   = "WebServer"
  wait_for_ready_timeout = "10m"

  dynamic "setting" {
    for_each = merge([for namespace, options in local.beanstalk_settings : { for name, value in options : "${namespace} ${name}" => [namespace, name, value] }]...)
    content {
      namespace = setting.value[0]
      name      = setting.value[1]
      value     = setting.value[2]
    }
  }
}

# An environment with a load balancer of its own, which the load balancing API knows.
resource "aws_elastic_beanstalk_environment" "own" {
  name          = "services-own"
  application   = aws_elastic_beanstalk_application.main.name
  version_label = aws_elastic_beanstalk_application_version.main.name
  template_name = aws_elastic_beanstalk_configuration_template.main.name
  setting {
    namespace = "aws:ec2:vpc"
    name      = "VPCId"
    value     = aws_vpc.main.id
  }
  setting {
    namespace = "aws:ec2:vpc"
    name      = "Subnets"
    value     = join(",", sort([for subnet in aws_subnet.public : subnet.id]))
  }
  setting {
    namespace = "aws:autoscaling:launchconfiguration"
    name      = "IamInstanceProfile"
    value     = aws_iam_instance_profile.instance.name
  }
}

data "aws_lb" "own" {
  arn = aws_elastic_beanstalk_environment.own.load_balancers[0]
}
