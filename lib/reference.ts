import type { z } from "zod";
import { Expression, reference, tf } from "./expression";
import { snakeCase } from "./names";
import { inspect, type Shape } from "./schema";

/**
 * What a definition gets for a value that its caller will give: a reference to it, typed by its schema. Text, numbers and
 * lists of text can be handed to resource arguments as they are, and may be null at apply where they are optional. The
 * rest are expressions: objects have their attributes by name (`input.web.proxy` is `var.web.proxy`), maps and lists of
 * objects have their entries, and what may be absent as a whole asks for its `orNull` first.
 */
export type Reference<T> = undefined extends T
  ? Present<NonNullable<T>> extends Expression
    ? NonNullable<T> extends boolean
      ? Expression
      : OptionalReference<NonNullable<T>>
    : Present<NonNullable<T>>
  : Present<T>;

type Present<T> = [T] extends [string]
  ? T
  : [T] extends [number]
    ? number
    : [T] extends [boolean]
      ? Expression
      : [T] extends [readonly string[]]
        ? string[]
        : [T] extends [readonly (infer E)[]]
          ? Collection<E>
          : [T] extends [object]
            ? string extends keyof T
              ? Collection<T[keyof T]>
              : ObjectReference<T>
            : Expression;

/** An object that is there, with its attributes. */
export type ObjectReference<T> = Expression & { readonly [K in keyof T]-?: Reference<T[K]> };

/** An object, map or list that a caller may leave out. */
export interface OptionalReference<T> extends Expression {
  /** `var.x != null`: known at plan, since it depends on what the caller writes and not on a value. */
  readonly given: Expression;
  /** The value, whose attributes are null where it is absent: `try(var.x.attribute, null)`. */
  readonly orNull: Present<T>;
  /** The value within a dynamic block of this name, whose `for_each` is `${value}[*]`. */
  in(block: string): Present<T>;
}

/** A map, or a list of objects. */
export interface Collection<T> extends Expression {
  /** An entry within a resource or a module call whose `for_each` is this map. */
  readonly each: Entry<T>;
  /** An entry within a dynamic block of this name, whose `for_each` is this map or list. */
  in(block: string): Entry<T>;
  /** An entry under the name that a `for` expression gives it. */
  as(name: string): Reference<T>;
  /** One entry, by its key or index. */
  at(key: unknown): Reference<T>;
}

/** A key or index, and the value under it. */
export interface Entry<T> {
  readonly key: string;
  readonly value: Reference<T>;
}

/** References to values of a set of inputs, each below `prefix`: `var.` for a module's own. */
export function referencesTo(shape: Shape, prefix: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(shape).map(([key, schema]) => [
      key,
      referenceTo(schema, { path: reference(prefix + snakeCase(key)), fallible: false }),
    ]),
  );
}

/** Where a value is; the way there may lead through something that is absent. */
interface Place {
  readonly path: Expression;
  readonly fallible: boolean;
}

function referenceTo(schema: z.ZodType, place: Place): unknown {
  const { kind, element, shape, optional, defaultValue } = inspect(schema, "");
  const value = place.fallible ? tf`try(${place.path}, null)` : place.path;
  if (kind === "string" || kind === "enum") return value.string;
  if (kind === "number") return value.number;
  if (kind === "boolean") return value;
  if (kind === "list" && ["string", "enum"].includes(inspect(element!, "").kind)) return value.list;
  const present = (where: Place): Expression =>
    kind === "object" ? new ObjectAt(shape, where) : new CollectionAt(element!, where);
  return optional && defaultValue === undefined ? new OptionalAt(present, place) : present(place);
}

/** A reference to the value at a place. */
class At extends Expression {
  constructor({ path, fallible }: Place) {
    super(fallible ? ["try(", ", null)"] : ["", ""], [path]);
  }
}

class ObjectAt extends At {
  constructor(shape: Shape, { path, fallible }: Place) {
    super({ path, fallible });
    for (const [key, schema] of Object.entries(shape)) {
      const get = () => referenceTo(schema, { path: tf`${path}.${reference(snakeCase(key))}`, fallible });
      Object.defineProperty(this, key, { get, enumerable: true });
    }
  }
}

class CollectionAt extends At {
  readonly #element: z.ZodType;
  readonly #place: Place;

  constructor(element: z.ZodType, place: Place) {
    super(place);
    this.#element = element;
    this.#place = place;
  }

  get each(): Entry<unknown> {
    return this.in("each");
  }

  in(block: string): Entry<unknown> {
    return { key: reference(`${block}.key`).string, value: this.as(`${block}.value`) as Reference<unknown> };
  }

  as(name: string): unknown {
    return referenceTo(this.#element, { path: reference(name), fallible: false });
  }

  at(key: unknown): unknown {
    return referenceTo(this.#element, { ...this.#place, path: tf`${this.#place.path}[${key}]` });
  }
}

class OptionalAt extends At {
  readonly #present: (place: Place) => Expression;
  readonly #path: Expression;

  constructor(present: (place: Place) => Expression, place: Place) {
    super(place);
    this.#present = present;
    this.#path = place.path;
  }

  get given(): Expression {
    return tf`${this} != null`;
  }

  get orNull(): Expression {
    return this.#present({ path: this.#path, fallible: true });
  }

  in(block: string): Expression {
    return this.#present({ path: reference(`${block}.value`), fallible: false });
  }
}
