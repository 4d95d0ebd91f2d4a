import type { AnyTemplate } from "../template";
import { enforcementA4 } from "./enforcement-a4/template";
import { enforcementCard } from "./enforcement-card/template";
import { trainingA4 } from "./training-a4/template";

/** Every edition of every template, the oldest edition first. */
export const allTemplates: readonly AnyTemplate[] = [...enforcementA4, ...enforcementCard, ...trainingA4];

/** An edition of a template; old ones stay, so that a certificate can always be printed as it was issued. */
export function findTemplate(id: string, version: number): AnyTemplate | null {
  return allTemplates.find((template) => template.id === id && template.version === version) ?? null;
}
