import { redcapVersion } from "../../../../modules/source-bundle/function/application";
import { fakeRedcap } from "./helpers";

const paths = fakeRedcap("16.0.18").map(({ path }) => path);

test("the version is read from REDCap's own folder", () => {
  expect(redcapVersion(paths, "redcap.zip", "latest")).toBe("16.0.18");
  expect(redcapVersion(paths, "redcap.zip", "16.0.18")).toBe("16.0.18");
});

test("another version than the requested one is refused, with both named", () => {
  expect(() => redcapVersion(paths, "redcap.zip", "15.5.1")).toThrow(
    "source.version is 15.5.1, the zip holds redcap_v16.0.18",
  );
});

test("every missing marker is named", () => {
  const without = paths.filter((path) => path !== "redcap/install.php" && path !== "redcap/cron.php");
  expect(() => redcapVersion(without, "redcap.zip", "latest")).toThrow(
    /redcap\.zip is not an installation package of REDCap:\n.*redcap\/install\.php is missing\n.*redcap\/cron\.php is missing\nUse the full installation zip/,
  );
});

test("the upgrade package is recognized as not the installation package", () => {
  expect(() => redcapVersion(["redcap_v16.0.18/index.php"], "redcap.zip", "latest")).toThrow(
    /"redcap_v16\.0\.18" is next to redcap\/[^]*the upgrade zip has only redcap_vX\.Y\.Z/,
  );
});

test("a second version in the zip is refused", () => {
  const two = [...paths, "redcap/redcap_v15.5.1/index.php"];
  expect(() => redcapVersion(two, "redcap.zip", "latest")).toThrow(
    "it has several versions (15.5.1, 16.0.18)",
  );
});

test("files beside redcap/ cannot reach the bundle's root", () => {
  expect(() => redcapVersion([...paths, ".ebextensions/root.config"], "redcap.zip", "latest")).toThrow(
    '".ebextensions" is next to redcap/',
  );
});
