import { dialects } from "@excalibur/db/testing";
import { tryRevocationsUnderLoad } from "./trials/revocation-under-load.ts";

tryRevocationsUnderLoad(25, dialects);
