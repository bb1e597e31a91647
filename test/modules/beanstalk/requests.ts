import type { cloudAt } from "./cloud";

/** A request as a load balancer sees it. */
export interface Request {
  readonly port: number;
  readonly host: string;
  readonly path?: string;
}

/** An element of an XML answer. */
interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}

/** The elements of an answer of a query API; attributes do not matter. */
function elements(xml: string): Element {
  const root = { name: "", text: "", children: [] as Element[] };
  const open: (typeof root)[] = [root];
  for (const [, end, name, empty, text] of xml.matchAll(/<(\/?)([A-Za-z]\w*)[^>]*?(\/?)>|([^<]+)/g)) {
    if (text !== undefined) open.at(-1)!.text += text;
    else if (end) open.pop();
    else {
      const element = { name: name!, text: "", children: [] };
      open.at(-1)!.children.push(element);
      if (!empty) open.push(element);
    }
  }
  return root;
}

/** The elements at a path of names below an element. */
const at = (element: Element, ...[name, ...rest]: readonly string[]): readonly Element[] =>
  name === undefined
    ? [element]
    : element.children.filter((child) => child.name === name).flatMap((child) => at(child, ...rest));
const textAt = (element: Element, ...names: readonly string[]): string =>
  at(element, ...names)[0]?.text ?? "";

const matches = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
  ).test(value);

/** Whether a request fulfils a condition of a rule; hosts without regard to case, paths with it. */
function fulfils(condition: Element, { host, path = "/" }: Request): boolean {
  const values = (config: string) => at(condition, config, "Values", "member").map(({ text }) => text);
  const field = textAt(condition, "Field");
  if (field === "host-header")
    return values("HostHeaderConfig").some((value) => matches(value.toLowerCase(), host.toLowerCase()));
  if (field === "path-pattern") return values("PathPatternConfig").some((value) => matches(value, path));
  throw new Error(`a condition on ${field}`);
}

/**
 * What becomes of a request, by the listeners and rules of a load balancer, in their order: the target group that it reaches, or
 * the status that it gets, with the place that a redirect leads to.
 */
export async function outcomeOf(
  cloud: ReturnType<typeof cloudAt>,
  loadBalancerArn: string,
  request: Request,
): Promise<string> {
  const answer = async (action: string, parameters: Record<string, string>) =>
    elements(await cloud.loadBalancing(action, /[^]*/, parameters));
  const listeners = await answer("DescribeListeners", { LoadBalancerArn: loadBalancerArn });
  const listener = at(
    listeners,
    "DescribeListenersResponse",
    "DescribeListenersResult",
    "Listeners",
    "member",
  ).find((each) => textAt(each, "Port") === String(request.port));
  if (!listener) return "refused";
  const rules = await answer("DescribeRules", { ListenerArn: textAt(listener, "ListenerArn") });
  const inOrder = [...at(rules, "DescribeRulesResponse", "DescribeRulesResult", "Rules", "member")].sort(
    (a, b) => priorityOf(a) - priorityOf(b),
  );
  const rule = inOrder.find((each) =>
    at(each, "Conditions", "member").every((condition) => fulfils(condition, request)),
  );
  const action = at(rule!, "Actions", "member")[0]!;
  switch (textAt(action, "Type")) {
    case "forward":
      return (
        textAt(action, "TargetGroupArn") ||
        textAt(action, "ForwardConfig", "TargetGroups", "member", "TargetGroupArn")
      );
    case "redirect":
      return `${textAt(action, "RedirectConfig", "StatusCode")} ${textAt(action, "RedirectConfig", "Protocol")}`;
    default:
      return textAt(action, "FixedResponseConfig", "StatusCode");
  }
}

/** The default rule comes last. */
const priorityOf = (rule: Element): number =>
  textAt(rule, "Priority") === "default" ? Infinity : Number(textAt(rule, "Priority"));
