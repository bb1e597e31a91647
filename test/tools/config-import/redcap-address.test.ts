import { complete, imported, problems } from "./command";

const file = "parameters.json";

describe("the address", () => {
  const without = { UseRoute53Boolean: "false", UseACMBoolean: "false" };
  const certificate = "arn:aws:acm:us-east-1:111122223333:certificate/1234";

  test("is DomainName in the zone, by its ID where that is given, else by its name", () => {
    expect(
      imported({ HostedZoneIda: "", HostedZoneName: "Example.EDU.", DomainName: "RedCap" }).redcap["domain"],
    ).toEqual({
      name: "redcap.example.edu",
      zone: { name: "example.edu" },
    });
  });

  test("is HTTPS even where the original served HTTP in a zone, and the user is told so", () => {
    const { redcap, notes } = imported({ UseACMBoolean: "false" });
    expect(redcap["domain"]).toEqual({ name: "redcap.example.edu", zone: { id: "Z0123456789ABCDEFGHIJ" } });
    expect(notes).toMatch(
      /UseACMBoolean false: the template served HTTP in that case.*HTTPS, with a certificate that ACM issues/,
    );
  });

  test.each([
    [without, ""],
    [{ ...without, UseACMBoolean: "true" }, "UseACMBoolean true then has no effect: "],
  ])("is never HTTP silently: %j", (changes, explanation) => {
    const [problem, ...others] = problems(changes);
    expect(others).toEqual([]);
    expect(problem).toContain(
      `${file}: UseRoute53Boolean is false, and ${explanation}the template serves HTTP`,
    );
    for (const way of [
      "--domain NAME --certificate-arn ARN",
      "UseRoute53Boolean true with",
      '--plain-http "REASON"',
    ]) {
      expect(problem).toContain(way);
    }
  });

  test("may be a name of one's own with a certificate", () => {
    const { redcap, notes } = imported(without, {
      domain: "redcap.hospital.org",
      "certificate-arn": certificate,
    });
    expect(redcap["domain"]).toEqual({
      name: "redcap.hospital.org",
      existingCertificate: { arn: certificate },
    });
    expect(notes).toContain("create a DNS record that points redcap.hospital.org to the load balancer");
    expect(notes).toContain(
      "HostedZoneIda, HostedZoneName, DomainName: not used, because UseRoute53Boolean is false",
    );
  });

  test("may be the zone's own name, or several labels below it", () => {
    for (const domain of ["example.edu", "a.b.example.edu"]) {
      expect(imported({ DomainName: "" }, { domain }).redcap["domain"]).toEqual({
        name: domain,
        zone: { id: "Z0123456789ABCDEFGHIJ" },
      });
    }
  });

  test("is HTTP for a reason only", () => {
    const { redcap, notes } = imported(without, { "plain-http": "trial without patient data" });
    expect(redcap["plainHttp"]).toEqual({ reason: "trial without patient data" });
    expect(redcap["domain"]).toBeUndefined();
    expect(notes).toContain("--plain-http: REDCap is served without encryption");
    expect(problems(without, { "plain-http": "why not" })).toEqual([
      expect.stringMatching(/^--plain-http must have at least 10 characters/),
    ]);
    expect(problems(without, { "plain-http": "trial without patient data", domain: "a.org" })).toEqual([
      expect.stringMatching(/^--plain-http cannot be combined with --domain or --certificate-arn/),
    ]);
  });

  test("what it lacks or mixes up is said", () => {
    expect(problems({ DomainName: "" })).toEqual([
      expect.stringMatching(/DomainName and HostedZoneName must be given/),
    ]);
    expect(problems({ HostedZoneName: "", HostedZoneIda: "" })).toEqual([
      expect.stringMatching(/HostedZoneName or HostedZoneIda must be given with UseRoute53Boolean true/),
      expect.stringMatching(/DomainName and HostedZoneName must be given/),
    ]);
    expect(problems({ HostedZoneIda: "hosted" })).toEqual([
      `${file}: HostedZoneIda must be the ID of a Route 53 hosted zone, like Z0123456789ABCDEFGHIJ (got "hosted")`,
    ]);
    expect(problems({ DomainName: "red_cap" })).toEqual([
      expect.stringMatching(/DomainName must be a domain name in lower case/),
    ]);
    expect(problems({}, { domain: "redcap.example.org" })).toEqual([
      expect.stringMatching(/^--domain must be HostedZoneName, example.edu, or a name below it/),
    ]);
    expect(problems({}, { "certificate-arn": certificate.replace("us-east-1", "eu-west-1") })).toEqual([
      expect.stringMatching(/^--certificate-arn must be a certificate in us-east-1/),
    ]);
    expect(problems({ UseRoute53Boolean: "yes", UseACMBoolean: "no" })).toEqual([
      `${file}: UseRoute53Boolean must be true or false (got "yes")`,
      `${file}: UseACMBoolean must be true or false (got "no")`,
    ]);
  });
});

