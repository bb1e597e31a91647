import { CiAccess } from "../../../modules/ci-access";
import { checkedByTerraform } from "../inputs";
import { accepted, refused } from "./cases";

checkedByTerraform(CiAccess, { accepted, refused });
