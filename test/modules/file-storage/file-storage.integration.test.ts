import { FileStorage } from "../../../modules/file-storage";
import { checkedByTerraform } from "../checkers";
import { accepted, refused } from "./cases";

checkedByTerraform(FileStorage, { accepted, refused });
