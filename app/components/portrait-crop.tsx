import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { type Box, heightFor, LEAST_WIDTH, middleOf, type Size } from "~/personnel/portrait";
import { photosText } from "~/text/photos";
import { useText } from "~/text/text";
import { TextField } from "./text-field";

const FIELDS = ["left", "top", "width"] as const;
export type CropTyped = Record<(typeof FIELDS)[number], string>;
/** Of the picture's width, for each press of a key. */
const STEP = 0.02;

type Chosen = { src: string; size: Size; box: Box };

/** A file and where to cut it. The figures do it alone; with a script the box is dragged and they follow. */
export function PortraitCrop({ typed }: { typed?: CropTyped }) {
  const t = useText(photosText);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const fields = useRef<HTMLFieldSetElement>(null);
  const take = (size: Size, src: string, box: Box) => {
    setChosen({ src, size, box });
    for (const name of FIELDS) {
      const input = fields.current?.querySelector<HTMLInputElement>(`input[name="${name}"]`);
      if (input) input.value = String(box[name]);
    }
  };
  const read = (file: File | undefined) => {
    if (!file) return setChosen(null);
    const reader = new FileReader();
    reader.onload = () => {
      const src = String(reader.result);
      const image = new Image();
      image.onload = () => {
        const size = { width: image.naturalWidth, height: image.naturalHeight };
        take(size, src, middleOf(size));
      };
      image.onerror = () => setChosen(null);
      image.src = src;
    };
    reader.readAsDataURL(file);
  };
  // Who was quicker than the script has chosen already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page begins to listen.
  useEffect(() => {
    const input = fields.current?.form?.elements.namedItem("file");
    if (input instanceof HTMLInputElement && input.files?.[0]) read(input.files[0]);
  }, []);
  return (
    <>
      <TextField
        label={t.file}
        name="file"
        type="file"
        accept="image/jpeg,image/png"
        hint={t.fileHint}
        onChange={(event) => read(event.target.files?.[0])}
      />
      {chosen && <CropBox {...chosen} onMove={(box) => take(chosen.size, chosen.src, box)} label={t.box} />}
      <fieldset className="field" ref={fields}>
        <legend className="label">{t.crop}</legend>
        <p className="hint">{t.cropHint}</p>
        <div className="query">
          {FIELDS.map((name) => (
            <TextField
              key={name}
              label={t[name]}
              name={name}
              inputMode="numeric"
              figures
              optional
              defaultValue={typed?.[name]}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}

function CropBox({ src, size, box, onMove, label }: Chosen & { onMove: (box: Box) => void; label: string }) {
  const held = useRef<{ x: number; y: number; box: Box } | null>(null);
  const moved = (left: number, top: number, width = box.width) => {
    const widest = middleOf(size).width;
    const wide = Math.round(Math.min(widest, Math.max(Math.min(LEAST_WIDTH, widest), width)));
    const height = Math.min(size.height, heightFor(wide));
    onMove({
      left: Math.round(Math.min(size.width - wide, Math.max(0, left))),
      top: Math.round(Math.min(size.height - height, Math.max(0, top))),
      width: wide,
      height,
    });
  };
  const drag = (event: PointerEvent<HTMLButtonElement>) => {
    if (!held.current) return;
    const shown = event.currentTarget.clientWidth;
    const scale = size.width / shown;
    const { x, y, box: from } = held.current;
    moved(from.left + (event.clientX - x) * scale, from.top + (event.clientY - y) * scale);
  };
  const key = (event: KeyboardEvent) => {
    const by = size.width * STEP;
    const { left, top, width } = box;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => moved(left - by, top),
      ArrowRight: () => moved(left + by, top),
      ArrowUp: () => moved(left, top - by),
      ArrowDown: () => moved(left, top + by),
      "+": () => moved(left, top, width + by),
      "=": () => moved(left, top, width + by),
      "-": () => moved(left, top, width - by),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
  const { left, top, width, height } = box;
  return (
    <button
      type="button"
      aria-label={label}
      className="mb-4 block w-full max-w-[24rem] cursor-move touch-none border border-(--line-2)"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { x: event.clientX, y: event.clientY, box };
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        held.current = null;
      }}
      onKeyDown={key}
    >
      <svg viewBox={`0 0 ${size.width} ${size.height}`} className="block w-full" aria-hidden="true">
        <image href={src} width={size.width} height={size.height} />
        <path
          d={`M0 0H${size.width}V${size.height}H0ZM${left} ${top}V${top + height}H${left + width}V${top}Z`}
          fill="#000"
          fillOpacity="0.45"
        />
        <rect
          x={left}
          y={top}
          width={width}
          height={height}
          className="fill-none stroke-(--action)"
          strokeWidth="3"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
    </button>
  );
}
