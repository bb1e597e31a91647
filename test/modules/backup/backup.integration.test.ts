import { Backup } from "../../../modules/backup";
import * as cases from "./cases";
import { checkedByTerraform } from "../inputs";

checkedByTerraform(Backup, cases);
