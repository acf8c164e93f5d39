import { tryKeysByShellLoop } from "./trials/keys-by-shell-loop.ts";

tryKeysByShellLoop(2);
