export interface GestureTarget {
  pan(dx: number, dy: number): void;
  zoom(factor: number, x: number, y: number): void;
  tap(x: number, y: number, coarse: boolean): void;
  hover(x: number, y: number): void;
  leave(): void;
}

interface Pointer {
  readonly startX: number;
  readonly startY: number;
  x: number;
  y: number;
}

const DRAG_PIXELS = 6;
const WHEEL_SPEED = 0.0016;
const WHEEL_LINE_PIXELS = 32;

/** Reads pans, pinches, wheels and taps from a canvas; positions are in its CSS pixels. */
export class Gestures {
  private readonly canvas: HTMLCanvasElement;
  private readonly target: GestureTarget;
  private readonly pointers = new Map<number, Pointer>();
  private dragging = false;

  constructor(canvas: HTMLCanvasElement, target: GestureTarget, signal: AbortSignal) {
    this.canvas = canvas;
    this.target = target;
    const on = <K extends keyof HTMLElementEventMap>(
      type: K,
      listener: (event: HTMLElementEventMap[K]) => void,
    ) => canvas.addEventListener(type, listener, { signal, passive: false });
    on('pointerdown', (event) => this.down(event));
    on('pointermove', (event) => this.move(event));
    on('pointerup', (event) => this.up(event));
    on('pointercancel', (event) => this.forget(event));
    on('pointerleave', () => target.leave());
    on('wheel', (event) => this.wheel(event));
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0) {
      return;
    }
    this.canvas.setPointerCapture(event.pointerId);
    const { x, y } = this.place(event);
    this.pointers.set(event.pointerId, { startX: x, startY: y, x, y });
    if (this.pointers.size === 1) {
      this.dragging = false;
    }
  }

  private move(event: PointerEvent): void {
    const { x, y } = this.place(event);
    const pointer = this.pointers.get(event.pointerId);
    if (pointer === undefined) {
      this.target.hover(x, y);
      return;
    }
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other !== undefined) {
      this.pinch(pointer, other, x, y);
    } else if (this.dragging || far(pointer, x, y)) {
      if (this.dragging) {
        this.target.pan(x - pointer.x, y - pointer.y);
      }
      this.dragging = true;
      this.target.leave();
    } else {
      return;
    }
    pointer.x = x;
    pointer.y = y;
  }

  private pinch(pointer: Pointer, other: Pointer, x: number, y: number): void {
    const before = Math.hypot(pointer.x - other.x, pointer.y - other.y);
    const after = Math.hypot(x - other.x, y - other.y);
    this.dragging = true;
    if (before > 1 && after > 1) {
      this.target.zoom(after / before, (x + other.x) / 2, (y + other.y) / 2);
    }
    this.target.pan((x - pointer.x) / 2, (y - pointer.y) / 2);
  }

  private up(event: PointerEvent): void {
    const known = this.pointers.has(event.pointerId);
    const { x, y } = this.place(event);
    this.forget(event);
    if (known && !this.dragging && this.pointers.size === 0) {
      this.target.tap(x, y, event.pointerType !== 'mouse');
    }
  }

  private forget(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const { x, y } = this.place(event);
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE_PIXELS : 1;
    this.target.zoom(Math.exp(-event.deltaY * lines * WHEEL_SPEED), x, y);
  }

  private place(event: MouseEvent): { x: number; y: number } {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}

function far(pointer: Pointer, x: number, y: number): boolean {
  return Math.hypot(x - pointer.startX, y - pointer.startY) > DRAG_PIXELS;
}
