import { describe, expect, it } from 'vitest'
import { convexHull, fitInto, keepInside, labelFor, outline, PICTURE, spread, wrapName, type Box, type Point } from './landscape-drawing.ts'

const inside = ({ x, y, width, height }: Box): boolean => x >= 0 && y >= 0 && x + width <= PICTURE.width && y + height <= PICTURE.height
const apart = (a: Box, b: Box): boolean => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y

describe('fitting positions into the picture', () => {
  it('keeps the proportions, turns the vertical axis up, and leaves room around', () => {
    const fit = fitInto([
      [-2, -1],
      [2, 1],
    ])
    const [left, low] = fit([-2, -1])
    const [right, high] = fit([2, 1])
    expect((right - left) / (low - high)).toBeCloseTo(2, 1)
    expect(left).toBeGreaterThan(10)
    expect(right).toBeLessThan(PICTURE.width - 10)
  })

  it('holds for one point, for no point, and for points on one line', () => {
    expect(fitInto([[3, 7]])([3, 7])).toEqual([PICTURE.width / 2, 161])
    expect(fitInto([])([0, 0])).toEqual([PICTURE.width / 2, PICTURE.height / 2])
    const [x, y] = fitInto([
      [0, 5],
      [0, 9],
    ])([0, 7])
    expect([x, y]).toEqual([PICTURE.width / 2, 161])
  })
})

describe('outlines', () => {
  it('finds the corners and leaves out what lies within and on the sides', () => {
    const corners: readonly Point[] = [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
    ]
    const inOrder = (points: readonly (readonly number[])[]) => points.map(String).toSorted()
    expect(inOrder(convexHull([...corners, [2, 2], [2, 0]]))).toEqual(inOrder(corners))
  })

  it('draws a circle around one point, and reaches as far as it is told', () => {
    const around = outline([[10, 10]], 5)
    expect(around).toHaveLength(12)
    for (const [x, y] of around) expect(Math.hypot(x - 10, y - 10)).toBeCloseTo(5, 0)
  })
})

describe('labels', () => {
  it('wraps names on two lines and says where something is left out', () => {
    expect(wrapName('A single desk')).toEqual(['A single desk'])
    expect(wrapName('Local associations in the middle')).toEqual(['Local associations', 'in the middle'])
    const cut = wrapName('More light on consular funds and on whatever else is paid there')
    expect(cut).toHaveLength(2)
    expect(cut[1]).toMatch(/…$/)
    expect(wrapName('Gouvernementalisierungsversuche')[0]).toMatch(/…$/)
    expect(wrapName('')).toEqual([])
  })

  it('never cover one another nor the reader’s place, and never leave the picture', () => {
    const shape = outline([[170, 150]], 60)
    const wanted = ['Who wants a single desk', 'Local associations in the middle', 'More light', 'Distance', 'Schools and languages'].map(
      (name) => labelFor(name, 170, shape),
    )
    const you = keepInside({ x: 120, y: 70, width: 100, height: 22 })
    const placed = spread(wanted, { taken: [you], dots: [[170, 150]], shapes: wanted.map(() => shape) })
    expect(placed).toHaveLength(5)
    const boxes: readonly Box[] = [you, ...placed]
    expect(boxes.every(inside)).toBe(true)
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => expect(apart(a, b)).toBe(true)))
  })

  it('goes where it hides fewer people', () => {
    const shape = outline([[170, 150]], 60)
    const label = labelFor('Name', 170, shape)
    const crowd = Array.from({ length: 30 }, (_, i): Point => [150 + i, label.y + 20])
    const [placed] = spread([label], { taken: [], dots: crowd, shapes: [shape] })
    expect(
      crowd.some(
        ([x, y]) => placed !== undefined && x > placed.x && x < placed.x + placed.width && y > placed.y && y < placed.y + placed.height,
      ),
    ).toBe(false)
  })
})
