const LOOK_FOR_PARENT_MS = 500;

/**
 * Has a process and its child end together: SIGTERM ends the child, which ends this process. So does the end of the process
 * that started this one: a shell between them passes no signal on.
 * @param child the process that does the work.
 */
export function stopTogether(child) {
  const parent = process.ppid;
  const stop = () => child.kill("SIGTERM");
  process.on("SIGTERM", stop);
  // The child gets Ctrl-C from the terminal itself; this process only waits for it to finish.
  process.on("SIGINT", () => {});
  // To a server it means: replace your workers. A terminal that closes ends npm as well, and so everything.
  if (process.platform !== "win32") process.on("SIGHUP", () => child.kill("SIGHUP"));
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, LOOK_FOR_PARENT_MS);
  timer.unref();
}
