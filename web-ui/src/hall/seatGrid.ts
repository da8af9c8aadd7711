import type { Box, Hall } from './plan.ts';

const SEATS_PER_CELL = 8;

/** Finds seats by position: a uniform grid, each cell's seats side by side in one array. */
export class SeatGrid {
  /** Radii to draw with, so that close neighbours never touch. */
  readonly radius: Float32Array;
  readonly radiusMax: number;
  private readonly hall: Hall;
  private readonly cell: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly starts: Uint32Array;
  private readonly seats: Uint32Array;

  constructor(hall: Hall) {
    const width = hall.bounds.right - hall.bounds.left;
    const height = hall.bounds.bottom - hall.bounds.top;
    this.hall = hall;
    this.cell = Math.max(1, Math.sqrt((width * height * SEATS_PER_CELL) / Math.max(1, hall.count)));
    this.columns = Math.ceil(width / this.cell) + 1;
    this.rows = Math.ceil(height / this.cell) + 1;
    this.starts = new Uint32Array(this.columns * this.rows + 1);
    this.seats = new Uint32Array(hall.count);
    this.sort();
    this.radius = this.fittingRadii();
    this.radiusMax = this.radius.reduce((most, radius) => Math.max(most, radius), 0);
  }

  /** Calls `visit` for each seat whose centre is in the box (and for a few around it). */
  within(box: Box, visit: (seat: number) => void): void {
    const firstColumn = this.column(box.left);
    const lastColumn = this.column(box.right);
    for (let row = this.row(box.top); row <= this.row(box.bottom); row++) {
      const from = this.starts[row * this.columns + firstColumn]!;
      const to = this.starts[row * this.columns + lastColumn + 1]!;
      for (let i = from; i < to; i++) {
        visit(this.seats[i]!);
      }
    }
  }

  /** The seat nearest to a point, at most `reach` away from it. */
  nearest(x: number, y: number, reach: number, except = -1): number | null {
    let best: number | null = null;
    let bestDistance = reach;
    const box = { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
    this.within(box, (seat) => {
      const distance = Math.hypot(this.hall.x[seat]! - x, this.hall.y[seat]! - y);
      if (distance <= bestDistance && seat !== except) {
        best = seat;
        bestDistance = distance;
      }
    });
    return best;
  }

  private sort(): void {
    const { hall, starts } = this;
    for (let seat = 0; seat < hall.count; seat++) {
      starts[this.cellOf(seat) + 1]!++;
    }
    for (let cell = 0; cell + 1 < starts.length; cell++) {
      starts[cell + 1]! += starts[cell]!;
    }
    const next = starts.slice();
    for (let seat = 0; seat < hall.count; seat++) {
      this.seats[next[this.cellOf(seat)]!++] = seat;
    }
  }

  private fittingRadii(): Float32Array {
    const { hall } = this;
    return hall.radius.map((given, seat) => {
      const neighbour = this.nearest(hall.x[seat]!, hall.y[seat]!, given * 2.4, seat);
      if (neighbour === null) {
        return given;
      }
      const dx = hall.x[neighbour]! - hall.x[seat]!;
      const dy = hall.y[neighbour]! - hall.y[seat]!;
      return Math.max(0.5, Math.min(given, Math.hypot(dx, dy) * 0.43));
    });
  }

  private cellOf(seat: number): number {
    return this.row(this.hall.y[seat]!) * this.columns + this.column(this.hall.x[seat]!);
  }

  private column(x: number): number {
    return limit(Math.floor((x - this.hall.bounds.left) / this.cell), this.columns - 1);
  }

  private row(y: number): number {
    return limit(Math.floor((y - this.hall.bounds.top) / this.cell), this.rows - 1);
  }
}

function limit(value: number, max: number): number {
  return Math.max(0, Math.min(max, value));
}
