/** Memory in MiB from one value to another, in steps. */
const steps = (from: number, to: number, step: number): number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, i) => from + i * step);

/** Sizes of a Fargate task: for each number of CPU units the memory in MiB that it can have. As of November 2026, from the ECS guide. */
export const fargateMemory: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16384, 1024),
  4096: steps(8192, 30720, 1024),
  8192: steps(16384, 61440, 4096),
  16384: steps(32768, 122880, 8192),
};

/** CPU units that a task can have; 1024 are one vCPU. */
export const fargateCpus: readonly number[] = Object.keys(fargateMemory).map(Number);

/** Whether Fargate has tasks of this size. */
export const isFargateSize = (cpu: number, memory: number): boolean =>
  fargateMemory[cpu]?.includes(memory) ?? false;

/** The nearest legal sizes, as the end of a message: with this CPU, and with this memory. */
export function nearestSizes(cpu: number, memory: number): string {
  const legal = fargateMemory[cpu] ?? [];
  const below = legal.filter((size) => size < memory).slice(-1);
  const above = legal.filter((size) => size > memory).slice(0, 1);
  const cpus = fargateCpus.filter((units) => isFargateSize(units, memory));
  const other = cpus.length > 0 ? `; ${memory} MiB needs cpu ${cpus.join(" or ")}` : "";
  return `: nearest with cpu ${cpu} is ${[...below, ...above].join(" or ")} MiB${other}`;
}

/** The table, and what the expressions below need of it, for Terraform. */
export const sizeLocals = {
  fargate_memory: fargateMemory,
  memory_below: "${try([for size in local.fargate_memory[var.cpu] : size if size < var.memory], [])}",
  memory_above: "${try([for size in local.fargate_memory[var.cpu] : size if size > var.memory], [])}",
  // A map's keys are texts, in the order of texts.
  cpus_for_memory:
    "${[for cpu in [" +
    fargateCpus.join(", ") +
    "] : cpu if contains(local.fargate_memory[cpu], var.memory)]}",
};

export const isFargateSizeHcl = "try(contains(local.fargate_memory[var.cpu], var.memory), true)";

export const nearestSizesHcl =
  'format(": nearest with cpu %d is %s MiB%s", var.cpu, join(" or ", concat(' +
  "slice(local.memory_below, max(0, length(local.memory_below) - 1), length(local.memory_below)), " +
  "slice(local.memory_above, 0, min(1, length(local.memory_above))))), " +
  'length(local.cpus_for_memory) == 0 ? "" : ' +
  'format("; %d MiB needs cpu %s", var.memory, join(" or ", local.cpus_for_memory)))';
