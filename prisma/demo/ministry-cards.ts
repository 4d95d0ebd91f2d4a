/** Cards of the ministry of transport: one on file, one that waits for legal affairs, one returned because its picture is cut off. */
import sharp from "sharp";
import { addDays, addYears, type DateOn } from "~/calendar";
import { decideMinistryCard, fileMinistryCard } from "~/certification/ministry-cards.server";
import type { Person } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { type Ago, ago, officeHour } from "./days.ts";
import { actor, type District, unit } from "./district.ts";

const CODE = "transport";

export function tellMinistryCards(district: District): void {
  const { chronicle, people, today } = district;
  const holders = people.filter(({ story, unit: code }) => story === "third-year" && code === CODE).slice(2);
  const file = (
    person: Person,
    when: Ago,
    said: { fromOn: DateOn; cut?: boolean },
    then?: "accepted" | "returned",
  ) => {
    const on = ago(today, when);
    let cardId = "";
    chronicle.on(officeHour(on, "10:35"), async (tx, now) => {
      const card = {
        ...{ personId: person.id, unitId: unit(district, CODE), fields: ["transport"] },
        ...{
          ministry: "交通运输部",
          kind: "交通运输行政执法证",
          number: `JT${person.id.slice(-6).toUpperCase()}`,
        },
        ...{ validFromOn: said.fromOn, validToOn: addDays(addYears(said.fromOn, 5), -1) },
        scan: await picture(said.cut ? 520 : 860),
      };
      const answer = await fileMinistryCard(tx, card, actor(district, `${CODE}-hr`), now);
      cardId = granted(answer, "a ministry card").cardId;
    });
    if (!then) return;
    chronicle.on(officeHour(addDays(on, 1), "15:20"), async (tx, now) => {
      const opinion = then === "returned" ? "证件影像右半边没有拍全，看不清编号和有效期，请重新拍摄。" : "";
      const by = { accountId: actor(district, "legal"), personId: null };
      granted(await decideMinistryCard(tx, { cardId, decision: then, opinion }, by, now), "a decision");
    });
  };
  const stories: ((person: Person) => void)[] = [
    (person) =>
      file(person, { years: 1, months: 2 }, { fromOn: ago(today, { years: 1, months: 3 }) }, "accepted"),
    (person) => file(person, { days: 2 }, { fromOn: ago(today, { days: 20 }) }),
    (person) => file(person, { days: 9 }, { fromOn: ago(today, { days: 40 }), cut: true }, "returned"),
  ];
  for (const [index, story] of stories.entries()) if (holders[index]) story(holders[index]);
}

/** A card as a photo shows one: a frame, a head, lines of writing that nobody can read. `width`: how much of it is on the picture. */
function picture(width: number): Promise<Buffer> {
  const lines = [150, 205, 260, 315, 370].map(
    (y, index) => `<rect x="330" y="${y}" width="${440 - index * 40}" height="22" rx="4" fill="#7b8794"/>`,
  );
  const card = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="560" viewBox="0 0 ${width} 560">
    <rect width="860" height="560" fill="#e4e7eb"/><rect x="40" y="40" width="780" height="480" rx="18" fill="#fff" stroke="#1f4e8c" stroke-width="6"/>
    <rect x="90" y="140" width="190" height="260" fill="#cbd2d9"/><circle cx="185" cy="225" r="52" fill="#9aa5b1"/>
    <path d="M105 400c0-75 40-105 80-105s80 30 80 105z" fill="#9aa5b1"/><rect x="90" y="72" width="680" height="34" rx="4" fill="#1f4e8c"/>
    ${lines.join("")}</svg>`;
  return sharp(Buffer.from(card)).png().toBuffer();
}
