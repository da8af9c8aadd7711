import type { Box } from './plan.ts';

/** Where the plan is on the canvas, in CSS pixels: `screen = plan * scale + (x, y)`. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const SCALE_MAX = 4;
const KEPT_IN_SIGHT = 0.35;

/** The whole hall, as large as it fits. */
export function fit(bounds: Box, size: Size): View {
  const width = bounds.right - bounds.left;
  const height = bounds.bottom - bounds.top;
  const scale = Math.min(size.width / width, size.height / height, SCALE_MAX);
  return {
    scale,
    x: (size.width - width * scale) / 2 - bounds.left * scale,
    y: (size.height - height * scale) / 2 - bounds.top * scale,
  };
}

/** Zooms so that the point of the plan under (x, y) stays there. */
export function zoomAt(view: View, factor: number, x: number, y: number): View {
  const scale = view.scale * factor;
  return { scale, x: x - (x - view.x) * factor, y: y - (y - view.y) * factor };
}

export function panBy(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** No smaller than the whole hall, no larger than useful, and never out of sight. */
export function clamp(view: View, bounds: Box, size: Size): View {
  const whole = fit(bounds, size);
  if (view.scale <= whole.scale) {
    return whole;
  }
  const max = Math.max(SCALE_MAX, whole.scale);
  const factor = Math.min(1, max / view.scale);
  const { scale, x, y } = zoomAt(view, factor, size.width / 2, size.height / 2);
  return {
    scale,
    x: keep(x, bounds.left * scale, bounds.right * scale, size.width),
    y: keep(y, bounds.top * scale, bounds.bottom * scale, size.height),
  };
}

/** The part of the plan that a canvas of this size shows, with a margin of `more` around it. */
export function visible(view: View, size: Size, more = 0): Box {
  return {
    left: -view.x / view.scale - more,
    top: -view.y / view.scale - more,
    right: (size.width - view.x) / view.scale + more,
    bottom: (size.height - view.y) / view.scale + more,
  };
}

function keep(offset: number, start: number, end: number, length: number): number {
  const inSight = length * KEPT_IN_SIGHT;
  return Math.max(inSight - end, Math.min(length - inSight - start, offset));
}
