import type { Environment } from "../../../app/environment";
import { literal } from "../environment-file";
import type { ParameterDraft } from "./draft";
import type { ParameterName } from "./parameters";

/** What an environment of REDCap has that two of them cannot have at once. */
interface Shared {
  readonly domain?: {
    readonly name: string;
    readonly zone?: { readonly id?: string; readonly name?: string };
    readonly existingCertificate?: object;
  };
  readonly mail?: object;
  readonly application: object;
}

/** An environment that can be applied while the old stack runs, and what to change in it at the move. */
interface Trial {
  readonly environment: object;
  /** Steps before the move, in order. */
  readonly before: readonly string[];
  /** Steps of the move, in order. */
  readonly move: readonly string[];
}

/**
 * The imported environment under a name of its own, without mail and without cron: two REDCaps with one database's content would
 * send every reminder twice, and one record in DNS cannot lead to both.
 */
export function trialOf(draft: ParameterDraft<ParameterName>, final: Environment): Trial {
  const { domain, mail, application, ...rest } = (final as { redcap: Shared }).redcap;
  const name = trialName(draft, domain);
  const redcap = {
    ...rest,
    ...(domain && { domain: name === domain.name ? domain : { name, zone: domain.zone } }),
    application: { ...application, cron: false },
  };
  // In the order in which the file is read: what the values are of comes before what they do.
  const ordered = Object.fromEntries(
    Object.keys((final as { redcap: object }).redcap).flatMap((key) =>
      Object.hasOwn(redcap, key) ? [[key, redcap[key as keyof typeof redcap]]] : [],
    ),
  );
  return {
    environment: { ...final, redcap: ordered },
    before: [before(domain, name)],
    move: [...atTheMove(draft, domain, name, mail)],
  };
}

function before(domain: Shared["domain"], name: string): string {
  const address =
    domain === undefined
      ? "the load balancer's own name"
      : name !== domain.name
        ? `the name ${name}`
        : `${name}, which DNS leads to the old stack: for a trial, map the name to an address of the new load balancer in the hosts file`;
  return (
    `The file can be applied while the old stack runs: it has ${address}, no mail and no cron. Send users there for a trial only: what ` +
    "they enter is lost at the move."
  );
}

function* atTheMove(
  { options }: ParameterDraft<ParameterName>,
  domain: Shared["domain"],
  name: string,
  mail: Shared["mail"],
): Generator<string> {
  yield "take the old REDCap offline, and bring its database and files over once more (modules/redcap/README.md, step 8)";
  if (domain && name !== domain.name) {
    yield `delete the old record ${domain.name}, which the old stack made: Route 53 refuses a second one`;
    const certificate = domain.existingCertificate
      ? `, add existingCertificate: ${literal(domain.existingCertificate)} to it`
      : "";
    yield `set domain.name: ${literal(domain.name)}${certificate}${mail ? `, add mail: ${literal(mail)}` : ""}, and apply`;
  } else {
    if (mail) yield `add mail: ${literal(mail)}, and apply`;
    if (domain) yield `point the record ${domain.name} to the new load balancer (an output)`;
  }
  if (mail) yield "set the universal sender in the Control Center to mail.fromAddress";
  else if (options.noMail) yield "add mail, if REDCap is to send any";
  yield "last, remove cron: false and apply: jobs that were due meanwhile run then";
}

/** The trial's name: beside the final one where Route 53 would have two records of one name, else the same. */
function trialName({ options }: ParameterDraft<ParameterName>, domain: Shared["domain"]): string {
  if (domain?.zone === undefined) return domain?.name ?? "";
  return options.trialDomain ?? besides(domain.name, domain.zone.name);
}

function besides(name: string, zone: string | undefined): string {
  const [first = "", ...rest] = name.split(".");
  // Nothing beside a zone's own name is in the zone, and where only its ID is known, nobody can tell.
  if (zone === name || rest.length < 2) return `trial.${name}`;
  return `${first.length > 57 ? "trial" : `${first}-trial`}.${rest.join(".")}`;
}
