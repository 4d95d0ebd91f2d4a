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
  /"(correct|isCorrect|keys?|explanations?|wrong|optionOrder|questionVersionId|citations|policy|outcome|seed)"\s*:/;

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

/** What of the secrets stands in a body, a line each; assets are the same for everyone and may hold all texts of the pages. */
export function secretsIn({ url, type, body }: Heard): string[] {
  const found = hidden.filter((text) => body.includes(text)).map((text) => `explanation: ${text}`);
  const isAsset = /javascript|css|font|image/.test(type);
  if (!isAsset) {
    const member = MEMBERS.exec(body);
    if (member) found.push(`member ${member[0]}`);
    found.push(...rules.filter((rule) => body.includes(rule)).map((rule) => `score rule: ${rule}`));
    found.push(
      ...[...codes].filter((code) => body.includes(`"${code}"`)).map((code) => `question code ${code}`),
    );
  }
  return found.map((what) => `${new URL(url).pathname}: ${what}`);
}
