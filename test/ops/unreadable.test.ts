import { expect, it } from "vitest";
import { handleError } from "~/entry.server";
import { action as signIn } from "~/routes/sign-in";
import { useDatabase } from "../support/database";

await useDatabase();

/** What the server is told when an action throws. */
async function told(init: RequestInit) {
  const request = new Request("http://localhost/sign-in", { method: "POST", ...init });
  const reported: unknown[] = [];
  const context = { clientAddress: "192.0.2.1", report: (error: unknown) => reported.push(error) };
  const args = { request, params: {}, context } as never;
  try {
    await signIn(args);
  } catch (error) {
    handleError(error, args);
  }
  return { ...context, reported: reported.length };
}

it.each([
  ["a character that no text can hold", { body: new URLSearchParams({ loginName: "a\0b", password: "x" }) }],
  ["a body that is no form", { body: "x", headers: { "Content-Type": "text/plain" } }],
  ["a form without its boundary", { body: "x", headers: { "Content-Type": "multipart/form-data" } }],
])("%s is the fault of who sent it, and no entry in the log", async (_, init) => {
  expect(await told(init)).toMatchObject({ unreadable: true, reported: 0 });
});

it("what went wrong here is reported", () => {
  const reported: unknown[] = [];
  const context = { report: (error: unknown) => reported.push(error) };
  for (const error of [new Error("a fault"), new TypeError("x is not a function")])
    handleError(error, { request: new Request("http://localhost/"), params: {}, context } as never);
  expect(reported).toHaveLength(2);
  expect(context).not.toHaveProperty("unreadable");
});
