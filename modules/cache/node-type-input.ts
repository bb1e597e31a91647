import { z } from "zod";
import { constrain } from "../../lib/requirements";
import { describeNodeTypes, describeReplacements, nodeTypes, retired, reviewed } from "./node-types";

/** Why there is one shard, and no Serverless. */
const whyOneShard =
  "the module makes replication groups with cluster mode disabled only. Cluster mode and ElastiCache Serverless spread keys " +
  "over shards and refuse scripts and transactions on keys of several shards (CROSSSLOT), which job queues like BullMQ use";

/** A setting that has one value here. */
export function oneShard<T extends z.ZodType<number | string>>(schema: T, value: z.output<T>): T {
  return constrain(schema, {
    message: `must be ${value}: ${whyOneShard}`,
    check: (given) => given === value,
    condition: (ref) => `${ref} == ${JSON.stringify(value)}`,
  });
}

const serverless = /^(cache[.])?serverless$/;
const gone = new RegExp(`^(cache[.])?(${Object.keys(retired).join("|")})[.]`);

/** A node type out of the reviewed list; each kind of other ones has a message of its own. */
export function nodeType() {
  return constrain(
    z.string(),
    {
      message: `must be a node type, not serverless: ${whyOneShard}`,
      check: (value) => !serverless.test(value),
      condition: (ref) => `!can(regex("${serverless.source}", ${ref}))`,
    },
    {
      message: `must not be of a family that is no longer sold. Use ${describeReplacements()}`,
      check: (value) => !gone.test(value),
      condition: (ref) => `!can(regex("${gone.source}", ${ref}))`,
    },
    {
      message:
        `must be a reviewed node type: ${describeNodeTypes()}. Others are refused until they are in ` +
        `this list, reviewed on ${reviewed.on}`,
      check: (value) => nodeTypes.includes(value) || serverless.test(value) || gone.test(value),
      condition: (ref) =>
        `contains(local.node_types, ${ref}) || can(regex("${serverless.source}|${gone.source}", ${ref}))`,
      locals: { node_types: nodeTypes },
    },
  );
}
