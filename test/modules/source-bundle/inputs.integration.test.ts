import { SourceBundle } from "../../../modules/source-bundle";
import { checkedByTerraform } from "../inputs";
import * as cases from "./cases";

checkedByTerraform(SourceBundle, cases);
