/** A Terraform state file, as far as tests read it. */
export interface State {
  readonly serial: number;
  readonly resources: readonly {
    readonly mode: string;
    readonly module?: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly index_key?: string | number;
      readonly attributes: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

/** A text below a resource, with the way to it. */
export interface Text {
  readonly type: string;
  readonly attribute: string;
  readonly text: string;
}

/** Every text in the attributes of a state's resources. */
export function textsOf(state: State): Text[] {
  return state.resources.flatMap(({ type, instances }) =>
    instances.flatMap(({ attributes }) => texts(attributes, "").map((found) => ({ type, ...found }))),
  );
}

function texts(value: unknown, attribute: string): Omit<Text, "type">[] {
  if (typeof value === "string") return value === "" ? [] : [{ attribute, text: value }];
  if (!value || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) =>
    texts(item, Array.isArray(value) ? attribute : [attribute, key].filter(Boolean).join(".")),
  );
}

/** Addresses of a state's managed resources. */
export function addressesOf(state: State): string[] {
  return state.resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ module, type, name, instances }) =>
      instances.map(({ index_key: key }) => {
        const address = [module, type, name].filter(Boolean).join(".");
        return key === undefined ? address : `${address}[${JSON.stringify(key)}]`;
      }),
    )
    .sort();
}
