import { expect, test } from 'vitest'
import { mayAccept, mayAnswer, mayComeIn } from './policy.ts'
import { acting, dayFits, fitsItsLanguages, inTurns, mayHold, readableFits, restsFrom, untranslated, type Side } from './rules.ts'

const code = (verdict: { ok: boolean; refusal?: { code: string } }) => verdict.refusal?.code ?? 'yes'
const side: Side = { sort: 'culture', access: 'open', youth: false, jointly: false, ended: false, ofState: false }
const at = new Date('2026-11-26T10:00:00Z')

test('the two change places from day to day, and at no hour in between', () => {
  const days = [0, 1, 2, 3].map((more) => inTurns(['one', 'other'], new Date(at.getTime() + more * 86_400_000))[0])
  expect(days[0]).not.toBe(days[1])
  expect([days[2], days[3]]).toEqual([days[0], days[1]])
  expect(inTurns(['one', 'other'], new Date('2026-11-26T23:59:59Z'))).toEqual(inTurns(['one', 'other'], new Date('2026-11-26T00:00:00Z')))
})

test('of both sides equally many look after it, those who came first', () => {
  const of = (member: string, ofFrom: boolean, place: number) => ({ member, ofFrom, place })
  expect(acting([of('a', true, 1), of('b', true, 2)])).toEqual([])
  expect(acting([of('b', true, 2), of('a', true, 1), of('c', false, 1)])).toEqual(['a', 'c'])
  expect(acting([of('b', true, 2), of('a', true, 1), of('c', false, 4), of('d', false, 7), of('e', false, 9)])).toEqual([
    'a',
    'b',
    'c',
    'd',
  ])
  expect([restsFrom(null), restsFrom('2026-11-26')]).toEqual([null, '2026-12-26'])
})

test('a version is whole when each language has its words, one of them the original', () => {
  const text = (language: string, original = false) => ({ language, original })
  const languages = ['ar', 'en']
  expect(untranslated({ languages, texts: [text('en', true)] })).toEqual(['ar'])
  expect(untranslated({ languages, texts: [text('ar'), text('en', true)] })).toEqual([])
  expect(code(fitsItsLanguages({ languages, texts: [text('en', true), text('fr')] }))).toBe('mirror.text-of-no-language')
  expect(code(fitsItsLanguages({ languages, texts: [text('en'), text('ar')] }))).toBe('mirror.original-missing')
  expect(code(fitsItsLanguages({ languages, texts: [text('en', true), text('ar', true)] }))).toBe('mirror.original-missing')
  expect(code(fitsItsLanguages({ languages, texts: [text('en', true)] }))).toBe('yes')
})

test('which two may hold a space together, whichever of them proposes', () => {
  const both = (other: Partial<Side>) => [mayHold([side, { ...side, ...other }]), mayHold([{ ...side, ...other }, side])].map(code)
  expect(both({})).toEqual(['yes', 'yes'])
  expect(both({ access: 'hidden' })).toEqual(['mirror.not-hidden', 'mirror.not-hidden'])
  expect(both({ youth: true })).toEqual(['mirror.not-for-the-young', 'mirror.not-for-the-young'])
  expect(both({ jointly: true })).toEqual(['mirror.not-jointly', 'mirror.not-jointly'])
  expect(both({ ended: true })).toEqual(['mirror.community-ended', 'mirror.community-ended'])
  expect(both({ ofState: true })).toEqual(['yes', 'yes'])
  const state = { ...side, ofState: true }
  expect([mayHold([state, { ...side, sort: 'ancestry' }]), mayHold([{ ...side, sort: 'gender' }, state])].map(code)).toEqual([
    'mirror.government-not-here',
    'mirror.government-not-here',
  ])
  expect([readableFits('members', ['members']), readableFits('everybody', ['everybody', 'members'])].map(code)).toEqual([
    'yes',
    'mirror.readable-by-members',
  ])
  expect([dayFits('2026-11-26', at), dayFits('2026-11-27', at), dayFits('2031-01-01', at)].map(code)).toEqual([
    'mirror.day-passed',
    'yes',
    'mirror.day-too-far',
  ])
})

test('the side that did not write a version answers it in time, and nobody for both', () => {
  const asking = { actor: { person: 'p' as never }, role: 'steward', ended: false } as const
  const version = { state: 'waiting', answerBy: '2026-11-26', ours: false } as const
  const answering = { asking, version, decidesForBoth: false }
  expect(code(mayAnswer(answering, '2026-11-26', true))).toBe('yes')
  expect(code(mayAnswer(answering, '2026-11-27', true))).toBe('mirror.answered')
  expect(code(mayAnswer({ ...answering, version: { ...version, ours: true } }, '2026-11-26', true))).toBe('mirror.own-words')
  expect(code(mayAnswer({ ...answering, version: { ...version, state: 'replaced' } }, '2026-11-26', true))).toBe('mirror.answered')
  expect(code(mayAnswer({ ...answering, asking: { ...asking, role: 'facilitator' } }, '2026-11-26', true))).toBe('mirror.stewards-only')
  expect([true, false].map((agrees) => code(mayAnswer({ ...answering, decidesForBoth: true }, '2026-11-26', agrees)))).toEqual([
    'mirror.looks-after-both',
    'yes',
  ])
})

test('who comes in, and who may look after it', () => {
  const coming = { actor: { person: 'p' as never }, open: true, member: 'none', belongs: true, removed: false } as const
  expect(code(mayComeIn(coming))).toBe('yes')
  expect(code(mayComeIn({ ...coming, actor: { person: null } }))).toBe('sign-in.needed')
  expect(code(mayComeIn({ ...coming, belongs: false }))).toBe('mirror.belongs-to-neither')
  expect(code(mayComeIn({ ...coming, member: 'another-name' }))).toBe('mirror.by-another-name')
  expect(code(mayComeIn({ ...coming, open: false }))).toBe('mirror.not-open')
  const accepting = { actor: coming.actor, offered: true, member: true, facilitates: false, open: true }
  expect(code(mayAccept(accepting))).toBe('yes')
  expect(code(mayAccept({ ...accepting, offered: false, member: false }))).toBe('mirror.offer-missing')
  expect(code(mayAccept({ ...accepting, member: false }))).toBe('mirror.join-first')
  expect(code(mayAccept({ ...accepting, facilitates: true }))).toBe('mirror.facilitates-already')
})
