import { type SettingValues, settingValues } from "./settings";

/** Where an environment serves the app, and with which settings. */
export interface Target {
  readonly bucketName: string;
  readonly distributionId: string;
  readonly url: string;
  readonly settings: SettingValues;
}

/** Reads it from the outputs of the environment's root module; what is wrong is added to `problems`. */
export function targetIn(
  name: string,
  outputs: Readonly<Record<string, unknown>>,
  problems: string[],
): Target | undefined {
  if (Object.keys(outputs).length === 0) {
    problems.push(`envs/${name} is not deployed: its state has no outputs`);
    return undefined;
  }
  if (!Object.keys(outputs).some((output) => output.startsWith("medplum_"))) {
    problems.push(`envs/${name} has no Medplum: its outputs are ${Object.keys(outputs).sort().join(", ")}`);
    return undefined;
  }
  const texts = [
    "medplum_app_bucket_name",
    "medplum_app_distribution_id",
    "medplum_app_url",
    "medplum_base_url",
  ];
  const missing = texts.filter((output) => typeof outputs[output] !== "string" || outputs[output] === "");
  if (missing.length > 0) {
    problems.push(
      `envs/${name} has no output ${missing.join(", ")}: deploy it with the distribution of the app, then run this command again`,
    );
    return undefined;
  }
  const [bucketName, distributionId, url, baseUrl] = texts.map((output) => outputs[output] as string);
  const given = outputs["medplum_app_settings"];
  const settings = typeof given === "object" && given !== null ? given : {};
  return {
    bucketName: bucketName!,
    distributionId: distributionId!,
    url: url!,
    settings: settingValues({ baseUrl, ...settings }, problems),
  };
}
