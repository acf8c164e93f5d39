import { searchSimulatedSchedules } from "./trials/simulated-schedules.ts";

searchSimulatedSchedules(10_000);
