import { Redcap } from "../../../modules/redcap";
import { checkedByTerraform } from "../inputs";
import * as cases from "./cases";

checkedByTerraform(Redcap, cases);
