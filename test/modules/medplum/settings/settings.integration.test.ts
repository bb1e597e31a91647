import { checkedByTerraform } from "../../inputs";
import { accepted, Parameters, plain, PlainParameters, refused } from "./cases";

describe("parameters", () => checkedByTerraform(Parameters, { accepted, refused }));
describe("plain parameters", () => checkedByTerraform(PlainParameters, plain));
