import { Medplum } from "../../../modules/medplum";
import { checkedAtSynth } from "../inputs";
import { accepted, refused, refusedAtSynth } from "./cases";

checkedAtSynth(Medplum, { accepted, refused: { ...refused, ...refusedAtSynth } });
