resource "aws_launch_template" "main" {
  name                   = "services"
  image_id               = "ami-12c6146b"
  instance_type          = "t3.small"
  update_default_version = true
  vpc_security_group_ids = [aws_security_group.application.id]
  iam_instance_profile {
    name = aws_iam_instance_profile.instance.name
  }
  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 20
      volume_type = "gp3"
      encrypted   = "true"
      kms_key_id  = aws_kms_key.main.arn
    }
  }
}

resource "aws_autoscaling_group" "main" {
  name                      = "services"
  min_size                  = 0
  max_size                  = 2
  desired_capacity          = 0
  vpc_zone_identifier       = [for subnet in aws_subnet.data : subnet.id]
  target_group_arns         = [aws_lb_target_group.main.arn]
  health_check_type         = "ELB"
  health_check_grace_period = 300
  launch_template {
    id      = aws_launch_template.main.id
    version = aws_launch_template.main.latest_version
  }
  tag {
    key                 = "Name"
    value               = "services"
    propagate_at_launch = true
  }
}

resource "aws_autoscaling_policy" "cpu" {
  name                   = "cpu"
  autoscaling_group_name = aws_autoscaling_group.main.name
  policy_type            = "TargetTrackingScaling"
  target_tracking_configuration {
    target_value = 60
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}
