import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { beforeAll, expect, it } from "vitest";
import { chinaDateOf } from "~/calendar";
import { runUnitChange } from "~/casework/unit-change-run.server";
import { prisma } from "~/db.server";
import { loader as list } from "~/routes/_staff.unit-changes._index";
import { loader as page } from "~/routes/_staff.unit-changes.$changeId._index";
import { action as approval } from "~/routes/_staff.unit-changes.$changeId.approval";
import { loader as exported } from "~/routes/_staff.unit-changes.$changeId.export";
import { loader as order } from "~/routes/_staff.unit-changes.$changeId.order";
import { action as resumption } from "~/routes/_staff.unit-changes.$changeId.resumption";
import { action as propose } from "~/routes/_staff.unit-changes.new";
import { signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { holders, ORDER, PDF, type SixUnits, sixUnits } from "./six-units";

// From the form to the exported result, over the pages alone.

await useDatabase();
const now = new Date();
let scene: SixUnits;
let cookies: { proposer: string; approver: string };
beforeAll(async () => {
  scene = await sixUnits(now);
  await holders(scene, ["active", "suspended", "gone", "active"], now);
  cookies = {
    proposer: await signedIn(scene.proposer.accountId),
    approver: await signedIn(scene.approver.accountId),
  };
});

const call = (path: string, who: keyof typeof cookies, changeId = "", form?: FormData) =>
  ({
    request: new Request(`http://localhost${path}`, {
      headers: { Cookie: cookies[who] },
      ...(form ? { method: "POST", body: form } : {}),
    }),
    params: { changeId },
    context: {},
  }) as unknown as LoaderFunctionArgs & ActionFunctionArgs;
const redirectedBy = async (ask: Promise<unknown>): Promise<string> =>
  ask.then(
    (answer) => {
      throw new Error(JSON.stringify(answer));
    },
    (thrown: Response) => thrown.headers.get("Location") ?? "",
  );

function formOf(typed: Record<string, string | string[]>, file: Buffer | null = PDF): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(typed)) for (const one of [value].flat()) form.append(name, one);
  if (file)
    form.append("file", new File([new Uint8Array(file)], "编制文件.pdf", { type: "application/pdf" }));
  return form;
}
const whole = () => ({
  ...{ kind: "merge", units: scene.units, targetId: "", posts: "move", roles: "move", orderNumber: ORDER },
  ...{ name: "临湖区综合行政执法局", shortName: "综合执法局", code: "combined", parentId: scene.district },
  ...{ unitKind: "enforcement-bureau", switchOn: chinaDateOf(now), announcedOn: chinaDateOf(now) },
});

it("what is missing stands beside its field, and what was typed is kept", async () => {
  const form = formOf({ ...whole(), orderNumber: "", code: "", switchOn: "next week" }, null);
  const answer = (await propose(call("/unit-changes/new", "proposer", "", form))) as unknown as {
    data: { problems: { field: string }[]; typed: Record<string, string> };
    init: { status: number };
  };
  expect(answer.init.status).toBe(422);
  expect(answer.data.problems.map(({ field }) => field)).toEqual(["switchOn", "orderNumber", "code", "file"]);
  expect(answer.data.typed.name).toBe("临湖区综合行政执法局");
});

it("is proposed, previewed, approved by another, gone on with, and given out", async () => {
  const at = await redirectedBy(propose(call("/unit-changes/new", "proposer", "", formOf(whole()))));
  const changeId = at.split("/").at(-1)!;
  expect(at).toBe(`/unit-changes/${changeId}`);
  const before = await page(call(at, "approver", changeId));
  expect(before.foreseen?.totals).toEqual({ total: 5, exchanged: 3, cancelled: 1, kept: 1 });
  expect(before.foreseen?.rows.every(({ fate, reasons }) => fate === "exchanged" || reasons.length > 0)).toBe(
    true,
  );
  expect(before.resting).toMatchObject({ people: 4, roles: 3, subordinates: 0 });
  expect(before.change).toMatchObject({ state: "proposed", proposed: { own: false } });

  const own = (await approval(call(`${at}/approval`, "proposer", changeId, new FormData()))) as unknown as {
    data: { refusals: { code: string }[] };
  };
  expect(own.data.refusals.map(({ code }) => code)).toEqual(["unit-change.two-people"]);
  expect(await redirectedBy(approval(call(`${at}/approval`, "approver", changeId, new FormData())))).toBe(at);
  expect(await redirectedBy(resumption(call(`${at}/resumption`, "approver", changeId, new FormData())))).toBe(
    at,
  );
  const report = (error: unknown) => {
    throw error;
  };
  expect(await runUnitChange(changeId, () => new Date(), report)).toBe(true);

  const after = await page(call(`${at}?show=certificates`, "approver", changeId));
  expect(after.change.state).toBe("finished");
  expect(after.change.figures).toEqual({
    total: 5,
    exchanged: 3,
    cancelled: 1,
    kept: 1,
    open: 0,
    inRegister: 5,
  });
  expect(after.results?.lines.map(({ kind }) => kind)).toEqual(Array(5).fill("certificate"));
  expect((await page(call(`${at}?show=open`, "approver", changeId))).results?.lines).toEqual([]);
  const { rows } = await list(call("/unit-changes", "approver"));
  expect(rows).toMatchObject([{ id: changeId, state: "finished", units: 6, orderNumber: ORDER }]);

  const file = await order(call(`${at}/order`, "approver", changeId));
  expect(Buffer.from(await file.arrayBuffer())).toEqual(PDF);
  const sheet = await exported(call(`${at}/export?format=csv`, "approver", changeId));
  const lines = (await sheet.text()).trim().split("\r\n");
  expect(lines).toHaveLength(1 + after.change.lines.total);
  expect(
    await prisma.auditEvent.count({ where: { type: { in: ["unit-change.order-seen", "list.exported"] } } }),
  ).toBe(2);
});
