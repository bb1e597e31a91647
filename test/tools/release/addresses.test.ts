import * as fs from "node:fs";
import { addressesIn, type Addresses, LOCK } from "../../../tools/release/addresses";
import { addressProblems } from "../../../tools/release/address-changes";
import { unacknowledged } from "../../../tools/release/unacknowledged";
import { currentVersion } from "../../../tools/release/version";

describe("what a state remembers of a module", () => {
  const main = {
    resource: {
      aws_s3_bucket: { this: { bucket: "${local.bucket_name}", force_destroy: true } },
      aws_subnet: { app: { for_each: "${local.zones}", cidr_block: "10.0.0.0/24" } },
      aws_flow_log: { this: { count: "${var.logs ? 1 : 0}" } },
    },
    module: { key: { source: "../encryption-key", count: "${1}", name: "k" } },
    locals: { bucket_name: "${var.name}-${local.suffix}", suffix: "files", zones: ["a"] },
  };

  test("is its addresses, with how they are repeated", () => {
    expect(addressesIn(main).addresses).toEqual({
      "aws_s3_bucket.this": "one",
      "aws_subnet.app": "for_each",
      "aws_flow_log.this": "count",
      "module.key": "count",
    });
  });

  test("is its names in AWS, with the locals that they consist of", () => {
    expect(addressesIn(main).names).toEqual({ "aws_s3_bucket.this.bucket": "${var.name}-${files}" });
  });
});

describe("a change since the last release", () => {
  const before: Addresses = {
    network: {
      addresses: { "aws_vpc.this": "one", "aws_subnet.app": "for_each", "aws_flow_log.this": "one" },
      names: { "aws_vpc.this.name": "${var.name}" },
    },
  };
  const problems = (
    change: Partial<Addresses["network"]>,
    { moves = [], changelog = {} }: { moves?: { from: string; to: string }[]; changelog?: object } = {},
  ) =>
    addressProblems({
      before,
      after: { network: { ...before["network"]!, ...change } },
      moves: { network: moves },
      changelog: new Map(Object.entries(changelog) as [string, string[]][]),
    });
  const renamed = {
    addresses: { "aws_vpc.main": "one", "aws_subnet.app": "for_each", "aws_flow_log.this": "count" },
  } as const;

  test("none", () => {
    expect(problems({})).toEqual([]);
  });

  test("a new address needs nothing", () => {
    expect(problems({ addresses: { ...before["network"]!.addresses, "aws_eip.nat": "for_each" } })).toEqual(
      [],
    );
  });

  test("another name, and a new count: the blocks to add are printed", () => {
    expect(problems(renamed)).toEqual([
      expect.stringContaining(
        'module.addOverride("moved", [{ from: "aws_vpc.this", to: "aws_vpc.main" }]);',
      ) as string,
      expect.stringContaining(
        'module.addOverride("moved", [{ from: "aws_flow_log.this", to: "aws_flow_log.this[0]" }]);',
      ) as string,
    ]);
  });

  test("moved blocks are an answer, and so are entries that name module and address", () => {
    const moves = [
      { from: "aws_vpc.this", to: "aws_vpc.main" },
      { from: "aws_flow_log.this", to: "aws_flow_log.this[0]" },
    ];
    expect(problems(renamed, { moves })).toEqual([]);
    const Addresses = [
      "network: `aws_vpc.this` is `aws_vpc.main`.",
      "network: `aws_flow_log.this` has a count.",
    ];
    expect(problems(renamed, { changelog: { Addresses } })).toEqual([]);
    expect(problems(renamed, { changelog: { Changed: Addresses } })).toHaveLength(2);
    expect(problems(renamed, { changelog: { Addresses: Addresses.slice(1) } })).toHaveLength(1);
  });

  test("another name in AWS needs an entry under Names", () => {
    const change = { names: { "aws_vpc.this.name": "${var.name}-vpc" } };
    expect(problems(change)).toEqual([
      expect.stringMatching(
        /^network: aws_vpc\.this\.name was \$\{var\.name\} and is \$\{var\.name\}-vpc/,
      ) as string,
    ]);
    expect(problems(change, { changelog: { Names: ["network: `aws_vpc.this` has a suffix."] } })).toEqual([]);
  });

  test("a module that is gone needs an entry", () => {
    const gone = { before, after: {}, moves: {} };
    expect(addressProblems({ ...gone, changelog: new Map() })).toEqual([
      'network: the module is gone. Say so in CHANGELOG.md, under "### Addresses".',
    ]);
    expect(addressProblems({ ...gone, changelog: new Map([["Addresses", ["network is gone."]]]) })).toEqual(
      [],
    );
  });
});

describe("this project", () => {
  test("has the addresses of its last release in terraform/addresses.lock", () => {
    const locked = JSON.parse(fs.readFileSync(LOCK, "utf8")) as Addresses;
    expect(Object.keys(locked)).toContain("medplum");
    expect(Object.values(locked).flatMap(({ names }) => Object.keys(names)).length).toBeGreaterThan(100);
  });

  test("explains each change of an address since then, from 1.0.0 on", () => {
    expect(unacknowledged(currentVersion())).toEqual([]);
  });
});
