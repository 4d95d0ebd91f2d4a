import { useEffect, useRef } from "react";
import type { CandidateSlot } from "~/exams/paper";

type Keys = {
  slot: CandidateSlot;
  onAnswer: (label: string) => void;
  onFlag: () => void;
  onMove: (by: number) => void;
};

/** The exam by keyboard alone: letters and digits choose, ← and → move, M flags. T and F also answer true or false. Null: no question is shown. */
export function useExamKeys(keys: Keys | null): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (latest.current === null || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
        return;
      const { slot, onAnswer, onFlag, onMove } = latest.current;
      const key = event.key.toUpperCase();
      const label = labelFor(slot, key);
      if (event.key === "ArrowLeft") onMove(-1);
      else if (event.key === "ArrowRight") onMove(1);
      else if (key === "M") onFlag();
      else if (label !== undefined) onAnswer(label);
      else return;
      // On a radio button the arrows would also choose the next option.
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function labelFor({ type, options }: CandidateSlot, key: string): string | undefined {
  if (type === "true-false" && options.some(({ label }) => label === key)) return key;
  const index = /^[1-9]$/.test(key) ? Number(key) - 1 : /^[A-F]$/.test(key) ? key.charCodeAt(0) - 65 : -1;
  return options[index]?.label;
}
