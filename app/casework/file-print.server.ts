/** A personnel file on paper: read whole, printed, and kept of it what a code on it is answered by. */
import { createHash, randomBytes } from "node:crypto";
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, toDbDate, yearOf } from "~/calendar";
import { renderReport } from "~/certification/certificates.server";
import { VERIFICATION_CODE_BYTES, verificationCode } from "~/certification/number";
import { trainingsOf } from "~/certification/training-register.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { studyStanding } from "~/study/standing.server";
import { longDate, shortInstant } from "~/text/dates";
import { filePrintsText } from "~/text/file-prints";
import { type FileAsked, knowledgeOf } from "./file-asked";
import { type FileReader, looksAt, wholeStory } from "./file-events.server";
import { evidenceOf } from "./file-evidence.server";
import { type FileWhole, fileSections } from "./file-paper";
import { type PersonnelFile, personnelFile } from "./personnel-file.server";

const t = filePrintsText["zh-CN"];
const MOST = 100_000;

export type PrintAsked = {
  personId: string;
  asked: FileAsked;
  /** Why somebody else's file is printed; null for one's own. */
  reason: string | null;
  reader: FileReader;
};
export type Printer = { accountId: string; displayName: string };
export type PrintedFile = { bytes: Buffer; name: string; plainName: string; code: string; pages: number };

/** The whole file as a PDF; noted as a look at the file. Null when nobody has this id. */
export async function printFile(
  tx: Tx,
  print: PrintAsked,
  printer: Printer,
  now: Date,
): Promise<PrintedFile | null> {
  const { personId, asked, reason } = print;
  const file = await personnelFile(tx, personId, asked, now);
  if (!file) return null;
  const knownAt = knowledgeOf(asked, now) ?? null;
  const code = verificationCode(randomBytes(VERIFICATION_CODE_BYTES));
  const name = file.facts?.name ?? file.name;
  const { bytes, pages } = await renderReport({
    ...{ sender: unitOf(file), title: t.title, subtitle: t.subtitle(name, longDate(asked.trueOn, "zh-CN")) },
    sections: [
      { heading: "", paragraphs: [t.howToCheck], facts: coverFacts(file, print, code, printer, now) },
      ...fileSections(await wholeOf(tx, file, print, printer, now)),
    ],
    ...{ contents: t.contents, page: t.page, gap: t.gap, documentId: code, createdAt: now },
  });
  await tx.filePrint.create({
    data: {
      ...{ id: newId(), code, personId, trueOn: toDbDate(asked.trueOn), knownAt, reason, pages },
      ...{ sha256: createHash("sha256").update(bytes).digest("hex") },
      ...{ printedById: printer.accountId, printedAt: now },
    },
  });
  const data = { trueAt: asked.trueOn, knownAt: knownAt?.toISOString() ?? null, reason, pages };
  await record(tx, { type: "person.file-printed", at: now, actorId: printer.accountId, personId, data });
  return { bytes, name: t.fileName(name, asked.trueOn), plainName: `file-${asked.trueOn}.pdf`, code, pages };
}

const unitOf = ({ facts, unitNames }: PersonnelFile) => unitNames[facts?.employments[0]?.unitId ?? ""] ?? "";

function coverFacts(
  file: PersonnelFile,
  { asked, reason }: PrintAsked,
  code: string,
  printer: Printer,
  now: Date,
): { label: string; value: string }[] {
  const knownAt = knowledgeOf(asked, now);
  return [
    { label: t.cover.number, value: file.maskedNumber },
    { label: t.cover.trueOn, value: longDate(asked.trueOn, "zh-CN") },
    { label: t.cover.knownAt, value: knownAt ? shortInstant(knownAt) : t.cover.knownNow },
    { label: t.cover.printedBy, value: printer.displayName },
    { label: t.cover.printedAt, value: shortInstant(now) },
    { label: t.cover.reason, value: reason ? t.reasonOf(reason) : t.cover.own },
    { label: t.cover.code, value: code },
  ];
}

async function wholeOf(
  tx: Tx,
  file: PersonnelFile,
  { personId, asked, reader }: PrintAsked,
  { accountId }: Printer,
  now: Date,
): Promise<FileWhole> {
  const until = knowledgeOf(asked, now) ?? now;
  const { events } = await wholeStory(tx, personId, { most: MOST, reader, until });
  const on: DateOn = asked.trueOn <= chinaDateOf(now) ? asked.trueOn : chinaDateOf(now);
  const standings = await studyStanding(tx, [personId], yearOf(on), on);
  const trainings = await trainingsOf(tx, personId, on);
  return {
    file,
    trainings: trainings.filter(({ issuedOn }) => issuedOn <= on),
    study: standings.get(personId) ?? [],
    events: events.reverse(),
    evidence: await evidenceOf(tx, personId, until),
    looks: (await looksAt(tx, personId, accountId, { most: MOST, now })).latest.reverse(),
  };
}

export type KnownPrint = { code: string; printedAt: Date; trueOn: Date; pages: number; sha256: string };

/** What anybody may know of a printed file: when, how long and which bytes; nothing about whom. */
export function filePrintOf(tx: Tx, code: string): Promise<KnownPrint | null> {
  return tx.filePrint.findUnique({
    where: { code },
    select: { code: true, printedAt: true, trueOn: true, pages: true, sha256: true },
  });
}
