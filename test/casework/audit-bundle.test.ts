import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { zipPartsOf } from "~/archive/zip-parts.server";
import { chinaDateOf } from "~/calendar";
import {
  auditExports,
  type Bundle,
  bundleStream,
  openExport,
  prepareBundle,
} from "~/casework/audit-bundle.server";
import { maskNumbers } from "~/casework/mask-numbers";
import { inTransaction, prisma } from "~/db.server";
import { receiptPublicKeys } from "~/exams/receipt.server";
import { storeFile } from "~/files.server";
import { newId } from "~/ids";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { giveVerdict } from "~/study/audit-verdicts.server";
import { drawAudit, type Plan } from "~/study/audits.server";
import { acceptStudyRecord } from "~/study/checks.server";
import { submitStudyRecord } from "~/study/ledger.server";
import { attachFiles } from "~/study/record-files.server";
import { STUDY_MODES } from "~/study/study-entry";
import { smallDistrict } from "../personnel/district";
import { account, morning, officer } from "../study/study-district";
import { useDatabase } from "../support/database";

await useDatabase();
const now = new Date("2026-11-20T02:00:00Z");
const submittedAt = new Date("2026-03-05T02:00:00Z");
const folder = mkdtempSync(join(tmpdir(), "chizheng-bundle-"));
afterAll(() => rm(folder, { recursive: true }));

const HOSTILE = [
  "../../../etc/passwd",
  "C:\\windows\\a.exe",
  "<script>alert(1)</script>.pdf",
  "=cmd()|'/c calc'!A1",
];
const number = fictitiousIdentityNumber(9_001, "1988-08-08", "male");

let urban: string;
let clerk: string;
let auditor: string;
let auditId: string;
let bundle: Bundle;
let archive: string;
const keys = join(folder, "keys.json");

/** Files of an entry, with bytes of their own. */
async function attached(recordId: string, files: readonly { name: string; bytes: Buffer }[]) {
  const row = await prisma.studyRecord.findUniqueOrThrow({ where: { id: recordId } });
  await inTransaction(async (tx) => {
    const kept = [];
    for (const { name, bytes } of files) {
      const mediaType = "application/pdf";
      const hash = await storeFile(tx, { bytes, mediaType, purpose: "evidence", now: submittedAt });
      kept.push({ id: "", hash, name, mediaType, bytes: bytes.length, width: null, height: null });
    }
    await attachFiles(tx, { recordId, personId: row.personId, unitId: row.unitId }, kept, clerk, submittedAt);
  });
}

async function auditOf(recordIds: readonly string[], seed: string) {
  const plan: Plan = {
    ...{ auditId: newId(), unitId: urban, unitIds: [urban], seed, size: recordIds.length },
    fromOn: "2026-01-01",
    lastOn: "2026-12-31",
    modes: STUDY_MODES,
    states: ["accepted"],
    method: "simple",
    ...{ noticeNumber: "临司督〔2026〕12号", purpose: `<b>抽查</b> ${number}` },
  };
  const drawn = await inTransaction((tx) => drawAudit(tx, plan, clerk, now));
  if (!drawn.ok) throw new Error("refused");
  return drawn.auditId;
}

async function bundled(of: string, by = auditor, locale: "zh-CN" | "en" = "zh-CN") {
  const reason = `移送有关机关 ${number}`;
  const exportId = await inTransaction((tx) => openExport(tx, { auditId: of, reason }, by, now));
  return inTransaction((tx) =>
    prepareBundle(tx, { auditId: of, exportId, locale }, { accountId: by }, chinaDateOf(now), now),
  );
}

async function written(name: string, of: Bundle): Promise<string> {
  const path = join(folder, name);
  await pipeline(bundleStream(prisma, of), createWriteStream(path));
  return path;
}

const verify = (file: string, ring = keys) =>
  spawnSync(process.execPath, ["scripts/verify-bundle.mjs", file, ring], { encoding: "utf8" });

