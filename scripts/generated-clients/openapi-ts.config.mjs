/** How `@hey-api/openapi-ts` writes its client: so that Node runs it as it is. */
export default {
  output: { path: "generated/hey-api", module: { extension: ".ts" } },
};
