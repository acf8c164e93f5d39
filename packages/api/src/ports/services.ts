import type { ExecutorPlace, Recipe } from "../contract/executors.ts";
import type { ExecutorKind } from "../contract/sync.ts";
import type { SecretKind } from "../domain/key-secret.ts";
import type { ManagementKeyAccess } from "./management-key-store.ts";
import type { ActingMember, ManagementKeyCaller, SignedInUser } from "./session.ts";
import type { SyncRefusalReason } from "../domain/refusals.ts";
import type { CredentialSource, SyncRecorder } from "./credentials.ts";
import type { RunChange } from "./change.ts";
import type { Reads } from "./reads.ts";
import type { LiveBus } from "./live-bus.ts";
import type { WitnessKeys } from "./witness-store.ts";
import type { SendMail } from "./mail.ts";

/** Makes and hashes secrets. */
export interface SecretSource {
  /** A fresh secret from the system's random source: `exc_…`, or `exm_…` for a management key. */
  create(kind?: SecretKind): string;
  /** SHA-256, hexadecimal. */
  hash(secret: string): string;
  /** The secret of a link: 256 bits, 43 characters of base64url. */
  createLinkToken(): string;
}

/** Makes, hashes and guards enrolment codes. */
export interface EnrolmentGate {
  /** A fresh code, without the hyphen that people see in it. */
  create(): string;
  /** HMAC-SHA-256, hexadecimal: a code alone is too short to be stored as a plain hash. */
  hash(code: string): string;
  /** Wrong codes by the address they come from. */
  readonly byAddress: GuessLimit;
  /** Codes that exist and can't be used, by their organization. */
  readonly byOrganization: GuessLimit;
}

/** Makes, hashes and guards the codes with which commands log in. */
export interface LoginGate {
  /** A fresh code for people, without the hyphen that they see in it. */
  createCode(): string;
  /** HMAC-SHA-256, hexadecimal: such a code alone is too short to be stored as a plain hash. */
  hashCode(code: string): string;
  /** Wrong codes by the user who types them. */
  readonly byUser: GuessLimit;
  /** Device codes that are none, by the address they come from. */
  readonly byAddress: GuessLimit;
  /** Logins that begin, by address. */
  readonly begun: ChangeAllowance;
  /** Questions about one login, by the hash of its device code. */
  readonly polls: ChangeAllowance;
}

/** Slow salted hashes of passwords, as sign-in checks them. */
export interface PasswordHashing {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}

/** Counts wrong guesses by what they are made at, and judges no more of them than are allowed. */
export interface GuessLimit {
  /**
   * Has a guess judged, after those at the same subject that came before. It takes a point beforehand, which it gets back
   * unless the guess turns out to be wrong.
   * @param guess gives what a right guess is for; null when it is wrong.
   * @throws Refusal `rate_limited` when no point is left, or `busy` when too many wait: nothing was judged then.
   */
  judge<Result>(subject: string, guess: () => Promise<Result | null>): Promise<Result | null>;
}

/** Addresses of this server that are handed to people. */
export interface LinkBook {
  /** @param path with its leading slash. @param token follows after `#`, which is never sent to a server. */
  write(path: string, token: string): string;
  /** The address at which a calendar is read. */
  calendar(token: string): string;
}

/** What channels need from outside. */
export interface ChannelGate {
  /** A fresh secret that signs a webhook's messages: `whsec_…`. */
  createSecret(): string;
  /** Encrypts a text for the row of a channel. */
  seal(text: string, channelId: string): string;
  /** Reads it back; null when it was sealed for another row or with another secret of the server. */
  open(sealed: string, channelId: string): string | null;
  /** Why messages may not be posted to an address, in words; null: as far as is known now, they may. In bounded time. */
  addressProblem(url: string): Promise<string | null>;
  /** Whether the server can send mail. */
  readonly hasMail: boolean;
  /** Has this process look for messages from now on, since there is a channel. */
  expectMessages(): void;
  /** Tries a message of a channel now. What came of it is in its row. */
  sendNow(message: { organizationId: string; channelId: string; messageId: string }): Promise<void>;
}

/** What setting up the first owner needs from outside. */
export interface SetupGate {
  /** Whether this is the setup code. Takes the same time for every wrong one. */
  isCode(code: string): boolean;
  /** Wrong codes, by the address they come from. */
  readonly guesses: GuessLimit;
}

/** Which executor renews which key. */
export interface TurnOfRenewal {
  readonly keyId: string;
  readonly executorId: string;
}

