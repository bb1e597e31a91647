import { existsSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import {
  downloadFromCommunity,
  type CommunityRequest,
} from "../../../../modules/source-bundle/function/community";
import { fakeRedcapZip, startCommunity, temporaryFolder, type Community } from "./helpers";

/** /dev/full, a disk without room, is Linux's. */
const onLinux = existsSync("/dev/full") ? test : test.skip;
const folder = temporaryFolder();
const file = join(folder, "redcap.zip");
const zip = fakeRedcapZip("16.0.18");
const credentials = { username: "jane.döe@example.edu", password: "p&ss=w+rd% ü<\"'/" };

let community: Community | undefined;
afterEach(async () => {
  await community?.close();
  community = undefined;
});

async function download(
  answer: (form: URLSearchParams, response: ServerResponse) => void,
  request: Partial<CommunityRequest> = {},
): Promise<number> {
  community = await startCommunity(answer);
  const defaults = { endpoint: community.url, version: "latest", credentials, maxBytes: 1_000_000 };
  return downloadFromCommunity({ ...defaults, ...request }, file);
}

async function failure(...parameters: Parameters<typeof download>): Promise<string> {
  const error = await download(...parameters).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Error);
  const message = (error as Error).message;
  expect(message).not.toContain(credentials.password);
  expect(message).not.toContain(credentials.username);
  return message;
}

test("the form carries the login's special characters intact, and what is wanted", async () => {
  const bytes = await download((_form, response) => response.end(zip));
  expect(bytes).toBe(zip.length);
  expect(readFileSync(file)).toEqual(zip);
  expect(Object.fromEntries(community!.forms[0]!)).toEqual({
    ...credentials,
    version: "latest",
    install: "1",
  });
});

test("a refusal as text is explained, with what the server said", async () => {
  const message = await failure((_form, response) => response.end("ERROR: Invalid username or password"));
  expect(message).toContain('It says: "ERROR: Invalid username or password"');
  expect(message).toContain("Check the secret (source.credentials_secret_arn) and source.version.");
});

test("a login page instead of a zip is shown without its tags and scripts", async () => {
  const page =
    "<html><head><style>b{}</style><script>track('x')</script></head><body><h1>Log in</h1>\n to REDCap</body></html>";
  const message = await failure((_form, response) => {
    response.setHeader("content-type", "text/html").end(page);
  });
  expect(message).toContain('the answer is not a zip (status 200). It says: "Log in to REDCap"');
});

test("a long page is shown in a short excerpt", async () => {
  const message = await failure((_form, response) => response.end("word ".repeat(50_000)));
  expect(message.length).toBeLessThan(800);
});

