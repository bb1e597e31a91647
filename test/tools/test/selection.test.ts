import { isIntegration, selectTests } from "../../../tools/test/selection";

const files = [
  "lib/aws/inputs.ts",
  "lib/json.ts",
  "lib/module.ts",
  "main.ts",
  "modules/email/index.ts",
  "modules/network/README.md",
  "modules/network/index.ts",
  "modules/network/flow/log.ts",
  "test/lib/aws/inputs.integration.test.ts",
  "test/lib/aws/inputs.test.ts",
  "test/lib/example.ts",
  "test/lib/module.test.ts",
  "test/modules/network/network.integration.test.ts",
  "test/modules/network/network.test.ts",
  "test/tools/test/selection.test.ts",
  "tools/test/selection.ts",
];
const network = ["test/modules/network/network.integration.test.ts", "test/modules/network/network.test.ts"];
const lib = [
  "test/lib/aws/inputs.integration.test.ts",
  "test/lib/aws/inputs.test.ts",
  "test/lib/module.test.ts",
];

test.each([
  ["a module, by its name", ["network"], network],
  ["a module, by its folder", ["modules/network"], network],
  ["a folder of tests", ["test/lib"], lib],
  ["a folder of sources", ["lib/aws"], lib.slice(0, 2)],
  ["a folder as shells complete it", ["./lib/aws/"], lib.slice(0, 2)],
  ["one test", ["test/lib/module.test.ts"], ["test/lib/module.test.ts"]],
  ["a source file", ["lib/aws/inputs.ts"], lib.slice(0, 2)],
  ["a folder that is called test", ["tools/test"], ["test/tools/test/selection.test.ts"]],
  ["a source file without a test of its own: those of its folder", ["lib/json.ts"], lib],
  ["a source file of a module, in a folder without tests", ["modules/network/flow/log.ts"], network],
  ["a module's README", ["modules/network/README.md"], network],
  ["what tests share: those of its folder", ["test/lib/example.ts"], lib],
  [
    "several, each test once",
    ["network", "lib/module.ts", "modules"],
    ["test/lib/module.test.ts", ...network],
  ],
])("%s", (_, args, expected) => {
  expect(selectTests(args, files)).toEqual(expected);
});

test.each([
  ["netwrk", /^netwrk matches no module and no file; did you mean network\?\nmodules: email, network\nfiles/],
  ["lib/modul.ts", /did you mean lib\/module\.ts\?/],
  ["something/else/entirely", /^something\/else\/entirely matches no module and no file\nmodules: /],
  ["../elsewhere", /matches no module and no file/],
])("%s matches nothing, and the error says what there is", (arg, message) => {
  expect(() => selectTests(["network", arg], files)).toThrow(message);
});

test.each(["email", "main.ts"])("%s has no tests, which is an error too", (arg) => {
  expect(() => selectTests([arg], files)).toThrow(`${arg} has no tests`);
});

test("integration tests are told by their names", () => {
  expect(lib.filter(isIntegration)).toEqual(["test/lib/aws/inputs.integration.test.ts"]);
});
