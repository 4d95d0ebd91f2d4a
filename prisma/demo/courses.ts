/** An online course of the justice bureau, in words of its own, which two people have begun this week. */
import { createHash } from "node:crypto";
import type { Tx } from "~/db.server";
import { createCourse, writeTextLesson } from "~/study/course-drafting.server";
import { publishCourse } from "~/study/course-publication.server";
import { pagesFrom } from "~/study/course-text";
import { beginCourse } from "~/study/enrolments.server";
import { hearBeat, openRun } from "~/study/heartbeat.server";
import { EARLIER_MEASURES } from "~/study/online-measures";
import { granted } from "./chronicle.ts";
import { LESSONS } from "./course-lessons.ts";
import { ago, officeHour } from "./days.ts";
import { actor, type District, unit } from "./district.ts";
import { ROOT } from "./units.ts";

const BEAT = EARLIER_MEASURES.beatMs;

const LAW = "行政处罚法";

export function tellCourses(district: District): void {
  const { chronicle, today, people } = district;
  let courseId = "";
  let lessonIds: string[] = [];
  chronicle.on(officeHour(ago(today, { days: 30 }), "15:00"), async (tx, now) => {
    const writer = actor(district, "legal2");
    const content = {
      ...{ title: "行政处罚：从立案到执行", unitId: unit(district, ROOT), category: "enforcement" as const },
      summary: "用一个案子走完行政处罚的全过程：先把事实查清，再告知和听取意见，最后作出决定并执行。",
      ...{ organiserLevel: "county" as const, laws: [LAW], audience: [] },
      ...{ questions: 5, passPercent: 60, triesADay: 3 },
    };
    courseId = await createCourse(tx, content, writer, now);
    for (const { title, minimumMinutes, markdown } of LESSONS) {
      const pages = pagesFrom(markdown, title);
      if (!Array.isArray(pages)) throw new Error(pages.code);
      const lesson = { courseId, lessonId: null, title, minimumMinutes, questionLaw: LAW, pages };
      lessonIds = [
        ...lessonIds,
        granted(await writeTextLesson(tx, lesson, writer, now), "a lesson").lessonId,
      ];
    }
    const seen = { courseId, seenAt: now.toISOString() };
    granted(await publishCourse(tx, seen, actor(district, "legal"), now), "a course");
  });

  for (const [login, days, tabs] of [
    ["officer", 2, 1],
    ["leader", 1, 2],
  ] as const) {
    const learner = people.find((person) => person.login === login)!;
    chronicle.on(officeHour(ago(today, { days }), "16:10"), async (tx, now) => {
      const { id: personId } = learner;
      const begun = await beginCourse(tx, { courseId, personId }, actor(district, login), now);
      const { enrolmentId } = granted(begun, "beginning a course");
      const opening = { personId, enrolmentId, lessonId: lessonIds[0]!, page: 0 };
      await read(tx, opening, tabs, now);
    });
  }
}

type Opening = { personId: string; enrolmentId: string; lessonId: string; page: number };

/** Five minutes with the page in front; with a second tab, the first goes on beating for nothing. */
async function read(tx: Tx, opening: Opening, tabs: number, from: Date): Promise<void> {
  const session = new Uint8Array(createHash("sha256").update(opening.personId).digest());
  const open = [];
  for (let tab = 0; tab < tabs; tab += 1) {
    const opened = await openRun(tx, { ...opening, session }, from);
    if (opened.code !== "opened") throw new Error(opened.code);
    open.push({ runId: opened.runId, token: opened.token, personId: opening.personId });
  }
  const last = open.at(-1)!;
  for (let seq = 1; seq <= 20; seq += 1) {
    const beat = { seq, isVisible: true, isFocused: true, isActive: true, claimedMs: BEAT };
    const sent = { beat: { ...beat, position: seq * 40, rate: 1 }, isLast: false };
    const now = new Date(from.getTime() + seq * BEAT);
    await hearBeat(tx, { ...last, ...sent }, now);
    if (open[0] !== last && seq === 4) await hearBeat(tx, { ...open[0]!, ...sent }, now);
  }
}
