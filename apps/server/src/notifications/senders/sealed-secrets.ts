import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** What opening a sealed text gives. */
export type Opened =
  | { readonly text: string }
  /** `EXCALIBUR_AUTH_SECRET` is another one than when it was sealed; or the stored text is not what was sealed for this row. */
  | { readonly problem: "sealed_with_another_auth_secret" | "damaged" };

/** Encrypts secrets that the server must be able to present again, so that a reader of the database can't. */
export interface SealedSecrets {
  /** @param rowId of the row that the text is stored in: it opens for no other one */
  seal(text: string, rowId: string): string;
  open(sealed: string, rowId: string): Opened;
}

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Names the key, so that a text of another one is told from a damaged one. */
const KEY_ID_BYTES = 6;

/** Seals with AES-256-GCM, and a key derived from the auth secret by HKDF. The form is `v1.<id of the key>.<bytes>`. */
export function createSealedSecrets(authSecret: string): SealedSecrets {
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync("sha256", authSecret, "", `excalibur channel secrets: ${purpose}`, bytes));
  const key = derive("key", KEY_BYTES);
  const prefix = `v1.${derive("id", KEY_ID_BYTES).toString("base64url")}.`;
  return {
    seal: (text, rowId) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(rowId));
      const bytes = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return prefix + bytes.toString("base64url");
    },
    open: (sealed, rowId) => {
      if (!sealed.startsWith(prefix)) {
        return { problem: /^v1\.[\w-]{8}\./.test(sealed) ? "sealed_with_another_auth_secret" : "damaged" };
      }
      const bytes = Buffer.from(sealed.slice(prefix.length), "base64url");
      if (bytes.length < IV_BYTES + TAG_BYTES) return { problem: "damaged" };
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(rowId))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
        return { text: text.toString("utf8") };
      } catch {
        return { problem: "damaged" };
      }
    },
  };
}
