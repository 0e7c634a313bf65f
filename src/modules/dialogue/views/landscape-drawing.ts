/** Geometry of the opinion landscape: positions of any scale become places in a picture of fixed size. Pure. */

export type Point = readonly [number, number]
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
/** `below`: the other place that a label may ask for, under its shape. */
export type Label = Box & { readonly lines: readonly string[]; readonly below: number }

/** Units of the picture. Near the width of a phone, so that its letters are read there without turning the phone. */
export const PICTURE = { width: 340, height: 316 }
const MARGIN = { side: 22, top: 46, bottom: 40 }
const LINE = 15
const BADGE = 22
/** A wide guess at the width of a letter: labels may stand a little further apart than they must. */
const LETTER = 7.6
const LONGEST_LINE = 19

export type Fit = (point: Point) => Point

/** One scale for both directions, so that distances keep their meaning; the vertical axis points up. */
export function fitInto(points: readonly Point[]): Fit {
  if (points.length === 0) return () => [PICTURE.width / 2, PICTURE.height / 2]
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const left = least(xs)
  const low = least(ys)
  const across = most(xs) - left
  const up = most(ys) - low
  const room = { width: PICTURE.width - 2 * MARGIN.side, height: PICTURE.height - MARGIN.top - MARGIN.bottom }
  const scale = Math.min(across > 0 ? room.width / across : Infinity, up > 0 ? room.height / up : Infinity)
  const factor = Number.isFinite(scale) ? scale : 1
  const startX = MARGIN.side + (room.width - across * factor) / 2
  const startY = MARGIN.top + (room.height - up * factor) / 2
  return ([x, y]) => [round(startX + (x - left) * factor), round(startY + (up - (y - low)) * factor)]
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity)
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity)
const round = (value: number): number => Math.round(value * 10) / 10

const CORNERS = 12

/** The points and a margin of `reach` around them, with round corners; one point becomes a circle, two a capsule. */
export function outline(points: readonly Point[], reach: number): readonly Point[] {
  const around = points.flatMap(([x, y]) =>
    Array.from({ length: CORNERS }, (_, i): Point => {
      const angle = (2 * Math.PI * i) / CORNERS
      return [round(x + reach * Math.cos(angle)), round(y + reach * Math.sin(angle))]
    }),
  )
  return convexHull(around)
}

/** Andrew's monotone chain: the lower side from left to right, then the upper side back. */
export function convexHull(points: readonly Point[]): readonly Point[] {
  const sorted = points.toSorted(([ax, ay], [bx, by]) => ax - bx || ay - by)
  if (sorted.length < 3) return sorted
  const lower = side(sorted)
  const upper = side(sorted.toReversed())
  return [...lower.slice(0, -1), ...upper.slice(0, -1)]
}

function side(sorted: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const point of sorted) {
    while (turnsRightOrNot(kept.at(-2), kept.at(-1), point)) kept.pop()
    kept.push(point)
  }
  return kept
}

function turnsRightOrNot(a: Point | undefined, b: Point | undefined, c: Point): boolean {
  if (a === undefined || b === undefined) return false
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0
}

export const pathOf = (points: readonly Point[]): string => `M${points.map(([x, y]) => `${x} ${y}`).join('L')}Z`

/** Words on at most two lines; what does not fit ends in an ellipsis (the whole name stands in the list below). */
export function wrapName(name: string): readonly string[] {
  const lines: string[] = []
  for (const word of name.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= LONGEST_LINE) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  const shown = lines.slice(0, 2).map((line) => (line.length > LONGEST_LINE ? cut(line) : line))
  const second = shown[1]
  return lines.length > 2 && second !== undefined ? [shown[0] ?? '', cut(second)] : shown
}

const cut = (line: string): string => `${line.slice(0, LONGEST_LINE - 1).trimEnd()}…`

