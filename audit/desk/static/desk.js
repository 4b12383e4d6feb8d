import { article } from "./common.js";
import { reviewing } from "./article.js";
import { listing } from "./list.js";

if (article) reviewing(); else listing();
