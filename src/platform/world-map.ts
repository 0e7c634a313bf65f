import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoArea, geoCentroid, geoEqualEarth, geoPath, type GeoContext, type GeoProjection } from 'd3-geo'
import { feature, mesh } from 'topojson-client'
import type { MapBorders } from './config.ts'

/** What a map can show; each is a picture of its own, so that a phone fetches what it looks at. */
export const WORLD_PARTS = ['world', 'africa', 'americas', 'asia', 'europe', 'oceania'] as const
export type WorldPart = (typeof WORLD_PARTS)[number]

export type Coordinates = { readonly lat: number; readonly lon: number }

const WIDTH = 480
/** Of the picture of a part. The whole world without the far south is flatter than a continent. */
export const mapSize = (part: WorldPart): { readonly width: number; readonly height: number } => ({
  width: WIDTH,
  height: part === 'world' ? 212 : 300,
})

type Corners = { readonly west: number; readonly south: number; readonly east: number; readonly north: number }
const CORNERS: Readonly<Record<WorldPart, Corners>> = {
  world: { west: -170, south: -56, east: 190, north: 78 },
  africa: { west: -20, south: -36, east: 55, north: 38 },
  americas: { west: -130, south: -56, east: -34, north: 62 },
  asia: { west: 35, south: -11, east: 150, north: 55 },
  europe: { west: -25, south: 34, east: 45, north: 70 },
  oceania: { west: 110, south: -48, east: 180, north: 5 },
}

const projections = new Map<WorldPart, GeoProjection>()

/** Fitted once: a map asks it for every sign that it draws. */
function projectionOf(part: WorldPart): GeoProjection {
  const known = projections.get(part) ?? fitted(part)
  projections.set(part, known)
  return known
}

function fitted(part: WorldPart): GeoProjection {
  const { west, south, east, north } = CORNERS[part]
  const middle = (west + east) / 2
  const { width, height } = mapSize(part)
  const size: [[number, number], [number, number]] = [
    [0, 0],
    [width, height],
  ]
  const corners: [number, number][] =
    part === 'world'
      ? [
          [west + 2, 0],
          [east - 2, 0],
          [middle, north],
          [middle, south],
        ]
      : [west, middle, east].flatMap((lon): [number, number][] => [
          [lon, south],
          [lon, north],
        ])
  return geoEqualEarth().rotate([-middle, 0]).fitExtent(size, { type: 'MultiPoint', coordinates: corners }).clipExtent(size)
}

/** Where a point lies on the picture; null: outside it. */
export function pointOn(part: WorldPart, { lat, lon }: Coordinates): { readonly x: number; readonly y: number } | null {
  const point = projectionOf(part)([lon, lat])
  if (point === null) return null
  const [x, y] = point
  return x < 0 || y < 0 || x > mapSize(part).width || y > mapSize(part).height ? null : { x: Math.round(x), y: Math.round(y) }
}

type Shapes = Parameters<typeof mesh>[0]
type Shape = NonNullable<Parameters<typeof mesh>[1]>
type Atlas = Shapes & { readonly objects: { readonly land: Shape; readonly countries: Shape } }

const require = createRequire(import.meta.url)
function atlas(name: 'land-110m' | 'land-50m' | 'countries-110m' | 'countries-50m'): Atlas {
  const read: Atlas = JSON.parse(readFileSync(require.resolve(`world-atlas/${name}.json`), 'utf8'))
  return read
}

/** In units of the picture: nearer points say nothing to the eye, and each is carried over the network. */
const NEAREST = { world: 0.6, part: 0.9 } as const

/** Collects lines without the points that lie too near, and without islands that are smaller than that. */
function penFor(nearest: number): GeoContext & { drawn(): string } {
  const lines: string[] = []
  let line: [number, number][] = []
  const finish = (end: string) => {
    if (line.length > 2) lines.push(`M${line.map(([x, y]) => `${x},${y}`).join('L')}${end}`)
    line = []
  }
  const short = (value: number) => Math.round(value * 10) / 10
  return {
    arc: () => undefined,
    beginPath: () => undefined,
    moveTo(x, y) {
      finish('')
      line = [[short(x), short(y)]]
    },
    lineTo(x, y) {
      const [lastX, lastY] = line.at(-1) ?? [Number.NaN, Number.NaN]
      if (Math.hypot(x - lastX, y - lastY) >= nearest) line.push([short(x), short(y)])
    },
    closePath: () => finish('Z'),
    drawn() {
      finish('')
      return lines.join('')
    },
  }
}

const drawn = new Map<string, string>()

/** A part of the world as a picture of its own, in colours that can be told from light and from dark paper. From Natural Earth, which is in the public domain. */
export function worldPicture(part: WorldPart, borders: MapBorders): string {
  const key = `${part} ${borders}`
  const known = drawn.get(key)
  if (known !== undefined) return known
  const [scale, nearest] = part === 'world' ? (['110m', NEAREST.world] as const) : (['50m', NEAREST.part] as const)
  const projection = projectionOf(part)
  const land = penFor(nearest)
  const coasts = atlas(`land-${scale}`)
  geoPath(projection, land)(feature(coasts, coasts.objects.land))
  const lines = penFor(nearest)
  if (borders === 'natural-earth') {
    const countries = atlas(`countries-${scale}`)
    geoPath(projection, lines)(mesh(countries, countries.objects.countries, (one, other) => one !== other))
  }
  const between = lines.drawn()
  const picture = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${mapSize(part).height}">`,
    `<path d="${land.drawn()}" fill="#8a8472" fill-opacity=".28" stroke="#8a8472" stroke-opacity=".7" stroke-width=".6"/>`,
    between === ''
      ? ''
      : `<path d="${between}" fill="none" stroke="#8a8472" stroke-opacity=".55" stroke-width=".5" stroke-dasharray="2 1.5"/>`,
    '</svg>',
  ].join('')
  drawn.set(key, picture)
  return picture
}

const middles = new Map<string, Coordinates>()

/** The middle of the largest part of a country, by its code; null where the atlas has none. */
export function middleOfCountry(code: string): Coordinates | null {
  if (middles.size === 0) {
    const countries = atlas('countries-50m')
    const read = feature(countries, countries.objects.countries)
    for (const one of 'features' in read ? read.features : []) {
      const region = one.id === undefined ? undefined : new Intl.Locale(`und-${one.id}`).region
      const { geometry } = one
      const parts =
        geometry.type === 'MultiPolygon'
          ? geometry.coordinates.map((coordinates) => ({ type: 'Polygon' as const, coordinates }))
          : [geometry]
      const [largest] = parts.toSorted((a, b) => geoArea(b) - geoArea(a))
      // The first of a code is the country; what follows under the same one are its far islands.
      if (region === undefined || largest === undefined || middles.has(region)) continue
      const [lon, lat] = geoCentroid(largest)
      middles.set(region, { lat, lon })
    }
  }
  return middles.get(code) ?? null
}
