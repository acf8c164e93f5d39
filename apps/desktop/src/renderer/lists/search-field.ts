import { z } from "zod";
import { withoutSecrets } from "../server/without-secrets.ts";

const MAX_SEARCH_LENGTH = 100;

/** What is searched for, as a list keeps it in the page's address. */
export const searchParameter = z.string().max(MAX_SEARCH_LENGTH).transform(withoutSecrets).optional().catch(undefined);
