import { tryManagementKeyUnderLoad } from "./trials/management-key-under-load.ts";

tryManagementKeyUnderLoad({ rounds: 10, requests: 200 });
