import type { Browser, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { chinaClockOf, chinaDateOf } from "~/calendar";
import type { ExamKind } from "~/exams/exam";
import type { PartWord } from "~/rulebook/words";
import { examsText } from "~/text/exams";
import { UNITS } from "../../prisma/demo/units";
import { signIn } from "./accounts";

const t = examsText["zh-CN"];
const MINUTE = 60_000;

/** The demo's blueprint of six questions. */
const SHORT_PAPER = "每月一法测试：行政处罚法";

/** And its paper of the general part. */
export const LONG_PAPER = "通用法律知识试卷";

/** `minutes`: how long it takes, 20 unless told; a long one also lets people in for longer. */
export type Wanted = {
  title: string;
  kind: ExamKind;
  part?: PartWord;
  field?: string;
  paper?: string;
  minutes?: number;
  /** It opens at the full minute after so many milliseconds. */
  opensIn?: number;
};

/** Long enough to register and begin on a busy machine; results can be released only when nobody may enter any more. */
const ENTRY_AT_LEAST_MS = 50_000;

/**
 * Legal affairs plans an exam that is open now, or soon, and publishes it. Answers its address and when its doors close: of
 * one that is open now, at the full minute after the next fifty seconds.
 */
export async function holdExam(
  legal: Page,
  { title, kind, part, field, paper = SHORT_PAPER, minutes = 20, opensIn }: Wanted,
): Promise<{ path: string; entryClosesAt: Date }> {
  const late = opensIn === undefined ? 10 + minutes : 10;
  const open = minutes > 20 ? minutes * MINUTE : ENTRY_AT_LEAST_MS;
  const opening = opensIn === undefined ? Date.now() + open - late * MINUTE : Date.now() + opensIn;
  const opensAt = new Date(Math.ceil(opening / MINUTE) * MINUTE);
  const entryClosesAt = new Date(opensAt.getTime() + late * MINUTE);
  const closesAt = new Date(entryClosesAt.getTime() + 2 * minutes * MINUTE);
  await legal.goto("/exams/new");
  const control = (label: string) => legal.getByLabel(label, { exact: true });
  await control(t.name).fill(title);
  await control(t.kind).selectOption(kind);
  if (part) await control(t.part).selectOption(part);
  if (field) await control(t.field).selectOption(field);
  await control(t.holder).selectOption({ label: UNITS.justice.name });
  await control(t.level).selectOption("county");
  await control(t.blueprint).selectOption({ label: t.blueprintVersion(paper, 1) });
  await control(t.opensAt).fill(localTime(opensAt));
  await control(t.closesAt).fill(localTime(closesAt));
  await control(t.minutes).fill(String(minutes));
  await control(t.lateEntry).fill(String(late));
  await control(t.passMark).fill("60");
  await control(t.attempts).fill("1");
  await legal.getByRole("button", { name: t.create, exact: true }).click();
  await expect(legal.getByText(t.done.created!)).toBeVisible();
  await legal.getByRole("button", { name: t.publish, exact: true }).click();
  await expect(legal.getByText(t.done.published!)).toBeVisible();
  return { path: new URL(legal.url()).pathname, entryClosesAt };
}

/** What a datetime-local control takes, on China's clock. */
function localTime(instant: Date): string {
  return `${chinaDateOf(instant)}T${chinaClockOf(instant).slice(0, 5)}`;
}

/** The unit enters people by name; the page that answers stays open. */
export async function register(officer: Page, examPath: string, names: readonly string[]): Promise<void> {
  await officer.goto(examPath);
  await officer.getByRole("link", { name: t.registerPeople, exact: true }).click();
  await officer.getByLabel(t.registration.paste).fill(names.join("\n"));
  await officer.getByRole("button", { name: t.registration.submit, exact: true }).click();
}

/** Spot checks that are open for an hour and a half, each with that one entered. Answers where the candidate finds them. */
export async function spotChecks<Name extends string>(
  browser: Browser,
  candidate: string,
  papers: Record<Name, { title: string; paper?: string }>,
): Promise<Record<Name, string>> {
  const legal = await signIn(browser, "legal");
  const hr = await signIn(browser, "urban-hr");
  const paths = {} as Record<Name, string>;
  for (const name of Object.keys(papers) as Name[]) {
    const { path } = await holdExam(legal, { kind: "spot-check", minutes: 90, ...papers[name] });
    await register(hr, path, [candidate]);
    paths[name] = `/my${path}`;
  }
  for (const page of [legal, hr]) await page.context().close();
  return paths;
}
