import { FileStorage } from "../../../modules/file-storage";
import { checkedByTerraform } from "../inputs";
import { accepted, refused } from "./cases";

checkedByTerraform(FileStorage, { accepted, refused });
