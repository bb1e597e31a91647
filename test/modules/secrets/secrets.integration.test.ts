import { Secrets } from "../../../modules/secrets";
import { checkedByTerraform } from "../checkers";
import { accepted, refused } from "./cases";

checkedByTerraform(Secrets, { accepted, refused });
