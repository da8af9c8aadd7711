import { contains } from './areas.ts';
import { Easel } from './easel.ts';
import { Gestures } from './gestures.ts';
import { Painter, type Sign } from './painter.ts';
import type { Hall } from './plan.ts';
import { SeatGrid } from './seatGrid.ts';
import type { Look } from './sprites.ts';
import { type Direction, endOfRow, step } from './steps.ts';
import { darkQuery, readTheme } from './theme.ts';
import { clamp, fit, panBy, type Size, type View, zoomAt } from './view.ts';

export interface SurfaceListener {
  toggle(seat: number): void;
  /** An area with places was tapped. */
  add(area: string): void;
  /** What to write into an area with places. */
  signOf(area: string): Sign;
  /** The seat under the pointer, and where the canvas shows it; null for none. */
  hovered(seat: number | null, x: number, y: number): void;
  focused(seat: number): void;
}

const ZOOM_STEP = 1.5;
const TAP_REACH_PIXELS = 14;
const POINT_REACH_PIXELS = 2;
const TAP_RADIUS_PIXELS = 7;
const POINT_RADIUS_PIXELS = 3;
const FOCUS_RADIUS_PIXELS = 6;
const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/**
 * The canvas of the hall. It writes its view to `data-scale`, `data-x` and `data-y`, so that a
 * seat at (px, py) of the plan is at `px * scale + x, py * scale + y` CSS pixels of the canvas.
 */
export class Surface {
  private readonly canvas: HTMLCanvasElement;
  private readonly hall: Hall;
  private readonly grid: SeatGrid;
  private readonly lookOf: (seat: number) => Look;
  private readonly listener: SurfaceListener;
  private readonly end = new AbortController();
  private readonly easel: Easel;
  private painter: Painter;
  private size: Size = { width: 1, height: 1 };
  private view: View = { scale: 1, x: 0, y: 0 };
  private hovered: number | null = null;
  private focused: number | null = null;
  private untouched = true;
  private frame = 0;

  constructor(
    canvas: HTMLCanvasElement,
    hall: Hall,
    lookOf: (seat: number) => Look,
    listener: SurfaceListener,
  ) {
    this.canvas = canvas;
    this.hall = hall;
    this.grid = new SeatGrid(hall);
    this.lookOf = lookOf;
    this.listener = listener;
    this.easel = new Easel(canvas);
    this.painter = this.newPainter();
    const { signal } = this.end;
    new Gestures(canvas, this, signal);
    canvas.addEventListener('keydown', (event) => this.key(event), { signal });
    canvas.addEventListener('focus', () => this.enter(), { signal });
    canvas.addEventListener('blur', () => this.redraw(), { signal });
    darkQuery().addEventListener('change', () => this.repaint(), { signal });
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(canvas);
    signal.addEventListener('abort', () => observer.disconnect());
  }

  close(): void {
    this.end.abort();
    cancelAnimationFrame(this.frame);
  }

  /** To be called when the look of any seat has changed. */
  changed(): void {
    this.easel.outdated();
    this.redraw();
  }

  /** Draws once at the next frame, however often it is called before. */
  private redraw(): void {
    if (this.frame === 0) {
      this.frame = requestAnimationFrame(() => this.paint());
    }
  }

  zoomBy(direction: 1 | -1): void {
    this.zoom(ZOOM_STEP ** direction, this.size.width / 2, this.size.height / 2);
  }

  whole(): void {
    this.untouched = true;
    this.show(fit(this.hall.bounds, this.size));
  }

  pan(dx: number, dy: number): void {
    this.untouched = false;
    this.show(panBy(this.view, dx, dy));
  }

  zoom(factor: number, x: number, y: number): void {
    this.untouched = false;
    this.show(zoomAt(this.view, factor, x, y));
  }

  /** Picks the seat or place there; zooms in first where seats are too small to hit reliably. */
  tap(x: number, y: number, coarse: boolean): void {
    const seat = this.seatAt(x, y, coarse ? TAP_REACH_PIXELS : POINT_REACH_PIXELS);
    const area = seat === null ? this.areaAt(x, y) : null;
    if (area !== null) {
      this.listener.add(area);
      return;
    }
    const needed = coarse ? TAP_RADIUS_PIXELS : POINT_RADIUS_PIXELS;
    const anySeat = seat ?? this.seatAt(x, y, 40);
    if (anySeat !== null && this.grid.radius[anySeat]! * this.view.scale < needed) {
      this.zoom((needed * 1.6) / (this.grid.radius[anySeat]! * this.view.scale), x, y);
    } else if (seat !== null) {
      this.focused = seat;
      this.listener.toggle(seat);
      this.redraw();
    }
  }

