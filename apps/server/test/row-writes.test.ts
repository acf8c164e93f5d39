import { tryRowWrites } from "./trials/row-writes.ts";

tryRowWrites(20);
