/** Badges and uniforms of two bureaus, what people who left handed back, and what nobody has asked for yet. */
import { chinaDateOf } from "~/calendar";
import { heldItemsOf } from "~/certification/held-items.server";
import type { ItemOutcome, NewItem } from "~/certification/item";
import { handOutItems, takeBackItems } from "~/certification/item-acts.server";
import { recordOpening } from "~/certification/item-openings.server";
import { escalateRecoveries } from "~/reminders/recovery.server";
import { openingWords } from "~/text/item-opening-words";
import { itemOpeningsText } from "~/text/item-openings";
import { itemsText } from "~/text/items";
import type { Person } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { type Ago, ago, officeHour } from "./days.ts";
import { actor, type District, unit } from "./district.ts";
import type { Story } from "./stories.ts";

/** So many officers of a bureau are told of. */
const DRESSED = 4;

export function tellItems(district: District): void {
  const { chronicle, people, today } = district;
  const of = (story: Story, code?: Person["unit"]) =>
    people.filter((person) => person.story === story && (code === undefined || person.unit === code));
  const dressed = [
    ...(["market", "urban"] as const).flatMap((code) => of("third-year", code).slice(0, DRESSED)),
    ...of("moved-uncleared"),
    ...of("retired"),
  ];
  for (const [index, person] of dressed.entries()) handOut(district, person, index + 1);

  tellOpening(district);

  const back = (story: Story, when: Ago, outcome: ItemOutcome = "destroyed") =>
    of(story).forEach((person) => {
      takeBack(district, person, when, outcome);
    });
  back("moved-on", { months: 6, days: -9 });
  back("retired", { days: 112 });
  back("deceased", { days: 70 }, "returned");
  back("revoked", { months: 5, days: -6 });
  back("annulled", { days: 66 });
  back("expired-since", { months: 2 });
  // Who was transferred two months ago still has everything: this is the day on which legal affairs is told.
  chronicle.on(officeHour(ago(today, { days: 12 }), "06:10"), async (tx, now) => {
    await escalateRecoveries(tx, now);
  });
}

/** What the urban bureau's officers had in hand when the register was taken into use: nobody wrote down since when. */
function tellOpening(district: District): void {
  const { chronicle, people, today } = district;
  const holders = people
    .filter(({ story, unit: code }) => story === "third-year" && code === "urban")
    .slice(DRESSED, DRESSED + 3);
  const on = ago(today, { days: 9 });
  chronicle.on(officeHour(on, "11:10"), async (tx, now) => {
    const { columns } = itemOpeningsText["zh-CN"];
    const { kinds } = itemsText["zh-CN"];
    const head = [
      columns.name,
      columns.unit,
      columns.kind,
      columns.number,
      columns.quantity,
      columns.handedOn,
    ];
    const lines = holders.flatMap(({ name }, index) => [
      [
        name,
        "urban",
        kinds["former-card"],
        `临执2019-${String(index + 11).padStart(4, "0")}`,
        "",
        ago(on, { years: 6 }),
      ],
      [name, "urban", kinds.uniform, "", "2", ""],
    ]);
    const opening = {
      ...{ unitId: unit(district, "urban"), countedOn: chinaDateOf(now), words: openingWords },
      ...{
        fileName: "接管登记.csv",
        bytes: Buffer.from([head, ...lines].map((line) => line.join(",")).join("\n")),
      },
    };
    const answer = await recordOpening(tx, opening, actor(district, "urban-hr"), now);
    if (!answer.ok) throw new Error(answer.faults.map(({ row, refusal }) => `${row} ${refusal.code}`).join());
  });
}

function handOut(district: District, person: Person, index: number): void {
  const { chronicle, today } = district;
  const items: NewItem[] = [
    { kind: "chest-badge", number: `LH${String(index).padStart(4, "0")}`, quantity: 1 },
    { kind: "arm-badge", number: null, quantity: 2 },
    { kind: "uniform", number: null, quantity: 2 },
  ];
  chronicle.on(officeHour(ago(today, { years: 2, months: 9 }), "15:40"), async (tx, now) => {
    const handing = { personId: person.id, unitId: unit(district, person.unit), items, note: "" };
    const by = actor(district, `${person.unit}-hr`);
    granted(await handOutItems(tx, { ...handing, handedOn: chinaDateOf(now) }, by, now), "a handing out");
  });
}

function takeBack(district: District, person: Person, when: Ago, outcome: ItemOutcome): void {
  district.chronicle.on(officeHour(ago(district.today, when), "16:55"), async (tx, now) => {
    const on = chinaDateOf(now);
    const held = (await heldItemsOf(tx, [person.id], { trueOn: on })).get(person.id) ?? [];
    if (held.length === 0) return;
    const back = {
      ...{ personId: person.id, unitIds: null, evidence: null, outcome, backOn: on, note: "" },
      things: held.map(({ id, quantity }) => ({ id, quantity })),
    };
    const by = actor(district, `${person.unit}-hr`);
    granted(await takeBackItems(tx, back, by, now), "taking back");
  });
}
