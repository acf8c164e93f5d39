import { testDesktopEnd, testSigterm } from "../testing/npm-run.mjs";

testSigterm([
  ["server", "what it runs", 1],
  ["server", "the server", -1],
  ["start", "npm", 0],
  ["start", "the server", -1],
]);
testDesktopEnd("by the signal");
testDesktopEnd("with the status of a program that quits by it");
