import type { LoaderFunctionArgs } from "@remix-run/node";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { inTransaction, prisma } from "~/db.server";
import { loader as sample } from "~/routes/_staff.certificate-templates.$templateId.$version";
import { action as correct } from "~/routes/_staff.training-certificates.$certificateId.correction";
import { loader as document } from "~/routes/_staff.training-certificates.$certificateId.document";
import { loader as earned } from "~/routes/_staff.training-certificates.earned";
import { loader as list } from "~/routes/_staff.training-certificates.export";
import { action as sign } from "~/routes/_staff.training-drafts.$draftId.signature";
import { action as askRun } from "~/routes/_staff.training-runs._index";
import { loader as ownDocument } from "~/routes/my.training-certificates.$certificateId.document";
import { loader as verify } from "~/routes/v.$token._index";
import { readPdf } from "../certificates/read-pdf";
import { signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { NOW, officer, type Scene, setScene } from "./scene";
import { draft, finishedCourse, issuedTraining, metYear } from "./training-scene";

await useDatabase();
let scene: Scene;
let personnel: string;
let second: string;
let trainer: string;
beforeAll(async () => {
  scene = await setScene();
  personnel = await signedIn(scene.issuer);
  second = await signedIn(scene.secondIssuer);
  trainer = await signedIn(scene.submitter);
});

type Ask = { path?: string; params?: Record<string, string>; form?: [string, string][] };
const asked = (cookie: string, { path = "/", params = {}, form }: Ask) =>
  ({
    request: new Request(`http://localhost${path}`, {
      headers: { Cookie: cookie },
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    }),
    params,
    context: {},
  }) as unknown as LoaderFunctionArgs;
const whereTo = (ask: Promise<unknown>) =>
  ask.then(
    () => null,
    (thrown: Response) => thrown.headers.get("Location"),
  );
const statusOf = (ask: Promise<unknown>) =>
  ask.then(
    (answer) => (answer as { init?: { status?: number } }).init?.status ?? 200,
    (thrown: Response) => thrown.status,
  );

describe("issuing", () => {
  it("goes from who has earned one to a run, of those chosen or of everybody found", async () => {
    const wanted = await finishedCourse(scene, await officer(scene.urban));
    const page = await earned(
      asked(trainer, { path: "/training-certificates/earned?kind=course&year=2026" }),
    );
    expect(page.rows.map(({ personId }) => personId)).toContain(wanted.personId);
    const whole: [string, string][] = [
      ["whole", "1"],
      ["kind", "course"],
      ["year", "2026"],
    ];
    expect(await whereTo(askRun(asked(trainer, { form: whole })))).toMatch(/^\/training-runs\//);
    const run = await prisma.trainingRun.findFirstOrThrow({
      where: { requestedById: scene.submitter },
      include: { lines: true },
    });
    expect(run.lines.map(({ personId }) => personId)).toEqual([wanted.personId]);
    expect(await statusOf(askRun(asked(personnel, { form: [] })))).toBe(422);
  });

  it("takes nobody from another bureau, whatever a form says", async () => {
    const stranger = await finishedCourse(scene, await officer(scene.market));
    const form: [string, string][] = [["wanted", `course ${stranger.basis} ${stranger.personId}`]];
    const other = await signedIn(scene.legalReviewer);
    expect(await statusOf(askRun(asked(other, { form })))).toBe(422);
  });

  it("is signed by the second person's button", async () => {
    const drafted = await draft(await metYear(scene, await officer(scene.urban)), scene.issuer);
    const draftId = drafted.ok ? drafted.draftId : "";
    const press = (cookie: string) => sign(asked(cookie, { params: { draftId }, form: [] }));
    expect(await statusOf(press(personnel))).toBe(422);
    expect(await whereTo(press(second))).toBe("/training-drafts?done=issued");
  });
});

describe("what was issued", () => {
  it("is taken along by its holder and by staff, and by nobody else", async () => {
    const personId = await officer(scene.urban);
    const certificateId = await issuedTraining(scene, await finishedCourse(scene, personId));
    const holder = await inTransaction((tx) =>
      createAccount(
        tx,
        { loginName: "holder", displayName: "holder", personId, passwordHash: "-" },
        null,
        NOW,
      ),
    );
    const params = { certificateId };
    const answer = await document(asked(personnel, { params }));
    expect(answer.headers.get("Content-Disposition")).toContain('filename="training-CO-2026-');
    expect(await statusOf(ownDocument(asked(await signedIn(holder), { params })))).toBe(200);
    const stranger = await officer(scene.urban);
    await prisma.account.update({ where: { id: scene.personnelOfficer }, data: { personId: stranger } });
    expect(await statusOf(ownDocument(asked(await signedIn(scene.personnelOfficer), { params })))).toBe(404);
  });

  it("is checked at the same address as every other, and says that nobody enforces with it", async () => {
    const wanted = await finishedCourse(scene, await officer(scene.urban));
    const certificateId = await issuedTraining(scene, wanted);
    const { publicToken } = await prisma.trainingCertificate.findUniqueOrThrow({
      where: { id: certificateId },
    });
    const seen = await verify(asked("", { params: { token: publicToken } }));
    expect(seen.data).toMatchObject({ entry: null, training: { state: "issued", kind: "course" } });
    expect(seen.init?.status).toBe(200);
    const none = await verify(asked("", { params: { token: "0000-0000-0000-0000-0000" } }));
    expect(none.init?.status).toBe(404);
  });

  it("is not corrected where nothing is wrong, and the page says why", async () => {
    const certificateId = await issuedTraining(
      scene,
      await finishedCourse(scene, await officer(scene.urban)),
    );
    const answer = await correct(
      asked(trainer, { params: { certificateId }, form: [["reason", "核对"]] }) as never,
    );
    expect((answer as { data: { refusals: { code: string }[] } }).data.refusals[0]!.code).toBe(
      "training.nothing-to-correct",
    );
  });

  it("is given out as a list", async () => {
    const answer = await list(
      asked(personnel, { path: "/training-certificates/export?format=csv&kind=course" }),
    );
    const text = await answer.text();
    expect(text).toContain("专题培训合格证明");
    expect(text).not.toMatch(/\d{17}[\dX]/);
  });

  it("has a sample on the page of templates, which leads nowhere", async () => {
    const answer = await sample(asked(personnel, { params: { templateId: "training-a4", version: "1" } }));
    const { texts } = await readPdf(new Uint8Array(await answer.arrayBuffer()));
    expect(texts.join("").replace(/\s/g, "")).toContain("不作为执法凭证");
  });
});
