import { tryRevocationsUnderLoad } from "./trials/revocation-under-load.ts";

tryRevocationsUnderLoad(1, ["sqlite"]);
