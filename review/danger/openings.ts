import { isEverybody } from "../../plan/ranges";

/** An argument that opens something, whatever the type of the resource: what its value then means. */
interface Opening {
  readonly opens: (value: unknown) => boolean;
  readonly words: string;
}

const is =
  (...wanted: readonly unknown[]) =>
  (value: unknown): boolean =>
    wanted.includes(value);

const PUBLIC: Opening = { opens: is(true, "true", "ENABLED"), words: "gets a public address" };
const OFF = is(false, "false", "DISABLED", "disabled");

/** Arguments by their names, at any depth of a resource. */
export const OPENINGS: Readonly<Record<string, Opening>> = {
  publicly_accessible: PUBLIC,
  associate_public_ip_address: PUBLIC,
  assign_public_ip: PUBLIC,
  assign_public_ip_address: PUBLIC,
  map_public_ip_on_launch: { opens: is(true), words: "gives public addresses to all that starts in it" },
  endpoint_public_access: { opens: is(true), words: "has an endpoint that the internet can reach" },
  internal: { opens: is(false), words: "faces the internet" },
  scheme: { opens: is("internet-facing", "public"), words: "faces the internet" },
  block_public_acls: { opens: is(false), words: "accepts public ACLs" },
  block_public_policy: { opens: is(false), words: "accepts public policies" },
  ignore_public_acls: { opens: is(false), words: "obeys public ACLs" },
  restrict_public_buckets: { opens: is(false), words: "lets everybody use a public policy" },
  acl: { opens: (value) => /^(public|authenticated)/.test(String(value)), words: "is open to everybody" },
  uri: {
    opens: (value) => /\/groups\/(global\/AllUsers|global\/AuthenticatedUsers)$/.test(String(value)),
    words: "is open to everybody",
  },
  authorization: { opens: is("NONE"), words: "can be called without signing in" },
  authorization_type: { opens: is("NONE"), words: "can be called without signing in" },
  allow_unauthenticated_identities: { opens: is(true), words: "gives credentials without signing in" },
  require_tls: { opens: OFF, words: "accepts connections that are not encrypted" },
  transit_encryption_enabled: { opens: OFF, words: "accepts connections that are not encrypted" },
  transit_encryption_mode: { opens: is("preferred"), words: "accepts connections that are not encrypted" },
  client_broker: {
    opens: is("TLS_PLAINTEXT", "PLAINTEXT"),
    words: "accepts connections that are not encrypted",
  },
  viewer_protocol_policy: { opens: is("allow-all"), words: "accepts requests that are not encrypted" },
  http_tokens: { opens: is("optional"), words: "hands its role's credentials to requests without a token" },
  protocol: { opens: is("HTTP"), words: "accepts requests that are not encrypted" },
  target_network_cidr: {
    opens: (value) => isEverybody(String(value)),
    words: "lets clients reach everything",
  },
};

/** Arguments of which every other value is to be seen: protocols and who may ask. */
export const COMPARED: Readonly<Record<string, string>> = {
  ssl_policy: "its TLS policy changes",
  minimum_protocol_version: "its lowest TLS version changes",
  geo_restriction: "other countries than before can reach it",
  trusted_key_groups: "who signs its URLs changes",
  trusted_signers: "who signs its URLs changes",
  authorizer_id: "who signs in changes",
  user_group_ids: "who may use it changes",
};

/** Settings of Elastic Beanstalk, by their names, and of what is said of them. */
export const SETTINGS: Readonly<Record<string, (value: string) => string | undefined>> = {
  AssociatePublicIpAddress: (value) => (value === "true" ? "instances get public addresses" : undefined),
  ELBScheme: (value) => (value === "internal" ? undefined : "its load balancer faces the internet"),
  IamInstanceProfile: () => "instances run with another role",
  ServiceRole: () => "Elastic Beanstalk manages it with another role",
  SecurityGroups: () => "instances are in other security groups",
  SharedLoadBalancer: () => "another load balancer leads to it",
  ListenerProtocol: (value) => (/HTTPS|SSL/i.test(value) ? undefined : "a listener is not encrypted"),
  Protocol: (value) => (/HTTPS|SSL/i.test(value) ? undefined : "a listener is not encrypted"),
  SSLPolicy: () => "its TLS policy changes",
  SSHSourceRestriction: () => "who may connect by SSH changes",
};
