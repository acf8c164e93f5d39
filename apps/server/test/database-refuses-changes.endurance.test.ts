import { tryTrouble } from "./trials/database-refuses-changes.ts";

tryTrouble("every statement of PostgreSQL meets its time limit");
