/** Transfers: one that the market bureau has still to answer, one that the urban bureau sent back. */
import { addDays } from "~/calendar";
import { answerTransfer, releaseForTransfer } from "~/casework/transfers.server";
import { granted } from "./chronicle.ts";
import { ago, officeHour } from "./days.ts";
import { actor, type District, unit } from "./district.ts";
import type { UnitCode } from "./units.ts";

export function tellTransfers(district: District): void {
  const { chronicle, people, today } = district;
  const release = (from: UnitCode, to: UnitCode, days: number, documentNumber: string, sentBack?: string) => {
    // Somebody of whom nothing else is told.
    const person = people.findLast(
      ({ unit, story, login }) => unit === from && story === null && login === null,
    );
    if (!person) return;
    const on = ago(today, { days });
    let transferId = "";
    chronicle.on(officeHour(on, "14:25"), async (tx, now) => {
      const move = { personId: person.id, unitId: unit(district, to), fromOn: addDays(on, 20), title: null };
      const by = { accountId: actor(district, `${from}-hr`), personId: null };
      const answer = await releaseForTransfer(tx, { ...move, documentNumber }, by, now);
      transferId = granted(answer, "a transfer").transferId;
    });
    if (!sentBack) return;
    chronicle.on(officeHour(addDays(on, 1), "09:50"), async (tx, now) => {
      const by = { accountId: actor(district, `${to}-hr`), personId: null };
      const answer = { transferId, decision: "declined", reason: sentBack } as const;
      granted(await answerTransfer(tx, answer, by, now), "an answer to a transfer");
    });
  };
  release("urban", "market", 3, "临人社调〔2026〕17号");
  release("market", "urban", 12, "临人社调〔2026〕15号", "本单位编制已满，请与编制部门核实后再办理。");
}
