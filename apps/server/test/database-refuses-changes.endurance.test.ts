import { tryTrouble } from "./trials/database-refuses-changes.ts";

tryTrouble("every statement of PostgreSQL meets its time limit");
tryTrouble("PostgreSQL is read-only");
tryTrouble("the disk of SQLite is full");
