import type { Engine } from "./engine-versions";

/** A parameter of a parameter group, in Terraform's names; `immediate` works only for parameters that RDS calls dynamic. */
interface Parameter {
  readonly value: string;
  readonly apply_method: "immediate" | "pending-reboot";
}

type Parameters = Readonly<Record<string, Parameter>>;

const now = (value: string): Parameter => ({ value, apply_method: "immediate" });
const atReboot = (value: string): Parameter => ({ value, apply_method: "pending-reboot" });

/** Parameters that make clients use TLS 1.2 or later; a caller cannot change them. 45 CFR 164.312(e)(1). */
export const tlsParameters: Readonly<Record<Engine, Parameters>> = {
  "aurora-mysql": {
    require_secure_transport: now("ON"),
    tls_version: atReboot("TLSv1.2,TLSv1.3"),
  },
  "aurora-postgresql": {
    "rds.force_ssl": now("1"),
    ssl_min_protocol_version: now("TLSv1.2"),
  },
};

/** Names that callers may not set. */
export const reservedParameters: readonly string[] = Object.values(tlsParameters).flatMap(Object.keys);

/**
 * Audit of who connects and who changes structure or rights, 45 CFR 164.312(b). Statements that read or change rows
 * are left out: their text holds patients' data, and the applications keep an audit trail of their own.
 */
export const auditParameters: Readonly<Record<Engine, Parameters>> = {
  "aurora-mysql": {
    server_audit_logging: now("1"),
    server_audit_events: now("CONNECT,QUERY_DCL,QUERY_DDL"),
    // RDS's own monitoring connects several times a minute.
    server_audit_excl_users: now("rdsadmin"),
  },
  "aurora-postgresql": {
    shared_preload_libraries: atReboot("pg_stat_statements,pgaudit"),
    "pgaudit.log": now("ddl,role"),
    log_connections: now("1"),
    log_disconnections: now("1"),
  },
};

/** What an instance writes to its slow log, where the engine sets it per instance. Seconds. */
export const instanceParameters: Readonly<Record<Engine, Parameters>> = {
  "aurora-mysql": { slow_query_log: now("1"), long_query_time: now("5") },
  "aurora-postgresql": {},
};

/** Logs that an engine can send to CloudWatch, without MySQL's `general` log, which holds every statement with its data. */
export const logTypes: Readonly<Record<Engine, readonly string[]>> = {
  "aurora-mysql": ["audit", "error", "slowquery", "iam-db-auth-error", "instance"],
  "aurora-postgresql": ["postgresql", "iam-db-auth-error", "instance"],
};

/** Logs that a cluster sends by default. */
export const defaultLogTypes: Readonly<Record<Engine, readonly string[]>> = {
  "aurora-mysql": ["audit", "error", "slowquery"],
  "aurora-postgresql": ["postgresql"],
};

/** Logs with the audit trail in them. */
export const auditLogTypes: readonly string[] = ["audit", "postgresql"];
