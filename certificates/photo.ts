/** Whether the paper can show a photo: JPEG in grey or RGB, or PNG. CMYK has no place in a PDF/A with an sRGB intent. */
export function isUsablePhoto(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 33 && view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a) {
    return view.getUint32(12) === 0x49484452 && view.getUint32(16) > 0 && view.getUint32(20) > 0;
  }
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return false;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1]!;
    // Start of frame: precision, height, width, number of components. C4, C8 and CC are other things.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const components = bytes[at + 9]!;
      return bytes[at + 4] === 8 && view.getUint32(at + 5) !== 0 && (components === 1 || components === 3);
    }
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return false;
}
