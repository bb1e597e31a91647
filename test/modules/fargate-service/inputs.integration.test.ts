import { FargateService } from "../../../modules/fargate-service";
import { checkedByTerraform } from "../inputs";
import * as cases from "./cases";

checkedByTerraform(FargateService, cases);
