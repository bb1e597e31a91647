import { cloudOf } from "../../iam/cloud";
import { installServers } from "../../servers/programs";
import { temporaryFolder } from "../../lib/example";
import { certificateAuthorities, startDependencies } from "./dependencies";

import { type NotStarted, readTask, startTask } from "./task";

jest.setTimeout(180_000);

test("boots", async () => {
  installServers();
  const cloud = cloudOf({ AWS_CONFIG_FILE: "/tmp/sc/cloud/config" });
  const folder = temporaryFolder();
  const dependencies = await startDependencies({
    cloud,
    path: "/medplum/medplum-x/",
    folder,
    authorities: certificateAuthorities(folder),
  });
  try {
    const task = await readTask(cloud, "medplum-x", "medplum-x");
    const server = await startTask({
      cloud,
      task,
      dependencies,
      variables: { CONTRACT_FIRST_MIGRATION_MS: "200" },
    });
    const answer = await server.get("/healthcheck", 10_000);
    console.log(answer, server.notes, JSON.stringify(server.judged).slice(0, 1500));
    expect(answer).toMatchObject({ status: 200 });
    await server.stop();
  } catch (error) {
    console.log((error as Error).message, (error as NotStarted).log);
    throw error;
  } finally {
    await dependencies.stop();
  }
});
