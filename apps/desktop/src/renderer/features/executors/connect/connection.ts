import type { ApiKeyView, CodeView, ExecutorPlace, Recipe } from "@excalibur/api/contract";
import type { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";

/** What connecting has made: a key, its secret this once, and the recipe with the secret's place left open. */
export interface Connection extends Recipe {
  place: ExecutorPlace;
  name: string;
  key: ApiKeyView;
  secret: OneTimeSecret;
}

/** A code with which an executor's host makes the key itself. */
export interface Enrolment {
  name: string;
  code: CodeView;
  /** The code as it is typed. */
  secret: OneTimeSecret;
  serverUrl: string;
}
