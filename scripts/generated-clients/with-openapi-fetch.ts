import { createHash, randomBytes } from "node:crypto";
import createClient from "openapi-fetch";
import type { paths } from "./generated/openapi-typescript.d.ts";

const {
  EXCALIBUR_URL: baseUrl = "",
  EXCALIBUR_MANAGEMENT_KEY: managementKey,
  EXCALIBUR_MANAGEMENT_KEY_ID: managementKeyId = "",
  COSIGNED_NOTE: cosignedNote = "",
} = process.env;

/** Notes each request that was answered, for the test that runs this. */
const noted = async (request: Request) => {
  const response = await fetch(request);
  process.stdout.write(`${request.method} ${new URL(request.url).pathname} ${response.status}\n`);
  return response;
};

const { GET, POST, PUT, PATCH, DELETE } = createClient<paths>({
  baseUrl,
  fetch: noted,
  headers: { authorization: `Bearer ${managementKey}` },
});

function answered<Data>({ data, error }: { data?: Data; error?: unknown }): Data {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

const as = (bearer: string) => ({ authorization: `Bearer ${bearer}` });
const ownSecret = () => ({ secretHash: createHash("sha256").update(randomBytes(32)).digest("hex"), hint: "exc_a1B2" });
const once = () => ({ header: { "Idempotency-Key": randomBytes(8).toString("hex") } });
const at = (id: string) => ({ path: { id } });

/** A key, and an executor that is online with it. */
async function connected(name: string) {
  const body = { name, target: { kind: "name" as const, name } };
  const { key, secret } = answered(await POST("/v1/keys", { params: once(), body }));
  const report = { name, kind: "agent" as const, version: "1.4.2" };
  const { executor } = answered(await POST("/v1/sync", { headers: as(secret ?? ""), body: report }));
  return { keyId: key.id, executorId: executor.id, secret: secret ?? "", report };
}

const [one, two, three] = [await connected("one"), await connected("two"), await connected("three")];

const target = { kind: "newExecutor" as const };
const wanted = { name: "host-1", target, labels: { env: "prod" } };
const byName = { path: { externalId: "host-1" } };
const ensured = answered(await PUT("/v1/keys/by-external-id/{externalId}", { params: byName, body: wanted }));
const again = answered(await PUT("/v1/keys/by-external-id/{externalId}", { params: byName, body: wanted }));
if (!ensured.created || again.created || again.key.id !== ensured.key.id) throw new Error("created twice");
const names = answered(await GET("/v1/keys/by-external-id", { params: { query: { limit: "200" } } }));
const { id } = ensured.key;

const query = { search: "host", status: "active" as const, label: ["env=prod"] };
const page = answered(await GET("/v1/keys", { params: { query } }));
if (page.items[0]?.id !== id || names.items.length !== 1) throw new Error("not listed");
// @ts-expect-error A name is text: what is answered has types.
const _count: number | undefined = page.items[0]?.name;
const note: string = answered(await PATCH("/v1/keys/{id}", { params: at(id), body: { note: "rack 7" } })).note;
const { status, labels } = answered(await GET("/v1/keys/{id}", { params: at(id) }));
if (status !== "active" || labels["env"] !== "prod" || note !== "rack 7") throw new Error("not as it was changed");
answered(await GET("/v1/keys/{id}/activity", { params: at(one.keyId) }));
answered(await POST("/v1/keys/{id}/pause", { params: at(id), body: { minutes: 5 } }));
answered(await POST("/v1/keys/{id}/resume", { params: at(id) }));

answered(await POST("/v1/keys/{id}/renew", { params: at(one.keyId), body: {} }));
answered(await POST("/v1/renew", { headers: as(one.secret), body: { ...one.report, ...ownSecret() } }));
answered(await POST("/v1/keys/renew-many", { body: { ids: [two.keyId] } }));
answered(await POST("/v1/executors/{id}/renew", { params: at(three.executorId) }));

answered(await GET("/v1/keys/facets/{facet}", { params: { path: { facet: "label" }, query: { search: "host" } } }));
answered(await POST("/v1/keys/preview", { body: { facets: { labels: ["env=prod"] } } }));

const rotation = { oldKeyEnds: { kind: "now" as const } };
const rotated = answered(await POST("/v1/keys/{id}/rotate", { params: at(id), body: rotation }));
const rotatedMany = answered(await POST("/v1/keys/rotate-many", { body: { ids: [rotated.key.id], ...rotation } }));
const last = rotatedMany.rotated[0]?.key.id ?? "";
answered(await POST("/v1/keys/label-many", { body: { ids: [last], set: { env: "test" }, remove: ["team"] } }));
answered(await POST("/v1/keys/revoke-many", { body: { ids: [last], reason: "retired" } }));
answered(await POST("/v1/keys/delete-many", { body: { ids: [last] } }));
answered(await DELETE("/v1/keys/{id}", { params: at(id) }));
answered(await POST("/v1/keys/{id}/revoke", { params: at(one.keyId), body: { reason: "retired" } }));
const refused = await POST("/v1/keys/{id}/revoke", { params: at(one.keyId), body: {} });
if (refused.error?.reason !== "key_revoked") throw new Error("not refused as documented");
answered(await GET("/v1/policy"));
const policy = { defaultLifeDays: 90 };
const { ended } = answered(await POST("/v1/policy/preview", { body: policy })).shortened;
answered(await PATCH("/v1/policy", { body: { ...policy, expectedEnded: ended } }));

const code = answered(await POST("/v1/codes", { body: { namePattern: "web-{n}", maxUses: 2 } }));
const enrolled = { name: "web-1", kind: "agent" as const, version: "1.4.2", ...ownSecret() };
answered(await POST("/v1/enroll", { headers: as(code.secret), body: enrolled }));
answered(await GET("/v1/codes"));
answered(await GET("/v1/codes/{id}/uses", { params: at(code.code.id) }));
answered(await POST("/v1/codes/{id}/revoke", { params: at(code.code.id) }));
answered(await GET("/v1/locked-out-executors"));
answered(await POST("/v1/codes/for-locked-out", { body: {} }));

const place = "bareMetal" as const;
answered(await POST("/v1/executors/connect", { body: { name: "four", place } }));
answered(await GET("/v1/recipes/{place}/{name}", { params: { path: { place, name: "four" } } }));
answered(await GET("/v1/executors/facets/{facet}", { params: { path: { facet: "version" } } }));
answered(await GET("/v1/executors/{id}/keys", { params: at(two.executorId) }));
answered(await GET("/v1/executors", { params: { query: { online: "true" } } }));
answered(await PATCH("/v1/executors/{id}", { params: at(two.executorId), body: { labels: { site: "fra1" } } }));
answered(await GET("/v1/executors/{id}", { params: at(two.executorId) }));
answered(await GET("/v1/executors/{id}/activity", { params: at(two.executorId) }));
answered(await POST("/v1/executors/{id}/revoke-access", { params: at(two.executorId) }));
answered(await DELETE("/v1/executors/{id}", { params: at(two.executorId) }));

answered(await GET("/v1/events", { params: { query: { executorId: two.executorId } } }));
answered(await GET("/v1/audit", { params: { query: { limit: "5" } } }));
if (!answered(await GET("/v1/audit/verify")).ok) throw new Error("the chain is broken");
const lines = { params: { query: { format: "jsonl" as const } }, parseAs: "text" as const };
for (const list of ["keys", "executors", "events", "audit", "members"] as const) {
  const text: string = answered(await GET(`/v1/${list}/export`, lines));
  if (list === "members") JSON.parse(text);
}

answered(await GET("/v1/members"));
answered(await GET("/v1/members/former"));

// Nothing has this name: what is sent there fails.
const receiver = { kind: "webhook" as const, url: "https://hooks.invalid/excalibur" };
const made = answered(await POST("/v1/channels", { params: once(), body: { name: "On call", receiver } }));
const named = { path: { name: "On call" } };
const found = answered(await PUT("/v1/channels/by-name/{name}", { params: named, body: { receiver } }));
if (found.created || found.channel.id !== made.channel.id) throw new Error("created twice");
const channel = at(made.channel.id);
answered(await PATCH("/v1/channels/{id}", { params: channel, body: { leastLevel: "critical" } }));
answered(await POST("/v1/channels/{id}/rotate-secret", { params: channel }));
const { messageId } = answered(await POST("/v1/channels/{id}/test", { params: channel })).delivery;
const message = { path: { id: made.channel.id, messageId } };
answered(await GET("/v1/channels/{id}/deliveries", { params: channel }));
answered(await POST("/v1/channels/{id}/deliveries/{messageId}/send-again", { params: message }));
answered(await GET("/v1/channels"));
answered(await DELETE("/v1/channels/{id}", { params: channel }));

answered(await GET("/v1/audit/witnesses"));
answered(await POST("/v1/audit/cosignatures", { params: once(), body: { note: cosignedNote } }));

const rows = answered(await GET("/v1/audit/stream", { parseAs: "stream" }))?.getReader();
const { value } = (await rows?.read()) ?? {};
await rows?.cancel();
JSON.parse(new TextDecoder().decode(value).split("\n")[0] ?? "");

answered(await POST("/v1/management-keys/{id}/end", { params: at(managementKeyId) }));
