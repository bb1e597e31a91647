import { phpVersions } from "../../../modules/beanstalk/platforms";
import {
  compareVersions,
  phpKnowledge,
  phpSupport,
  versionInName,
} from "../../../modules/source-bundle/php-versions";

test("every PHP version that an environment may have is in the table, with its sources", () => {
  expect(Object.keys(phpKnowledge)).toEqual(phpVersions);
  for (const { sources, refusedBefore, knownFrom } of Object.values(phpKnowledge)) {
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) expect(source).toMatch(/^https:\/\/github\.com\/.+\/(issues|pull)\/\d+$/);
    expect(compareVersions(refusedBefore, knownFrom)).toBeLessThanOrEqual(0);
  }
});

test.each([
  ["14.5.23", "8.3", "refused"],
  ["9.10.2", "8.4", "refused"],
  ["15.0.0", "8.3", "supported"],
  ["15.5.3", "8.4", "unknown"],
  ["16.0.17", "8.5", "unknown"],
  ["16.0.18", "8.5", "supported"],
  ["16.1.5", "8.4", "supported"],
  ["16.0.18", "8.9", "unknown"],
])("REDCap %s on PHP %s is %s", (redcap, php, support) => {
  expect(phpSupport(redcap, php)).toBe(support);
});

test("versions are compared part by part, as numbers", () => {
  expect(compareVersions("16.0.9", "16.0.18")).toBeLessThan(0);
  expect(compareVersions("16.1.0", "16.0.18")).toBeGreaterThan(0);
  expect(compareVersions("16.0.18", "16.0.18")).toBe(0);
});

test.each([
  ["redcap16.0.18.zip", "16.0.18"],
  ["software/REDCap-14.5.23-lts.zip", "14.5.23"],
  ["redcap_v15.0.1.zip", "15.0.1"],
  ["redcap.zip", undefined],
  ["2026.11.27/redcap-latest.zip", undefined],
])("the version in the name %s is %s", (name, version) => {
  expect(versionInName(name)).toBe(version);
});
