import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Color = readonly [number, number, number]
type Tokens = ReadonlyMap<string, Color>

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const [lightCss = '', darkCss = ''] = css.split('@media')
const light = tokensIn(lightCss)
/** What dark leaves unsaid it takes from light, as the cascade does. */
const dark: Tokens = new Map([...light, ...tokensIn(darkCss)])

function tokensIn(text: string): Tokens {
  return new Map([...text.matchAll(/--([\w-]+): #([0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, colorOf(hex)]))
}

function colorOf(hex: string): Color {
  const at = (i: number): number => Number.parseInt(hex.slice(i, i + 2), 16)
  return [at(0), at(2), at(4)]
}

/** WCAG 2.2, relative luminance of sRGB. */
function luminance([r, g, b]: Color): number {
  const linear = (value: number): number => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

function contrast(a: Color, b: Color): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (lighter + 0.05) / (darker + 0.05)
}

/** As `color-mix(in srgb, a share, b)`. */
const mix = (a: Color, share: number, b: Color): Color =>
  [0, 1, 2].map((i) => (a[i] ?? 0) * share + (b[i] ?? 0) * (1 - share)) as unknown as Color

const SURFACES = ['paper', 'card']
const TINTS = ['tint-sea', 'tint-clay', 'tint-lagoon', 'tint-marigold']
const TEXT_PAIRS: readonly (readonly [string, string])[] = [
  ...['ink', 'quiet', 'sea'].flatMap((text) => [...SURFACES, ...TINTS].map((ground) => [text, ground] as const)),
  ...['lagoon', 'clay', 'leaf', 'ruby'].flatMap((text) => SURFACES.map((ground) => [text, ground] as const)),
  ['lagoon', 'tint-lagoon'],
  ['clay', 'tint-clay'],
  ['on-sea', 'sea'],
  ['on-marigold', 'marigold'],
  ['card', 'ruby'],
]
/** What shows where a thing is, without being text: borders of fields, segments of bars. */
const SHAPE_PAIRS: readonly (readonly [string, string])[] = [
  ...['edge', 'sea', 'lagoon', 'clay', 'quiet', 'ruby', 'leaf'].flatMap((shape) => SURFACES.map((ground) => [shape, ground] as const)),
]

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('colours in %s', (_name, tokens) => {
  const color = (name: string): Color => {
    const found = tokens.get(name)
    if (found === undefined) throw new Error(`tokens.css has no hexadecimal --${name}`)
    return found
  }
  const under = (pairs: readonly (readonly [string, string])[], least: number): string[] =>
    pairs
      .map(([a, b]) => ({ pair: `${a} on ${b}`, ratio: contrast(color(a), color(b)) }))
      .flatMap(({ pair, ratio }) => (ratio < least ? [`${pair}: ${ratio.toFixed(2)}`] : []))

  it('lets text be read: 4.5 to 1', () => expect(under(TEXT_PAIRS, 4.5)).toEqual([]))

  it('lets shapes be seen: 3 to 1', () => expect(under(SHAPE_PAIRS, 3)).toEqual([]))

  it('outlines each opinion group in a colour that is seen on a card', () => {
    const seen = [1, 2, 3, 4, 5].map((i) => contrast(mix(color(`group-${i}`), 0.65, color('ink')), color('card')))
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(3)
  })

  it('shows the focus ring by one of its two colours on every ground, and each beside the other', () => {
    const grounds = [...SURFACES, ...TINTS, 'sea']
    const best = grounds.map((ground) => Math.max(contrast(color('marigold'), color(ground)), contrast(color('ring'), color(ground))))
    expect(Math.min(...best)).toBeGreaterThanOrEqual(3)
    expect(contrast(color('marigold'), color('ring'))).toBeGreaterThanOrEqual(3)
  })
})

describe('the measure itself', () => {
  it('gives the known ratios', () => {
    expect(contrast(colorOf('000000'), colorOf('ffffff'))).toBeCloseTo(21)
    expect(contrast(colorOf('777777'), colorOf('ffffff'))).toBeCloseTo(4.48, 2)
  })
})
