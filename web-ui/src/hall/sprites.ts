import { contrast, css, mix, type Rgb } from './colours.ts';
import type { Theme } from './theme.ts';

/** How a seat looks: the looks differ in shape, not only in colour. */
export type Look = 'free' | 'held' | 'reserved' | 'blocked' | 'picked' | 'mine' | 'dimmed';

/** How much is left of the colour of a seat that the buyer does not look for. */
export const DIMMED = 0.3;

const SPRITES_MAX = 512;
const MARGIN = 1.45; // the ring around the buyer's own seats is wider than the seat

/** Small pictures of seats, each drawn once per size and then copied. */
export class Sprites {
  private readonly made = new Map<string, HTMLCanvasElement>();
  private readonly theme: Theme;

  constructor(theme: Theme) {
    this.theme = theme;
  }

  /** A picture of a seat with this radius in device pixels; its centre is the seat's. */
  get(look: Look, category: number, radius: number): HTMLCanvasElement {
    const size = Math.max(1, Math.round(radius * 4) / 4);
    const key = `${look} ${category} ${size}`;
    let sprite = this.made.get(key);
    if (sprite === undefined) {
      if (this.made.size >= SPRITES_MAX) {
        this.made.clear();
      }
      sprite = this.draw(look, this.theme.categories[category] ?? this.theme.muted, size);
      this.made.set(key, sprite);
    }
    return sprite;
  }

  private draw(look: Look, colour: Rgb, radius: number): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.ceil(radius * MARGIN * 2) + 2;
    const context = canvas.getContext('2d');
    if (context !== null) {
      context.translate(canvas.width / 2, canvas.height / 2);
      context.lineCap = 'round';
      context.lineJoin = 'round';
      paint[look](context, radius, colour, this.theme);
    }
    return canvas;
  }
}

/** A colour for signs drawn on top of another: white or near-black, whichever contrasts more. */
export function signOn(colour: Rgb): Rgb {
  const white: Rgb = [255, 255, 255];
  const black: Rgb = [22, 20, 28];
  return contrast(white, colour) >= contrast(black, colour) ? white : black;
}

type Paint = (c: CanvasRenderingContext2D, radius: number, colour: Rgb, theme: Theme) => void;

const paint: Record<Look, Paint> = {
  free(c, radius, colour) {
    disc(c, radius, css(colour));
  },

  held(c, radius, colour, theme) {
    disc(c, radius, css(mix(theme.ground, colour, 0.16)));
    c.save();
    c.beginPath();
    c.arc(0, 0, radius, 0, 2 * Math.PI);
    c.clip();
    c.strokeStyle = css(mix(theme.ground, colour, 0.85));
    c.lineWidth = Math.max(1, radius * 0.16);
    c.beginPath();
    for (let d = -2; d <= 2; d += 0.5) {
      c.moveTo((d - 1) * radius, radius);
      c.lineTo((d + 1) * radius, -radius);
    }
    c.stroke();
    c.restore();
    ring(c, radius, Math.max(1, radius * 0.14), css(mix(theme.ground, colour, 0.85)));
  },

  reserved(c, radius, _, theme) {
    disc(c, radius, css(mix(theme.ground, theme.muted, 0.14)));
    const arm = radius * 0.42;
    c.strokeStyle = css(mix(theme.ground, theme.muted, 0.85));
    c.lineWidth = Math.max(1, radius * 0.2);
    c.beginPath();
    c.moveTo(-arm, -arm);
    c.lineTo(arm, arm);
    c.moveTo(arm, -arm);
    c.lineTo(-arm, arm);
    c.stroke();
  },

  blocked(c, radius, _, theme) {
    ring(c, radius * 0.8, Math.max(1, radius * 0.12), css(mix(theme.ground, theme.muted, 0.5)));
    c.strokeStyle = css(mix(theme.ground, theme.muted, 0.7));
    c.lineWidth = Math.max(1, radius * 0.2);
    c.beginPath();
    c.moveTo(-radius * 0.4, 0);
    c.lineTo(radius * 0.4, 0);
    c.stroke();
  },

  dimmed(c, radius, colour, theme) {
    disc(c, radius * 0.7, css(mix(theme.ground, colour, DIMMED)));
  },

  picked(c, radius, colour, theme) {
    disc(c, radius * 0.9, css(colour));
    ring(c, radius * 1.2, Math.max(1.5, radius * 0.26), css(theme.accent));
    check(c, radius, css(signOn(colour)));
  },

  mine(c, radius, _, theme) {
    disc(c, radius * 1.05, css(theme.accent));
    ring(c, radius * 1.28, Math.max(1, radius * 0.14), css(theme.accent));
    check(c, radius, css(signOn(theme.accent)));
  },
};

function disc(c: CanvasRenderingContext2D, radius: number, colour: string): void {
  c.fillStyle = colour;
  c.beginPath();
  c.arc(0, 0, radius, 0, 2 * Math.PI);
  c.fill();
}

function ring(c: CanvasRenderingContext2D, radius: number, width: number, colour: string): void {
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.beginPath();
  c.arc(0, 0, radius - width / 2, 0, 2 * Math.PI);
  c.stroke();
}

function check(c: CanvasRenderingContext2D, radius: number, colour: string): void {
  c.strokeStyle = colour;
  c.lineWidth = Math.max(1.2, radius * 0.24);
  c.beginPath();
  c.moveTo(-radius * 0.42, radius * 0.02);
  c.lineTo(-radius * 0.1, radius * 0.34);
  c.lineTo(radius * 0.44, -radius * 0.32);
  c.stroke();
}
