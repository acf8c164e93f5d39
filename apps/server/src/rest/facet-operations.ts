import { EXECUTOR_FACETS, KEY_FACETS } from "@excalibur/api/contract";
import { z } from "zod";
import { facet } from "./answers.ts";
import { executorFilter, executorFilterOf } from "./executor-filter.ts";
import { keyFilter, keyFilterOf } from "./key-filter.ts";
import { always } from "./operation-parts.ts";
import type { Operation } from "./operation.ts";

const DESCRIPTION =
  "What the filter says of the facet itself does not narrow its values. A count with `hasMore` is a lower bound, also where it is 0.";

/** What lists can be narrowed by, with the values that there are. */
export const facetOperations: readonly Operation[] = [
  {
    id: "readKeyFacet",
    method: "GET",
    path: "/v1/keys/facets/{facet}",
    tag: "Keys",
    summary: "Read the values of a facet, and how many keys each of them would leave.",
    description: DESCRIPTION,
    procedure: "apiKeys.facet",
    parameters: { facet: { schema: z.enum(KEY_FACETS), description: "The facet.", example: "label" } },
    query: z.strictObject(keyFilter),
    input: ({ path, query }) => ({ ...keyFilterOf(query), ...path }),
    answer: { component: "Facet", schema: facet },
    status: always(200),
    refusals: [],
  },
  {
    id: "readExecutorFacet",
    method: "GET",
    path: "/v1/executors/facets/{facet}",
    tag: "Executors",
    summary: "Read the values of a facet, and how many executors each of them would leave.",
    description: DESCRIPTION,
    procedure: "executors.facet",
    parameters: { facet: { schema: z.enum(EXECUTOR_FACETS), description: "The facet.", example: "version" } },
    query: z.strictObject(executorFilter),
    input: ({ path, query }) => ({ ...executorFilterOf(query), ...path }),
    answer: { component: "Facet", schema: facet },
    status: always(200),
    refusals: [],
  },
];
