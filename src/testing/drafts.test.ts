import { expect, test } from 'vitest'
import { readTree, ROOT } from './house/tree.ts'

const views = [...readTree(ROOT)].filter(([path]) => path.endsWith('.tsx') && path.startsWith('src/modules/'))
/** What each form of the rooms is drawn with. */
const forms = views.flatMap(([path, source]) => [...source.matchAll(/<Form\b((?:[^>]|=>)*)>/g)].map(([, given = '']) => ({ path, given })))

test('a form that takes files is on a page that refuses too large ones before they are sent', () => {
  const taking = forms.filter(({ given }) => /\bfiles\b/.test(given)).map(({ path }) => path)
  expect(taking.length).toBeGreaterThan(4)
  const checking = new Set(views.flatMap(([path, source]) => (source.includes("'keep-draft.js'") ? [path] : [])))
  expect(taking.filter((path) => !checking.has(path))).toEqual([])
})

test('what is told to trusted intermediaries, to named contacts or of pressure never stays on the device', () => {
  const keeping = forms.filter(({ given }) => /\bdraft=/.test(given)).map(({ path }) => path)
  expect(keeping.length).toBeGreaterThan(10)
  expect(keeping.filter((path) => /\/(voices|contacts|moderation)\//.test(path))).toEqual([])
})
