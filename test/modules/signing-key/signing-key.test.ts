import { SigningKey } from "../../../modules/signing-key";
import { checkedAtSynth } from "../inputs";
import { accepted, refused } from "./cases";

checkedAtSynth(SigningKey, { accepted, refused });
