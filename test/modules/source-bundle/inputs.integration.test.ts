import { SourceBundle } from "../../../modules/source-bundle";
import { describeInputs } from "../inputs";
import * as cases from "./cases";

describeInputs(SourceBundle, cases);