/** A label for a shape: a badge, and under it the lines of a name, centred on `middle`. It stands above, or else below. */
export function labelFor(name: string, middle: number, shape: readonly Point[]): Label {
  const lines = wrapName(name)
  const width = Math.max(BADGE, ...lines.map((line) => line.length * LETTER))
  const height = BADGE + lines.length * LINE + 4
  const ys = shape.map(([, y]) => y)
  return { lines, width, height, x: middle - width / 2, y: least(ys) - height, below: most(ys) }
}

export const lineAt = (label: Label, index: number): Point => [round(label.x + label.width / 2), round(label.y + BADGE + 12 + index * LINE)]
export const badgeAt = (label: Label): Point => [round(label.x + label.width / 2), round(label.y + BADGE / 2)]

/** Inside the picture, whatever was asked. */
export function keepInside<T extends Box>(box: T): T {
  const x = Math.max(4, Math.min(box.x, PICTURE.width - 4 - box.width))
  const y = Math.max(4, Math.min(box.y, PICTURE.height - 4 - box.height))
  return { ...box, x, y }
}

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const STEP = 8
const REACH = 12
/** What it costs a label to hide a dot, or to have a corner in another group's shape, beside one unit of distance. */
const HIDDEN = 6
const FOREIGN = 14

/**
 * Labels one after the other, each where it hides the fewest dots and stays near the place it asks for. A handful of
 * labels: trying every place of a small grid is enough, and gives the same picture for the same people.
 */
export function spread(wanted: readonly Label[], around: Surroundings): readonly Label[] {
  const placed: Label[] = []
  wanted.forEach((label, i) => {
    const others = around.shapes.filter((_, other) => other !== i)
    placed.push(bestPlace(label, { taken: [...around.taken, ...placed], dots: around.dots, shapes: others }))
  })
  return placed
}

export type Surroundings = {
  readonly taken: readonly Box[]
  readonly dots: readonly Point[]
  readonly shapes: readonly (readonly Point[])[]
}

function bestPlace(label: Label, around: Surroundings): Label {
  const places = GRID.flatMap(([dx, dy]) => [label.y, label.below].map((y) => ({ dx, dy, y })))
  let best = keepInside(label)
  let least = Infinity
  for (const { dx, dy, y } of places) {
    const distance = Math.hypot(dx * 1.5, dy)
    if (distance >= least) continue
    const moved = keepInside({ ...label, x: label.x + dx, y: y + dy })
    const cost = distance + costOf(moved, around)
    if (cost >= least) continue
    best = moved
    least = cost
  }
  return best
}

/** Never over another label; rather not over dots, nor over a group that it does not name. */
function costOf(box: Box, { taken, dots, shapes }: Surroundings): number {
  if (taken.some((other) => overlap(box, other))) return Infinity
  const strays = cornersOf(box).reduce((sum, corner) => sum + shapes.filter((shape) => surrounds(shape, corner)).length, 0)
  return FOREIGN * strays + HIDDEN * dots.filter((dot) => holds(box, dot)).length
}

const holds = (box: Box, [x, y]: Point): boolean => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height

const cornersOf = ({ x, y, width, height }: Box): readonly Point[] =>
  [0, 1].flatMap((right) => [0, 1].map((down): Point => [x + right * width, y + down * height]))

/** Inside a convex shape: on the same hand of each of its sides. */
function surrounds(shape: readonly Point[], [x, y]: Point): boolean {
  return shape.every(([ax, ay], i) => {
    const [bx, by] = shape[(i + 1) % shape.length] ?? [ax, ay]
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0
  })
}

/** Offsets from the wanted place, in all directions, the whole picture wide at most. */
const GRID: readonly Point[] = Array.from({ length: (2 * REACH + 1) ** 2 }, (_, i): Point => {
  const across = (i % (2 * REACH + 1)) - REACH
  const down = Math.floor(i / (2 * REACH + 1)) - REACH
  return [across * STEP * 1.5, down * STEP]
})
