import { searchSimulatedSchedules } from "./trials/simulated-schedules.ts";

searchSimulatedSchedules(100);
