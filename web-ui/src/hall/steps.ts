import type { Hall } from './plan.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const SIDEWAYS_COST = 2.5;

/** The seat that an arrow key leads to: along the row, or else the nearest in that direction. */
export function step(hall: Hall, from: number, direction: Direction): number {
  const along = direction === 'left' || direction === 'right';
  return (along ? nextInRow(hall, from, direction) : null) ?? towards(hall, from, direction);
}

/** The first (-1) or last (1) seat of the row. */
export function endOfRow(hall: Hall, from: number, end: -1 | 1): number {
  const row = hall.rowOf(from);
  return row === undefined ? from : end < 0 ? row.first : row.first + row.count - 1;
}

function nextInRow(hall: Hall, from: number, direction: 'left' | 'right'): number | null {
  const row = hall.rowOf(from);
  if (row === undefined) {
    return null;
  }
  const sign = direction === 'right' ? 1 : -1;
  for (const next of [from + 1, from - 1]) {
    const inRow = next >= row.first && next < row.first + row.count;
    if (inRow && (hall.x[next]! - hall.x[from]!) * sign > 0) {
      return next;
    }
  }
  return null;
}

function towards(hall: Hall, from: number, direction: Direction): number {
  const sideways = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  const rowOf = hall.drawing.seats.row;
  let best = from;
  let bestCost = Infinity;
  for (let seat = 0; seat < hall.count; seat++) {
    const dx = hall.x[seat]! - hall.x[from]!;
    const dy = hall.y[seat]! - hall.y[from]!;
    const ahead = (sideways ? dx : dy) * sign;
    const cost = ahead + SIDEWAYS_COST * Math.abs(sideways ? dy : dx);
    if (ahead > 0.01 && cost < bestCost && rowOf[seat] !== rowOf[from]) {
      best = seat;
      bestCost = cost;
    }
  }
  return best;
}
