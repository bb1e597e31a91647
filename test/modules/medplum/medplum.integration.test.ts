import { Medplum } from "../../../modules/medplum";
import { checkedByTerraform } from "../inputs";
import { accepted, refused } from "./cases";

checkedByTerraform(Medplum, { accepted, refused });
