import { type Area, type Drawing, Hall } from '../src/hall/plan.ts';

/** A hall of equal rows, seat `row-number` each `gap` apart, and areas. */
export function hallOf(
  rows: number,
  columns: number,
  gap = 20,
  areas: readonly Area[] = [],
  features: Drawing['features'] = [],
): Hall {
  const seats = Array.from({ length: rows * columns }, (_, seat) => ({
    row: Math.floor(seat / columns),
    number: seat % columns,
  }));
  const drawing: Drawing = {
    version: 1,
    name: 'Hall',
    size: [100, 100],
    categories: [{ name: 'A', color: '#1b6ca8' }],
    zones: ['Stalls'],
    rows: Array.from({ length: rows }, (_, row) => ({
      zone: 0,
      number: `${row}`,
      label: `Row ${row}`,
      first: row * columns,
      count: columns,
    })),
    seats: {
      id: seats.map(({ row, number }) => `${row}-${number}`),
      number: seats.map(({ number }) => `${number}`),
      label: seats.map(({ number }) => `Seat ${number}`),
      x: seats.map(({ number }) => number * gap),
      y: seats.map(({ row }) => row * gap),
      c: seats.map(() => 0),
      row: seats.map(({ row }) => row),
      r: 10,
    },
    marks: [],
    areas,
    features,
  };
  return new Hall(drawing);
}
