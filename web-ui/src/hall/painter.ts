import { extent } from './areas.ts';
import { css, legible, mix, type Rgb } from './colours.ts';
import type { Area, AreaText, Hall } from './plan.ts';
import type { SeatGrid } from './seatGrid.ts';
import { DIMMED, type Look, signOn, Sprites } from './sprites.ts';
import { parseColour, type Theme } from './theme.ts';
import { type Size, type View, visible } from './view.ts';

/** What stands in an area with places, and whether there is anything in it for this buyer. */
export interface Sign {
  readonly text: string;
  readonly open: boolean;
}

export interface Scene {
  readonly view: View;
  readonly size: Size;
  readonly ratio: number;
  readonly hovered: number | null;
  readonly focused: number | null;
}

const DOT_RADIUS = 1.8;
const NUMBER_RADIUS = 7.5;
const MARK_SCALE = 0.5;
const LINE = 24; // between two texts in an area, in the plan's pixels
const FONT = 'system-ui, sans-serif';

/** Draws the visible part of the hall. */
export class Painter {
  private readonly plan: Hall;
  private readonly grid: SeatGrid;
  private readonly lookOf: (seat: number) => Look;
  private readonly signOf: (area: string) => Sign;
  private readonly theme: Theme;
  private readonly sprites: Sprites;
  private readonly dots: readonly string[];
  private readonly dimmedDots: readonly string[];
  private readonly takenDot: string;
  private readonly ownDot: string;

  constructor(
    hall: Hall,
    grid: SeatGrid,
    lookOf: (seat: number) => Look,
    signOf: (area: string) => Sign,
    theme: Theme,
  ) {
    this.plan = hall;
    this.grid = grid;
    this.lookOf = lookOf;
    this.signOf = signOf;
    this.theme = theme;
    this.sprites = new Sprites(theme);
    this.dots = theme.categories.map(css);
    this.dimmedDots = theme.categories.map((colour) => css(mix(theme.ground, colour, DIMMED)));
    this.takenDot = css(mix(theme.ground, theme.muted, 0.45));
    this.ownDot = css(theme.accent);
  }

  ground(c: CanvasRenderingContext2D): void {
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.fillStyle = css(this.theme.ground);
    c.fillRect(0, 0, c.canvas.width, c.canvas.height);
  }

  /** Everything but the outlines, which change with every move of the pointer. */
  hall(c: CanvasRenderingContext2D, scene: Scene): void {
    this.ground(c);
    this.inPlan(c, scene);
    for (const area of this.plan.drawing.areas) {
      this.area(c, area, scene);
    }
    this.marks(c, scene);
    c.setTransform(1, 0, 0, 1, 0, 0);
    const box = visible(scene.view, scene.size, this.grid.radiusMax * 2);
    this.grid.within(box, (seat) => this.seat(c, seat, scene));
  }

  /** The seats under the pointer and the keyboard focus. */
  outlines(c: CanvasRenderingContext2D, scene: Scene): void {
    this.outline(c, scene.hovered, scene, 1.5, css(this.theme.ink), 1.3);
    this.outline(c, scene.focused, scene, 3, css(this.theme.ink), 1.75);
  }

  private inPlan(c: CanvasRenderingContext2D, { view, ratio }: Scene): void {
    const scale = view.scale * ratio;
    c.setTransform(scale, 0, 0, scale, view.x * ratio, view.y * ratio);
  }

  private seat(c: CanvasRenderingContext2D, seat: number, { view, ratio }: Scene): void {
    const radius = this.grid.radius[seat]! * view.scale;
    const x = (this.plan.x[seat]! * view.scale + view.x) * ratio;
    const y = (this.plan.y[seat]! * view.scale + view.y) * ratio;
    const look = this.lookOf(seat);
    if (radius < DOT_RADIUS) {
      this.dot(c, seat, look, x, y, Math.max(0.8, radius) * ratio);
      return;
    }
    const category = this.plan.categoryOf(seat);
    const sprite = this.sprites.get(look, category, radius * ratio);
    c.drawImage(sprite, Math.round(x - sprite.width / 2), Math.round(y - sprite.height / 2));
    if (radius >= NUMBER_RADIUS && look === 'free') {
      c.fillStyle = css(signOn(this.theme.categories[category] ?? this.theme.muted));
      c.font = `600 ${Math.round(radius * ratio * 0.95)}px ${FONT}`;
      c.textAlign = 'center';
      c.textBaseline = 'middle';
      const number = this.plan.drawing.seats.number[seat] ?? '';
      c.fillText(number, x, y + ratio * 0.5, radius * ratio * 1.7);
    }
  }

