import { flag, type OptionsOf, type OptionTable } from "../../support/options";
import { commonOptions } from "../template";

const { name, force, stdout, help } = commonOptions;

/** What the template of REDCap does not say. */
export const options = {
  name,
  account: { value: "ACCOUNT", help: "AWS account number, 12 digits." },
  region: { value: "REGION", help: "Region of the environment. Default: us-east-1." },
  administratorEmail: { value: "ADDRESS", help: "Address of REDCap's first administrator." },
  institution: { value: "NAME", help: "Name of the institution, shown on REDCap's pages." },
  domain: { value: "NAME", help: "Domain name of REDCap. Default: DomainName.HostedZoneName." },
  certificateArn: {
    value: "ARN",
    help: "ACM certificate for it. Default: one is issued, which requires Route 53.",
  },
  plainHttp: {
    value: "REASON",
    help: "Serve HTTP without a domain; only for trials without patients' data.",
  },
  fromAddress: { value: "ADDRESS", help: "Sender of REDCap's mail, verified in SES." },
  mailIdentityArn: {
    value: "ARN",
    help: "SES identity to send as, with the instances' role and no password (recommended).",
  },
  smtpSecretArn: { value: "ARN", help: "Secret with the SMTP login, to send as the original stack did." },
  noMail: { help: "Send no mail; for trials." },
  trialDomain: {
    value: "NAME",
    help: "Name in the zone for the trial next to the old stack. Default: DomainName-trial in the same domain.",
  },
  final: {
    help: "The old stack is gone: the file has its name, mail and cron. Default: a file that can be applied while the old stack runs.",
  },
  keepCname: {
    help: "With --final: the new environment takes over the old one's name, EBEndpoint.",
  },
  communitySecretArn: { value: "ARN", help: "Secret with the REDCap Community login, for the download." },
  force,
  stdout,
  help,
} as const satisfies OptionTable;

/** What the command line says. */
export type Options = OptionsOf<typeof options>;

/** What an option is for, after a colon; nothing for what is no option. */
export function optionHelp(given: string): string {
  const found = Object.entries(options).find(([known]) => flag(known) === given);
  return found ? `: ${found[1].help}` : "";
}
