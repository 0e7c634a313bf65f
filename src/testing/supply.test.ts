import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// What the hub is made of besides its own code: the lockfile names every package, with the digest of its archive.

type Locked = {
  readonly version?: string
  readonly license?: string
  readonly integrity?: string
  readonly dev?: boolean
  readonly link?: boolean
}

const ROOT = new URL('../../', import.meta.url)
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, ROOT), 'utf8'))
const lock = read('package-lock.json') as { readonly packages: Readonly<Record<string, Locked>> }
const manifest = read('package.json') as Readonly<
  Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>
>

const outside = Object.entries(lock.packages).filter(([path, { link }]) => path.startsWith('node_modules/') && link !== true)
const shipped = outside.filter(([, { dev }]) => dev !== true)

/** Licences under which something may stand beside code under Apache-2.0 without changing its terms. */
const FITTING = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'MIT AND OFL-1.1',
  'PSF-2.0',
  '(MIT OR CC0-1.0)',
]
/** Others, each for one thing that is linked to or run and never changed. */
const FITTING_FOR: readonly (readonly [RegExp, string])[] = [
  [/^node_modules\/@img\/sharp-/, 'LGPL-3.0-or-later'],
  [/^node_modules\/lightningcss/, 'MPL-2.0'],
  [/^node_modules\/(web-push|mediabunny)/, 'MPL-2.0'],
  [/^node_modules\/sax$/, 'BlueOak-1.0.0'],
]

test('every package that is shipped has a licence that fits', () => {
  const odd = shipped.filter(
    ([path, { license = '' }]) =>
      !FITTING.includes(license) && !FITTING_FOR.some(([paths, fits]) => paths.test(path) && license.split(' AND ').includes(fits)),
  )
  expect(odd.map(([path, { license }]) => `${path}: ${license ?? 'no licence'}`)).toEqual([])
  expect(shipped.length).toBeGreaterThan(50)
})

test('every package that is named is pinned to one version, and every one that is shipped to one archive by its digest', () => {
  expect(shipped.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-')).map(([path]) => path)).toEqual([])
  const wanted = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap((all) => Object.entries(all))
  expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})

test('a hub is built on few packages: 37 that are named at most', () => {
  expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(37)
})