describe("the network", () => {
  test("an access range is admitted alone; any address is the default", () => {
    expect(imported({ AccessCidr: "192.0.2.0/24" }).redcap["allowedCidrs"]).toEqual({
      access: "192.0.2.0/24",
    });
    expect(imported({}).redcap).not.toHaveProperty("allowedCidrs");
  });

  test("ranges are written as AWS stores them, and the user is told so", () => {
    const { redcap, notes } = imported({ AccessCidr: "192.0.2.77/24", VPCcidr: "10.1.3.4/16" });
    expect(redcap).toMatchObject({
      allowedCidrs: { access: "192.0.2.0/24" },
      network: { cidr: "10.1.0.0/16" },
    });
    expect(notes).toContain("AccessCidr 192.0.2.77/24: now 192.0.2.0/24");
  });

  test("the zones are a and b of the region, as in the template", () => {
    const options = {
      region: "eu-west-1",
      "community-secret-arn": complete["community-secret-arn"].replace("us-east-1", "eu-west-1"),
    };
    const { redcap } = imported({}, options);
    expect(redcap).toMatchObject({ network: { availabilityZones: ["eu-west-1a", "eu-west-1b"] } });
    expect(Object.keys((redcap["network"] as unknown as { subnetCidrs: object }).subnetCidrs)).toEqual([
      "eu-west-1a",
      "eu-west-1b",
    ]);
  });

  test("subnets that the module would lay out the same way are not written", () => {
    const { redcap } = imported({
      VPCcidr: "10.8.0.0/16",
      p1cidr: "10.8.0.0/21",
      p2cidr: "10.8.8.0/21",
      a1cidr: "10.8.64.0/21",
      a2cidr: "10.8.72.0/21",
      d1cidr: "10.8.128.0/21",
      d2cidr: "10.8.136.0/21",
    });
    expect(redcap["network"]).toEqual({
      cidr: "10.8.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b"],
    });
  });

  test.each<[string, string, Record<string, string>]>([
    [
      "/23",
      "10.1.0.0/23",
      {
        p1cidr: "10.1.0.0/27",
        p2cidr: "10.1.0.32/27",
        a1cidr: "10.1.0.64/26",
        a2cidr: "10.1.0.128/26",
        d1cidr: "10.1.1.0/28",
        d2cidr: "10.1.1.16/28",
      },
    ],
    [
      "/24, whose subnets are where an automatic layout would have them",
      "10.1.0.0/24",
      {
        p1cidr: "10.1.0.0/27",
        p2cidr: "10.1.0.32/27",
        a1cidr: "10.1.0.64/27",
        a2cidr: "10.1.0.96/27",
        d1cidr: "10.1.0.128/27",
        d2cidr: "10.1.0.160/27",
      },
    ],
  ])("a VPC of %s is taken, with its subnets written", (_, VPCcidr, ranges) => {
    const { redcap } = imported({ VPCcidr, ...ranges });
    expect(redcap["network"]).toEqual({
      cidr: VPCcidr,
      availabilityZones: ["us-east-1a", "us-east-1b"],
      subnetCidrs: {
        "us-east-1a": { public: ranges["p1cidr"], app: ranges["a1cidr"], data: ranges["d1cidr"] },
        "us-east-1b": { public: ranges["p2cidr"], app: ranges["a2cidr"], data: ranges["d2cidr"] },
      },
    });
  });

  test("each range that is wrong is named by its parameter", () => {
    expect(
      problems({ AccessCidr: "everyone", VPCcidr: "10.1.0.0/15", p1cidr: "10.1.0.0/28", d2cidr: "10.1.5.0" }),
    ).toEqual([
      expect.stringMatching(
        /^parameters.json: VPCcidr must have a prefix between \/16 and \/25 \(got "10.0.0.0\/15"\)/,
      ),
      expect.stringMatching(
        /^parameters.json: p1cidr must have a prefix between \/16 and \/27 \(got "10.1.0.0\/28"\)/,
      ),
      expect.stringMatching(/^parameters.json: d2cidr must be an IPv4 range.*got "10.1.5.0"/),
      expect.stringMatching(/^parameters.json: d2cidr must have a prefix between \/16 and \/28/),
      expect.stringMatching(/^parameters.json: AccessCidr must be an IPv4 range.*got "everyone"/),
    ]);
    expect(problems({ a1cidr: "10.9.0.0/24", a2cidr: "10.1.0.128/25" })).toEqual([
      `${file}: a1cidr must be within VPCcidr (got a1cidr "10.9.0.0/24"; VPCcidr "10.1.0.0/16")`,
      `${file}: p1cidr must not overlap a2cidr (got p1cidr "10.1.0.0/24"; a2cidr "10.1.0.128/25")`,
    ]);
  });
});
