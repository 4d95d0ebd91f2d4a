import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import { describe, expect, it } from "vitest";
import { isShortLine, savedAttempt, shortDoor } from "../../server/short-door.ts";

const ATTEMPT = "018f3e60-0000-7000-8000-000000000001";
const context = { nonce: "", requestId: "" } as AppLoadContext;

function buildWith(module: object, handleError: (error: unknown) => void = () => {}): ServerBuild {
  return {
    routes: { "routes/my.attempts.$attemptId_.answers": { module } },
    entry: { module: { handleError } },
  } as unknown as ServerBuild;
}
const echo = async ({ request, params }: { request: Request; params: unknown }) =>
  Response.json({ method: request.method, params });
const ask = (method: string) => new Request(`http://here/my/attempts/${ATTEMPT}/answers`, { method });
const answered = async (build: ServerBuild, method: string) =>
  shortDoor(build, `/my/attempts/${ATTEMPT}/answers`)!(ask(method), context);

describe("what the exam room's script asks", () => {
  it("is told from pages by its address, and a save from the rest by its method", () => {
    const answers = `/my/attempts/${ATTEMPT}/answers`;
    expect([answers, answers.replace("answers", "leavings"), "/my"].map(isShortLine)).toEqual([
      true,
      true,
      false,
    ]);
    expect(savedAttempt("POST", answers)).toBe(ATTEMPT);
    expect(savedAttempt("GET", answers)).toBeUndefined();
    expect(savedAttempt("POST", answers.replace("answers", "leavings"))).toBeUndefined();
    expect(savedAttempt("POST", `${answers}/`)).toBeUndefined();
  });

  it("so are questions of other systems about officers, which have no parameter in their address", async () => {
    const asked = ["eligibility", "team-eligibility", "changes", "eligibility/", "eligibility.data"];
    expect(asked.map((name) => isShortLine(`/api/v1/${name}`))).toEqual([true, true, false, false, false]);
    const build = {
      routes: { "routes/api.v1.eligibility": { module: { loader: echo, action: echo } } },
    } as unknown as ServerBuild;
    const request = new Request("http://here/api/v1/eligibility", { method: "POST" });
    const answer = await shortDoor(build, "/api/v1/eligibility")!(request, context);
    expect(await answer.json()).toEqual({ method: "POST", params: {} });
    expect(shortDoor(build, "/api/v1/team-eligibility")).toBeNull();
  });

  it.each(["GET", "POST"])("%s reaches the route with its parameter", async (method) => {
    const answer = await answered(buildWith({ loader: echo, action: echo }), method);
    expect(await answer.json()).toEqual({ method, params: { attemptId: ATTEMPT } });
  });

  it("is refused where the route takes no such method", async () => {
    expect((await answered(buildWith({ action: echo }), "GET")).status).toBe(405);
    expect((await answered(buildWith({ loader: echo, action: echo }), "DELETE")).status).toBe(405);
  });

  it("is answered with what the route throws, and a fault is told to whoever keeps the log", async () => {
    const thrown = new Response("no", { status: 404 });
    const refused = await answered(
      buildWith({
        action: () => {
          throw thrown;
        },
      }),
      "POST",
    );
    expect(refused).toBe(thrown);
    const told: unknown[] = [];
    const fault = new Error("broken");
    const broken = await answered(
      buildWith(
        {
          action: async () => {
            throw fault;
          },
        },
        (error) => told.push(error),
      ),
      "POST",
    );
    expect(broken.status).toBe(500);
    expect(told).toEqual([fault]);
  });

  it.each([
    `/my/attempts/${ATTEMPT}`,
    `/my/attempts/${ATTEMPT}/answers/`,
    `/my/attempts/${ATTEMPT}/answers.data`,
    `/my/attempts/${ATTEMPT}/submission`,
    "/my/attempts/%31/answers",
    "/my/attempts//answers",
    "/people",
  ])("leaves %s to the framework", (pathname) => {
    expect(shortDoor(buildWith({ loader: echo, action: echo }), pathname)).toBeNull();
  });
});