  /** A seat too small for shapes: a full dot when free, a smaller one when taken. */
  private dot(
    c: CanvasRenderingContext2D,
    seat: number,
    look: Look,
    x: number,
    y: number,
    radius: number,
  ): void {
    const own = look === 'picked' || look === 'mine';
    const free = look === 'free';
    const dots = free ? this.dots : look === 'dimmed' ? this.dimmedDots : [];
    c.fillStyle = own ? this.ownDot : (dots[this.plan.categoryOf(seat)] ?? this.takenDot);
    const half = own ? radius * 1.8 : free ? radius : radius * (look === 'dimmed' ? 0.8 : 0.55);
    c.fillRect(x - half, y - (look === 'held' ? half / 2 : half), half * 2, half * 2);
  }

  private outline(
    c: CanvasRenderingContext2D,
    seat: number | null,
    { view, ratio }: Scene,
    width: number,
    colour: string,
    reach: number,
  ): void {
    if (seat === null) {
      return;
    }
    const radius = Math.max(3, this.grid.radius[seat]! * view.scale) * reach;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.beginPath();
    const x = this.plan.x[seat]! * view.scale + view.x;
    c.arc(x, this.plan.y[seat]! * view.scale + view.y, radius + width / 2, 0, 2 * Math.PI);
    c.lineWidth = width;
    c.strokeStyle = colour;
    c.stroke();
  }

  private area(c: CanvasRenderingContext2D, area: Area, scene: Scene): void {
    c.save();
    c.translate(area.x, area.y);
    c.rotate(((area.rotation ?? 0) * Math.PI) / 180);
    const sign = area.places === undefined ? null : this.signOf(area.places.id);
    const fill = this.fillOf(area, sign);
    c.beginPath();
    trace(c, area);
    if (fill !== null) {
      c.fillStyle = css(fill);
      c.fill();
    }
    if (area.border !== undefined) {
      c.strokeStyle = css(this.calm(parseColour(area.border)));
      c.lineWidth = 1 / Math.max(scene.view.scale, 0.5);
      c.stroke();
    }
    if (area.text !== undefined) {
      this.text(c, area.text, fill ?? this.theme.ground, scene.view.scale);
    }
    if (area.places !== undefined && sign !== null) {
      const { left, top, right, bottom } = extent(area);
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const name = { text: area.places.name, x, y };
      const terms = { text: sign.text, x, y: y + LINE };
      for (const text of area.text === undefined ? [name, terms] : [terms]) {
        this.text(c, text, fill ?? this.theme.ground, scene.view.scale);
      }
    }
    c.restore();
  }

  /** An area of which nothing is left loses its colour, as a seat that is taken does. */
  private fillOf({ color }: Area, sign: Sign | null): Rgb | null {
    if (sign?.open === false) {
      return mix(this.theme.ground, this.theme.muted, 0.2);
    }
    return color === undefined ? null : this.calm(parseColour(color));
  }

  private text(c: CanvasRenderingContext2D, text: AreaText, ground: Rgb, scale: number): void {
    const size = text.size ?? 16;
    const colour = text.color === undefined ? this.theme.ink : parseColour(text.color);
    c.fillStyle = css(legible(colour, ground, 4.5));
    c.font = `600 ${Math.min(size * 1.6, Math.max(size, 13 / scale))}px ${FONT}`;
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    c.fillText(text.text, text.x, text.y);
  }

  private marks(c: CanvasRenderingContext2D, { view }: Scene): void {
    if (view.scale < MARK_SCALE) {
      return;
    }
    c.fillStyle = css(this.theme.muted);
    c.font = `500 ${Math.min(16, 11 / view.scale)}px ${FONT}`;
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    for (const mark of this.plan.drawing.marks) {
      c.fillText(mark.text, mark.x, mark.y);
    }
  }

  /** Plans are coloured for a white background; in dark mode their areas are toned down. */
  private calm(colour: Rgb): Rgb {
    return this.theme.dark ? mix(this.theme.ground, colour, 0.2) : colour;
  }
}

function trace(c: CanvasRenderingContext2D, area: Area): void {
  switch (area.shape) {
    case 'rectangle':
      c.roundRect(0, 0, area.width, area.height, Math.min(8, area.width / 6, area.height / 6));
      break;
    case 'ellipse':
      c.ellipse(0, 0, Math.abs(area.rx), Math.abs(area.ry), 0, 0, 2 * Math.PI);
      break;
    case 'circle':
      c.arc(0, 0, Math.abs(area.radius), 0, 2 * Math.PI);
      break;
    case 'polygon':
      for (let i = 0; i + 1 < area.points.length; i += 2) {
        c.lineTo(area.points[i]!, area.points[i + 1]!);
      }
      c.closePath();
      break;
    case 'text':
      break;
  }
}