  hover(x: number, y: number): void {
    const seat = this.seatAt(x, y, POINT_REACH_PIXELS);
    const free = seat === null && this.areaAt(x, y) === null;
    this.canvas.style.cursor = free ? 'grab' : 'pointer';
    if (seat === this.hovered) {
      return;
    }
    this.hovered = seat;
    const at = seat === null ? { x: 0, y: 0 } : this.place(seat);
    this.listener.hovered(seat, at.x, at.y);
    this.redraw();
  }

  leave(): void {
    if (this.hovered !== null) {
      this.hovered = null;
      this.listener.hovered(null, 0, 0);
      this.redraw();
    }
  }

  /** The seat there, or one that a finger or pointer missed by no more than `reach` pixels. */
  private seatAt(x: number, y: number, reach: number): number | null {
    const { scale } = this.view;
    const planX = (x - this.view.x) / scale;
    const planY = (y - this.view.y) / scale;
    const seat = this.grid.nearest(planX, planY, this.grid.radiusMax + reach / scale);
    if (seat === null) {
      return null;
    }
    const distance = Math.hypot(this.hall.x[seat]! - planX, this.hall.y[seat]! - planY);
    return distance <= this.grid.radius[seat]! + reach / scale ? seat : null;
  }

  /** The area with places there. */
  private areaAt(x: number, y: number): string | null {
    const planX = (x - this.view.x) / this.view.scale;
    const planY = (y - this.view.y) / this.view.scale;
    const area = this.hall.drawing.areas.findLast(
      (area) => area.places !== undefined && contains(area, planX, planY),
    );
    return area?.places?.id ?? null;
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if ((this.hall.count > 0 && this.seatKey(event.key)) || this.zoomKey(event.key)) {
      event.preventDefault();
    }
  }

  private seatKey(key: string): boolean {
    const from = this.focused ?? 0;
    const direction = KEYS[key];
    if (direction !== undefined) {
      this.focusOn(step(this.hall, from, direction));
    } else if (key === 'Home' || key === 'End') {
      this.focusOn(endOfRow(this.hall, from, key === 'Home' ? -1 : 1));
    } else if (key === 'Enter' || key === ' ') {
      this.listener.toggle(from);
    } else {
      return false;
    }
    return true;
  }

  private zoomKey(key: string): boolean {
    if (key === '+' || key === '=') {
      this.zoomBy(1);
    } else if (key === '-') {
      this.zoomBy(-1);
    } else if (key === '0') {
      this.whole();
    } else {
      return false;
    }
    return true;
  }

  private enter(): void {
    if (this.hall.count > 0 && this.byKeyboard()) {
      this.focusOn(this.focused ?? 0);
    }
  }

  private focusOn(seat: number): void {
    this.focused = seat;
    this.listener.focused(seat);
    this.bringIntoSight(seat);
    this.redraw();
  }

  private bringIntoSight(seat: number): void {
    const radius = this.grid.radius[seat]! * this.view.scale;
    if (radius < FOCUS_RADIUS_PIXELS) {
      const { x, y } = this.place(seat);
      this.zoom(FOCUS_RADIUS_PIXELS / radius, x, y);
    }
    const { x, y } = this.place(seat);
    const room = Math.min(48, this.size.width / 4, this.size.height / 4);
    const dx = Math.max(room - x, 0) + Math.min(this.size.width - room - x, 0);
    const dy = Math.max(room - y, 0) + Math.min(this.size.height - room - y, 0);
    if (dx !== 0 || dy !== 0) {
      this.pan(dx, dy);
    }
  }

  private place(seat: number): { x: number; y: number } {
    const { scale, x, y } = this.view;
    return { x: this.hall.x[seat]! * scale + x, y: this.hall.y[seat]! * scale + y };
  }

  private byKeyboard(): boolean {
    return this.canvas.matches(':focus-visible');
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (clientWidth === 0 || clientHeight === 0) {
      return;
    }
    this.size = { width: clientWidth, height: clientHeight };
    this.show(this.untouched ? fit(this.hall.bounds, this.size) : this.view);
    this.paint();
  }

  private show(view: View): void {
    this.view = clamp(view, this.hall.bounds, this.size);
    this.canvas.dataset['scale'] = String(this.view.scale);
    this.canvas.dataset['x'] = String(this.view.x);
    this.canvas.dataset['y'] = String(this.view.y);
    this.leave();
    this.redraw();
  }

  private repaint(): void {
    this.painter = this.newPainter();
    this.changed();
  }

  private newPainter(): Painter {
    return new Painter(
      this.hall,
      this.grid,
      this.lookOf,
      (area) => this.listener.signOf(area),
      readTheme(this.canvas, this.hall),
    );
  }

  private paint(): void {
    this.frame = 0;
    const { size, view, hovered } = this;
    const ratio = window.devicePixelRatio || 1;
    const focused = this.byKeyboard() ? this.focused : null;
    if (this.easel.show(this.painter, { view, size, ratio, hovered, focused })) {
      this.redraw();
    }
  }
}
