import type { LoaderFunctionArgs } from "@remix-run/node";
import { beforeAll, describe, expect, it } from "vitest";
import { prisma } from "~/db.server";
import { completeIssuance } from "~/jobs.server";
import { loader as templates } from "~/routes/_staff.certificate-templates._index";
import { loader as sample } from "~/routes/_staff.certificate-templates.$templateId.$version";
import { loader as document } from "~/routes/_staff.certificates.$certificateId.document";
import { loader as sheet } from "~/routes/_staff.certificates.card-sheet";
import { action as issueAll } from "~/routes/_staff.issuance-runs._index";
import { loader as run } from "~/routes/_staff.issuance-runs.$runId._index";
import { loader as keys } from "~/routes/[.]well-known.jwks[.]json";
import { readPages } from "../certificates/read-pdf";
import { signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { apply, approve, issued, NOW, officer, type Scene, setScene } from "./scene";

await useDatabase();
let scene: Scene;
let cookie: string;
let certificateId: string;
beforeAll(async () => {
  scene = await setScene();
  cookie = await signedIn(scene.issuer);
  ({ certificateId } = await issued(scene, await officer(scene.urban)));
});

const asked = (path: string, params: Record<string, string> = {}, init: RequestInit = {}) =>
  ({
    request: new Request(`http://localhost${path}`, { ...init, headers: { Cookie: cookie } }),
    params,
    context: {},
  }) as unknown as LoaderFunctionArgs;
const pagesOf = async (answer: Response) => readPages(new Uint8Array(await answer.arrayBuffer()));
const thrownBy = (ask: Promise<unknown>) =>
  ask.then(
    () => null,
    (thrown) => thrown as Response,
  );

describe("documents", () => {
  const at = (query: string) =>
    document(asked(`/certificates/${certificateId}/document${query}`, { certificateId }));

  it("are a page and a card of two sides; any other layout is not found", async () => {
    expect(await pagesOf(await at(""))).toHaveLength(1);
    const card = await at("?layout=card");
    expect(card.headers.get("Content-Disposition")).toContain('filename="card-');
    expect(await pagesOf(card)).toHaveLength(2);
    expect((await thrownBy(at("?layout=poster")))?.status).toBe(404);
  });

  it("lie ten to a sheet for whom the filter finds, and where it finds nobody there is none", async () => {
    await completeIssuance(certificateId, NOW);
    const [fronts, backs] = await pagesOf(await sheet(asked("/certificates/card-sheet?status=to-collect")));
    expect(fronts).toContain("顾长青");
    expect(backs!.join("")).toContain("人力资源和社会保障局");
    for (const query of ["?status=revoked", "?unit=nonsense&q=nobody"])
      expect(
        (await thrownBy(sheet(asked(`/certificates/card-sheet${query}`))))?.headers.get("Location"),
      ).toBe(`/certificates${query}&cards=none`);
  });
});

describe("templates", () => {
  it("are listed with their editions, and the ones in use are marked", async () => {
    const { editions } = await templates(asked("/certificate-templates"));
    expect(editions.filter(({ inUse }) => inUse).map(({ id, version }) => [id, version])).toEqual([
      ["enforcement-a4", 2],
      ["enforcement-card", 1],
      ["training-a4", 1],
    ]);
    for (const { id, version } of editions)
      for (const query of ["", "?grey=1"]) {
        const path = `/certificate-templates/${id}/${version}${query}`;
        const answer = await sample(asked(path, { templateId: id, version: String(version) }));
        const bytes = Buffer.from(await answer.clone().arrayBuffer());
        expect((await pagesOf(answer)).flat().join("")).toContain("样张");
        // Nobody takes a sample for a document: it is not signed.
        expect(bytes.toString("latin1")).not.toContain("/ByteRange");
      }
  });

  it.each([
    ["nothing", "1"],
    ["enforcement-a4", "99"],
    ["enforcement-a4", "0"],
    ["enforcement-a4", "1e1"],
  ])("%s %s is not there", async (templateId, version) => {
    const ask = sample(asked("/", { templateId, version }));
    expect((await thrownBy(ask))?.status).toBe(404);
  });
});

describe("issuing together", () => {
  const post = (decisionNumber: string) =>
    issueAll(
      asked("/issuance-runs?index", {}, { method: "POST", body: new URLSearchParams({ decisionNumber }) }),
    );

  it("wants a decision number, then begins and shows how far it is, to who asked only", async () => {
    await approve(scene, await apply(scene, await officer(scene.urban)));
    expect(await post(" ")).toMatchObject({
      data: { refusals: [{ code: "issuance-run.decision-missing" }] },
      init: { status: 422 },
    });
    const begun = await thrownBy(post("临人社证〔2026〕10号"));
    const runId = begun!.headers.get("Location")!.split("/").at(-1)!;
    const shown = await run(asked(`/issuance-runs/${runId}`, { runId }));
    expect(shown.run).toMatchObject({ total: 1, issued: 0, refused: 0, finishedAt: null });
    for (const id of ["nonsense", scene.urban])
      expect((await thrownBy(run(asked(`/issuance-runs/${id}`, { runId: id }))))?.status).toBe(404);
    cookie = await signedIn(scene.secondIssuer);
    expect((await thrownBy(run(asked(`/issuance-runs/${runId}`, { runId }))))?.status).toBe(404);
  });
});

it("the keys of the codes are public, and the code of a certificate names one", async () => {
  const { keys: listed } = (await keys().json()) as { keys: { kid: string }[] };
  const { registerEntry } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
  const { codeText } = registerEntry as { codeText: string };
  const named = Buffer.from(codeText.split("#")[1]!, "base64url").subarray(1, 4).toString("base64url");
  expect(listed.some(({ kid }) => kid.startsWith(named))).toBe(true);
  expect(codeText.length).toBeLessThanOrEqual(200);
});
