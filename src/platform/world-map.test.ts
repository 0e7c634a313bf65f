import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { mapSize, middleOfCountry, pointOn, WORLD_PARTS, worldPicture } from './world-map.ts'

test('each part of the world is a picture of few bytes, and has borders only where they are asked for', () => {
  const bytes = WORLD_PARTS.map((part) => [part, gzipSync(worldPicture(part, 'none')).length] as const)
  for (const [part, size] of bytes) expect([part, size > 1000 && size < 30_000]).toEqual([part, true])
  expect(worldPicture('europe', 'none')).not.toContain('dasharray')
  expect(worldPicture('europe', 'natural-earth')).toContain('dasharray')
  expect(worldPicture('africa', 'none')).toBe(worldPicture('africa', 'none'))
})

test('places lie where they are, and outside of a part they are on none of it', () => {
  const cork = { lat: 51.9, lon: -8.47 }
  const dakar = { lat: 14.69, lon: -17.45 }
  const [inEurope, inWorld] = [pointOn('europe', cork), pointOn('world', cork)]
  expect(inEurope).not.toBeNull()
  expect((inWorld?.x ?? 0) < mapSize('world').width / 2).toBe(true)
  expect([pointOn('africa', cork), pointOn('europe', dakar)]).toEqual([null, null])
  expect((pointOn('world', dakar)?.y ?? 0) > (inWorld?.y ?? 0)).toBe(true)
})

test('the middle of a country lies in its largest part', () => {
  const near = (code: string, lat: number, lon: number) => {
    const middle = middleOfCountry(code)
    return middle !== null && Math.abs(middle.lat - lat) < 3 && Math.abs(middle.lon - lon) < 3
  }
  expect([near('IE', 53, -8), near('FR', 46.5, 2.5), near('SN', 14.5, -14.5), near('PH', 16, 121), near('SG', 1.3, 103.8)]).toEqual(
    Array.from({ length: 5 }, () => true),
  )
  expect(middleOfCountry('XX')).toBeNull()
})
