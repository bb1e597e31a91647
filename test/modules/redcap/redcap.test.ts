import { pathPattern } from "../../../modules/firewall/paths";
import { exceptions, guardedPaths } from "../../../modules/redcap/firewall-profile";
import { Redcap } from "../../../modules/redcap";
import { variablesOf } from "../../../lib/variables";
import { synthesize } from "../synthesis";
import { accepted, refused, refusedAtSynth } from "./cases";

/** The parameters of REDCap's CloudFormation templates. */
const original = [
  "EC2KeyName",
  "AccessCidr",
  "EBEndpoint",
  "UseRoute53Boolean",
  "UseACMBoolean",
  "HostedZoneIda",
  "HostedZoneName",
  "DomainName",
  "SESUsername",
  "SESPassword",
  "SESRegion",
  "MultiAZDatabase",
  "DatabaseInstanceType",
  "DatabaseMasterPassword",
  "WebInstanceType",
  "WebAsgMax",
  "WebAsgMin",
  "PHPVersion",
  "S3orAPI",
  "RedcapUname",
  "RedcapPword",
  "Redcapver",
  "RedcapS3Bucket",
  "RedcapS3Key",
  "RedcapS3BucketRegion",
  "VPCcidr",
  "p1cidr",
  "p2cidr",
  "a1cidr",
  "a2cidr",
  "d1cidr",
  "d2cidr",
];

const synthesized = synthesize(Redcap);
const { resource, module: calls, output } = synthesized;

test.each(original)("the original's parameter %s is named where its counterpart is described", (name) => {
  const variables = JSON.stringify(variablesOf(Redcap.definition as never).variable);
  expect(variables).toMatch(new RegExp(`\\b${name}\\b`));
});

test.each(Object.entries(accepted))("%s: no problems", (_, inputs) => {
  expect(Redcap.problems(inputs, "")).toEqual([]);
});

describe("bad input is refused before anything is made", () => {
  test.each(Object.entries({ ...refused, ...refusedAtSynth }))("%s", (_, [inputs, message]) => {
    const problems = Redcap.problems(inputs, "");
    expect(problems).not.toEqual([]);
    expect(problems.filter((problem) => !message.test(problem))).toEqual([]);
  });
});

describe("the firewall's exceptions", () => {
  const match = (paths: readonly { match: string; path: string }[], url: string) =>
    paths.some(({ match: kind, path }) =>
      kind === "regex" ? new RegExp(path).test(url) : url.startsWith(path),
    );

  test("each say why", () => {
    for (const { reason } of Object.values(exceptions)) expect(reason.length).toBeGreaterThan(20);
  });

  test("cover saving a form with a calculated field, and nothing on the login page", () => {
    const { paths } = exceptions["calculated-fields"];
    expect(match(paths, "/redcap_v16.0.18/dataentry/index.php")).toBe(true);
    expect(match(paths, "/redcap_v16.0.18/design/edit_field.php")).toBe(true);
    // Where REDCap's newer pages save, by ?route=….
    expect(match(paths, "/redcap_v16.0.18/index.php")).toBe(true);
    expect(match(paths, "/index.php")).toBe(false);
    expect(match(paths, "/install.php")).toBe(false);
  });

  test("leave room for paths of the operator's in one regular expression", () => {
    for (const { paths } of Object.values(exceptions)) expect(pathPattern(paths).length).toBeLessThan(300);
  });

  test("cover REDCap's check of its survey link, which sends no user agent", () => {
    expect(match(exceptions["survey-self-check"].paths, "/surveys/index.php")).toBe(true);
  });

  test("leave installer, upgrade and cron to the guards", () => {
    expect(match(guardedPaths, "/install.php")).toBe(true);
    expect(match(guardedPaths, "/redcap_v16.0.18/upgrade.php")).toBe(true);
    expect(match(guardedPaths, "/redcap_v16.0.18/index.php")).toBe(false);
    expect(match(guardedPaths, "/cron.php")).toBe(true);
  });
});

test("composes other modules; of its own it has the name in DNS, one log group, the document for upgrades, and where it runs", () => {
  expect(Object.keys(resource).sort()).toEqual([
    "aws_cloudwatch_log_group",
    "aws_route53_record",
    "aws_ssm_document",
    "terraform_data",
  ]);
});

test("may delete files and name the ACL private, which its uploads do, and copy the tags of a scan", () => {
  const tags = "${var.malware_scan != null}";
  expect(calls["files"]!["client_rights"]).toEqual({ delete: true, private_acl: true, tags });
});

test("environments get the listener on which their rule is, and whether their load balancer is internal, which a plan knows", () => {
  const { locals } = synthesized as unknown as { locals: Record<string, string> };
  expect(locals["load_balancers"]).toMatch(/listener_arn = balancer\.listener_arn,/);
  expect(locals["load_balancers"]).toMatch(/internal = local\.internal_load_balancers\[colour\]/);
  expect(locals["internal_load_balancers"]).toBe(
    "${{for colour in keys(var.environments) : colour => !contains(local.open_environments, colour) || var.load_balancer.internal}}",
  );
  expect(calls["load_balancer"]!["internal"]).toBe("${local.internal_load_balancers[each.key]}");
});

