import { testSigterm } from "../testing/npm-run.mjs";

// The endurance lane ends the desktop app, sends the signal to each of the others, and closes the terminal.
testSigterm([["server", "npm", 0]]);
