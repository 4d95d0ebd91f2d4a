import { expect, test } from "vitest";
import { EnvironmentProblem, environmentFrom, externalDatabase } from "~/env.server";

const sentence = (source: Record<string, string>) => {
  try {
    externalDatabase(environmentFrom(source));
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(EnvironmentProblem);
    return (error as Error).message;
  }
};

test("nothing set is a demo on this machine", () => {
  const environment = environmentFrom({});
  expect(environment).toMatchObject({
    mode: "demo",
    host: "127.0.0.1",
    port: 3000,
    publicUrl: "http://localhost:3000",
    keysPath: "data/keys.json",
  });
  expect(externalDatabase(environment)).toBeUndefined();
});

test("an empty variable counts as absent", () => {
  expect(environmentFrom({ PORT: "", DATABASE_URL: "" })).toMatchObject({
    port: 3000,
    databaseUrl: undefined,
  });
});

test.each([
  ["PORT", { PORT: "http" }, /^PORT must be a whole number from 1 to 65535\.$/],
  ["PORT", { PORT: "70000" }, /^PORT must be a whole number/],
  ["CHIZHENG_MODE", { CHIZHENG_MODE: "prod" }, /^CHIZHENG_MODE must be one of: demo, production\.$/],
  ["PUBLIC_URL", { PUBLIC_URL: "example.com" }, /^PUBLIC_URL must be an address/],
  ["DATABASE_URL", { DATABASE_URL: "mysql://x/y" }, /^DATABASE_URL must be an address such as postgresql:/],
  ["LOG_LEVEL", { LOG_LEVEL: "loud" }, /^LOG_LEVEL must be one of/],
  ["TRUST_PROXY", { TRUST_PROXY: "yes" }, /^TRUST_PROXY must be a whole number/],
  ["MIGRATION_DATABASE_URL", { DATABASE_URL: "postgresql://app@db/c" }, /^MIGRATION_DATABASE_URL is missing/],
  [
    "MIGRATION_DATABASE_URL",
    { DATABASE_URL: "postgresql://a:1@db/c", MIGRATION_DATABASE_URL: "postgresql://a:2@db/c" },
    /^MIGRATION_DATABASE_URL names the same role/,
  ],
  ["DATABASE_URL", { MIGRATION_DATABASE_URL: "postgresql://owner@db/c" }, /^DATABASE_URL is missing/],
  [
    "CHIZHENG_KEYS",
    { CHIZHENG_MODE: "production", PUBLIC_URL: "https://c.example" },
    /^CHIZHENG_KEYS is missing/,
  ],
  ["PUBLIC_URL", { CHIZHENG_MODE: "production", CHIZHENG_KEYS: "/k" }, /^PUBLIC_URL is missing/],
])("a wrong or missing %s is named", (_, source, expected) => {
  expect(sentence(source as Record<string, string>)).toMatch(expected);
});

test("several problems are told at once, and no value is repeated", () => {
  const said = sentence({ PORT: "x", LOG_LEVEL: "y", DATABASE_URL: "hunter2" }) ?? "";
  expect(said.split("\n")).toHaveLength(3);
  expect(said).not.toContain("hunter2");
});

test("one role for both, when it is said to be on purpose", () => {
  const source = { DATABASE_URL: "postgresql://a@db/c", CHIZHENG_SAME_DATABASE_ROLE: "yes" };
  expect(externalDatabase(environmentFrom(source))).toEqual({
    appUrl: "postgresql://a@db/c",
    ownerUrl: "postgresql://a@db/c",
  });
});
