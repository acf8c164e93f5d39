import { tryDocumentedProgram } from "./trials/documented-program.ts";

tryDocumentedProgram("manage_keys.go", ["go", "run"]);
