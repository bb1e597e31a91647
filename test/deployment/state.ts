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

/** A text anywhere in a JSON document: in values and in names, of resources and of all else. */
export interface Found {
  /** `aws_iam_access_key.secret` within a resource, `outputs.url.value` anywhere else. */
  readonly place: string;
  readonly text: string;
}

/**
 * Every text in a document that Terraform writes: a state file, or a plan or state as `terraform show -json` has it. The
 * attributes of a resource are told by its type, whatever the document calls the blocks around them.
 */
export function textsIn(document: unknown): Found[] {
  return placed(document, []);
}

/** What stands between a resource and its attributes. */
const wrapping = new Set(["instances", "attributes", "values", "change", "before", "after"]);

function placed(value: unknown, path: readonly string[]): Found[] {
  if (typeof value === "string" || typeof value === "number")
    return [{ place: path.join("."), text: String(value) }];
  if (Array.isArray(value)) return value.flatMap((item) => placed(item, path));
  if (!value || typeof value !== "object") return [];
  const { type, mode, address } = value as Readonly<Record<string, unknown>>;
  const isResource = typeof type === "string" && (typeof mode === "string" || typeof address === "string");
  return Object.entries(value).flatMap(([key, item]) => {
    const below = isResource ? [type] : path;
    const named =
      wrapping.has(key) && (isResource || resourceTypes.test(path.join("."))) ? below : [...below, key];
    return [{ place: below.join("."), text: key }, ...placed(item, named)];
  });
}

const resourceTypes = /^(aws|random|tls)_\w+$/;
