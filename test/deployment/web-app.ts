import * as fs from "node:fs";
import * as path from "node:path";
import type { Environment } from "../../app/environment";
import { medplumApp } from "../../tools/medplum-app";
import { environmentOutputs } from "../../tools/terraform/outputs";
import { temporaryFolder } from "../lib/example";
import { certificateAuthority } from "../servers/authority";
import { browser } from "../tools/medplum-app/browser";
import { edge, served } from "../tools/medplum-app/edge";
import { standIn, writeFiles } from "../tools/medplum-app/stand-in";

/** What is deployed, and where. */
interface Deployed {
  readonly values: Environment;
  /** Folder of the environment's root module. */
  readonly root: string;
  readonly url: () => string;
  readonly env: () => NodeJS.ProcessEnv;
}

/** Tests that the command puts the web app where the deployment serves it, and that it runs there, under the policy that it is served with. */
export function servesTheWebApp(name: string, { values, root, url, env }: Deployed): void {
  const folder = temporaryFolder();

  /** Uploads the stand-in for the app, and gives what the command says last. */
  const upload = async (): Promise<string | undefined> => {
    const printed: string[] = [];
    await medplumApp([name, "--from", "app"], {
      folder,
      print: (line) => printed.push(line),
      environments: { [name]: values },
      roots: path.dirname(root),
      env: env(),
      outputs: (of) => environmentOutputs({ name: of, root, env: env() }),
    });
    return printed.at(-1);
  };

  test("serves Medplum's web app once a command has uploaded it; a second run uploads nothing", async () => {
    writeFiles(path.join(folder, "app"), standIn({ text: "deployed" }));
    expect(await upload()).toMatch(
      /^https:\/\/app\.medplum\.example\.edu serves app: 9 files, .*; 9 uploaded, 0 invalidated/,
    );
    expect(await upload()).toMatch(/; 0 uploaded, 0 invalidated, 0 removed$/);

    const outputs = await environmentOutputs({ name, root, env: env() });
    const text = (output: string) => outputs[output] as string;
    const hosts = ["medplum_app_url", "medplum_base_url"].map((output) => new URL(text(output)).hostname);
    const [appHost, apiHost] = hosts as [string, string];
    const authority = certificateAuthority(folder, "edge");
    const app = await edge(
      url(),
      text("medplum_app_distribution_id"),
      text("medplum_app_bucket_name"),
      authority.issue([appHost]),
    );
    const api = await served(authority.issue([apiHost]), (_, response) => {
      response.writeHead(200, {
        "Content-Type": "application/json",
        "Access-Control-Allow-Origin": `https://${appHost}`,
      });
      response.end(JSON.stringify({ ok: true, version: "5.1.12-stand-in" }));
    });
    const chrome = await browser({
      [appHost]: app.port,
      [apiHost]: api.port,
      "elsewhere.example.org": api.port,
    });
    try {
      const page = await chrome.newPage();
      const response = await page.goto(`https://${appHost}/Patient/123`);
      await page.waitForFunction('document.title === "done"', { timeout: 20_000 });
      const shown = (id: string) => page.$eval(`#${id}`, (element) => element.textContent);
      expect(response!.status()).toBe(200);
      expect(JSON.parse((await shown("settings"))!)).toMatchObject({
        baseUrl: `https://${apiHost}/`,
        textract: "false",
      });
      expect(await shown("lazy")).toBe("deployed");
      expect(await shown("api")).toBe("5.1.12-stand-in");
      expect(await shown("elsewhere")).toMatch(/^failed: /);
      const picture = process.env["SCREENSHOT"];
      if (picture) fs.writeFileSync(picture, await page.screenshot());
    } finally {
      await chrome.close();
      for (const one of [app, api]) one.close();
    }
  });
}
