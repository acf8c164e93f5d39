import type { App } from "electron";

/** SIGTERM's number, and the status with which a shell reports a process that it ended. */
const SIGTERM = 15;
const TERMINATED = 128 + SIGTERM;

/**
 * Quits as by the menu when this process, or one of its windows or helper processes, gets SIGTERM, and exits with status 143.
 * The status distinguishes a terminated app from a closed window.
 */
export function quitWhenTerminated(app: App): void {
  let isTerminated = false;
  const terminate = () => {
    isTerminated = true;
    app.quit();
  };
  // Once Electron is ready: before, it puts a handler of its own in place, which ends the app with status 0.
  void app.whenReady().then(() => process.on("SIGTERM", terminate));
  app.on("render-process-gone", (_event, _contents, { exitCode }) => exitCode === SIGTERM && terminate());
  app.on("child-process-gone", (_event, { exitCode }) => exitCode === SIGTERM && terminate());
  app.on("quit", () => {
    if (isTerminated) process.exit(TERMINATED);
  });
}
