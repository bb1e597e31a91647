import { SourceBundle } from "../../../modules/source-bundle";
import { checkedAtSynth } from "../inputs";
import * as cases from "./cases";

checkedAtSynth(SourceBundle, cases);
