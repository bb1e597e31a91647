import { outcomesTable } from "../../app/medplum-config/outcomes";
import { betweenMarkers } from "./markers";

/** The README of the module medplum with the table of Medplum's own configuration file regenerated. */
export const withConfiguration = (readme: string): string =>
  betweenMarkers(readme, "configuration file", outcomesTable(), "modules/medplum/README.md");
