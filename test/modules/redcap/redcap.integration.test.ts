import { Redcap } from "../../../modules/redcap";
import { describeInputs } from "../inputs";
import * as cases from "./cases";

describeInputs(Redcap, cases);
