import Sequencer from "@jest/test-sequencer";

/**
 * The suites that take longest, the longest first: minutes each. Without them in front, a fresh machine, where jest knows no durations and goes by
 * the size of files, ends with one of them alone.
 */
const longest = [
  "deployment/deployment",
  "tools/offline-plan/environments",
  "modules/medplum/plans",
  "contract/known-after-apply",
  "modules/database/password",
  "modules/cache/deployment",
  "modules/firewall/local-cloud",
  "deployment/growth",
  "deployment/take-down",
  "deployment/second-region",
  "deployment/medplum-stability",
  "contract/depends-on",
  "modules/malware-scan/malware-scan",
].map((name) => `/test/${name}.integration.test.ts`);

const place = ({ path }) => {
  const found = longest.findIndex((end) => path.replaceAll("\\", "/").endsWith(end));
  return found < 0 ? longest.length : found;
};

/** The longest suites first, and the others in jest's own order. */
export default class extends Sequencer {
  sort(tests) {
    // Sorting keeps the order of equals.
    return [...super.sort(tests)].sort((a, b) => place(a) - place(b));
  }
}
