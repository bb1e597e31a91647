resource "aws_db_subnet_group" "main" {
  name        = "services"
  description = "Data tier."
  subnet_ids  = [for subnet in aws_subnet.data : subnet.id]
}

resource "aws_rds_cluster_parameter_group" "mysql" {
  name        = "services-mysql"
  family      = "aurora-mysql8.0"
  description = "TLS only."
  parameter {
    name  = "require_secure_transport"
    value = "ON"
  }
  parameter {
    name         = "character_set_server"
    value        = "utf8mb4"
    apply_method = "pending-reboot"
  }
}

resource "aws_db_parameter_group" "mysql" {
  name   = "services-mysql"
  family = "aurora-mysql8.0"
  parameter {
    name  = "slow_query_log"
    value = "1"
  }
}

resource "aws_rds_cluster" "mysql" {
  cluster_identifier              = "services-mysql"
  engine                          = "aurora-mysql"
  engine_version                  = "8.0.mysql_aurora.3.10.3"
  database_name                   = "application"
  master_username                 = "administrator"
  manage_master_user_password     = true
  master_user_secret_kms_key_id   = aws_kms_key.main.key_id
  db_subnet_group_name            = aws_db_subnet_group.main.name
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.mysql.name
  vpc_security_group_ids          = [aws_security_group.database.id]
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.main.arn
  storage_type                    = "aurora-iopt1"
  backup_retention_period         = 35
  preferred_backup_window         = "03:00-04:00"
  preferred_maintenance_window    = "sun:05:00-sun:06:00"
  copy_tags_to_snapshot           = true
  deletion_protection             = false
  skip_final_snapshot             = true
  backtrack_window                = 3600
  enabled_cloudwatch_logs_exports = ["audit", "error", "slowquery"]
  apply_immediately               = true

  iam_database_authentication_enabled = true
}

resource "aws_rds_cluster_instance" "mysql" {
  cluster_identifier                    = aws_rds_cluster.mysql.id
  identifier                            = "services-mysql-writer"
  instance_class                        = "db.r7g.large"
  engine                                = aws_rds_cluster.mysql.engine
  engine_version                        = aws_rds_cluster.mysql.engine_version
  db_parameter_group_name               = aws_db_parameter_group.mysql.name
  promotion_tier                        = 0
  publicly_accessible                   = false
  monitoring_interval                   = 60
  monitoring_role_arn                   = aws_iam_role.monitoring.arn
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = aws_kms_key.main.arn
  performance_insights_retention_period = 7
  auto_minor_version_upgrade            = true
  ca_cert_identifier                    = "rds-ca-rsa2048-g1"
  copy_tags_to_snapshot                 = true
  depends_on                            = [aws_iam_role_policy_attachment.monitoring]
}

resource "aws_rds_cluster_instance" "mysql_reader" {
  cluster_identifier = aws_rds_cluster.mysql.id
  identifier         = "services-mysql-reader"
  instance_class     = "db.r7g.large"
  engine             = aws_rds_cluster.mysql.engine
  promotion_tier     = 1
}

resource "aws_db_cluster_snapshot" "mysql" {
  db_cluster_identifier          = aws_rds_cluster.mysql.id
  db_cluster_snapshot_identifier = "services-mysql-1"
}

resource "aws_rds_cluster" "restored" {
  cluster_identifier          = "services-restored"
  engine                      = "aurora-mysql"
  engine_version              = "8.0.mysql_aurora.3.12.0"
  snapshot_identifier         = aws_db_cluster_snapshot.mysql.id
  db_subnet_group_name        = aws_db_subnet_group.main.name
  vpc_security_group_ids      = [aws_security_group.database.id]
  storage_encrypted           = true
  kms_key_id                  = aws_kms_key.main.arn
  manage_master_user_password = true
  backup_retention_period     = 7
  skip_final_snapshot         = true
  lifecycle {
    ignore_changes = [snapshot_identifier]
  }
}

resource "aws_rds_cluster_parameter_group" "postgres" {
  name        = "services-postgres"
  family      = "aurora-postgresql17"
  description = "TLS only."
  parameter {
    name         = "rds.force_ssl"
    value        = "1"
    apply_method = "pending-reboot"
  }
}

resource "aws_rds_cluster" "postgres" {
  cluster_identifier              = "services-postgres"
  engine                          = "aurora-postgresql"
  engine_version                  = "17.6"
  database_name                   = "application"
  master_username                 = "administrator"
  manage_master_user_password     = true
  db_subnet_group_name            = aws_db_subnet_group.main.name
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.postgres.name
  vpc_security_group_ids          = [aws_security_group.database.id]
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.main.arn
  backup_retention_period         = 14
  deletion_protection             = false
  skip_final_snapshot             = true
  enabled_cloudwatch_logs_exports = ["postgresql"]
  database_insights_mode          = "advanced"
  performance_insights_enabled    = true
  performance_insights_kms_key_id = aws_kms_key.main.arn

  performance_insights_retention_period = 465

  serverlessv2_scaling_configuration {
    min_capacity = 0.5
    max_capacity = 8
  }
}

resource "aws_rds_cluster_instance" "postgres" {
  cluster_identifier         = aws_rds_cluster.postgres.id
  identifier                 = "services-postgres-writer"
  instance_class             = "db.serverless"
  engine                     = aws_rds_cluster.postgres.engine
  auto_minor_version_upgrade = false
}

resource "aws_db_event_subscription" "main" {
  name             = "services"
  sns_topic        = aws_sns_topic.main.arn
  source_type      = "db-cluster"
  source_ids       = [aws_rds_cluster.mysql.id]
  event_categories = ["failover", "failure"]
}
