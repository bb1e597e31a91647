import { type Rule, rulesOver } from "../../lib/rules";
import type { inputs } from "./inputs";

const rule = rulesOver<typeof inputs>();
const anywhere = "0.0.0.0/0";

export const edgeRules: readonly Rule[] = [
  rule(["edge", "domain"], {
    message: "must not be given without domain: CloudFront serves REDCap under its name, encrypted",
    check: ({ edge, domain }) => edge === undefined || domain !== undefined,
    condition: "var.edge == null || var.domain != null",
  }),
  rule(["edge", "domain"], {
    at: "edge.existingCertificate",
    message: "must be given without domain.zone, in which ACM validates a new one",
    check: ({ edge, domain }) =>
      edge === undefined || domain?.zone !== undefined || edge.existingCertificate !== undefined,
    condition:
      "var.edge == null ? true : try(var.domain.zone != null, false) || var.edge.existing_certificate != null",
  }),
  rule(["edge", "environments"], {
    at: "edge.openEnvironments",
    message:
      "must have keys of environments, and not all of them: at least one load balancer is behind CloudFront",
    check: ({ edge, environments }) => {
      const open = edge?.openEnvironments ?? [];
      const colours = Object.keys(environments);
      return open.every((colour) => colours.includes(colour)) && open.length < colours.length;
    },
    condition:
      "var.edge == null ? true : length(setsubtract(var.edge.open_environments, keys(var.environments))) == 0 && " +
      "length(var.edge.open_environments) < length(var.environments)",
  }),
  rule(["allowedCidrs", "edge"], {
    message:
      "must be left out with edge, where no environment is open: CloudFront alone reaches the load balancers. The ranges belong in " +
      "firewall.admitOnly",
    check: ({ allowedCidrs, edge }) =>
      edge === undefined ||
      edge.openEnvironments.length > 0 ||
      Object.values(allowedCidrs).join() === anywhere,
    condition:
      "var.edge == null ? true : length(var.edge.open_environments) > 0 || " +
      `join(",", values(var.allowed_cidrs)) == "${anywhere}"`,
  }),
  rule(["edge", "firewall"], {
    at: "edge.openEnvironments",
    message:
      "must be empty with IP sets in firewall: an open load balancer and CloudFront have a web ACL each, and an IP set is of one scope",
    check: ({ edge, firewall: { admitOnly, allowIpSetArns, denyIpSetArns } }) =>
      (edge?.openEnvironments ?? []).length === 0 ||
      [admitOnly?.ipSetArns ?? {}, allowIpSetArns, denyIpSetArns].every(
        (sets) => Object.keys(sets).length === 0,
      ),
    condition:
      "length(try(var.edge.open_environments, [])) == 0 || length(try(var.firewall.admit_only.ip_set_arns, {})) + " +
      "length(var.firewall.allow_ip_set_arns) + length(var.firewall.deny_ip_set_arns) == 0",
  }),
];
