/** The GSM 03.38 basic set; a text with any other character travels as UCS-2. */
const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each of these takes two places. */
const GSM_EXTENDED = new Set('\f^{}\\[~]|€');

/** How many SMS segments a text travels in, and is paid for. */
export function segmentCount(body: string): number {
  const characters = Array.from(body);
  if (!characters.every(character => GSM_BASIC.has(character) || GSM_EXTENDED.has(character))) {
    return segmentsOf(body.length, 70, 67);
  }
  const places = characters.reduce((sum, character) => sum + (GSM_EXTENDED.has(character) ? 2 : 1), 0);
  return segmentsOf(places, 160, 153);
}

function segmentsOf(length: number, single: number, joined: number): number {
  return length <= single ? 1 : Math.ceil(length / joined);
}
