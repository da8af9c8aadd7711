export type Rgb = readonly [number, number, number];

const FALLBACK: Rgb = [110, 106, 120];

/** Reads `#rgb`, `#rrggbb` and `#rrggbbaa`; anything else is a neutral grey. */
export function parseHex(colour: string): Rgb {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])[0-9a-f]?$/i.exec(colour);
  if (short) {
    return [17 * hex(short[1]!), 17 * hex(short[2]!), 17 * hex(short[3]!)];
  }
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})(?:[0-9a-f]{2})?$/i.exec(colour);
  return long ? [hex(long[1]!), hex(long[2]!), hex(long[3]!)] : FALLBACK;
}

export function css([r, g, b]: Rgb): string {
  return `rgb(${Math.round(r)} ${Math.round(g)} ${Math.round(b)})`;
}

/** `part` of the second colour in the first. */
export function mix(a: Rgb, b: Rgb, part: number): Rgb {
  const at = (i: 0 | 1 | 2) => a[i] + (b[i] - a[i]) * part;
  return [at(0), at(1), at(2)];
}

/** The contrast ratio of WCAG 2, from 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The colour, moved towards black or white until it has the contrast `ratio` on that ground. */
export function legible(colour: Rgb, ground: Rgb, ratio: number): Rgb {
  const goal: Rgb = luminance(ground) > 0.18 ? [0, 0, 0] : [255, 255, 255];
  for (let part = 0; part < 1; part += 0.05) {
    const moved = mix(colour, goal, part);
    if (contrast(moved, ground) >= ratio) {
      return moved;
    }
  }
  return goal;
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function hex(digits: string): number {
  return Number.parseInt(digits, 16);
}
