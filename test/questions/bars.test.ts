import fc from "fast-check";
import { expect, it } from "vitest";
import { addDays, type DateOn } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { recordAbolition, recordAmendment, withdrawAmendment } from "~/questions/amendments.server";
import { barredOn } from "~/questions/bars.server";
import { pairKey, recordRereadings, unreadPage } from "~/questions/rereadings.server";
import { useDatabase } from "../support/database";
import { addQuestion, emptyBank, leaves, OFFICER, REVIEWER, shippedLaw } from "./law-scene";

// What bars a question, against a plain retelling: lists of what happened, looked through one by one.

await useDatabase();

const runs = Number(process.env.PROPERTY_RUNS ?? 6);
const ARTICLES = 4;
const DAYS = 12;
const FIRST: DateOn = "2026-01-01";
const on = (day: number): DateOn => addDays(FIRST, day);
/** Everything is recorded when the last day has passed, so that nothing is too early to record. */
const LATER = new Date("2026-02-01T02:00:00Z");

const day = fc.integer({ min: 1, max: DAYS - 1 });
const article = fc.integer({ min: 1, max: ARTICLES });
const which = fc.nat(9);
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant("amend" as const),
      law: fc.nat(1),
      adopted: day,
      effective: day,
      articles: fc.uniqueArray(article, { minLength: 1, maxLength: 2 }),
      whole: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("abolish" as const), law: fc.nat(1), day }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("withdraw" as const), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant("ask" as const),
      // Two or more places make a case, with a part for each.
      places: fc.array(fc.record({ law: fc.nat(1), version: fc.nat(3), article }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant("reread" as const), amendment: which, question: which }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("leave" as const), which }) },
);

type Amendment = {
  id: string;
  law: number;
  effectiveOn: DateOn;
  touches: number[] | "whole";
  withdrawn: boolean;
};
type Question = {
  id: string;
  ids: string[];
  code: string;
  cites: { law: number; versionFrom: DateOn; article: number }[];
  stands: boolean;
};

it("is what was touched in a version before, is not withdrawn, and nobody has read again", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
      const laws = [await shippedLaw(), await shippedLaw()];
      const bank = await emptyBank();
      const versions = laws.map(() => [
        { version: "2021-01-22" as DateOn, effectiveOn: "2021-07-15" as DateOn },
      ]);
      const amendments: Amendment[] = [];
      const questions: Question[] = [];
      const read = new Set<string>();
      const key = (amendment: Amendment, question: Question) => `${amendment.id} ${question.id}`;

      const touches = (amendment: Amendment, question: Question) =>
        !amendment.withdrawn &&
        question.cites.some(
          (cited) =>
            cited.law === amendment.law &&
            cited.versionFrom < amendment.effectiveOn &&
            (amendment.touches === "whole" || amendment.touches.includes(cited.article)),
        );

      for (const step of acts) {
        if (step.act === "amend") {
          const { lawId } = laws[step.law]!;
          const version = on(step.adopted);
          const effectiveOn = on(step.effective);
          const listed = step.whole ? "" : step.articles.join("、");
          const entered = {
            version,
            effectiveOn,
            articles: 90,
            whole: step.whole,
            listed,
            source: null,
            note: null,
          };
          const answer = await inTransaction((tx) =>
            recordAmendment(tx, { lawId, ...entered }, OFFICER, LATER),
          );
          if (!answer.ok || amendments.some(({ id }) => id === answer.amendmentId)) continue;
          amendments.push({
            ...{ id: answer.amendmentId, law: step.law, effectiveOn, withdrawn: false },
            touches: step.whole ? "whole" : step.articles,
          });
          const own = versions[step.law]!;
          versions[step.law] = [...own.filter((one) => one.version !== version), { version, effectiveOn }];
        } else if (step.act === "abolish") {
          const abolition = { lawId: laws[step.law]!.lawId, effectiveOn: on(step.day), note: "-" };
          const answer = await inTransaction((tx) => recordAbolition(tx, abolition, OFFICER, LATER));
          if (!answer.ok || amendments.some(({ id }) => id === answer.amendmentId)) continue;
          const { effectiveOn } = abolition;
          amendments.push({
            ...{ id: answer.amendmentId, law: step.law, effectiveOn, touches: "whole", withdrawn: false },
          });
        } else if (step.act === "withdraw") {
          const amendment = amendments[step.which % Math.max(1, amendments.length)];
          if (!amendment) continue;
          const answer = await inTransaction((tx) =>
            withdrawAmendment(tx, { amendmentId: amendment.id, reason: "-" }, OFFICER, LATER),
          );
          if (answer.ok) amendment.withdrawn = true;
        } else if (step.act === "ask") {
          const places = step.places.map((place) => {
            const own = versions[place.law]!;
            const { version, effectiveOn } = own[place.version % own.length]!;
            return { ...place, name: laws[place.law]!.name, version, versionFrom: effectiveOn };
          });
          const citations = places.map(({ name, version, article }) => ({ law: name, article, version }));
          const wanted = citations.length === 1 ? { citations } : { parts: citations.map((one) => [one]) };
          // One that cites a version taken back is not published.
          const made = await addQuestion(bank, wanted).catch(() => null);
          if (made) questions.push({ ...made, cites: places, stands: true });
        } else if (step.act === "reread") {
          const amendment = amendments[step.amendment % Math.max(1, amendments.length)];
          const question = questions[step.question % Math.max(1, questions.length)];
          if (!amendment || !question) continue;
          const pairs = [{ amendmentId: amendment.id, questionVersionId: question.id }];
          const answer = await inTransaction((tx) =>
            recordRereadings(tx, { pairs, note: "-" }, REVIEWER, LATER),
          );
          const waits =
            question.stands && touches(amendment, question) && !read.has(key(amendment, question));
          expect(answer.ok && answer.read === 1).toBe(waits);
          if (waits) read.add(key(amendment, question));
        } else {
          const question = questions[step.which % Math.max(1, questions.length)];
          if (!question?.stands) continue;
          await leaves(bank, question.ids);
          question.stands = false;
        }
      }

      const stopping = (question: Question) =>
        amendments.filter((one) => touches(one, question) && !read.has(key(one, question)));
      const ours = new Set(questions.map(({ id }) => id));
      for (let at = 0; at <= DAYS; at++) {
        const barred = (await barredOn(prisma, on(at))).filter((id) => ours.has(id));
        const told = questions.filter((one) =>
          stopping(one).some(({ effectiveOn }) => effectiveOn <= on(at)),
        );
        expect(barred).toEqual(told.map(({ id }) => id).sort());
      }
      const waiting = questions
        .filter(({ stands }) => stands)
        .flatMap((question) =>
          stopping(question).map(({ id }) => pairKey({ amendmentId: id, questionVersionId: question.id })),
        );
      const listed = await unreadPage(prisma, { bankId: bank }, {});
      expect(listed.total).toBe(waiting.length);
      if (waiting.length <= listed.rows.length)
        expect(listed.rows.map(pairKey).sort()).toEqual(waiting.sort());
    }),
    { numRuns: runs },
  );
}, 240_000);
