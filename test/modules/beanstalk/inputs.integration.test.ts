import { Beanstalk } from "../../../modules/beanstalk";
import { describeInputs } from "../inputs";
import * as cases from "./cases";

describeInputs(Beanstalk, cases);
