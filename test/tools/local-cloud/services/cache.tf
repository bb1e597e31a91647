resource "aws_elasticache_subnet_group" "main" {
  name       = "services"
  subnet_ids = [for subnet in aws_subnet.data : subnet.id]
}

resource "aws_elasticache_parameter_group" "valkey" {
  name        = "services-valkey8"
  description = "Services"
  family      = "valkey8"
  parameter {
    name  = "maxmemory-policy"
    value = "noeviction"
  }
}

# With an AUTH token, replicas over zones, logs and snapshots.
resource "aws_elasticache_replication_group" "valkey" {
  replication_group_id       = "services-valkey"
  description                = "Services"
  engine                     = "valkey"
  engine_version             = "8.2"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  parameter_group_name       = aws_elasticache_parameter_group.valkey.name
  subnet_group_name          = aws_elasticache_subnet_group.main.name
  security_group_ids         = [aws_security_group.database.id]
  at_rest_encryption_enabled = true
  kms_key_id                 = aws_kms_key.main.arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  auth_token                 = "token-of-the-services-0123456789"
  auto_minor_version_upgrade = false
  snapshot_retention_limit   = 3
  snapshot_window            = "03:00-04:00"
  maintenance_window         = "sun:05:00-sun:06:00"
  log_delivery_configuration {
    log_type         = "slow-log"
    log_format       = "json"
    destination_type = "cloudwatch-logs"
    destination      = aws_cloudwatch_log_group.flow.name
  }
}

resource "aws_elasticache_user" "default" {
  user_id              = "services-default"
  user_name            = "default"
  engine               = "redis"
  access_string        = "off -@all"
  no_password_required = true
}

resource "aws_elasticache_user" "app" {
  user_id       = "services-app"
  user_name     = "app"
  engine        = "redis"
  access_string = "on ~* &* +@all -@dangerous"
  authentication_mode {
    type      = "password"
    passwords = ["password-of-the-services-1", "password-of-the-services-2"]
  }
}

resource "aws_elasticache_user_group" "redis" {
  user_group_id = "services"
  engine        = "redis"
  user_ids      = [aws_elasticache_user.default.user_id, aws_elasticache_user.app.user_id]
}

# With users, on a single node, with the engine's default parameters.
resource "aws_elasticache_replication_group" "redis" {
  replication_group_id       = "services-redis"
  description                = "Services"
  engine                     = "redis"
  engine_version             = "7.1"
  node_type                  = "cache.t4g.micro"
  num_cache_clusters         = 1
  subnet_group_name          = aws_elasticache_subnet_group.main.name
  transit_encryption_enabled = true
  user_group_ids             = [aws_elasticache_user_group.redis.user_group_id]
  final_snapshot_identifier  = "services-redis-final"
}
