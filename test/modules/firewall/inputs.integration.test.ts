import { Firewall } from "../../../modules/firewall";
import { checkedByTerraform } from "../inputs";
import * as cases from "./cases";

checkedByTerraform(Firewall, cases);
