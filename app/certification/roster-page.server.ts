/** What the public roster is asked for, by an address: the same for people, programs and spreadsheets. */
import { inTransaction, type Tx } from "~/db.server";
import type { PageAsked } from "~/paging";
import type { Locale } from "~/text/text";
import { together } from "~/together";
import { verificationCodeFrom } from "./number";
import { publicBodies, type RosterAsked, type RosterBody } from "./roster.server";
import { rosterWorkbook } from "./roster-sheet.server";

const LONGEST = 60;

export type RosterQuestion = {
  asked: RosterAsked;
  place: PageAsked;
  bodies: RosterBody[];
  /** The body chosen; undefined: all of them. */
  body: RosterBody | undefined;
};

/** `body` is a unit's code. One that is not published is nobody's: `asked` then finds nothing. */
export async function rosterQuestion(tx: Tx, request: Request, now: Date): Promise<RosterQuestion> {
  const search = new URL(request.url).searchParams;
  const bodies = await publicBodies(tx, now);
  const code = search.get("body") ?? "";
  const body = bodies.find((one) => one.code === code);
  const q = (search.get("q") ?? "").replaceAll("\u0000", "").trim().slice(0, LONGEST);
  const asked: RosterAsked = {
    ...(code === "" ? {} : { unitId: body?.unitId ?? NOBODY }),
    ...(q === "" ? {} : { q }),
  };
  return { asked, place: placeIn(search), bodies, body };
}

const NOBODY = "00000000-0000-0000-0000-000000000000";

function placeIn(search: URLSearchParams): PageAsked {
  const [before, after] = ["before", "after"].map((name) => verificationCodeFrom(search.get(name) ?? ""));
  if (before) return { before };
  return after ? { after } : {};
}

const LONGEST_MS = 5 * 60_000;
type SheetQuestion = { request: Request; locale: Locale; now: Date };

/**
 * A workbook of one moment. Anybody may ask for one, and a large one is work of seconds: one is made at a time, and who
 * waits for the same shares it.
 */
export const rosterFile: (question: SheetQuestion) => Promise<Buffer> = together(async (questions) => {
  const made = new Map<string, Promise<Buffer>>();
  const files: Buffer[] = [];
  for (const { request, locale, now } of questions) {
    const key = `${locale} ${new URL(request.url).search}`;
    const file = made.get(key) ?? workbookOf({ request, locale, now });
    made.set(key, file);
    files.push(await file);
  }
  return files;
});

const workbookOf = ({ request, locale, now }: SheetQuestion) =>
  inTransaction(
    async (tx) => {
      const { asked, bodies, body } = await rosterQuestion(tx, request, now);
      return rosterWorkbook(tx, { asked, bodies: body ? [body] : bodies, locale }, now);
    },
    "RepeatableRead",
    LONGEST_MS,
  );
