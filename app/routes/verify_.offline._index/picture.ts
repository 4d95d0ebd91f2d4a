/**
 * Reading a square code in the browser, from a photograph or from the camera: by the browser itself where it knows codes, which
 * few do, and by `jsqr` everywhere else.
 */

type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type Detecting = { BarcodeDetector?: new (options: { formats: string[] }) => Detector };

const LONGEST_SIDE = 1_600;
const LOOKS_MS = 200;

/** The text of the code in a picture; null where none is found. */
export async function codeInPicture(file: File): Promise<string | null> {
  const picture = await createImageBitmap(file);
  return codeIn(picture, picture, document.createElement("canvas"));
}

async function codeIn(
  picture: CanvasImageSource,
  size: { width: number; height: number },
  canvas: HTMLCanvasElement,
): Promise<string | null> {
  const { default: jsQR } = await import("jsqr");
  const scale = Math.min(1, LONGEST_SIDE / Math.max(size.width, size.height));
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen || width === 0 || height === 0) return null;
  pen.drawImage(picture, 0, 0, width, height);
  return jsQR(pen.getImageData(0, 0, width, height).data, width, height)?.data ?? null;
}

/** A browser shows its cameras to pages that came over a safe connection, and to no other. */
export const canScan = () => navigator.mediaDevices?.getUserMedia !== undefined;

export type CameraProblem = "cameraRefused" | "cameraMissing" | "cameraFailed";

/** Why there is no picture, as the browser names it. */
export function cameraProblemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "cameraRefused";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "cameraMissing" : "cameraFailed";
}

/** Shows the camera in `video` until a code is seen or `signal` says stop; null where it was stopped. */
export async function codeFromCamera(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  const look = lookAt(video);
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  try {
    // Stopped while it was asked for.
    if (signal.aborted) return null;
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const seen = await look();
      if (seen) return seen;
      if (!stream.active) throw new Error("the camera was taken away");
      await new Promise((resolve) => setTimeout(resolve, LOOKS_MS));
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}

function lookAt(video: HTMLVideoElement): () => Promise<string | null> {
  const { BarcodeDetector } = window as Detecting;
  const canvas = document.createElement("canvas");
  const byPixels = () => codeIn(video, { width: video.videoWidth, height: video.videoHeight }, canvas);
  if (!BarcodeDetector) return byPixels;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  // Some browsers have the name and nothing behind it.
  return () =>
    detector.detect(video).then(
      ([seen]) => seen?.rawValue ?? null,
      () => byPixels(),
    );
}
