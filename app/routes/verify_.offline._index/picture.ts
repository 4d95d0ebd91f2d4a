/** Reading a square code in the browser: from a photograph with `jsqr`, from the camera where the browser knows codes itself. */

type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type Detecting = { BarcodeDetector?: new (options: { formats: string[] }) => Detector };

const LONGEST_SIDE = 1_600;
const LOOKS_MS = 200;

/** The text of the code in a picture; null where none is found. */
export async function codeInPicture(file: File): Promise<string | null> {
  const { default: jsQR } = await import("jsqr");
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.drawImage(picture, 0, 0, width, height);
  return jsQR(pen.getImageData(0, 0, width, height).data, width, height)?.data ?? null;
}

export const canScan = () => "BarcodeDetector" in window && navigator.mediaDevices !== undefined;

/** Shows the camera in `video` until a code is seen or `signal` says stop; null where it was stopped. */
export async function codeFromCamera(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  const detector = new (window as Detecting).BarcodeDetector!({ formats: ["qr_code"] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  try {
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const [seen] = await detector.detect(video);
      if (seen) return seen.rawValue;
      await new Promise((resolve) => setTimeout(resolve, LOOKS_MS));
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}
