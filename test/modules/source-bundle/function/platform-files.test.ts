import { platformVersion } from "../../../../modules/source-bundle/function/platform-files";

const hook = (path: string, text: string) => platformVersion([{ path, data: Buffer.from(text) }]);

test("the platform's version changes with a file's name and with its content", () => {
  const versions = [hook("10.sh", "#!/bin/sh\n"), hook("20.sh", "#!/bin/sh\n"), hook("10.sh", "set -e\n")];
  expect(new Set(versions).size).toBe(3);
  expect(hook("10.sh", "#!/bin/sh\n")).toBe(versions[0]);
});
