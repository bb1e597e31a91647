import { Beanstalk } from "../../../modules/beanstalk";
import { phpVersions } from "../../../modules/beanstalk/platforms";
import { phpSupport, versionInName } from "../../../modules/source-bundle/php-versions";
import type { ParameterName, RedcapDraft } from "./parameters";

const environment = "redcap.environments.blue";

/** WebAsgMin, WebAsgMax, PHPVersion, EBEndpoint, WebInstanceType, EC2KeyName: Elastic Beanstalk and its instances. */
export function web(draft: RedcapDraft): void {
  size(draft);
  php(draft);
  const endpoint = draft.get("EBEndpoint");
  if (!endpoint) draft.refuse("EBEndpoint", "is required: the label before .<region>.elasticbeanstalk.com");
  else if (draft.options.keepCname && !draft.options.final) {
    draft.refuse("--keep-cname", "is for --final: the old environment has the name while it exists");
  } else if (draft.options.keepCname) draft.set(`${environment}.cnamePrefix`, endpoint, "EBEndpoint");
  else {
    draft.note(
      "EBEndpoint",
      `its name belongs to the old environment while that exists in ${draft.region}: Elastic Beanstalk names the new ` +
        "one. With --final --keep-cname it takes over the old name, which cannot be changed later",
    );
  }
  instances(draft);
}

function size(draft: RedcapDraft): void {
  const min = count(draft, "WebAsgMin", "minInstances", 0, 10);
  const max = count(draft, "WebAsgMax", "maxInstances", 1, 30);
  if (min === 0) {
    draft.set(`${environment}.minInstances`, 1, "WebAsgMin");
    draft.note("WebAsgMin 0", "now 1: with no instance nobody can reach REDCap, and its jobs do not run");
  }
  if (min !== undefined && max !== undefined && min > max) {
    draft.refuse(
      "WebAsgMin",
      `must not exceed WebAsgMax (got ${draft.show("WebAsgMin", "WebAsgMax")})`,
      environment,
    );
  }
}

/** A number of instances within the template's bounds; undefined for anything else, which is refused. */
function count(
  draft: RedcapDraft,
  key: ParameterName,
  input: string,
  lowest: number,
  highest: number,
): number | undefined {
  const given = draft.get(key);
  const value = /^[0-9]+$/.test(given) ? Number(given) : NaN;
  if (value >= lowest && value <= highest) {
    draft.set(`${environment}.${input}`, value, key);
    return value;
  }
  draft.refuse(
    key,
    `must be a whole number, ${lowest} to ${highest} (got ${JSON.stringify(given)})`,
    environment,
  );
  return undefined;
}

function php(draft: RedcapDraft): void {
  const given = draft.get("PHPVersion");
  const current = Beanstalk.definition.inputs.phpVersion.parse(undefined);
  const old = /^[0-9]+(\.[0-9]+)?$/.test(given) && before(given, phpVersions[0]!);
  const redcap = redcapVersion(draft);
  // The newest that this REDCap is known to run on, where the default is not one of them.
  const known = redcap && [...phpVersions].reverse().find((each) => phpSupport(redcap, each) === "supported");
  const suited =
    redcap === undefined || phpSupport(redcap, current) === "supported" ? current : (known ?? current);
  draft.set(`${environment}.phpVersion`, old ? suited : given, "PHPVersion");
  if (redcap !== undefined && phpSupport(redcap, suited) === "refused") {
    draft.refuse(
      "PHPVersion",
      `must be one on which REDCap ${redcap} runs, and that is none of ${phpVersions.join(", ")}: upgrade REDCap on the old stack ` +
        "first, to 15 or newer, then move",
      environment,
    );
  }
  if (old) {
    draft.note(
      `PHPVersion ${given}`,
      `now ${suited} on Amazon Linux 2023: Elastic Beanstalk no longer offers ${given}, or will soon retire it. ` +
        `Allowed: ${phpVersions.join(", ")}`,
    );
  }
}

/** The version that the parameters name: the one to download, or that in the zip's name. */
function redcapVersion(draft: RedcapDraft): string | undefined {
  if (draft.get("S3orAPI") === "Provide in S3") return versionInName(draft.get("RedcapS3Key"));
  const version = draft.get("Redcapver");
  return /^[0-9]+\.[0-9]+\.[0-9]+$/.test(version) ? version : undefined;
}

function before(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => text.split(".").map(Number)) as [number[], number[]];
  return one[0]! < other[0]! || (one[0] === other[0] && (one[1] ?? 0) < (other[1] ?? 0));
}

function instances(draft: RedcapDraft): void {
  const type = draft.get("WebInstanceType");
  if (/^[a-z][a-z0-9-]*\.(nano|micro|small|medium|large|[0-9]*xlarge|metal)$/.test(type)) {
    draft.set("redcap.web.instanceTypes", [type], "WebInstanceType");
  } else {
    draft.refuse(
      "WebInstanceType",
      `must be an EC2 instance type such as t3.small or m5.large (got ${JSON.stringify(type)})`,
      "redcap.web.instanceTypes",
    );
  }
  if (/\.(nano|micro)$/.test(type)) {
    draft.note(
      `WebInstanceType ${type}`,
      "kept, but it has 1 GiB of memory or less. t3.small is this project's default",
    );
  }
  if (draft.get("EC2KeyName")) {
    draft.set("redcap.web.ec2Key.name", draft.get("EC2KeyName"), "EC2KeyName");
    draft.note(
      "EC2KeyName",
      "kept. Session Manager opens a shell without keys or open ports, so you may remove ec2Key",
    );
  }
}
