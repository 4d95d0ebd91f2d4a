/** Transfers: an officer with a certificate whom the urban bureau has still to accept, and somebody it sent back. */
import { addDays } from "~/calendar";
import { answerTransfer, releaseForTransfer } from "~/casework/transfers.server";
import { granted } from "./chronicle.ts";
import { ago, officeHour } from "./days.ts";
import { actor, type District, unit } from "./district.ts";
import type { Story } from "./stories.ts";
import type { UnitCode } from "./units.ts";

type Told = { days: number; documentNumber: string; sentBack?: string };

export function tellTransfers(district: District): void {
  const { chronicle, people, today } = district;
  const release = (from: UnitCode, to: UnitCode, story: Story | null, told: Told) => {
    const person = people.find((one) => one.unit === from && one.story === story && one.login === null);
    if (!person) return;
    const { documentNumber, sentBack } = told;
    const on = ago(today, { days: told.days });
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
  release("transport", "urban", "third-year", { days: 3, documentNumber: "临人社调〔2026〕17号" });
  const sentBack = "本单位编制已满，请与编制部门核实后再办理。";
  release("market", "urban", null, { days: 12, documentNumber: "临人社调〔2026〕15号", sentBack });
}
