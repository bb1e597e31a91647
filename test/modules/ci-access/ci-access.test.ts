import { CiAccess } from "../../../modules/ci-access";
import { checkedAtSynth } from "../inputs";
import { accepted, refused } from "./cases";

checkedAtSynth(CiAccess, { accepted, refused });
