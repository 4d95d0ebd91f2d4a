import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

// The house has one street. Read from the import lines, so that no build step can hide a wall that was moved.

const street = [
  "organisation",
  "personnel",
  "questions",
  "study",
  "exams",
  "plans",
  "certification",
  "positions",
  "appraisal",
];
const underFloor = ["rulebook", "access", "audit", "notices"];
const aboveStreet = ["casework", "reminders"];
const content = ["question-banks", "certificates"];
const doors: Record<string, string> = {
  "question-banks": "app/questions/question-banks.server.ts",
  certificates: "app/certification/certificates.server.ts",
};

type Import = { from: string; to: string; typeOnly: boolean };

const imports = filesUnder(".", ["app", "question-banks", "certificates", "prisma"]).flatMap(importsOf);
const roomOf = (file: string) =>
  file.startsWith("app/") ? (file.split("/")[1] ?? "") : (file.split("/")[0] ?? "");

describe("the street", () => {
  it("is read at all", () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it("a room imports only from rooms to its left and from under the floor", () => {
    const wrong = imports.filter(({ from, to }) => {
      const here = street.indexOf(roomOf(from));
      const there = roomOf(to);
      return here >= 0 && (street.indexOf(there) > here || aboveStreet.includes(there));
    });
    expect(wrong).toEqual([]);
  });

  it("what is under the floor knows no room", () => {
    const rooms = [...street, ...aboveStreet];
    const wrong = imports.filter(
      ({ from, to }) => underFloor.includes(roomOf(from)) && rooms.includes(roomOf(to)),
    );
    expect(wrong).toEqual([]);
  });

  it("nothing but a route imports from routes", () => {
    const wrong = imports.filter(({ from, to }) => roomOf(to) === "routes" && roomOf(from) !== "routes");
    expect(wrong).toEqual([]);
  });
});

describe("the doors outside", () => {
  it("banks and paper know nothing of the app", () => {
    expect(imports.filter(({ from, to }) => content.includes(roomOf(from)) && to.startsWith("app/"))).toEqual(
      [],
    );
  });

  it.each(content)("values of %s pass through one door", (outside) => {
    const wrong = imports.filter(
      ({ from, to, typeOnly }) =>
        from.startsWith("app/") && roomOf(to) === outside && !typeOnly && from !== doors[outside],
    );
    expect(wrong).toEqual([]);
  });
});

describe("the layers", () => {
  /** The shared half of several routes: it reads their request and answers it. */
  const isOfPages = (file: string) => /-(page|form)\.server\.ts$/.test(file);

  const isRule = (file: string) =>
    /^app\/[a-z-]+\/[a-z-]+\.ts$/.test(file) &&
    !file.endsWith(".server.ts") &&
    [...street, ...underFloor].includes(roomOf(file));

  it("a rule imports no verb, no database and no component", () => {
    const wrong = imports.filter(
      ({ from, to, typeOnly }) =>
        isRule(from) && !typeOnly && (to.includes(".server") || to.startsWith("app/components/")),
    );
    expect(wrong).toEqual([]);
  });

  it("a rule asks no clock and rolls no dice", () => {
    const wrong = filesUnder(".", ["app"])
      .filter(isRule)
      .filter((file) =>
        /new Date\(\)|Date\.now\(|Math\.random\(|randomBytes|randomUUID/.test(readFileSync(file, "utf8")),
      );
    expect(wrong).toEqual([]);
  });

  it("only the calendar touches Temporal, only the environment reads process.env", () => {
    const files = filesUnder(".", ["app"]);
    const reading = (pattern: RegExp) => files.filter((file) => pattern.test(readFileSync(file, "utf8")));
    expect(reading(/from "temporal-polyfill"/)).toEqual(["app/calendar.ts"]);
    expect(reading(/process\.env\b/).filter((file) => !file.startsWith("app/entry."))).toEqual([
      "app/env.server.ts",
    ]);
  });

  it("only the edge opens a transaction", () => {
    const edge = /^app\/(routes|casework|reminders)\/|^app\/(db|jobs)\.server\.ts$|^prisma\//;
    const wrong = filesUnder(".", ["app"]).filter(
      (file) => !edge.test(file) && !isOfPages(file) && /\binTransaction\(/.test(readFileSync(file, "utf8")),
    );
    expect(wrong).toEqual([]);
  });

  it("what reads a request for several routes is the edge too: no verb and no rule calls it", () => {
    const wrong = imports.filter(
      ({ from, to, typeOnly }) =>
        isOfPages(to) && !typeOnly && !/^app\/(routes|components)\//.test(from) && !isOfPages(from),
    );
    expect(wrong).toEqual([]);
  });
});

function filesUnder(root: string, folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .filter((file) => !file.startsWith("prisma/generated/")),
  );
}

function importsOf(file: string): Import[] {
  const source = readFileSync(file, "utf8");
  const lines = source.matchAll(
    /(?:^|\n)\s*(import|export)(\s+type)?\s[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)/g,
  );
  return [...lines].flatMap((match) => {
    const target = match[3] ?? match[4] ?? "";
    if (!target.startsWith("~/") && !target.startsWith(".")) return [];
    const path = target.startsWith("~/") ? resolve("app", target.slice(2)) : resolve(dirname(file), target);
    return [{ from: file, to: relative(resolve("."), path), typeOnly: match[2] !== undefined }];
  });
}
