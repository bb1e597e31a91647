import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { profileFiles } from "../../tools/local-cloud";
import { writeProfile } from "../../tools/local-cloud/profile";

/** Access to a local cloud, but for one bucket, which answers as AWS does for somebody else's. Writes its profile into `folder`. */
export async function cloudWithBucketOfSomebodyElse(url: string, name: string, folder: string) {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const others = request.url!.startsWith(`/${name}`);
      const { method, headers } = request;
      const init = { method, headers: headers as Record<string, string>, body: Buffer.concat(chunks) };
      const answer = others ? undefined : await fetch(`${url}${request.url}`, init);
      response.writeHead(answer?.status ?? 403).end(await answer?.text());
    })();
  });
  server.unref().listen(0, "127.0.0.1");
  await once(server, "listening");
  await writeProfile(folder, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const files = profileFiles(folder);
  return { sharedConfigFiles: [files.config], sharedCredentialsFiles: [files.credentials] };
}
