import { expect, test } from 'vitest'
import { choose, gather, pick, type Person } from './crowd.ts'
import { openChance } from './chance.ts'

const crowd = { seed: 7, people: 400, camps: [45, 35, 20], days: [10, 5, 0, 5] }
const traits = ({ number, camp, conviction, passes, visits }: Person) => ({ number, camp, conviction, passes, visits })

test('the same seed gathers the same crowd, another seed another one', () => {
  expect(gather(crowd).map(traits)).toEqual(gather(crowd).map(traits))
  expect(gather({ ...crowd, seed: 8 }).map(traits)).not.toEqual(gather(crowd).map(traits))
})

test('camps have about their share, and nobody comes on a day that nobody comes on first', () => {
  const people = gather(crowd)
  const sizes = [0, 1, 2].map((camp) => people.filter((person) => person.camp === camp).length)
  expect(sizes.map((size, camp) => Math.abs(size / 4 - (crowd.camps[camp] ?? 0)) < 6)).toEqual([true, true, true])
  expect(people.filter((person) => person.visits[0]?.day === 2)).toEqual([])
  expect(people.flatMap((person) => person.visits).filter(({ day, minute }) => day > 3 || minute < 360 || minute > 1320)).toEqual([])
})

test('a few answer everything, some hardly anything, most eight to fourteen', () => {
  const counts = gather(crowd).map((person) => person.visits[0]?.votes ?? 0)
  const share = (from: number, to: number) => counts.filter((count) => count >= from && count <= to).length / counts.length
  expect([share(100, 100) > 0.01 && share(100, 100) < 0.08, share(2, 6) > 0.04 && share(2, 6) < 0.15, share(8, 14) > 0.65]).toEqual([
    true,
    true,
    true,
  ])
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(2)
})

test('people of a camp vote as their camp does, and everybody passes on what everybody passes on', () => {
  const line = { language: 'fr' as const, text: 'Un énoncé.', agree: [100, 0, 50] }
  const firm = gather(crowd).map((person) => ({ ...person, conviction: 1, passes: 0 }))
  const votes = (camp: number) => new Set(firm.filter((person) => person.camp === camp).map((person) => choose(person, line)))
  expect([votes(0), votes(1), votes(2)]).toEqual([new Set(['agree']), new Set(['disagree']), new Set(['agree', 'disagree'])])
  expect(new Set(firm.map((person) => choose(person, { ...line, pass: 100 })))).toEqual(new Set(['pass']))
})

test('nobody is given a statement twice in a sitting, nor more than there are', () => {
  const [person] = gather(crowd)
  const items = Array.from({ length: 12 }, (_, number) => ({ number, late: number > 8 }))
  const picked = person === undefined ? [] : pick(person, items, 100)
  expect(picked.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(items.map(({ number }) => number))
  expect(person === undefined ? [] : pick(person, items, 5)).toHaveLength(5)
})

test('ids that chance makes have the form of random ones and do not repeat', () => {
  const chance = openChance(1)
  const ids = Array.from({ length: 500 }, () => chance.uuid())
  expect(ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual([])
  expect(new Set(ids).size).toBe(500)
})
