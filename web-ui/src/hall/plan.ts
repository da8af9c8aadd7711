import { extent } from './areas.ts';

/** What the service sends to draw a hall from (version 1): parallel arrays, absolute positions. */
export interface Drawing {
  readonly version: number;
  readonly name: string;
  readonly size: readonly [number, number];
  readonly categories: readonly { readonly name: string; readonly color: string }[];
  readonly zones: readonly string[];
  readonly rows: readonly Row[];
  readonly seats: {
    readonly id: readonly string[];
    readonly number: readonly string[];
    readonly label: readonly string[];
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly c: readonly number[];
    readonly row: readonly number[];
    readonly r: number | readonly number[];
  };
  readonly marks: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  readonly areas: readonly Area[];
  /** What is special about some seats, if anything is. */
  readonly features?: readonly { readonly name: string; readonly seats: readonly number[] }[];
}

export interface Row {
  readonly zone: number;
  readonly number: string;
  readonly label: string;
  readonly first: number;
  readonly count: number;
}

export interface AreaText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly color?: string;
}

interface AreaBase {
  readonly x: number;
  readonly y: number;
  readonly rotation?: number;
  readonly color?: string;
  readonly border?: string;
  readonly text?: AreaText;
  /** What makes it an area with places; `c` is its category. */
  readonly places?: {
    readonly id: string;
    readonly name: string;
    readonly c: number;
    readonly capacity: number;
  };
}

export type Area = AreaBase &
  (
    | { readonly shape: 'rectangle'; readonly width: number; readonly height: number }
    | { readonly shape: 'ellipse'; readonly rx: number; readonly ry: number }
    | { readonly shape: 'circle'; readonly radius: number }
    | { readonly shape: 'polygon'; readonly points: readonly number[] }
    | { readonly shape: 'text' }
  );

/** An area without numbered seats, of which places are sold. */
export interface PlaceArea {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly capacity: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const VERSION = 1;

/** A hall as the page works with it. A seat is an index into the plan's arrays. */
export class Hall {
  readonly drawing: Drawing;
  readonly count: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The plan's radii; seats that stand close together are drawn smaller. */
  readonly radius: Float32Array;
  readonly bounds: Box;
  /** Those that have places, in plan order. */
  readonly areas: readonly PlaceArea[];
  /** How many seats and places there are. */
  readonly capacity: number;
  /** The names of what is special about some seats. */
  readonly features: readonly string[];
  private readonly featured: ReadonlyMap<string, ReadonlySet<number>>;
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly byId: ReadonlyMap<string, PlaceArea>;

  constructor(drawing: Drawing) {
    if (drawing.version !== VERSION) {
      throw new Error(`This page cannot draw plans of version ${drawing.version}. Reload it.`);
    }
    const { seats } = drawing;
    this.drawing = drawing;
    this.count = seats.id.length;
    this.x = Float64Array.from(seats.x);
    this.y = Float64Array.from(seats.y);
    const r = seats.r;
    this.radius =
      typeof r === 'number' ? new Float32Array(this.count).fill(r) : Float32Array.from(r);
    const featured = drawing.features ?? [];
    this.features = featured.map(({ name }) => name);
    this.featured = new Map(featured.map(({ name, seats }) => [name, new Set(seats)]));
    this.numbers = new Map(seats.id.map((id, seat) => [id, seat]));
    this.bounds = boundsOf(this);
    this.areas = drawing.areas
      .flatMap(({ places }) => places ?? [])
      .map(({ id, name, c, capacity }) => {
        return { id, name, capacity, category: drawing.categories[c]?.name ?? '' };
      });
    this.byId = new Map(this.areas.map((area) => [area.id, area]));
    this.capacity = this.areas.reduce((sum, { capacity }) => sum + capacity, this.count);
  }

  /** What there is to choose here, in words. */
  get offer(): string {
    const places = this.areas.length === 0 ? [] : ['places'];
    return (this.count === 0 && places.length > 0 ? places : ['seats', ...places]).join(' and ');
  }

  area(id: string): PlaceArea | undefined {
    return this.byId.get(id);
  }

  find(id: string): number | undefined {
    return this.numbers.get(id);
  }

  idOf(seat: number): string {
    return this.drawing.seats.id[seat] ?? '';
  }

  categoryOf(seat: number): number {
    return this.drawing.seats.c[seat] ?? 0;
  }

  categoryName(seat: number): string {
    return this.drawing.categories[this.categoryOf(seat)]?.name ?? '';
  }

  rowOf(seat: number): Row | undefined {
    return this.drawing.rows[this.drawing.seats.row[seat] ?? -1];
  }

  has(seat: number, feature: string): boolean {
    return this.featured.get(feature)?.has(seat) ?? false;
  }

  featuresOf(seat: number): readonly string[] {
    return this.features.filter((feature) => this.has(seat, feature));
  }

  labelOf(seat: number): string {
    const label = this.drawing.seats.label[seat] ?? '';
    const row = this.rowOf(seat)?.label ?? '';
    return row === '' ? label : `${row}, ${label}`;
  }
}

/** The box around all seats and areas, with a margin. */
function boundsOf(hall: Hall): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let seat = 0; seat < hall.count; seat++) {
    const x = hall.x[seat]!;
    const y = hall.y[seat]!;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  for (const area of hall.drawing.areas) {
    const box = extent(area);
    left = Math.min(left, area.x + box.left);
    top = Math.min(top, area.y + box.top);
    right = Math.max(right, area.x + box.right);
    bottom = Math.max(bottom, area.y + box.bottom);
  }
  if (left > right) {
    return { left: 0, top: 0, right: 1, bottom: 1 };
  }
  const margin = 32;
  return {
    left: left - margin,
    top: top - margin,
    right: right + margin,
    bottom: bottom + margin,
  };
}
