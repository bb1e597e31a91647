import { type Expression, tf } from "../../../lib/expression";
import type { Count, Text } from "../compose";

const MIB = 2 ** 20;

/** A share of the memory in bytes. */
export function bytes(memoryGib: Count, percent: number): Expression {
  return tf`floor(${memoryGib} * ${(1024 * MIB * percent) / 100})`;
}

/**
 * Memory of an Aurora instance class in GiB: 2 for each ACU of the maximum capacity, else by the naming scheme of RDS (a
 * `large` has 8, 16 or 32, an `xlarge` twice, an `Nxlarge` 2N times as much). `maxCapacity` may be null for provisioned classes.
 */
export function auroraMemoryGib(instanceClass: Text, maxCapacity?: Count): Expression {
  const family = tf`split(".", ${instanceClass})[1]`;
  const size = tf`try(split(".", ${instanceClass})[2], "")`;
  const large = tf`(startswith(${family}, "x2") ? 32 : startswith(${family}, "t") ? 8 : 16)`;
  const factor = tf`try({medium = 0.5, large = 1, xlarge = 2}[${size}], 2 * tonumber(trimsuffix(${size}, "xlarge")))`;
  return tf`(${family} == "serverless" ? 2 * coalesce(${maxCapacity ?? null}, 1) : ${large} * try(${factor}, 1))`;
}

/** Default max_connections of Aurora MySQL by memory in GiB, from the largest down. */
const mysqlSteps = [
  [512, 6000],
  [256, 5000],
  [128, 4000],
  [64, 3000],
  [32, 2000],
  [16, 1000],
  [8, 135],
] as const;

/** Default max_connections: Aurora MySQL's steps; for PostgreSQL its formula, less what the system reserves. */
export function auroraMaxConnections(engine: Text, memoryGib: Count): Expression {
  const mysql = mysqlSteps.reduceRight<Expression>(
    (smaller, [gib, connections]) => tf`${memoryGib} >= ${gib} ? ${connections} : ${smaller}`,
    tf`90`,
  );
  const postgresql = tf`min(5000, floor(0.85 * ${memoryGib} * ${1024 * MIB} / 9531392))`;
  if (engine === "aurora-mysql") return tf`(${mysql})`;
  if (engine === "aurora-postgresql") return postgresql;
  return tf`(${engine} == "aurora-mysql" ? (${mysql}) : ${postgresql})`;
}