type Entry = { name: string; bytes: Buffer };
const entriesOf = (path: string): Entry[] => {
  const bytes = readFileSync(path);
  return [...zipPartsOf(bytes)!.values()].map(({ name, method, start, length }) => {
    const packed = bytes.subarray(start, start + length);
    return { name, bytes: method === 8 ? inflateRawSync(packed) : Buffer.from(packed) };
  });
};
/** An archive as somebody with tools would make it, names and all. */
async function forged(name: string, entries: readonly Entry[]): Promise<string> {
  const zip = new ZipFile();
  for (const entry of entries) zip.addBuffer(entry.bytes, entry.name.replaceAll("..", "__"));
  zip.end();
  const path = join(folder, name);
  await pipeline(zip.outputStream, createWriteStream(path));
  const bytes = readFileSync(path);
  // The library writes no such names; who means harm does.
  for (const entry of entries)
    if (entry.name.includes("..")) {
      const safe = Buffer.from(entry.name.replaceAll("..", "__"));
      for (let at = bytes.indexOf(safe); at >= 0; at = bytes.indexOf(safe, at + 1))
        Buffer.from(entry.name).copy(bytes, at);
    }
  writeFileSync(path, bytes);
  return path;
}

beforeAll(async () => {
  ({ urban } = await smallDistrict());
  clerk = await account("clerk");
  auditor = await account("auditor");
  const checker = await account("checker");
  const personIds = [await officer("顾长青", urban), await officer("韩立新", urban)];
  const recordIds = await inTransaction(async (tx) => {
    const session = { ...morning, title: `培训<i>${number}</i>` };
    const entered = await submitStudyRecord(tx, { ...session, personIds, unitId: urban }, clerk, submittedAt);
    if (!entered.ok) throw new Error("refused");
    for (const recordId of entered.recordIds) await acceptStudyRecord(tx, { recordId }, checker, submittedAt);
    return entered.recordIds;
  });
  await attached(
    recordIds[0]!,
    HOSTILE.map((name) => ({ name, bytes: randomBytes(2_000) })),
  );
  auditId = await auditOf(recordIds, "bundle");
  await inTransaction((tx) =>
    giveVerdict(
      tx,
      { auditId, place: 1, kind: "forged", facts: `签名不是 ${number} 本人`, seenId: null },
      { accountId: auditor, personId: null },
      now,
    ),
  );
  bundle = (await bundled(auditId))!;
  archive = await written("bundle.zip", bundle);
  writeFileSync(keys, JSON.stringify({ keys: receiptPublicKeys() }));
});

