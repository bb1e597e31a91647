import { Backup } from "../../../modules/backup";
import * as cases from "./cases";
import { describeInputs } from "../inputs";

describeInputs(Backup, cases);
