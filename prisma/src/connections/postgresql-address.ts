import { closest } from "fastest-levenshtein";

/** What TLS to PostgreSQL checks. Stricter than libpq: an encrypted connection checks the server's certificate, except with `no-verify`. */
const TLS_MODES = {
  disable: "none",
  "no-verify": "unchecked",
  require: "checked",
  "verify-ca": "authority",
  "verify-full": "checked",
} as const;

/** Modes of libpq that fall back to plain text without a word. */
const FALLS_BACK = ["prefer", "allow"];

const PARAMETERS = ["schema", "sslmode", "sslrootcert", "sslcert", "sslkey", "host"] as const;

/** What other programs read there, and what stands for it here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  application_name: "the server names its connections itself",
  connection_limit: "set EXCALIBUR_DATABASE_CONNECTIONS instead",
  currentschema: "write schema instead",
  options: "for a schema write schema=name; other settings belong to the role (ALTER ROLE … SET …)",
  pgbouncer: "leave it out; a pooler has to be in session mode",
  search_path: "write schema instead",
  ssl: "write sslmode=verify-full instead",
  uselibpqcompat: "leave it out; docs/operating.md says what each sslmode means here",
};

const ENCODING =
  "In a user name or password write each of : / ? # [ ] @ % as its percent-encoding, such as %23 for # and %2F for /";

export const DEFAULT_SCHEMA = "public";
/** As part of names of channels too, which may have 63 bytes. */
const SCHEMA = /^[a-z_][a-z0-9_]{0,31}$/;

export interface PostgresqlAddress {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  /** Empty: the name of the user that this process runs as. */
  readonly user: string;
  readonly password: string | null;
  readonly database: string;
  /** The schema of all tables. The role's search path is not used. */
  readonly schema: string;
  readonly tls: (typeof TLS_MODES)[keyof typeof TLS_MODES];
  /** Paths of PEM files; null when not given. */
  readonly files: {
    readonly authority: string | null;
    readonly certificate: string | null;
    readonly key: string | null;
  };
}

/** An address of a database can't be used. The message goes behind the setting's name, and never holds a password. */
export class DatabaseAddressError extends Error {
  override readonly name = "DatabaseAddressError";
}

/**
 * Reads `postgresql://user:password@host:5432/database?parameters`, and refuses parameters that would have no effect.
 * @throws DatabaseAddressError
 */
export function readPostgresqlAddress(url: string): PostgresqlAddress {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new DatabaseAddressError("is not a postgresql:// address; leave it out to use the embedded database");
  }
  // `postgresql://user@/database?host=/run/postgresql` names its host elsewhere.
  const text = url.replace(/^(postgres(?:ql)?:\/\/[^/?#]*@)(?=\/)/, "$1placeholder");
  if (!URL.canParse(text)) throw new DatabaseAddressError(`can't be read as an address. ${ENCODING}`);
  const parsed = new URL(text);
  if (parsed.hash !== "" || url.includes("#")) throw new DatabaseAddressError(`has a # in it. ${ENCODING}`);
  if (parsed.username === "" && /@/.test(parsed.pathname + parsed.search)) {
    throw new DatabaseAddressError(`has an @ behind the host. ${ENCODING}`);
  }
  const parameters = readParameters(parsed.searchParams);
  const host = parameters.host ?? (text === url ? decode(parsed.hostname).replace(/^\[(.+)\]$/, "$1") : "");
  if (host === "") throw new DatabaseAddressError("names no host: postgresql://user:password@HOST:5432/database");
  if (host.includes(",")) throw new DatabaseAddressError("names several hosts: name the one that takes writes");
  const database = decode(parsed.pathname.slice(1));
  if (database === "")
    throw new DatabaseAddressError("names no database: postgresql://user:password@host:5432/DATABASE");
  if (database.includes("/")) throw new DatabaseAddressError(`has more than one / behind the host. ${ENCODING}`);
  return {
    host,
    port: parsed.port === "" ? 5432 : Number(parsed.port),
    user: decode(parsed.username),
    password: parsed.password === "" ? null : decode(parsed.password),
    database,
    schema: readSchema(parameters.schema),
    tls: readTls(parameters),
    files: {
      authority: parameters.sslrootcert ?? null,
      certificate: parameters.sslcert ?? null,
      key: parameters.sslkey ?? null,
    },
  };
}

type Parameters = Partial<Record<(typeof PARAMETERS)[number], string>>;

function readParameters(given: URLSearchParams): Parameters {
  const read: Parameters = {};
  for (const [name, value] of given) {
    const known = PARAMETERS.find((each) => each === name);
    if (known === undefined) throw new DatabaseAddressError(describeUnknown(name));
    if (read[known] !== undefined) throw new DatabaseAddressError(`gives ${known} twice`);
    if (value === "") throw new DatabaseAddressError(`has an empty ${known}: give it a value, or leave it out`);
    read[known] = value;
  }
  return read;
}

function describeUnknown(name: string): string {
  // A piece of a password that ends up here is not repeated.
  if (!/^\w{1,40}$/.test(name)) return `has a parameter that is none. ${ENCODING}`;
  const instead = ELSEWHERE[name.toLowerCase()] ?? `did you mean ${closest(name, [...PARAMETERS])}?`;
  return `has the parameter ${name}, which the server does not read: ${instead}`;
}

function readSchema(schema = DEFAULT_SCHEMA): string {
  if (SCHEMA.test(schema)) return schema;
  throw new DatabaseAddressError(
    "has a schema that can't be used: lower-case letters, digits and underscores, at most 32 characters",
  );
}

function readTls({ sslmode, sslrootcert, sslcert, sslkey }: Parameters): PostgresqlAddress["tls"] {
  const modes = Object.keys(TLS_MODES) as (keyof typeof TLS_MODES)[];
  const mode = modes.find((each) => each === sslmode);
  if (sslmode !== undefined && FALLS_BACK.includes(sslmode)) {
    throw new DatabaseAddressError(
      `has sslmode=${sslmode}, which goes on in plain text where there is no TLS: write verify-full, no-verify or disable`,
    );
  }
  if (sslmode !== undefined && mode === undefined) {
    throw new DatabaseAddressError(`has an sslmode that there is not. There are: ${modes.join(", ")}`);
  }
  const tls = mode === undefined ? "none" : TLS_MODES[mode];
  if ((sslcert === undefined) !== (sslkey === undefined)) {
    throw new DatabaseAddressError("has only one of sslcert and sslkey: they go together");
  }
  if (tls === "none" && (sslrootcert ?? sslcert) !== undefined) {
    throw new DatabaseAddressError("names certificates but uses no TLS: add sslmode=verify-full");
  }
  if (tls === "unchecked" && sslrootcert !== undefined) {
    throw new DatabaseAddressError(
      "has sslmode=no-verify beside sslrootcert: write sslmode=verify-full to use the file",
    );
  }
  if (tls === "authority" && sslrootcert === undefined) {
    throw new DatabaseAddressError(
      "has sslmode=verify-ca without sslrootcert: name the authority's file, or write verify-full",
    );
  }
  return tls;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new DatabaseAddressError(`has a % that begins no percent-encoding. ${ENCODING}`);
  }
}
