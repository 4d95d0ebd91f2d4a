/**
 * Question files of others, in and out: the one door of this folder.
 * In: bytes, or questions. Out: questions with every problem where it stands, or bytes with what the format cannot say.
 * Reading never throws for what a file holds, and takes bounded time and memory; nothing is kept of a refused file.
 */
import { decoded } from "~/personnel/csv.server";
import { MOST_BYTES as MOST_SHEET_BYTES } from "~/personnel/workbook.server";
import { XLSX } from "~/spreadsheet.server";
import { sheetWords } from "~/text/question-formats";
import type { Locale } from "~/text/text";
import { refusal } from "~/verdict";
import { readAiken, writeAiken } from "./aiken";
import {
  type ExchangedPart,
  type ExchangedQuestion,
  oneLine,
  type Reading,
  refusedWhole,
  tidy,
} from "./exchanged-question";
import { readGift } from "./gift-reading";
import { writeGift } from "./gift-writing";
import { readMoodle } from "./moodle-reading";
import { writeMoodle } from "./moodle-writing";
import { type FormatName, notSaid, type Unsaid } from "./not-said";
import { readQti, writeQti } from "./qti-package.server";
import { readSheet } from "./sheet-reading.server";
import { writeSheet } from "./sheet-writing.server";

const MB = 1024 * 1024;
/** Twenty thousand questions are some 15 MB as GIFT, 60 MB as Moodle XML. */
const mostBytes: Record<FormatName, number> = {
  xlsx: MOST_SHEET_BYTES,
  gift: 20 * MB,
  aiken: 20 * MB,
  "moodle-xml": 64 * MB,
  qti22: 64 * MB,
  qti30: 64 * MB,
};

/** The largest that any format takes. */
export const MOST_FILE_BYTES = Math.max(...Object.values(mostBytes));

const readers: Record<FormatName, (bytes: Buffer) => Promise<Reading>> = {
  xlsx: readSheet,
  gift: (bytes) => fromText(bytes, readGift),
  aiken: (bytes) => fromText(bytes, readAiken),
  "moodle-xml": (bytes) => fromText(bytes, readMoodle),
  qti22: readQti,
  qti30: readQti,
};

/** Refusals are named `format.…` and `workbook.…`; their facts hold the place (line, column, cell, file). */
export async function readQuestions(format: FormatName, bytes: Buffer): Promise<Reading> {
  if (bytes.length === 0) return refusedWhole(refusal("format.empty"));
  const most = mostBytes[format];
  if (bytes.length > most) return refusedWhole(refusal("format.too-large", { megabytes: most / MB }));
  return readers[format](bytes);
}

/** The format a file is in, by what it holds and not by its name; null when it is none of ours. */
export function formatOf(bytes: Buffer): FormatName | null {
  if (bytes.subarray(0, 2).toString("latin1") === "PK")
    // Names of parts stand unpacked in an archive's directory, at its end.
    return bytes.includes("imsmanifest.xml") ? "qti22" : bytes.includes("xl/workbook.xml") ? "xlsx" : null;
  const head = decoded(bytes.subarray(0, 64 * 1024)) ?? decoded(bytes.subarray(0, Math.min(bytes.length, 4)));
  const text = (head?.text ?? bytes.subarray(0, 64 * 1024).toString("utf8")).replace(/^\uFEFF/, "");
  if (/^\s*</.test(text)) return /<quiz[\s>]/.test(text) ? "moodle-xml" : null;
  if (/^ANSWER\s?[:：]/m.test(text)) return "aiken";
  return /[{]/.test(text) ? "gift" : null;
}

async function fromText(bytes: Buffer, read: (text: string) => Promise<Reading>): Promise<Reading> {
  const found = decoded(bytes);
  if (!found) return refusedWhole(refusal("format.not-text"));
  const text = found.text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  return text.trim() === "" ? refusedWhole(refusal("format.empty")) : read(text);
}

export type Written = {
  bytes: Buffer;
  fileName: string;
  /** The same for programs that know no other script. */
  plainName: string;
  mediaType: string;
  /** What the file does not say of the questions that were given; also to be had before, from notSaid. */
  notSaid: Unsaid[];
};

const files: Record<FormatName, { extension: string; mediaType: string }> = {
  xlsx: { extension: "xlsx", mediaType: XLSX },
  gift: { extension: "gift.txt", mediaType: "text/plain; charset=utf-8" },
  aiken: { extension: "aiken.txt", mediaType: "text/plain; charset=utf-8" },
  "moodle-xml": { extension: "xml", mediaType: "application/xml" },
  qti22: { extension: "qti22.zip", mediaType: "application/zip" },
  qti30: { extension: "qti30.zip", mediaType: "application/zip" },
};

export const mediaTypeOf = (format: FormatName): string => files[format].mediaType;

/** Without questions, .xlsx is the template to fill in. */
export async function writeQuestions(
  format: FormatName,
  questions: readonly ExchangedQuestion[],
  locale: Locale,
): Promise<Written> {
  const tidied = questions.map(tidyQuestion);
  const { extension, mediaType } = files[format];
  return {
    bytes: await bytesOf(format, tidied, locale),
    fileName: `${sheetWords[locale].fileName}.${extension}`,
    plainName: `questions.${extension}`,
    mediaType,
    notSaid: notSaid(format, tidied),
  };
}

async function bytesOf(format: FormatName, questions: readonly ExchangedQuestion[], locale: Locale) {
  const { truth } = sheetWords[locale];
  if (format === "xlsx") return writeSheet(questions, locale);
  if (format === "gift") return Buffer.from(writeGift(questions));
  if (format === "aiken") return Buffer.from(writeAiken(questions, truth));
  if (format === "qti22") return writeQti(questions, "2.2", truth);
  if (format === "qti30") return writeQti(questions, "3.0", truth);
  return Buffer.from([...writeMoodle(questions)].join(""));
}

/** As every reader would give it back: nothing a format could trip over. */
export function tidyQuestion(question: ExchangedQuestion): ExchangedQuestion {
  const whole = {
    enemies: question.enemies.map(oneLine),
    category: question.category.map(oneLine).filter(Boolean),
  };
  if (question.type !== "case-group") return { ...tidyPart(question), ...whole };
  const { type, difficulty } = question;
  const { code, topic } = named(question);
  const questions = question.questions.map(tidyPart);
  return { type, code, stem: tidy(question.stem), topic, difficulty, questions, ...whole };
}

const tidyPart = (part: ExchangedPart): ExchangedPart => ({
  ...named(part),
  type: part.type,
  stem: tidy(part.stem),
  options: part.options.map(({ id, text, feedback }) => ({ id, text: tidy(text), feedback: tidy(feedback) })),
  key: [...part.key].sort(),
  explanation: tidy(part.explanation),
  citations: part.citations.map((citation) => ({ ...citation, law: oneLine(citation.law) })),
  difficulty: part.difficulty,
  marks: part.marks === null ? null : Number(part.marks.toFixed(5)),
});

const named = ({ code, topic }: { code: string | null; topic: string | null }) => ({
  code: (code && oneLine(code)) || null,
  topic: (topic && oneLine(topic)) || null,
});
