import { fillIn, settingValues } from "../../../tools/medplum-app/settings";

const values = (given: Readonly<Record<string, unknown>>) => {
  const problems: string[] = [];
  return {
    values: settingValues({ baseUrl: "https://api.example.org/", ...given }, problems),
    problems,
  };
};
const files = (contents: Readonly<Record<string, string | Buffer>>) =>
  new Map(Object.entries(contents).map(([name, content]) => [name, Buffer.from(content)]));

test("a switch is never empty, and what the environment does not say is empty", () => {
  expect(values({})).toEqual({
    values: {
      MEDPLUM_BASE_URL: "https://api.example.org/",
      MEDPLUM_CLIENT_ID: "",
      GOOGLE_CLIENT_ID: "",
      RECAPTCHA_SITE_KEY: "",
      MEDPLUM_REGISTER_ENABLED: "false",
      MEDPLUM_AWS_TEXTRACT_ENABLED: "false",
    },
    problems: [],
  });
  expect(values({ registerEnabled: true, googleClientId: null }).values).toMatchObject({
    MEDPLUM_REGISTER_ENABLED: "true",
    GOOGLE_CLIENT_ID: "",
  });
});

test.each([
  [{ clientId: 'a"+alert(1)+"' }, /^clientId is .*quotes/],
  [{ clientId: "a'b" }, /quotes/],
  [{ clientId: "a`b" }, /quotes/],
  [{ clientId: "a\\" }, /quotes/],
  [{ clientId: "</script>" }, /quotes/],
  [{ clientId: "a\nb" }, /without spaces/],
  [{ registerEnabled: "yes" }, /^registerEnabled is "yes": it must be true or false$/],
  [{ baseUrl: "https://api.example.org" }, /a slash at its end$/],
  [{ clientID: "x" }, /^the output medplum_app_settings has clientID, which is none of /],
])("a setting that would break the app is refused: %j", (given, problem) => {
  expect(values(given).problems).toEqual([expect.stringMatching(problem)]);
});

test("settings are filled in wherever they are in scripts, and no other byte changes", () => {
  const other = Buffer.from([0xff, 0x00, 0xe2, 0x82]);
  const script = Buffer.concat([Buffer.from("x='__MEDPLUM_BASE_URL__';y=\"__MEDPLUM_BASE_URL__\";ü"), other]);
  const filled = fillIn(
    files({
      "a.js": script,
      "b.js": "1",
      "index.html": "__MEDPLUM_BASE_URL__",
      "a.js.map": "__MEDPLUM_BASE_URL__",
    }),
    values({ baseUrl: "https://$$.example.org/" }).values,
  );
  const url = "https://$$.example.org/";
  // The dollar sign is a letter like any other.
  expect(filled.files.get("a.js")).toEqual(Buffer.concat([Buffer.from(`x='${url}';y="${url}";ü`), other]));
  expect([...filled.changed]).toEqual(["a.js"]);
  expect(filled.files.get("index.html")!.toString()).toBe("__MEDPLUM_BASE_URL__");
  expect(filled.problems).toEqual([]);
});

test("an app without placeholders is refused; one that knows other settings is warned of", () => {
  const given = values({}).values;
  expect(fillIn(files({ "a.js": "'https://somewhere/'" }), given).problems).toEqual([
    expect.stringMatching(/^no script has __MEDPLUM_BASE_URL__: it is not Medplum's app, or /),
  ]);
  const { problems, warnings } = fillIn(
    files({ "a.js": "'__MEDPLUM_BASE_URL__ __MEDPLUM_NEW_THING__ __GOOGLE_CLIENT_ID__'" }),
    given,
  );
  expect(problems).toEqual([]);
  expect(warnings).toContain("__MEDPLUM_NEW_THING__ stays as it is: this command does not know the setting");
  expect(warnings).toContain(
    "the app has no __MEDPLUM_AWS_TEXTRACT_ENABLED__: this version does not know the setting",
  );
  expect(warnings).toHaveLength(5);
});
