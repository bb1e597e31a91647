import { environment } from "../app/environment";
import { medplumConfig } from "../app/medplum-config";

/**
 * Medplum from its own configuration file, the example of Medplum's documentation. The file is taken as it is; what became of each
 * key says `npm run config:check -- envs/medplum-staging.config.json`.
 */
export default environment({ medplum: medplumConfig("medplum-staging.config.json") });
