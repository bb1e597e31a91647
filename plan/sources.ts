/** Where a block stands in Terraform's files. */
export interface Place {
  readonly file: string;
  readonly line?: number;
}

/** The Terraform files of a module, as far as a plan does not have what is in them. */
export interface ModuleSource {
  /** Values of locals: texts with `${…}`, and lists and objects of such. */
  readonly locals: Readonly<Record<string, unknown>>;
  /** Arguments of resources by address within the module: a plan has those of files in HCL without their expressions. */
  readonly resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Arguments of module calls by name. */
  readonly calls: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Where resources stand, by address within the module. */
  readonly places: Readonly<Record<string, Place>>;
}

/** The files of a root module and of the modules that it calls: by the names of the calls, joined by dots; the root module is "". */
export type Sources = ReadonlyMap<string, ModuleSource>;