describe("a bundle of evidence", () => {
  it("is genuine as it came, and says of what and for what", () => {
    const { status, stdout, stderr } = verify(archive);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toContain("临司督〔2026〕12号");
    expect(bundle.manifest.records).toHaveLength(2);
    const entry = bundle.manifest.records.find(({ files }) => files.length > 0)!;
    expect(entry.versions[0]!.steps.map(({ step }) => step)).toEqual(["submitted", "confirmed", "accepted"]);
  });

  it("holds no whole identity number, whoever typed it where", () => {
    const texts = entriesOf(archive).map(({ bytes }) => bytes.toString("utf8"));
    expect(texts.some((text) => text.includes(number))).toBe(false);
    expect(texts[0]).toContain(`${number.slice(0, 6)}********${number.slice(-4)}`);
    for (const { person } of bundle.manifest.records)
      expect(person.identityNumber).toMatch(/^\d{6}\*+\d{3}[\dX]$/);
    expect(maskNumbers({ a: [`x${number}`, `${number}。`, "20261120123456789012"] })).toEqual({
      a: [`x${number}`, `${number.slice(0, 6)}********${number.slice(-4)}。`, "20261120123456789012"],
    });
  });

  it("names its files itself: what people called them is only told", () => {
    const names = entriesOf(archive).map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(["manifest.json", "manifest.sig.json", "index.html"]);
    for (const name of names.slice(3)) expect(name).toMatch(/^records\/\d{4}\/evidence-\d{2}\.pdf$/);
    const told = bundle.manifest.records.flatMap(({ files }) => files.map(({ name }) => name));
    expect(told.sort()).toEqual([...HOSTILE].sort());
    const page = entriesOf(archive)
      .find(({ name }) => name === "index.html")!
      .bytes.toString("utf8");
    expect(page).not.toContain("<script");
    expect(page).not.toContain("<b>抽查");
    expect(page).toContain("培训&#60;i&#62;");
  });

  it.each([
    [
      "altered 被改动: records/",
      (all: Entry[]) =>
        all.map((one) => (one.name.endsWith("01.pdf") ? { ...one, bytes: randomBytes(2_000) } : one)),
    ],
    ["missing 缺失: records/", (all: Entry[]) => all.filter(({ name }) => !name.endsWith("02.pdf"))],
    ["missing 缺失: index.html", (all: Entry[]) => all.filter(({ name }) => name !== "index.html")],
    [
      'added 多出: "records/0001/extra.pdf"',
      (all: Entry[]) => [...all, { name: "records/0001/extra.pdf", bytes: Buffer.from("x") }],
    ],
    [
      'added 多出: "../outside.pdf"',
      (all: Entry[]) => [...all, { name: "../outside.pdf", bytes: Buffer.from("x") }],
    ],
    [
      "manifest.json was changed",
      (all: Entry[]) =>
        all.map((one) =>
          one.name === "manifest.json"
            ? { ...one, bytes: Buffer.from(one.bytes.toString("utf8").replace("forged", "minutes-wrong")) }
            : one,
        ),
    ],
    [
      "missing 缺失: manifest.sig.json",
      (all: Entry[]) => all.filter(({ name }) => name !== "manifest.sig.json"),
    ],
    ["twice 重复", (all: Entry[]) => [...all, all.at(-1)!]],
  ])("%s", async (said, change) => {
    const file = await forged(`forged-${newId()}.zip`, change(entriesOf(archive)));
    const { status, stderr } = verify(file);
    expect(stderr).toContain(said);
    expect(status).toBe(1);
  });

  it("signed by another server, or cut off, is told apart", async () => {
    const other = join(folder, "other.json");
    writeFileSync(other, JSON.stringify({ keys: [{ ...receiptPublicKeys()[0], kid: "other" }] }));
    expect(verify(archive, other)).toMatchObject({ status: 1 });
    const cut = join(folder, "cut.zip");
    writeFileSync(cut, readFileSync(archive).subarray(0, 900));
    expect(verify(cut)).toMatchObject({ status: 2 });
    expect(verify(join(folder, "none.zip"))).toMatchObject({ status: 2 });
  });

  it("is for who gave the reason; the audit and each person see that it left", async () => {
    const exports = await auditExports(prisma, auditId, auditor);
    expect(exports[0]).toMatchObject({ isOwn: true, by: "auditor" });
    const { exportId } = exports[0]!;
    const asked = { auditId, exportId, locale: "zh-CN" as const };
    const stranger = { accountId: clerk };
    expect(await inTransaction((tx) => prepareBundle(tx, asked, stranger, chinaDateOf(now), now))).toBeNull();
    for (const type of ["study-audit.bundle-exported", "study-evidence.exported"])
      expect(await prisma.auditEvent.count({ where: { type, actorId: auditor } })).toBe(
        type === "study-evidence.exported" ? 2 : 1,
      );
  });

  it("breaks off where a file is gone, and is not taken for whole", async () => {
    const lost = { ...bundle, manifest: structuredClone(bundle.manifest) };
    lost.manifest.records.find(({ files }) => files.length > 0)!.files[1]!.sha256 = "0".repeat(64);
    await expect(written("lost.zip", lost)).rejects.toThrow();
    expect(verify(join(folder, "lost.zip")).status).not.toBe(0);
  });

  it("takes no more memory for many files than for a few", async () => {
    const personId = await officer("多件", urban);
    const entered = await inTransaction((tx) =>
      submitStudyRecord(tx, { ...morning, personIds: [personId], unitId: urban }, clerk, submittedAt),
    );
    if (!entered.ok) throw new Error("refused");
    const MEGABYTE = 1024 * 1024;
    const [recordId] = entered.recordIds as [string];
    await inTransaction((tx) => acceptStudyRecord(tx, { recordId }, auditor, submittedAt));
    for (let index = 0; index < 16; index += 1)
      await attached(recordId, [{ name: `${index}.pdf`, bytes: randomBytes(5 * MEGABYTE) }]);
    const many = (await bundled(
      await auditOf([recordId, ...bundle.manifest.records.map((record) => record.recordId)], "many"),
    ))!;
    let bytes = 0;
    let most = 0;
    const sink = new Writable({
      write(piece: Buffer, _, done) {
        bytes += piece.length;
        most = Math.max(most, process.memoryUsage().arrayBuffers);
        setImmediate(done);
      },
    });
    const before = process.memoryUsage().arrayBuffers;
    await pipeline(bundleStream(prisma, many), sink);
    expect(bytes).toBeGreaterThan(80 * MEGABYTE);
    expect(most - before).toBeLessThan(50 * MEGABYTE);
  });
});
