import { Beanstalk } from "../../../modules/beanstalk";
import { checkedByTerraform } from "../inputs";
import * as cases from "./cases";

checkedByTerraform(Beanstalk, cases);
