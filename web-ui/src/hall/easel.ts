import type { Painter, Scene } from './painter.ts';
import type { Size, View } from './view.ts';

const CHEAP_MILLIS = 16;
const REST = 3;

/**
 * Keeps the hall's last painting, so that even a very large hall follows the pointer: the painting
 * is moved and scaled at once, and painted again only after a rest that grows with its cost.
 */
export class Easel {
  private readonly canvas: HTMLCanvasElement;
  private readonly painting = document.createElement('canvas');
  private paintedView: View | null = null;
  private paintedAt = 0;
  private cost = 0;
  private stale = true;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
  }

  /** Marks the painting as out of date. */
  outdated(): void {
    this.stale = true;
  }

  /** Shows the scene; returns whether a new painting is still due. */
  show(painter: Painter, scene: Scene): boolean {
    const resized = this.fit(scene.size, scene.ratio);
    const due = this.stale || resized || !sameView(this.paintedView, scene.view);
    const rest = this.cost <= CHEAP_MILLIS ? 0 : this.cost * REST;
    const now = performance.now();
    if (due && (resized || now - this.paintedAt >= rest)) {
      this.paint(painter, scene);
      this.cost = performance.now() - now;
      this.paintedAt = performance.now();
    }
    this.hang(painter, scene);
    return this.stale || !sameView(this.paintedView, scene.view);
  }

  private paint(painter: Painter, scene: Scene): void {
    const context = this.painting.getContext('2d', { alpha: false });
    if (context !== null) {
      painter.hall(context, scene);
      this.paintedView = scene.view;
      this.stale = false;
    }
  }

  private hang(painter: Painter, scene: Scene): void {
    const context = this.canvas.getContext('2d', { alpha: false });
    if (context === null || this.paintedView === null) {
      return;
    }
    const { view, ratio } = scene;
    const stretch = view.scale / this.paintedView.scale;
    const x = (view.x - this.paintedView.x * stretch) * ratio;
    const y = (view.y - this.paintedView.y * stretch) * ratio;
    painter.ground(context);
    context.setTransform(stretch, 0, 0, stretch, x, y);
    context.drawImage(this.painting, 0, 0);
    painter.outlines(context, scene);
  }

  private fit(size: Size, ratio: number): boolean {
    const width = Math.round(size.width * ratio);
    const height = Math.round(size.height * ratio);
    if (this.canvas.width === width && this.canvas.height === height && this.paintedView) {
      return false;
    }
    for (const canvas of [this.canvas, this.painting]) {
      canvas.width = width;
      canvas.height = height;
    }
    return true;
  }
}

function sameView(a: View | null, b: View): boolean {
  return a !== null && a.scale === b.scale && a.x === b.x && a.y === b.y;
}
