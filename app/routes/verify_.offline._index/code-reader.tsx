import { useEffect, useRef, useState } from "react";
import { Button } from "~/components/button";
import { TextField } from "~/components/text-field";
import { offlineVerificationText } from "~/text/offline-verification";
import { useText } from "~/text/text";
import { type CameraProblem, cameraProblemOf, canScan, codeFromCamera, codeInPicture } from "./picture";

/** The code by camera where there is one and its owner allows it, by photograph everywhere. */
export function CodeReader({ onRead }: { onRead: (text: string) => void }) {
  const t = useText(offlineVerificationText);
  const [problem, setProblem] = useState<"noCodeInPicture" | CameraProblem | null>(null);
  const [scanning, setScanning] = useState<AbortController | null>(null);
  const [offered, setOffered] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => setOffered(canScan()), []);
  useEffect(() => () => scanning?.abort(), [scanning]);
  const scan = async () => {
    setProblem(null);
    const looking = new AbortController();
    setScanning(looking);
    const text = await codeFromCamera(video.current!, looking.signal).catch((error: unknown) => {
      setProblem(cameraProblemOf(error));
      return null;
    });
    setScanning((now) => (now === looking ? null : now));
    if (text) onRead(text);
  };
  const read = async (file: File | undefined) => {
    if (!file) return;
    setProblem(null);
    const text = await codeInPicture(file).catch(() => null);
    if (text) onRead(text);
    else setProblem("noCodeInPicture");
  };
  return (
    <>
      {offered && (
        <div className="acts">
          <Button type="button" onClick={() => (scanning ? setScanning(null) : scan())}>
            {scanning ? t.stopCamera : t.camera}
          </Button>
        </div>
      )}
      <video ref={video} hidden={!scanning} muted playsInline />
      <TextField
        name="picture"
        type="file"
        accept="image/*"
        label={t.picture}
        hint={t.pictureHint}
        errors={problem ? [t[problem]] : []}
        onChange={({ target }) => read(target.files?.[0])}
        optional
      />
    </>
  );
}
