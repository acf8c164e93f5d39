import { connectExecutorInput, EXECUTOR_PLACES, KEY_STATUSES } from "@excalibur/api/contract";
import { z } from "zod";
import { apiKey, instant, nextCursor } from "./answers.ts";
import { always, executorId, page } from "./operation-parts.ts";
import type { Operation } from "./operation.ts";

const recipe = {
  recipe: z.string().meta({ description: "What is run there, with {{apiKey}} where the secret belongs." }),
  serverUrl: z.string(),
  isLoopback: z.boolean().meta({ description: "Whether that address leads every machine to itself." }),
};
const bindings = z.object({
  items: z.array(
    z.object({
      key: z.object({ id: z.string(), name: z.string(), status: z.enum([...KEY_STATUSES, "deleted"]) }),
      from: instant,
      until: instant.nullable().meta({ description: "When it moved to the next one; null: it is bound to this one." }),
    }),
  ),
  nextCursor,
});

/** The operations that connect executors to their keys. */
export const connectOperations: readonly Operation[] = [
  {
    id: "connectExecutor",
    method: "POST",
    path: "/v1/executors/connect",
    tag: "Executors",
    summary: "Create a key for an executor that is not there yet, with the text that connects it.",
    description: "The key's secret is in the answer, once.",
    procedure: "executors.connect",
    body: {
      component: "NewExecutor",
      schema: connectExecutorInput,
      example: { name: "prod-1", place: "kubernetes", expiresInDays: 90 },
    },
    input: ({ body }) => body,
    answer: {
      component: "ConnectedExecutor",
      schema: z.object({ key: apiKey, secret: z.string().meta({ description: "In this answer only." }), ...recipe }),
    },
    status: always(201),
    refusals: ["executor_exists", "key_life_too_long"],
  },
  {
    id: "readRecipe",
    method: "GET",
    path: "/v1/recipes/{place}/{name}",
    tag: "Executors",
    summary: "Read the text that gives an executor its key.",
    procedure: "executors.recipe",
    parameters: {
      place: { schema: z.enum(EXECUTOR_PLACES), description: "Where the executor runs.", example: "bareMetal" },
      name: { schema: connectExecutorInput.shape.name, description: "The executor's name.", example: "prod-1" },
    },
    input: ({ path }) => path,
    answer: { component: "Recipe", schema: z.object(recipe) },
    status: always(200),
    refusals: [],
  },
  {
    id: "listExecutorKeys",
    method: "GET",
    path: "/v1/executors/{id}/keys",
    tag: "Executors",
    summary: "List the keys that an executor has been bound to, the newest first.",
    procedure: "executors.keyHistory",
    parameters: executorId,
    query: z.strictObject(page),
    input: ({ path, query }) => ({ ...query, ...path }),
    answer: { component: "ExecutorKeyPage", schema: bindings },
    status: always(200),
    refusals: ["executor_not_found"],
  },
];