test.each([
  ["plain", (text: string) => text],
  ["URL-encoded", encodeURIComponent],
  ["form-encoded", (text: string) => new URLSearchParams({ a: text }).toString().slice(2)],
  [
    "in lower-case URL encoding",
    (text: string) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  ],
  [
    "HTML-escaped",
    (text: string) =>
      text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;").replace(/'/g, "&#039;"),
  ],
  ["in JSON", (text: string) => JSON.stringify(text)],
  [
    "in PHP's JSON",
    (text: string) =>
      JSON.stringify(text).replace(/\//g, "\\/").replace(/ü/g, "\\u00fc").replace(/ö/g, "\\u00f6"),
  ],
])("a server that echoes the login, %s, cannot make an error show it", async (_way, spell) => {
  const { username, password } = credentials;
  const message = await failure((_form, response) =>
    response.end(`bad login ${spell(username)} : ${spell(password)} end`),
  );
  expect(message).toMatch(/It says: "bad login \W*\*\*\*\W* : \W*\*\*\*\W* end"/);
});

const b64 = (text: string) => Buffer.from(text).toString("base64");
const tagged = (text: string) =>
  [...text]
    .map((letter) => `<b>${letter.replace(/[&<]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</b>`)
    .join("");

test.each<[string, (secret: string) => string]>([
  ["in base64", b64],
  ["in base64, behind other letters", (secret) => b64(`u:${secret}`)],
  ["in base64, behind more letters", (secret) => b64(`ab${secret}cd`)],
  ["in base64 for URLs", (secret) => Buffer.from(`x${secret}`).toString("base64url")],
  ["in base64 over several lines", (secret) => b64(secret).replace(/(.{5})/g, "$1\n")],
  ["in hexadecimal", (secret) => Buffer.from(secret).toString("hex")],
  ["URL-encoded twice", (secret) => encodeURIComponent(encodeURIComponent(secret))],
  ["URL-encoded three times", (secret) => encodeURIComponent(encodeURIComponent(encodeURIComponent(secret)))],
  ["URL-encoded, in HTML", (secret) => encodeURIComponent(secret).replace(/%/g, "&#37;")],
  ["with tags between its letters", tagged],
  ["with spaces between its letters", (secret) => [...secret].join(" ")],
  ["with zero-width spaces between its letters", (secret) => [...secret].join("\u200b")],
  ["over two lines", (secret) => `${secret.slice(0, 6)}\n  ${secret.slice(6)}`],
  ["without its signs", (secret) => secret.replace(/[^A-Za-z0-9]/g, "")],
  ["but for its end", (secret) => secret.slice(0, -3)],
  ["in capitals", (secret) => secret.toUpperCase()],
  ["backwards", (secret) => [...secret].reverse().join("")],
])("a server that echoes the password, %s, cannot make an error show it", async (_way, spell) => {
  const login = { username: "jane", password: "Tr0ub4dor&3 horse<Staple" };
  for (const where of ["page", "redirect"] as const) {
    const message = await failure(
      (_form, response) =>
        where === "page"
          ? response.end(`no such login: ${spell(login.password)} end`)
          : response
              .writeHead(302, { location: `/${encodeURIComponent(spell(login.password))}/login` })
              .end(),
      { credentials: login },
    );
    expect(message).toMatch(/\*\*\*|not repeated here: it contains the login/);
    expect(message.toLowerCase().replace(/[^a-z0-9]/g, "")).not.toMatch(/tr0ub4dor|3horse|elpatseso/);
    expect(message).not.toContain(spell(login.password));
    await community!.close();
  }
});

test("what a server says of an ordinary login stays readable", async () => {
  const message = await failure(
    (_form, response) => response.end("Invalid username or password, dear user"),
    {
      credentials: { username: "user", password: "wrong-password-7" },
    },
  );
  expect(message).toMatch(/It says: "Invalid \S+ or password, dear \*\*\*"/);
});

test("half a password at the cut of a huge page is not shown", async () => {
  const half = credentials.password.slice(0, 8);
  const page = `<p>${" ".repeat(64 * 1024 - 3 - half.length)}${credentials.password}${" ".repeat(100)}`;
  const message = await failure((_form, response) => response.end(page));
  expect(message).not.toContain(half);
});

test.each([401, 403, 500])("status %p is an error even where a zip comes with it", async (status) => {
  const message = await failure((_form, response) => response.writeHead(status).end(zip));
  expect(message).toContain(`the answer is not a zip (status ${status})`);
});

test("an empty answer is an error", async () => {
  expect(await failure((_form, response) => response.end())).toContain('It says: ""');
});

test("a redirect is not followed with the password", async () => {
  const other = await startCommunity((_form, response) => response.end(zip));
  try {
    const message = await failure((_form, response) =>
      response
        .writeHead(307, { location: `${other.url}?as=${encodeURIComponent(credentials.username)}` })
        .end(),
    );
    expect(message).toContain(`redirects to ${other.url}. The login was not sent there`);
    expect(other.forms).toHaveLength(0);
  } finally {
    await other.close();
  }
});

test("a download that ends early names the bytes received and promised", async () => {
  const message = await failure((_form, response) => {
    response.writeHead(200, { "content-length": zip.length });
    response.write(zip.subarray(0, 100), () => setTimeout(() => response.destroy(), 50));
  });
  expect(message).toContain(`ended after 100 of ${zip.length} bytes`);
});

test("a download larger than allowed is refused by its announcement, and nothing is stored", async () => {
  const unused = join(folder, "never.zip");
  community = await startCommunity((_form, response) =>
    response.writeHead(200, { "content-length": 5_000_000 }).write(zip),
  );
  const request = { endpoint: community.url, version: "latest", credentials, maxBytes: 1_048_576 };
  await expect(downloadFromCommunity(request, unused)).rejects.toThrow(
    "at least 4.8 MiB; the limit is 1.0 MiB",
  );
  expect(existsSync(unused)).toBe(false);
});

test("a download that grows larger than allowed without announcing it is stopped", async () => {
  const message = await failure(
    (_form, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
      };
      response.on("drain", more);
      more();
    },
    { maxBytes: 1_048_576 },
  );
  expect(message).toContain("is too large");
});

onLinux("a full disk is not taken for a failed download", async () => {
  community = await startCommunity((_form, response) => response.end(zip));
  const request = { endpoint: community.url, version: "latest", credentials, maxBytes: 1_000_000 };
  await expect(downloadFromCommunity(request, "/dev/full")).rejects.toThrow(
    "No room for /dev/full: its disk is full",
  );
});

test("an endpoint that cannot be reached says so", async () => {
  community = await startCommunity(() => {});
  const endpoint = community.url;
  await community.close();
  community = undefined;
  await expect(
    downloadFromCommunity({ endpoint, version: "latest", credentials, maxBytes: 1 }, file),
  ).rejects.toThrow(
    /cannot be reached: .*ECONNREFUSED.*The function needs outbound access to the internet on port 443/,
  );
});
