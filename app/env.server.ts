import { join } from "node:path";
import { z } from "zod";
import { networkFrom } from "./network";

// The process environment, parsed once. Nothing else reads process.env. `.env.example` describes each variable.

const url = (what: string) =>
  z.string().refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
    message: `must be an address such as ${what}`,
  });
const postgres = z
  .string()
  .refine((value) => URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol), {
    message: "must be an address such as postgresql://user:password@host:5432/database",
  });
const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine((value) => value >= from && value <= to, {
      message: `must be a whole number from ${from} to ${to}`,
    });
const networks = z.string().transform((text, context) => {
  const found = text.split(",").map(networkFrom);
  if (!found.includes(null)) return found.filter((one) => one !== null);
  context.addIssue({
    code: "custom",
    message: "must be networks such as 10.20.0.0/16, with commas between them",
  });
  return z.NEVER;
});
const oneOf = <const T extends [string, ...string[]]>(...values: T) =>
  z.enum(values, { error: `must be one of: ${values.join(", ")}` });

const schema = z
  .object({
    CHIZHENG_MODE: oneOf("demo", "production").default("demo"),
    HOST: z.string().default("127.0.0.1"),
    PORT: wholeNumber(1, 65_535).default(3000),
    PUBLIC_URL: url("https://certificates.example.gov.cn").optional(),
    TRUST_PROXY: wholeNumber(0, 5).default(0),
    CHIZHENG_PASSWORD_PROFILE: oneOf("asvs", "dengbao").default("asvs"),
    DATABASE_URL: postgres.optional(),
    MIGRATION_DATABASE_URL: postgres.optional(),
    CHIZHENG_SAME_DATABASE_ROLE: oneOf("yes", "no").default("no"),
    CHIZHENG_DATA: z.string().default("data"),
    CHIZHENG_KEYS: z.string().optional(),
    CHIZHENG_SIGNING_FILE: z.string().optional(),
    CHIZHENG_SIGNING_PASSWORD: z.string().optional(),
    CHIZHENG_WEBHOOK_NETWORKS: networks.default([]),
    LOG_LEVEL: oneOf("fatal", "error", "warn", "info", "debug", "silent").default("info"),
  })
  .superRefine((value, context) => {
    const refuse = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });
    if (value.CHIZHENG_MODE === "production") {
      if (!value.CHIZHENG_KEYS)
        refuse("CHIZHENG_KEYS", "is missing: CHIZHENG_MODE=production needs the path of its key file");
      if (!value.PUBLIC_URL)
        refuse(
          "PUBLIC_URL",
          "is missing: CHIZHENG_MODE=production prints it into the QR codes of certificates",
        );
    }
  });

export type Environment = {
  mode: "demo" | "production";
  host: string;
  port: number;
  /** Without a trailing slash; stands in QR codes, so it must be the address others reach. */
  publicUrl: string;
  /** How many proxies in front of the app are trusted to append to X-Forwarded-For. */
  trustedProxies: number;
  /** Which rules a new password must keep; `app/access/password-policy.ts` holds them. */
  passwordProfile: "asvs" | "dengbao";
  /** Undefined only until the embedded server has been started; the running app always has it. */
  databaseUrl: string | undefined;
  migrationDatabaseUrl: string | undefined;
  sameDatabaseRole: boolean;
  dataFolder: string;
  /** The key ring. The demo makes its own in the data folder; production must name an existing file. */
  keysPath: string;
  /** The PKCS #12 file that documents are signed with; the demo makes its own where none is named. */
  signingFile: { path: string; password: string } | undefined;
  /** Networks inside to which messages for other systems may be sent; to all others inside never. */
  webhookNetworks: readonly (readonly [network: string, bits: number])[];
  logLevel: string;
};

/** A variable is wrong or missing; the message has one sentence for each, with its name. */
export class EnvironmentProblem extends Error {}

/** Empty variables count as absent. Throws EnvironmentProblem. Values never appear in the message: some are secrets. */
export function environmentFrom(source: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`);
    throw new EnvironmentProblem([...new Set(sentences)].join("\n"));
  }
  const value = parsed.data;
  return {
    mode: value.CHIZHENG_MODE,
    host: value.HOST,
    port: value.PORT,
    publicUrl: (value.PUBLIC_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, ""),
    trustedProxies: value.TRUST_PROXY,
    passwordProfile: value.CHIZHENG_PASSWORD_PROFILE,
    databaseUrl: value.DATABASE_URL,
    migrationDatabaseUrl: value.MIGRATION_DATABASE_URL,
    sameDatabaseRole: value.CHIZHENG_SAME_DATABASE_ROLE === "yes",
    dataFolder: value.CHIZHENG_DATA,
    keysPath: value.CHIZHENG_KEYS ?? join(value.CHIZHENG_DATA, "keys.json"),
    signingFile: value.CHIZHENG_SIGNING_FILE
      ? { path: value.CHIZHENG_SIGNING_FILE, password: value.CHIZHENG_SIGNING_PASSWORD ?? "" }
      : undefined,
    webhookNetworks: value.CHIZHENG_WEBHOOK_NETWORKS,
    logLevel: value.LOG_LEVEL,
  };
}

/**
 * The two addresses of a database of one's own, or undefined for the embedded one. Asked before the start, by whoever
 * opens the database; the running app knows DATABASE_URL alone. Throws EnvironmentProblem.
 */
export function externalDatabase(environment: Environment): { appUrl: string; ownerUrl: string } | undefined {
  const { databaseUrl, migrationDatabaseUrl, sameDatabaseRole } = environment;
  const onPurpose = "If one role is to do both on purpose, set CHIZHENG_SAME_DATABASE_ROLE=yes.";
  if (!databaseUrl) {
    if (!migrationDatabaseUrl) return undefined;
    throw new EnvironmentProblem(
      "DATABASE_URL is missing: MIGRATION_DATABASE_URL has no meaning without it.",
    );
  }
  if (sameDatabaseRole) return { appUrl: databaseUrl, ownerUrl: migrationDatabaseUrl ?? databaseUrl };
  if (!migrationDatabaseUrl)
    throw new EnvironmentProblem(
      `MIGRATION_DATABASE_URL is missing: beside DATABASE_URL it names the same database as the role that owns its tables. ${onPurpose}`,
    );
  if (new URL(databaseUrl).username === new URL(migrationDatabaseUrl).username)
    throw new EnvironmentProblem(
      `MIGRATION_DATABASE_URL names the same role as DATABASE_URL: the app must run as a lesser role than the owner. ${onPurpose}`,
    );
  return { appUrl: databaseUrl, ownerUrl: migrationDatabaseUrl };
}

let parsed: Environment | undefined;

/** This process's environment, parsed at the first call and kept until the database is let go. The server calls it first and adds DATABASE_URL before the app is loaded. */
export function env(): Environment {
  parsed ??= environmentFrom(process.env);
  return parsed;
}

/** Who connects next reads it again. */
export function forgetEnvironment(): void {
  parsed = undefined;
}
