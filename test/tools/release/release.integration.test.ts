import { once } from "node:events";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { pascalCase } from "../../../lib/names";
import { npm } from "../../../tools/npm/pack";
import type { Addresses } from "../../../tools/release/addresses";
import { archiveName } from "../../../tools/release/archive";
import { packageName } from "../../../tools/release/package";
import { root } from "../../../tools/support/project";
import { initTerraform, runProgram, runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { modules } from "../../contract/examples";
import { temporaryFolder } from "../../lib/example";
import { recordedPlan } from "../../review/recorded";

/** An app as `cdktf init` makes it, with two of the modules. */
const app = `import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Certificate } from "redcap-medplum-aws/modules/certificate";
import { EncryptionKey } from "redcap-medplum-aws/modules/encryption-key";

class Research extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", {
      region: "us-east-1",
      accessKey: "none",
      secretKey: "none",
      skipCredentialsValidation: true,
      skipRequestingAccountId: true,
      skipMetadataApiCheck: "true",
    });
    const certificate = new Certificate(this, "certificate", {
      domainName: "research.example.edu",
      subjectAlternativeNames: ["www.research.example.edu"],
      zoneId: "Z0123456789ABCDEFGHIJ",
    });
    new TerraformOutput(this, "arn", { value: certificate.outputs.arn });
  }
}

const app = new App();
new Research(app, "research");
app.synth();
export const unused = EncryptionKey;
`;

/** A copy of the project as it is here, committed, in which a version is released. */
const project = temporaryFolder();
const VERSION = "97.0.0";
const inProject = (command: string, ...args: string[]) => runProgram(command, args, { cwd: project });

beforeAll(async () => {
  const list = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const { stdout } = await runProgram("git", list, { cwd: root });
  for (const file of stdout.split("\0").filter((name) => name && fs.existsSync(path.join(root, name))))
    fs.cpSync(path.join(root, file), path.join(project, file), { verbatimSymlinks: true });
  fs.symlinkSync(path.join(root, "node_modules"), path.join(project, "node_modules"));
  const changelog = path.join(project, "CHANGELOG.md");
  const text = fs.readFileSync(changelog, "utf8");
  // Right after a release there is nothing yet.
  fs.writeFileSync(changelog, text.replace("## Unreleased\n", "## Unreleased\n\n### Fixed\n\n- A fault.\n"));
  await inProject("git", "init", "--quiet");
  await inProject("git", "config", "user.name", "Release test");
  await inProject("git", "config", "user.email", "release@example.org");
  await inProject("git", "add", "--all");
  await inProject("git", "commit", "--quiet", "--message", "As it is");
  await release(VERSION);
}, 300_000);

const release = (version: string) =>
  inProject(process.execPath, "--import", "tsx", "tools/release/command.ts", version);

describe("npm run release", () => {
  const read = (file: string): string => fs.readFileSync(path.join(project, file), "utf8");

  test("commits and tags the version, in everything that names it", async () => {
    expect((await inProject("git", "log", "-1", "--format=%s")).stdout.trim()).toBe(`Release ${VERSION}`);
    expect((await inProject("git", "describe")).stdout.trim()).toBe(`v${VERSION}`);
    expect((await inProject("git", "status", "--porcelain")).stdout).toBe("");
    expect(read("package.json")).toContain(`"version": "${VERSION}"`);
    expect(read("README.md")).toContain(`//terraform/modules/network?ref=v${VERSION}"`);
    expect(read("terraform/modules/certificate/README.md")).toContain(`?ref=v${VERSION}"`);
    expect(read("CHANGELOG.md")).toMatch(/## Unreleased\n\n## 97\.0\.0 - 20\d\d-\d\d-\d\d\n\n### Fixed\n/);
    const lock = JSON.parse(read("terraform/addresses.lock")) as Addresses;
    expect(lock["network"]!.addresses["aws_subnet.app"]).toBe("for_each");
  });

  test("refuses another release, says everything that is missing, and changes nothing", async () => {
    const main = path.join(project, "terraform/modules/network/main.tf.json");
    fs.appendFileSync(main, "\n");
    const changelog = read("CHANGELOG.md");
    const failure = (await release("1.0.0").catch((error: unknown) => error)) as Error;
    expect(failure.message).toContain(`1.0.0 is older than ${VERSION}`);
    expect(failure.message).toContain("there are changes that are not committed");
    expect(failure.message).toContain("## Unreleased is empty");
    expect(read("CHANGELOG.md")).toBe(changelog);
    await inProject("git", "checkout", "--quiet", ".");
    await expect(release(VERSION)).rejects.toThrow(`the tag v${VERSION} exists`);
  }, 120_000);
});

describe("the archive of the modules, from a web server", () => {
  test("is a source for a few lines of HCL, in an empty folder", async () => {
    const name = archiveName(VERSION);
    const archive = fs.readFileSync(path.join(project, "dist", name));
    const server = http.createServer((request, response) => {
      response.statusCode = request.url?.startsWith(`/${name}`) ? 200 : 404;
      response.end(response.statusCode === 200 ? archive : "");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      const { port } = server.address() as AddressInfo;
      const cwd = temporaryFolder();
      fs.writeFileSync(
        path.join(cwd, "main.tf"),
        rootModule(`http://127.0.0.1:${port}/${name}//certificate`),
      );
      const env = await terraformEnvironment();
      await initTerraform({ cwd, env });
      const { stdout } = await runTerraform(["plan"], { cwd, env });
      expect(stdout).toMatch(/Plan: 3 to add, 0 to change, 0 to destroy/);
    } finally {
      server.close();
    }
  }, 120_000);

  test("is the same when it is made again", async () => {
    const archive = fs.readFileSync(path.join(project, "dist", archiveName(VERSION)));
    const again =
      'require("./tools/release/archive").modulesArchive().then((zip) => console.log(zip.toString("base64")))';
    const { stdout } = await inProject(process.execPath, "--require", "tsx/cjs", "-e", again);
    expect(Buffer.from(stdout, "base64").equals(archive)).toBe(true);
  }, 60_000);
});

/** What a newcomer writes first. */
const rootModule = (source: string): string => `provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
}
module "certificate" {
  source      = "${source}"
  domain_name = "research.example.edu"
  zone_id     = "Z0123456789ABCDEFGHIJ"
}
`;

describe("the npm package, in an app that cdktf has made", () => {
  const folder = temporaryFolder();
  /** What such an app has already, here from this project. */
  const present = [
    ...["cdktf", "constructs", "typescript", "tsx", "@types/node"],
    ...["@cdktf/provider-aws", "@cdktf/provider-random", "@cdktf/provider-tls"],
  ];

  beforeAll(async () => {
    const tarball = path.join(project, "dist", packageName(VERSION));
    fs.writeFileSync(
      path.join(folder, "package.json"),
      JSON.stringify({ name: "research", version: "1.0.0", private: true }),
    );
    await runProgram(
      npm,
      ["install", tarball, "--legacy-peer-deps", "--prefer-offline", "--no-audit", "--no-fund"],
      { cwd: folder },
    );
    for (const name of present) {
      const link = path.join(folder, "node_modules", name);
      fs.mkdirSync(path.dirname(link), { recursive: true });
      fs.symlinkSync(path.join(root, "node_modules", name), link);
    }
    fs.writeFileSync(path.join(folder, "main.ts"), app);
    fs.writeFileSync(
      path.join(folder, "cdktf.json"),
      JSON.stringify({ language: "typescript", app: "npx tsx main.ts", projectId: "research" }),
    );
    fs.writeFileSync(
      path.join(folder, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          target: "ES2022",
          module: "node16",
          moduleResolution: "node16",
          strict: true,
          skipLibCheck: true,
          noEmit: true,
        },
        include: ["main.ts"],
      }),
    );
  }, 300_000);

  const node = (...args: string[]) => runProgram(process.execPath, args, { cwd: folder });

  test("compiles: its types come along", async () => {
    await node("node_modules/typescript/bin/tsc");
    const wrong = app.replace("domainName:", "domainNames:");
    fs.writeFileSync(path.join(folder, "main.ts"), wrong);
    await expect(node("node_modules/typescript/bin/tsc")).rejects.toThrow(/domainNames/);
    fs.writeFileSync(path.join(folder, "main.ts"), app);
  }, 300_000);

  test("synthesizes, and Terraform plans what it calls", async () => {
    await node("--import", "tsx", "main.ts");
    const cwd = path.join(folder, "cdktf.out/stacks/research");
    const env = await terraformEnvironment();
    await initTerraform({ cwd, env });
    const { stdout } = await runTerraform(["plan"], { cwd, env });
    expect(stdout).toContain("module.certificate.aws_acm_certificate_validation.issued[0]");
    expect(stdout).toMatch(/Plan: 4 to add, 0 to change, 0 to destroy/);
  }, 300_000);

  test("refuses wrong values at synth, as this project does", async () => {
    fs.writeFileSync(
      path.join(folder, "main.ts"),
      app.replace("research.example.edu", "Research.example.edu"),
    );
    await expect(node("--import", "tsx", "main.ts")).rejects.toThrow(
      /research\/certificate: domainName must be a domain name in lower case/,
    );
    fs.writeFileSync(path.join(folder, "main.ts"), app);
  });

  test("has the class of each module", async () => {
    const loads = modules.map(
      ({ name }) => `require("redcap-medplum-aws/modules/${name}").${pascalCase(name)}.definition.name`,
    );
    const { stdout } = await node("-p", `[${loads.join(",")}].join(" ")`);
    expect(stdout.trim()).toBe(modules.map(({ name }) => name).join(" "));
  }, 60_000);

  test("has the command check-calls", async () => {
    const cwd = path.join(folder, "plain");
    fs.mkdirSync(cwd);
    fs.writeFileSync(
      path.join(cwd, "main.tf"),
      'module "certificate" {\n  source = "../node_modules/redcap-medplum-aws/terraform/modules/certificate"\n' +
        '  domain_name = "example.edu"\n  existing_certificate = { anr = "arn" }\n}\n',
    );
    await expect(runProgram(npm, ["exec", "--", "check-calls", "plain"], { cwd: folder })).rejects.toThrow(
      /existing_certificate\.anr.*did you mean arn/i,
    );
  }, 60_000);

  test("has the command plan-review", async () => {
    const cwd = path.join(folder, "reviewed");
    fs.mkdirSync(cwd);
    fs.writeFileSync(path.join(cwd, "plan.json"), recordedPlan("d-widened"));
    const { stdout } = await runProgram(npm, ["exec", "--", "plan-review", "reviewed/plan.json"], {
      cwd: folder,
      allowedExitCodes: [4],
    });
    expect(stdout).toMatch(/^plan: not approved: an administrator would be made/m);
    expect(fs.readdirSync(cwd).sort()).toEqual([
      "plan.json",
      "review.html",
      "review.json",
      "review.junit.xml",
      "review.md",
      "review.sarif",
    ]);
  }, 60_000);
});
