import { discoverModules } from "../../../app/discover";
import { variablesOf } from "../../../lib/variables";
import { breakingCases } from "../../../tools/standalone/breaking";
import { type Demand, demandsOf } from "../../../tools/standalone/demands";
import { calledBy, inheritedDemands } from "../../../tools/standalone/inherited";
import { writtenCases } from "../../../tools/standalone/written";
import { root } from "../../../tools/support/root";

/** What no case in TypeScript can break, and the test that does, by module. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  // Sensitivity is a property of Terraform's values: test/modules/app-config/app-config.integration.test.ts.
  "app-config": ["values must not be sensitive"],
};

const text = ({ place, ofKey, message }: Demand): string => `${place}${ofKey ? " (keys)" : ""} ${message}`;

const modules = discoverModules(root).map((definition) => [definition.name, definition] as const);

describe.each(modules)("%s", (name, definition) => {
  const demands = demandsOf(definition);
  const inherited = inheritedDemands(definition);
  const made = breakingCases(definition);

  test("each validation of its variables is a demand, in their order", () => {
    const { variable } = variablesOf(definition) as {
      variable: Record<string, { validation?: { error_message: string }[] }>;
    };
    expect(demands).toHaveLength(Object.values(variable).flatMap(({ validation = [] }) => validation).length);
  });

  // The demands of a module that it calls, on values that it passes on, are broken by that one's own cases: a module that has the others'
  // inputs among its own, as redcap and medplum do, would repeat a thousand of them.
  test("a case breaks each validation that is not of a module that it calls", () => {
    const { some } = writtenCases(definition);
    const broken = new Set([...some, ...made.map(({ demand }) => demand), ...inherited]);
    const missing = demands.filter((demand) => !broken.has(demand)).map(text);
    const known = elsewhere[name] ?? [];
    expect(missing.filter((demand) => !known.some((begin) => demand.startsWith(begin)))).toEqual([]);
    expect(known.filter((begin) => !missing.some((demand) => demand.startsWith(begin)))).toEqual([]);
  });
});

test("only what another module's cases break is inherited", () => {
  const heirs = modules.filter(([, definition]) => inheritedDemands(definition).size > 0);
  expect(heirs.map(([name]) => name)).toEqual([
    "audit-trail",
    "malware-scan",
    "medplum",
    "redcap",
    "state-backend",
    "static-site",
  ]);
  expect(modules.filter(([name]) => calledBy(name).length > 0).map(([name]) => name)).toEqual(
    expect.arrayContaining(heirs.map(([name]) => name)),
  );
});
