import type { BrowserContext } from "@playwright/test";
import { examRoomText } from "~/text/exam-room";
import { type LoadedAnswerable, loadBanks } from "../../question-banks/load";

/** What must not reach a candidate before the results are released, and the ear that listens for it. */

const banks = loadBanks("question-banks");
const questions = banks.flatMap((bank) =>
  bank.questions.flatMap((question): LoadedAnswerable[] =>
    question.type === "case-group" ? question.questions : [question],
  ),
);
/** A sentence shorter than this says nothing by itself; the law's own words may also stand in a question. */
const TELLING = 14;
const shown = banks
  .flatMap((bank) => bank.questions)
  .flatMap((question) => [
    question.stem,
    ...("questions" in question ? question.questions : [question]).flatMap(words),
  ])
  .join("\n");
const hidden = [
  ...new Set(
    questions
      .flatMap(({ explanation, wrong }) => [explanation, ...Object.values(wrong)])
      .flatMap((text) => [text, ...text.split(/[。；\n]/)])
      .map((text) => text.trim())
      .filter((text) => text.length >= TELLING && !shown.includes(text)),
  ),
];
const codes = new Set(banks.flatMap((bank) => bank.questions).map(({ code }) => code));
const rules = Object.values(examRoomText).flatMap(({ result }) => Object.values(result.policy));
/** Names under which a key, a rule or a marking travels. */
const MEMBERS =
  /"(correct|isCorrect|keys?|explanations?|wrong|optionOrder|questionVersionId|citations|policy|outcome|seed)"/;

function words({ stem, options }: LoadedAnswerable): string[] {
  return [stem, ...options.map(({ text }) => text)];
}

export type Heard = { url: string; type: string; body: string };

/** Every body a browser receives from now on. Await the answer's `all` before reading: bodies arrive late. */
export function listen(context: BrowserContext): { all: () => Promise<Heard[]> } {
  const heard: Promise<Heard | null>[] = [];
  context.on("response", (response) => {
    const url = response.url();
    const type = response.headers()["content-type"] ?? "";
    // A redirect has no body to read, and a page left in the middle takes its answer along.
    heard.push(
      response.text().then(
        (body) => ({ url, type, body }),
        () => null,
      ),
    );
  });
  return { all: async () => (await Promise.all(heard)).filter((one) => one !== null) };
}

/**
 * The data in a body: all of a JSON answer, and of a page what it hands its script. There values stand in one list and
 * name each other by their place in it.
 */
function dataIn({ type, body }: Heard): string {
  if (!type.includes("html")) return body;
  const handed = body.matchAll(/streamController\.enqueue\(("(?:[^"\\]|\\.)*")\)/g);
  return [...handed].map(([, text]) => JSON.parse(text!) as string).join("\n");
}

const isAsset = ({ type }: Heard) => /javascript|css|font|image/.test(type);

/** What of the secrets stands in a body, a line each; assets are the same for everyone and may hold all texts of the pages. */
export function secretsIn(heard: Heard): string[] {
  const { url, body } = heard;
  const found = hidden.filter((text) => body.includes(text)).map((text) => `explanation: ${text}`);
  if (!isAsset(heard)) {
    const data = dataIn(heard);
    const member = MEMBERS.exec(data);
    if (member) found.push(`member ${member[0]}`);
    found.push(...rules.filter((rule) => body.includes(rule)).map((rule) => `score rule: ${rule}`));
    found.push(
      ...[...codes].filter((code) => data.includes(`"${code}"`)).map((code) => `question code ${code}`),
    );
  }
  return found.map((what) => `${new URL(url).pathname}: ${what}`);
}

const isLabel = (value: unknown) => typeof value === "string" && /^[A-F]$/.test(value);

/** Lists of several option labels: a key or the order of the options, for who chose no more than one to a question. */
export function labelListsIn(heard: Heard): string[] {
  if (isAsset(heard)) return [];
  const data = dataIn(heard);
  const written = data.match(/\[\s*"[A-F]"\s*(,\s*"[A-F]"\s*)+\]/g) ?? [];
  const placed = data.split("\n").flatMap((line) => {
    const values = line.startsWith("[") ? (JSON.parse(line) as unknown[]) : [];
    return values.filter(
      (value) => Array.isArray(value) && value.length > 1 && value.every((at) => isLabel(values[Number(at)])),
    );
  });
  return [...written, ...placed.map((list) => JSON.stringify(list))].map(
    (list) => `${new URL(heard.url).pathname}: ${list}`,
  );
}
