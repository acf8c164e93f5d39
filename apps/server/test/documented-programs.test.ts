import { tryDocumentedProgram } from "./trials/documented-program.ts";

tryDocumentedProgram("manage_keys.py", ["python3"]);
