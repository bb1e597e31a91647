import { Secrets } from "../../../modules/secrets";
import { checkedByTerraform } from "../inputs";
import { accepted, refused } from "./cases";

checkedByTerraform(Secrets, { accepted, refused });
