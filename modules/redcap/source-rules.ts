import { type Rule, rulesOver } from "../../lib/rules";
import { Beanstalk } from "../beanstalk";
import { byPhp, namedVersion, oldestRedcap } from "../source-bundle/named-version";
import { phpSupport, versionInName } from "../source-bundle/php-versions";
import type { inputs } from "./inputs";

const rule = rulesOver<typeof inputs>();

/** PHP of an environment that names none. */
export const defaultPhp = Beanstalk.definition.inputs.phpVersion.parse(undefined);

interface Source {
  readonly redcapVersion: string;
  readonly key?: string | undefined;
}
interface Environment {
  readonly phpVersion?: string | undefined;
  readonly solutionStackName?: string | undefined;
  readonly versionLabel?: string | undefined;
}

/** REDCap's version, as far as it is known before anything is fetched: the one that is asked for, or that in the name of the zip. */
const versionOf = ({ redcapVersion, key }: Source): string | undefined =>
  redcapVersion === "latest" ? versionInName(key ?? "") : redcapVersion;

const phpOf = ({ phpVersion, solutionStackName }: Environment): string =>
  phpVersion ?? /[0-9]+\.[0-9]+$/.exec(solutionStackName ?? "")?.[0] ?? defaultPhp;

const environmentPhp = `coalesce(environment.php_version, try(regex("[0-9]+[.][0-9]+$", environment.solution_stack_name), null), "${defaultPhp}")`;

export const sourceRules: readonly Rule[] = [
  rule(["environments", "redcapSource"], {
    message:
      `must have a PHP version on which redcapSource runs: REDCap before ${oldestRedcap} runs on none of these. Upgrade an installation ` +
      "that moves here on its old servers first",
    check: ({ environments, redcapSource }) => {
      const version = versionOf(redcapSource);
      if (version === undefined) return [];
      return Object.entries<Environment>(environments)
        .filter(
          ([, environment]) =>
            environment.versionLabel === undefined && phpSupport(version, phpOf(environment)) === "refused",
        )
        .map(([colour]) => colour);
    },
    locals: {
      ...namedVersion,
      php_refused_before: byPhp("refusedBefore"),
    },
    offenders:
      "[for colour, environment in var.environments : colour if environment.version_label == null && " +
      `try(local.redcap_version_number < local.php_refused_before[${environmentPhp}], false)]`,
  }),
  rule(["web", "applicationUpgrades"], {
    at: "web.logVolumeSizeGb",
    message:
      "must be at least 8 with easy_upgrade, or 0 with a rootVolumeSizeGb of at least 16: REDCap's script unpacks two releases there",
    check: ({ web, applicationUpgrades }) =>
      applicationUpgrades === "terraform" ||
      (web.logVolumeSizeGb > 0 ? web.logVolumeSizeGb >= 8 : web.rootVolumeSizeGb >= 16),
    condition:
      'var.application_upgrades == "terraform" || ' +
      "(var.web.log_volume_size_gb > 0 ? var.web.log_volume_size_gb >= 8 : var.web.root_volume_size_gb >= 16)",
  }),
  rule(["redcapSource", "applicationUpgrades"], {
    at: "redcapSource.key",
    message:
      "must have no slash with easy_upgrade: REDCap's script fetches the bundle to /tmp and unzips it there under its whole key. " +
      "Copy the object to the top of the bucket",
    check: ({ redcapSource, applicationUpgrades }) =>
      applicationUpgrades === "terraform" ||
      redcapSource.kind !== "bundle" ||
      !redcapSource.key?.includes("/"),
    condition:
      'var.application_upgrades == "terraform" || var.redcap_source.kind != "bundle" || ' +
      'try(!strcontains(var.redcap_source.key, "/"), true)',
  }),
];
