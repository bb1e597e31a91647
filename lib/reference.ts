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
  ? Present<NonNullable<T>> extends Composite
    ? OptionalReference<NonNullable<T>>
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

declare const composed: unique symbol;

/**
 * A reference to an object, a map or a list of objects. It is an expression, but no argument of a resource takes it: where a
 * boolean or a text is expected, `input.archive` does not compile, and `input.archive.given` or an attribute does.
 */
export interface Composite {
  readonly [composed]: true;
}

/** An object that is there, with its attributes. */
export type ObjectReference<T> = Composite & { readonly [K in keyof T]-?: Reference<T[K]> };

/** An object, map or list that a caller may leave out. */
export interface OptionalReference<T> extends Composite {
  /** `var.x != null`: known at plan, since it depends on what the caller writes and not on a value. */
  readonly given: Expression;
  /** The value, whose attributes are null where it is absent: `try(var.x.attribute, null)` for text and numbers. */
  readonly orNull: Present<T>;
  /** The value within a dynamic block of this name, whose `for_each` is `${value}[*]`. */
  in(block: string): Present<T>;
}

/** A map, or a list of objects. */
export interface Collection<T> extends Composite {
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
      referenceTo(schema, { path: reference(prefix + snakeCase(key)) }),
    ]),
  );
}

/** Where a value is. */
interface Place {
  readonly path: Expression;
  /** Whether what the path leads through is given; undefined where it always is. */
  readonly given?: Expression;
}

function referenceTo(schema: z.ZodType, place: Place): unknown {
  const { kind, element, shape, optional, defaultValue } = inspect(schema, "");
  const value = place.given ? tf`try(${place.path}, null)` : place.path;
  if (kind === "string" || kind === "enum") return value.string;
  if (kind === "number") return value.number;
  if (kind === "boolean") return value;
  if (kind === "list" && ["string", "enum"].includes(inspect(element!, "").kind)) return new At(place).list;
  const present = (where: Place): Expression =>
    kind === "object" ? new ObjectAt(shape, where) : new CollectionAt(element!, where);
  return optional && defaultValue === undefined ? new OptionalAt(present, place) : present(place);
}

/** A reference to the value at a place. */
class At extends Expression {
  constructor({ path, given }: Place) {
    // Not try(), which is unknown as long as anything in the value is, so that nobody could ask whether it is there.
    super(given ? ["(", " ? ", " : null)"] : ["", ""], given ? [given, path] : [path]);
  }
}

class ObjectAt extends At {
  constructor(shape: Shape, { path, given }: Place) {
    super({ path, given });
    for (const [key, schema] of Object.entries(shape)) {
      const get = () => referenceTo(schema, { path: tf`${path}.${reference(snakeCase(key))}`, given });
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
    return referenceTo(this.#element, { path: reference(name) });
  }

  at(key: unknown): unknown {
    return referenceTo(this.#element, { ...this.#place, path: tf`${this.#place.path}[${key}]` });
  }
}

class OptionalAt extends At {
  readonly #present: (place: Place) => Expression;
  readonly #place: Place;

  constructor(present: (place: Place) => Expression, place: Place) {
    super(place);
    this.#present = present;
    this.#place = place;
  }

  get given(): Expression {
    const { path, given } = this.#place;
    return given ? tf`(${given} ? ${path} != null : false)` : tf`${path} != null`;
  }

  get orNull(): Expression {
    return this.#present({ path: this.#place.path, given: this.given });
  }

  in(block: string): Expression {
    return this.#present({ path: reference(`${block}.value`) });
  }
}
