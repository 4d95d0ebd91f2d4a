import { useLoaderData } from "@remix-run/react";
import { useText } from "~/text/text";
import { unitChangesText } from "~/text/unit-changes";
import type { Refusal } from "~/verdict";
import { ActRefused } from "./act-refused";

/** An act on a change of units that was refused, and the way back to it. */
export function UnitChangeRefused({ refusals }: { refusals: readonly Refusal[] | undefined }) {
  const { at, orderNumber } = useLoaderData<{ at: string; orderNumber: string }>();
  const t = useText(unitChangesText);
  return <ActRefused verdict={t.notDone} refusals={refusals} back={{ href: at, text: orderNumber }} />;
}
