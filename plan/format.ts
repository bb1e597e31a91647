/** What `terraform show -json` writes of a plan, format 1.x, as far as it is read: https://developer.hashicorp.com/terraform/internals/json-format. */
export interface PlanFile {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly variables?: Readonly<Record<string, { readonly value?: Json }>>;
  /** The values after the apply once more. */
  planned_values?: unknown;
  relevant_attributes?: unknown;
  readonly resource_changes: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
  readonly deferred_changes?: readonly unknown[];
  /** Of Terraform 1.14 and newer. */
  readonly action_invocations?: readonly unknown[];
  readonly output_changes?: Readonly<Record<string, ValueChange>>;
  readonly prior_state?: { readonly values?: { readonly root_module?: StateModule } };
  readonly configuration?: {
    readonly provider_config?: Readonly<Record<string, { readonly expressions?: Expressions }>>;
    readonly root_module?: ConfigurationModule;
  };
  readonly checks?: readonly CheckResult[];
  readonly timestamp?: string;
  readonly applyable?: boolean;
  readonly complete?: boolean;
  readonly errored?: boolean;
}

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** The value before and after, with trees of the same shape that have `true` where it is sensitive or unknown. */
export interface ValueChange {
  readonly actions: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
  readonly after_unknown?: Json;
  readonly before_sensitive?: Json;
  readonly after_sensitive?: Json;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: { readonly id?: string; readonly identity?: Json };
}

export interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly module_address?: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly provider_name?: string;
  /** Of an object that was to be destroyed and is still there. */
  readonly deposed?: string;
  readonly change: ValueChange;
  readonly action_reason?: string;
}

export interface StateModule {
  readonly address?: string;
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

export interface StateResource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly values?: JsonObject;
  readonly sensitive_values?: Json;
}

/** An argument: its value where it is constant, which in JSON syntax is the whole expression as text; else what it refers to. */
export interface Expression {
  readonly constant_value?: Json;
  readonly references?: readonly string[];
}

/** Arguments and nested blocks. */
export type Expressions = Readonly<Record<string, unknown>>;

export interface ConfigurationResource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly expressions?: Expressions;
  readonly count_expression?: Expression;
  readonly for_each_expression?: Expression;
}

export interface ModuleCall {
  readonly source?: string;
  readonly expressions?: Expressions;
  readonly count_expression?: Expression;
  readonly for_each_expression?: Expression;
  readonly module?: ConfigurationModule;
}

export interface ConfigurationModule {
  readonly outputs?: Readonly<
    Record<string, { readonly expression?: Expression; readonly sensitive?: boolean }>
  >;
  readonly resources?: readonly ConfigurationResource[];
  readonly module_calls?: Readonly<Record<string, ModuleCall>>;
  readonly variables?: Readonly<Record<string, { readonly default?: Json; readonly sensitive?: boolean }>>;
}

export interface CheckResult {
  readonly address?: { readonly kind?: string; readonly to_display?: string };
  readonly status?: string;
  readonly instances?: readonly {
    readonly address?: { readonly to_display?: string };
    readonly status?: string;
    readonly problems?: readonly { readonly message?: string }[];
  }[];
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
