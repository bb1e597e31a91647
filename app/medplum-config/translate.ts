import type { Additions } from "./additions";
import { address } from "./address";
import { audit } from "./audit";
import { caches } from "./cache";
import { certificates } from "./certificates";
import { ConfigDraft } from "./config-draft";
import { database } from "./database";
import { zone } from "./domains";
import type { ConfigFile } from "./file";
import { files } from "./files";
import { firewall } from "./firewall";
import { general } from "./general";
import { gone, settings } from "./gone";
import { mail } from "./mail";
import { malware } from "./malware";
import { network } from "./network";
import { server } from "./server";
import { workers } from "./workers";

/** The environment that Medplum's configuration file describes, with additions that the file cannot have. */
export function translate(file: ConfigFile, additions: Additions): ConfigDraft {
  const draft = new ConfigDraft(file, additions);
  for (const part of [
    general,
    certificates,
    network,
    address,
    firewall,
    database,
    caches,
    server,
    workers,
    files,
    malware,
    audit,
    // After all names, and before what else comes from the same domain.
    zone,
    settings,
    mail,
    gone,
  ])
    part(draft);
  return draft;
}
