import { Firewall } from "../../../modules/firewall";
import { describeInputs } from "../inputs";
import * as cases from "./cases";

describeInputs(Firewall, cases);
