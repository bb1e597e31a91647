import * as fs from "node:fs";
import * as path from "node:path";
import { configurationFiles, type Environment } from "../../app/environment";
import { shown, type Version, versionOf } from "./versions";

/** The server's image as an environment names it. */
export interface Image {
  /** Without the tag. */
  readonly repository: string;
  readonly version: Version;
}

/** Reads an image. Throws where its tag is no version, which cannot be stepped. */
export function imageOf(name: string, image: string): Image {
  const [, repository, tag] = /^([^@]+):([^:@\/]+)$/.exec(image) ?? [];
  const version = tag === undefined ? undefined : versionOf(tag);
  if (repository === undefined || tag === undefined || version === undefined || tag !== shown(version))
    throw new Error(
      `envs/${name}: the server's image must have a version as its tag, like medplum/medplum-server:5.1.12 (got ${image}). ` +
        "Give the version that runs, and deploy it.",
    );
  return { repository, version };
}

/** The file in which an environment names its image. */
export class ImageFile {
  private constructor(
    /** Relative to the project. */
    readonly name: string,
    private readonly file: string,
    private readonly repository: string,
  ) {}

  /** Finds the file: the environment's own, or Medplum's configuration file. Throws where the image is not written out there. */
  static of(name: string, values: Environment, root: string, { repository, version }: Image): ImageFile {
    const files = [`${name}.ts`, ...configurationFiles(values).map(({ file }) => file)];
    for (const each of files) {
      const found = new ImageFile(`envs/${each}`, path.join(root, "envs", each), repository);
      if (found.occurrences(version) > 0) return found;
    }
    throw new Error(
      `the image "${repository}:${shown(version)}" is written out in none of ${files.map((each) => `envs/${each}`).join(" and ")}, so that ` +
        "the command cannot change it. Write it there as one text, or change and deploy version after version yourself.",
    );
  }

  get text(): string {
    return fs.readFileSync(this.file, "utf8");
  }

  /** Writes another version wherever the file names the present one, workers' images included. */
  change(from: Version, to: Version): void {
    fs.writeFileSync(this.file, this.text.replace(this.pattern(from), `${this.repository}:${shown(to)}`));
  }

  /** Writes a text that the file had before. */
  restore(text: string): void {
    fs.writeFileSync(this.file, text);
  }

  private occurrences = (version: Version): number => [...this.text.matchAll(this.pattern(version))].length;

  /** 5.1.1 is not found in 5.1.12. */
  private pattern(version: Version): RegExp {
    const literal = `${this.repository}:${shown(version)}`.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`${literal}(?![0-9A-Za-z._-])`, "g");
  }
}
