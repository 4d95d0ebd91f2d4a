import type { MustKnowState } from "~/study/must-know";
import type { Tone } from "./status";

export const MUST_KNOW_TONES: Record<MustKnowState, Tone> = {
  proposed: "warn",
  "in-force": "ok",
  withdrawn: "off",
};
