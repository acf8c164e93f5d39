import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { refuse, RequestClaimedError, type ClaimedRequest } from "@excalibur/api/server";
import { isUniqueViolation, type Database } from "@excalibur/db";
import { sha256 } from "../secrets.ts";

/** What was answered to a request. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

/** A request that its program has named, so that it can be sent again without being done again. */
export interface NamedRequest {
  readonly claim: ClaimedRequest;
  /** The idempotency key, as it was sent. */
  readonly idempotencyKey: string;
  /** The management key's secret. Answers may hold the secret of an API key, so they are encrypted with a key made of it. */
  readonly secret: string;
}

/** Milliseconds from the commit of a change until its answer is stored, at most: the change waits until it is enforced. */
const ANSWERED_WITHIN_MS = 60_000;
const RETRY_MS = 1_000;
/** Characters of an answer that is kept. The lists of what 10,000 keys became are longer. */
const MAX_ANSWER_LENGTH = 1_000_000;
/** The same where nothing was changed: such a request can be answered again, and one that may only read must not fill the database. */
const MAX_UNCHANGED_LENGTH = 4_000;

const ALGORITHM = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Answers to requests of programs, kept by idempotency key until `forgetOldRows` deletes them. */
export class KeptAnswers {
  readonly #requests: Database["client"]["idempotentRequest"];
  readonly #now: () => Date;

  constructor({ client }: Pick<Database, "client">, now: () => Date) {
    this.#requests = client.idempotentRequest;
    this.#now = now;
  }

  /**
   * @returns the answer that was given to the same request; null when the request has not been carried out.
   * @throws Refusal `idempotency_key_reused`, `idempotency_key_in_use` or `idempotency_answer_lost`.
   */
  async find({ claim, ...keys }: NamedRequest): Promise<KeptAnswer | null> {
    const row = await this.#requests.findUnique({ where: idOf(claim) });
    if (row === null) return null;
    if (row.requestHash !== claim.requestHash) throw refuse("idempotency_key_reused");
    if (row.answer !== null) return JSON.parse(open(row.answer, keys)) as KeptAnswer;
    const isRecent = this.#now().getTime() - row.claimedAt.getTime() < ANSWERED_WITHIN_MS;
    throw isRecent ? refuse("idempotency_key_in_use", { retryAfterMs: RETRY_MS }) : refuse("idempotency_answer_lost");
  }

  /**
   * Keeps the answer to a request that was carried out. One that changed nothing is claimed with its answer. An answer that is too
   * long is not kept.
   * @throws RequestClaimedError when a request with the same key was answered meanwhile.
   */
  async keep({ claim, ...keys }: NamedRequest, answer: KeptAnswer): Promise<void> {
    const text = JSON.stringify(answer);
    if (text.length > MAX_ANSWER_LENGTH) return;
    const kept = { answer: seal(text, keys) };
    const { count } = await this.#requests.updateMany({ where: { ...claim, answer: null }, data: kept });
    if (count > 0 || text.length > MAX_UNCHANGED_LENGTH) return;
    await this.#requests.create({ data: { ...claim, claimedAt: this.#now(), ...kept } }).catch((error: unknown) => {
      throw isUniqueViolation(error) ? new RequestClaimedError() : error;
    });
  }

  /** Lets a refused request be sent again. A change that ends in a refusal may have claimed it; it has changed nothing else. */
  async release({ claim }: NamedRequest): Promise<void> {
    await this.#requests.deleteMany({ where: { ...claim, answer: null } });
  }
}

/** @param request method, path and body. */
export function claimOf(
  owner: Pick<ClaimedRequest, "organizationId" | "managementKeyId">,
  idempotencyKey: string,
  request: readonly unknown[],
): ClaimedRequest {
  return { ...owner, keyHash: sha256(idempotencyKey), requestHash: sha256(JSON.stringify(request)) };
}

function idOf({ managementKeyId, keyHash }: ClaimedRequest) {
  return { managementKeyId_keyHash: { managementKeyId, keyHash } };
}

type Keys = Pick<NamedRequest, "idempotencyKey" | "secret">;

function cipherKey({ idempotencyKey, secret }: Keys): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, idempotencyKey, "excalibur kept answer", 32));
}

function seal(text: string, keys: Keys): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, cipherKey(keys), iv);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
}

function open(sealed: string, keys: Keys): string {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv(ALGORITHM, cipherKey(keys), bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
}
