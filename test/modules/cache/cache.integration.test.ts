import { Cache } from "../../../modules/cache";
import { checkedByTerraform } from "../inputs";
import * as cases from "./cases";

checkedByTerraform(Cache, cases);
