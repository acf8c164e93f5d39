import { tryTrouble } from "./trials/database-refuses-changes.ts";

tryTrouble("PostgreSQL is read-only");
tryTrouble("the disk of SQLite is full");
