import type { Area, Box } from './plan.ts';

/** Whether a point of the plan lies in an area. */
export function contains(area: Area, planX: number, planY: number): boolean {
  const turn = (-(area.rotation ?? 0) * Math.PI) / 180;
  const [dx, dy] = [planX - area.x, planY - area.y];
  const x = dx * Math.cos(turn) - dy * Math.sin(turn);
  const y = dx * Math.sin(turn) + dy * Math.cos(turn);
  switch (area.shape) {
    case 'rectangle':
      return x >= 0 && y >= 0 && x <= area.width && y <= area.height;
    case 'ellipse':
      return (x / area.rx) ** 2 + (y / area.ry) ** 2 <= 1;
    case 'circle':
      return Math.hypot(x, y) <= Math.abs(area.radius);
    case 'polygon':
      return isInside(area.points, x, y);
    case 'text':
      return false;
  }
}

/** The box around an area, relative to its position and before it is turned. */
export function extent(area: Area): Box {
  switch (area.shape) {
    case 'rectangle':
      return { left: 0, top: 0, right: area.width, bottom: area.height };
    case 'ellipse':
      return around(area.rx, area.ry);
    case 'circle':
      return around(area.radius, area.radius);
    case 'polygon': {
      const xs = area.points.filter((_, index) => index % 2 === 0);
      const ys = area.points.filter((_, index) => index % 2 === 1);
      return {
        left: Math.min(0, ...xs),
        top: Math.min(0, ...ys),
        right: Math.max(0, ...xs),
        bottom: Math.max(0, ...ys),
      };
    }
    case 'text':
      return around(0, 0);
  }
}

function around(rx: number, ry: number): Box {
  const [x, y] = [Math.abs(rx), Math.abs(ry)];
  return { left: -x, top: -y, right: x, bottom: y };
}

/** By the number of edges that a ray to the right crosses. */
function isInside(points: readonly number[], x: number, y: number): boolean {
  let inside = false;
  const corners = Math.floor(points.length / 2);
  for (let i = 0, j = corners - 1; i < corners; j = i++) {
    const [ax, ay] = [points[2 * i]!, points[2 * i + 1]!];
    const [bx, by] = [points[2 * j]!, points[2 * j + 1]!];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) {
      inside = !inside;
    }
  }
  return inside;
}
