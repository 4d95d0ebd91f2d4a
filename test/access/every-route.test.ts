import { beforeAll, describe, expect, it } from "vitest";
import { roles } from "~/access/permissions";
import { useDatabase } from "../support/database";
import { type Line, routeTable, type Who } from "./route-table";
import { type Everything, everything, type Params, type Place } from "./scene-of-all";

// Every address, asked for by everyone, inside and outside their bureau, to read and to write: what comes back is
// compared with the table beside this file.

await useDatabase();

type Handler = (args: never) => unknown;
type Module = { loader?: Handler; action?: Handler; default?: unknown };

/** By the name a route has: of its file, or of its folder. */
const modules = Object.fromEntries(
  Object.entries(import.meta.glob<Module>("../../app/routes/**/*.{ts,tsx}")).flatMap(([path, load]) => {
    const [, name, inside] = /routes\/([^/]+?)(?:\.tsx?|\/(.+))$/.exec(path) ?? [];
    return name && (inside === undefined || /^route\.tsx?$/.test(inside)) ? [[name, load]] : [];
  }),
);
const names = Object.keys(modules).sort();

let scene: Everything;
beforeAll(async () => {
  scene = await everything();
});

const askers = ["anonymous", "nobody", "plain", ...roles] as const;
type Asker = (typeof askers)[number];

describe("the table of who may what", () => {
  it("has a line for every route, and a route for every line", () => {
    const missing = names.filter((name) => !routeTable[name]);
    const idle = Object.keys(routeTable).filter((name) => !modules[name]);
    expect(
      [
        ...missing.map(
          (name) =>
            `${name} stands in app/routes, but test/access/route-table.ts does not say who may open it.`,
        ),
        ...idle.map((name) => `${name} stands in test/access/route-table.ts, but there is no such route.`),
      ].join("\n"),
    ).toBe("");
  });
});

describe("every route", () => {
  it.each(names.filter((name) => routeTable[name]))("%s", async (name) => {
    const line = routeTable[name]!;
    const { loader, action } = await modules[name]!();
    const wrong = [
      ...(await findings(line, "reads", line[0], loader)),
      ...(await findings(line, "writes", line[1], action)),
    ];
    expect(wrong.join("\n")).toBe("");
  });
});

/** What came back and should not have, a sentence each. */
async function findings(
  [, , thing, asked = {}]: Line,
  verb: "reads" | "writes",
  who: Who | null,
  handler?: Handler,
): Promise<string[]> {
  if (!handler) return who === null ? [] : [`nobody ${verb}: the module has no handler for it`];
  if (who === null) return [`the module ${verb}, and the table does not say who may`];
  const found: string[] = [];
  for (const asker of askers) {
    for (const place of ["inside", "outside"] as const) {
      const allowed = isAmong(asker, who);
      // Who may not at all may not elsewhere either, and is told the same.
      if (place === "outside" && (!allowed || !isNamed(scene.things[thing]))) continue;
      const expected = expectedFor(asker, who, place, thing);
      if (verb === "writes" && asked.emptyNames === "nothing" && allowed) expected.push("404");
      const got = await outcome(handler, verb, asker, scene.things[thing][place], asked.query);
      if (!expected.includes(got))
        found.push(`${asker} ${verb} ${place}: ${got}, not ${expected.join(" or ")}`);
    }
  }
  return found;
}

function isAmong(asker: Asker, who: Who): boolean {
  if (who === "anyone") return true;
  if (asker === "anonymous") return false;
  if (who === "signedIn") return true;
  if (who === "person") return asker === "plain";
  if (asker === "nobody" || asker === "plain") return false;
  return who === "staff" || who.includes(asker);
}

const isNamed = (things: Record<Place, Params>) =>
  JSON.stringify(things.inside) !== JSON.stringify(things.outside);

function expectedFor(asker: Asker, who: Who, place: Place, thing: Line[2]): string[] {
  if (!isAmong(asker, who)) return asker === "anonymous" ? ["sign-in", "401"] : ["403"];
  if (place === "outside") return ["404"];
  // An act that its state does not allow is answered too; what is not there is not found.
  const answered = ["done", "refused", ...(thing === "absent" ? ["404"] : [])];
  // The public door has one for programs, which bring a key instead of a session.
  return who === "anyone" ? [...answered, "401"] : answered;
}

async function outcome(
  handler: Handler,
  verb: "reads" | "writes",
  asker: Asker,
  params: Params,
  query = "",
): Promise<string> {
  const cookie = asker === "anonymous" ? "" : scene.cookies[asker];
  const request = new Request(`http://localhost/anywhere${query}`, {
    headers: { Cookie: cookie },
    ...(verb === "writes" ? { method: "POST", body: new FormData() } : {}),
  });
  const context = { nonce: "", clientAddress: "192.0.2.1", requestId: "test", report: () => {} };
  let status: number;
  let location = "";
  try {
    const answer = (await handler({ request, params, context } as never)) as {
      type?: string;
      init?: { status?: number };
    } | null;
    if (answer instanceof Response) ({ status, location } = facts(answer));
    else status = (answer?.type === "DataWithResponseInit" && answer.init?.status) || 200;
  } catch (thrown) {
    if (!(thrown instanceof Response))
      return `500 (${thrown instanceof Error ? thrown.message.slice(0, 120) : "?"})`;
    ({ status, location } = facts(thrown));
  }
  if (location.startsWith("/sign-in")) return "sign-in";
  if (status < 400) return "done";
  if ([400, 405, 409, 410, 422, 429, 503].includes(status)) return "refused";
  return String(status);
}

const facts = (response: Response) => ({
  status: response.status,
  location: response.headers.get("Location") ?? "",
});