describe("how users sign in", () => {
  const { locals } = synthesize(Redcap);

  test("the firewall's exceptions cover what the identity provider sends, with Shibboleth only", () => {
    expect(locals["sign_in_paths"]).toBe(
      '${var.application.shibboleth != null ? [{ match = "prefix", path = "/Shibboleth.sso/SAML2/" }] : []}',
    );
    expect(locals["all_exceptions"]).toContain("concat(exception.paths, local.sign_in_paths)");
    for (const firewall of ["firewall", "edge_firewall"])
      expect(calls[firewall]!["exceptions"]).toContain("in local.all_exceptions :");
  });

  test("the exceptions say so, in no more than the firewall module takes", () => {
    const added = /"(\..+)" : ""/.exec(String(locals["sign_in_reason"]))![1]!;
    for (const { reason } of Object.values(exceptions))
      expect((reason + added).length).toBeLessThanOrEqual(200);
  });

  test("a path list with it still fits one regular expression, with room for the operator's", () => {
    const paths = [...exceptions["rich-text"].paths, { match: "prefix", path: "/Shibboleth.sso/SAML2/" }];
    expect(pathPattern(paths as never).length).toBeLessThan(300);
  });

  const sent = Object.entries(locals["optional_variables"] as Record<string, { when: string; value: string }>)
    .filter(([name]) => /ADMIN|PROVIDER|SHIBBOLETH/.test(name))
    .map(([name, variable]) => ({ name, ...variable }));

  test("instances get ARNs of its secrets, and no value of them", () => {
    expect(sent.flatMap(({ name, value }) => (name.endsWith("_SECRET_ARN") ? [value] : []))).toEqual([
      "${try(var.application.identity_provider.secret_arn, null)}",
      "${try(var.application.shibboleth.secret_arn, null)}",
    ]);
    expect(JSON.stringify(sent)).not.toMatch(/client_secret|metadata_certificate/);
  });

  test("whether a variable is sent depends on what the caller writes, not on values", () => {
    expect(sent).toHaveLength(8);
    for (const { when } of sent)
      expect(when).toMatch(/\.(external_administrator|identity_provider|shibboleth|signed_metadata) != null/);
  });
});

test("outputs no secret's value", () => {
  expect(JSON.stringify(output)).not.toMatch(
    /secret_string|random_password|ses_smtp_password|access_key\.[a-z]+\.secret/,
  );
});

test("has an ECS cluster for ClamAV only", () => {
  expect(calls["scan_cluster"]).toMatchObject({
    count: "${(var.malware_scan != null ? var.malware_scan.clamav != null : false) ? 1 : 0}",
    name: "${var.name}-clamav",
  });
  expect(calls["malware_scan"]!["clamav"]).toContain(
    '"cluster_arn" = ((var.malware_scan != null ? var.malware_scan.clamav != null : false) ? module.scan_cluster[0].cluster_arn : null)',
  );
});

test("a new login of SMTP has a number, whose change has the instances read it, and its age is told to the alarms' topic", () => {
  const { locals } = synthesize(Redcap);
  const sometimes = locals["optional_variables"] as Record<string, { when: string; value: string }>;
  // Absent for the first, so that environments from before do not change.
  expect(sometimes["REDCAP_SMTP_GENERATION"]).toEqual({
    when: '${local.mail_transport == "smtp" && local.smtp_generation > 1}',
    value: "${tostring(local.smtp_generation)}",
  });
  expect(locals["smtp_generation"]).toBe("${local.own_mail ? try(var.mail.access_key.generation, null) : 1}");
  expect(calls["email"]!["access_key"]).toEqual({
    generation: "${try(var.mail.access_key.generation, null)}",
    keep_previous: "${try(var.mail.access_key.keep_previous, null)}",
    reminder: { topic_arn: "${module.monitoring.topic_arn}" },
  });
});

test("a copy says from which snapshot it is, so that its set-up disarms it; an original says nothing", () => {
  const { locals } = synthesize(Redcap);
  const sometimes = locals["optional_variables"] as Record<string, { when: string; value: string }>;
  expect(sometimes["REDCAP_COPY"]).toEqual({
    when: "${var.application.copy != null}",
    value: "${try(var.application.copy.snapshot, null)}",
  });
});

test("what people wire to is an output: of an existing VPC, its subnets, and no route tables or NAT gateways", () => {
  const { locals } = synthesize(Redcap);
  expect(locals["subnet_ids"]).toEqual({
    public: "${local.public_subnet_ids}",
    app: "${local.app_subnet_ids}",
    data: "${local.data_subnet_ids}",
  });
  for (const id of [
    "public_route_table_ids",
    "app_route_table_ids",
    "data_route_table_ids",
    "nat_public_ips",
  ])
    expect(locals[id]).toMatch(/^\$\{var\.existing_network != null \? \[\] : /);
  expect(locals["security_group_ids"]).toMatchObject({
    instances: "${module.beanstalk.instance_security_group_id}",
    database: "${module.database.security_group_id}",
  });
  expect(Object.keys(output)).toEqual(
    expect.arrayContaining([
      "instance_role_name",
      "subnet_ids",
      "route_table_ids",
      "nat_public_ips",
      "log_group_names",
    ]),
  );
});

test("queries of the database's logs are saved where it writes these logs", () => {
  const { locals } = synthesize(Redcap);
  const queries = locals["log_queries"] as Record<string, { when: unknown; log_group_names: unknown }>;
  expect(queries["database-failed-logins"]!.when).toBe(
    '${contains(keys(module.database.log_group_names), "audit")}',
  );
  expect(queries["database-slow-queries"]!.when).toBe(
    '${contains(keys(module.database.log_group_names), "slowquery")}',
  );
  expect(queries["scheduled-job"]).toMatchObject({
    when: true,
    log_group_names: ["${aws_cloudwatch_log_group.application.name}"],
  });
});
