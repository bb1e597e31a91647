import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { auditParameters, instanceParameters, tlsParameters } from "./parameters";

/** Parameters of the cluster, and of each instance. */
export interface ParameterGroups {
  readonly cluster: RdsClusterParameterGroup;
  readonly instance: DbParameterGroup;
}

/**
 * Parameter groups carry the family in their name and are replaced before they are destroyed, so that a major upgrade
 * finds the new family's groups ready and the old ones still there.
 */
export function parameterGroups(module: ModuleStack, input: Inputs, version: Expression): ParameterGroups {
  const { name, engine, parameters, instanceParameters: perInstance } = input;
  // aurora-mysql8.0 has two numbers, aurora-postgresql17 one.
  const digits = tf`regex(${engine} == "aurora-mysql" ? "^[0-9]+[.][0-9]+" : "^[0-9]+", ${version})`;
  const family = local(module, "family", `${engine}${digits}`);
  const common = {
    namePrefix: `${name}-${tf`replace(${family}, ".", "-")`}-`,
    family: family.string,
    lifecycle: { createBeforeDestroy: true },
  };
  const ofEngine = (id: string, byEngine: object) => tf`${local(module, id, byEngine)}[${engine}]`;
  const cluster = new RdsClusterParameterGroup(module, "cluster", {
    ...common,
    description: `TLS, audit and settings of the database ${name}`,
  });
  const audit = ofEngine("audit_parameters", auditParameters);
  // TLS comes last: nothing overrides it.
  setParameters(
    cluster,
    tf`merge(${audit}, ${withAudit(module, parameters, audit)}, ${ofEngine("tls_parameters", tlsParameters)})`,
  );
  const instance = new DbParameterGroup(module, "instance", {
    ...common,
    description: `Settings of each instance of the database ${name}`,
  });
  setParameters(instance, tf`merge(${ofEngine("instance_parameters", instanceParameters)}, ${perInstance})`);
  return { cluster, instance };
}

const preload = "shared_preload_libraries";

/** A caller's parameters, with the libraries that the audit needs added to those to preload. */
function withAudit(module: ModuleStack, parameters: Inputs["parameters"], audit: Expression): Expression {
  const wanted = tf`try(${audit}[${preload}].value, "")`;
  const given = parameters.as("parameter").value;
  const libraries = tf`compact(distinct(concat(split(",", ${wanted}), split(",", replace(${given}, " ", "")))))`;
  return local(
    module,
    "parameters",
    tf`{for name, parameter in ${parameters} : name => name != ${preload} ? parameter : merge(parameter, { value = join(",", ${libraries}) })}`,
  );
}

function setParameters(group: RdsClusterParameterGroup | DbParameterGroup, parameters: Expression): void {
  group.addOverride("dynamic.parameter", [
    {
      for_each: parameters,
      content: {
        name: reference("parameter.key"),
        value: reference("parameter.value.value"),
        apply_method: reference("parameter.value.apply_method"),
      },
    },
  ]);
}
