import { trySoak } from "./trials/soak.ts";

trySoak(24);
