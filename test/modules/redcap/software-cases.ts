import type { Inputs } from "../synthesis";
import { changed, bundle, runsOn, s3 } from "./inputs";

/** REDCap releases, PHP, sizes and sources that do not go together. */
export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a REDCap that is too old for PHP, by the version to download": [
    changed({
      redcapSource: {
        kind: "community",
        redcapVersion: "14.5.23",
        credentialsSecretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:redcap-AbCdEf",
      },
    }),
    runsOn,
  ],
  "a REDCap that is too old for PHP, by the zip's name": [
    changed({ redcapSource: { ...s3, key: "software/redcap14.5.23.zip" } }),
    runsOn,
  ],
  "a REDCap that is too old for the PHP of a platform version": [
    changed({
      redcapSource: { ...s3, key: "redcap-v13.1.2.zip" },
      environments: { blue: { solutionStackName: "64bit Amazon Linux 2023 v4.13.7 running PHP 8.3" } },
    }),
    runsOn,
  ],
  "a log volume that is too small for REDCap's script": [
    changed({
      applicationUpgrades: "easy_upgrade",
      firewall: { administratorCidrs: ["192.0.2.0/24"] },
      web: { logVolumeSizeGb: 4 },
    }),
    /^web\.logVolumeSizeGb must be at least 8 with easy_upgrade, or 0 with a rootVolumeSizeGb of at least 16/,
  ],
  "a root volume that is too small for REDCap's script": [
    changed({
      applicationUpgrades: "easy_upgrade",
      firewall: { administratorCidrs: ["192.0.2.0/24"] },
      web: { logVolumeSizeGb: 0, rootVolumeSizeGb: 10 },
    }),
    /^web\.logVolumeSizeGb must be at least 8 with easy_upgrade, or 0 with a rootVolumeSizeGb of at least 16/,
  ],
  "a bundle in a folder, with easy_upgrade": [
    changed({
      redcapSource: bundle,
      applicationUpgrades: "easy_upgrade",
      firewall: { administratorCidrs: ["192.0.2.0/24"] },
    }),
    /^redcapSource\.key must have no slash with easy_upgrade: REDCap's script fetches the bundle to \/tmp/,
  ],
  "both sources": [
    changed({
      redcapSource: {
        ...s3,
        credentialsSecretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:x",
      },
    }),
    /^redcapSource with kind "s3" must have bucket and key, and must not have credentialsSecretArn/,
  ],
  "a community source without a login": [
    changed({ redcapSource: { kind: "community" } }),
    /must have credentialsSecretArn/,
  ],
  "an ended PHP": [
    changed({ environments: { blue: { phpVersion: "8.1" } } }),
    /^environments\.blue\.phpVersion must be one of 8\.3/,
  ],
};