/** Has executors renew their keys a few at a time: many are asked, or come to be due by the policy, at one moment. */
export interface RenewalTurns {
  /** @returns whether this executor may be told to renew this key now; else it is told at a later sync. */
  take(renewal: TurnOfRenewal): boolean;
  /** The executor has said that it renews nothing. */
  giveBack(renewal: TurnOfRenewal): void;
}

/** Writes what an operator runs to connect an executor. */
export interface RecipeBook {
  write(place: ExecutorPlace, executor: { name: string; kind: ExecutorKind }): Promise<Recipe>;
}

export type SyncOutcome = "accepted" | SyncRefusalReason | "fault";

/** What the use cases need from outside. */
export interface Services {
  /** To show and to store. What is judged by it comes from the database, or from a key. */
  readonly now: () => Date;
  /** Milliseconds of a monotonic clock: for every age and time-out within this process. */
  readonly monotonicMs: () => number;
  /** Since when this server process has been up to receive syncs. */
  readonly watchingSince: Date;
  readonly newId: (prefix: "key" | "mgk" | "exe" | "org" | "usr" | "inv" | "cod" | "chn" | "msg" | "wit") => string;
  readonly secrets: SecretSource;
  readonly enrolments: EnrolmentGate;
  readonly logins: LoginGate;
  readonly channels: ChannelGate;
  readonly data: Reads;
  /** For `change`, which use cases call instead. */
  readonly runChange: RunChange;
  readonly credentials: CredentialSource;
  readonly managementKeys: ManagementKeyAccess;
  readonly witnessKeys: WitnessKeys;
  readonly syncs: SyncRecorder;
  readonly live: Pick<LiveBus, "open">;
  readonly setup: SetupGate;
  readonly passwords: PasswordHashing;
  /** Changes by people who are signed in, by user, and by programs, by management key. */
  readonly changes: ChangeAllowance;
  /** Requests by programs, by management key. */
  readonly managementRequests: ChangeAllowance;
  /** Renewals, by organization and executor. */
  readonly renewals: ChangeAllowance;
  readonly renewalTurns: RenewalTurns;
  /** Sign-ins, by user. */
  readonly signIns: ChangeAllowance;
  /** Wrong passwords and codes of people who are signed in, by user. */
  readonly guesses: GuessLimit;
  /** Whether an authenticator app with this encrypted secret shows the code now, or did or will within 30 s. */
  readonly isTwoFactorCode: (encryptedSecret: string, code: string) => Promise<boolean>;
  readonly links: LinkBook;
  /** Null: no mail server is configured, and links are shown to be copied. */
  readonly sendMail: SendMail | null;
  readonly recipes: RecipeBook;
  /** Whether a fault means that the database can't be asked now. */
  readonly isUnavailable: (fault: unknown) => boolean;
  /** Told of every sync's outcome, for metrics. */
  readonly observeSync: (outcome: SyncOutcome) => void;
  readonly version: string;
}

/** Bounds what one user or management key may do in a while. */
export interface ChangeAllowance {
  /** Counts one more, in one step with judging it. @returns null when it is allowed, else the milliseconds to wait. */
  take(id: string): Promise<number | null>;
}

/** One request, as the procedures see it. */
export interface RequestContext {
  readonly services: Services;
  readonly requestId: string;
  readonly receivedAt: Date;
  readonly sourceAddress: string;
  readonly authorization: string | undefined;
  /** The management key in `authorization`, where this request has been identified and counted already. */
  readonly identifiedKey?: ManagementKeyCaller | undefined;
  /** Which organization the request names, as it was sent: `readNamedOrganization` reads it. */
  readonly organizationHeader: string | undefined;
  /** Reads the session behind the request's cookie or token; null when there is none or it has ended. */
  readonly findSession: () => Promise<SignedInUser | null>;
  /** The same, read again: for requests that last longer than their first read. */
  readonly findSessionAgain: () => Promise<SignedInUser | null>;
  /** Gives the session's user an authenticator app's secret, not in force yet. Asks for the password once more. */
  readonly prepareTwoFactor: (password: string) => Promise<{ uri: string; recoveryCodes: string[] }>;
}

/** A request of a signed-in user. */
export interface UserRequest extends RequestContext {
  readonly user: SignedInUser;
}

/** A request made by a member of an organization. */
export interface MemberRequest extends RequestContext {
  readonly member: ActingMember;
}
