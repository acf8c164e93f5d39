/** The same as `engines` of package.json. */
const OLDEST = 20;

// Imported before anything else: what comes next asks things of Node that older ones don't know.
if (Number.parseInt(process.versions.node, 10) < OLDEST) {
  console.error(
    `excalibur-executor needs Node ${OLDEST} or later; this is Node ${process.versions.node} (${process.execPath}).`,
  );
  process.exit(78);
}
