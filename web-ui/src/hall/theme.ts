import { legible, parseHex, type Rgb } from './colours.ts';
import type { Hall } from './plan.ts';

const GRAPHIC_CONTRAST = 3;

/** The colours to draw with: the page's own, and the categories' made legible. */
export interface Theme {
  readonly dark: boolean;
  readonly ground: Rgb;
  readonly ink: Rgb;
  readonly muted: Rgb;
  readonly accent: Rgb;
  readonly categories: readonly Rgb[];
}

export function readTheme(element: Element, hall: Hall): Theme {
  const style = getComputedStyle(element);
  const token = (name: string) => parseHex(style.getPropertyValue(name).trim());
  const ground = token('--hall');
  return {
    dark: darkQuery().matches,
    ground,
    ink: token('--ink'),
    muted: token('--muted'),
    accent: token('--accent'),
    categories: hall.drawing.categories.map(({ color }) =>
      legible(parseColour(color), ground, GRAPHIC_CONTRAST),
    ),
  };
}

export function darkQuery(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}

const reader = document.createElement('canvas').getContext('2d');

/** Parses any CSS colour: the canvas turns names into hex. */
export function parseColour(colour: string): Rgb {
  if (reader === null) {
    return parseHex(colour);
  }
  reader.fillStyle = '#6e6a78';
  reader.fillStyle = colour;
  return parseHex(reader.fillStyle);
}
