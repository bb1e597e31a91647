import { Monitoring } from "../../../modules/monitoring";
import { describeInputs } from "../inputs";
import * as cases from "./cases";

describeInputs(Monitoring, cases);
