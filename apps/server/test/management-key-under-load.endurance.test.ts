import { tryManagementKeyUnderLoad } from "./trials/management-key-under-load.ts";

tryManagementKeyUnderLoad({ rounds: 10, later: 200 });
