import { Monitoring } from "../../../modules/monitoring";
import { checkedByTerraform } from "../inputs";
import * as cases from "./cases";

checkedByTerraform(Monitoring, cases);
