import type { StatementStanding } from "~/study/year-figures";
import type { Tone } from "./status";

export const STATEMENT_TONES: Record<StatementStanding, Tone> = {
  missing: "warn",
  draft: "warn",
  submitted: "info",
  returned: "warn",
  reviewed: "ok",
};
