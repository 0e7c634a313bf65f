import { expect, test } from 'vitest'
import type { Verdict } from '#base'
import {
  mayAddStatement,
  mayAnswer,
  mayClose,
  mayConvene,
  mayEdit,
  mayEnter,
  mayModerate,
  mayOpen,
  mayReadAnswers,
  maySee,
  mayTakePart,
  mayTranslate,
  mayVote,
  type DialogueFacts,
  type Standing,
} from './policy.ts'
import type { DialogueState, Participation } from './tables.ts'

const nothing: Standing = { signedIn: false, operator: false, steward: false, convener: false, moderator: false, member: false }
const cast = {
  stranger: nothing,
  account: { ...nothing, signedIn: true },
  member: { ...nothing, signedIn: true, member: true },
  moderator: { ...nothing, signedIn: true, moderator: true },
  convener: { ...nothing, signedIn: true, convener: true },
  steward: { ...nothing, signedIn: true, steward: true, convener: true, moderator: true, member: true },
  operator: { ...nothing, signedIn: true, operator: true },
} satisfies Record<string, Standing>
type Name = keyof typeof cast
const names = Object.keys(cast) as Name[]

const now = new Date('2026-03-07T00:00:00Z')
const dialogue = (standing: Standing, state: DialogueState = 'open', participation: Participation = 'anyone'): DialogueFacts => ({
  state,
  opensAt: new Date('2026-03-05T00:00:00Z'),
  closesAt: new Date('2026-03-10T00:00:00Z'),
  answerBy: new Date('2026-03-20T00:00:00Z'),
  participation,
  mayAdd: true,
  standing,
})
const codeOf = (verdict: Verdict): string => (verdict.ok ? 'yes' : verdict.refusal.code)
const each = (ask: (standing: Standing) => Verdict): Record<Name, string> =>
  Object.fromEntries(names.map((name) => [name, codeOf(ask(cast[name]))])) as Record<Name, string>

const [signIn, convener, moderator] = ['sign-in.needed', 'dialogue.not-its-convener', 'dialogue.not-its-moderator'] as const
const CONVENES = {
  stranger: signIn,
  account: convener,
  member: convener,
  moderator: convener,
  convener: 'yes',
  steward: 'yes',
  operator: 'yes',
}

test('who may convene, and so edit, open, translate, close and answer', () => {
  expect(each(mayConvene)).toEqual(CONVENES)
  expect(each((standing) => mayEdit(dialogue(standing, 'draft')))).toEqual(CONVENES)
  expect(each((standing) => mayOpen(dialogue(standing, 'draft'), 1, now))).toEqual(CONVENES)
  expect(each((standing) => mayTranslate(dialogue(standing), false))).toEqual(CONVENES)
  expect(each((standing) => mayClose(dialogue(standing), now))).toEqual(CONVENES)
  expect(each((standing) => mayAnswer(dialogue(standing, 'closed'), now))).toEqual(CONVENES)
})

test('who may moderate', () => {
  expect(each(mayModerate)).toEqual({ ...CONVENES, account: moderator, member: moderator, moderator: 'yes' })
})

test('a draft is seen by those who prepare it, anything else by anybody', () => {
  const hidden = 'dialogue.missing'
  expect(each((standing) => maySee(dialogue(standing, 'draft')))).toEqual({
    stranger: hidden,
    account: hidden,
    member: hidden,
    moderator: 'yes',
    convener: 'yes',
    steward: 'yes',
    operator: 'yes',
  })
  expect(new Set(Object.values(each((standing) => maySee(dialogue(standing, 'answered')))))).toEqual(new Set(['yes']))
})

test('who may take part in each sort of dialogue', () => {
  const all = Object.fromEntries(names.map((name) => [name, 'yes']))
  expect(each((standing) => mayTakePart(dialogue(standing), now))).toEqual(all)
  expect(each((standing) => mayTakePart(dialogue(standing, 'open', 'account'), now))).toEqual({ ...all, stranger: signIn })
  const needs = 'dialogue.needs-members'
  expect(each((standing) => mayTakePart(dialogue(standing, 'open', 'members'), now))).toEqual({
    stranger: signIn,
    account: needs,
    member: 'yes',
    moderator: needs,
    convener: needs,
    steward: 'yes',
    operator: needs,
  })
})

test('where votes are hidden nobody takes part under a name, nor by paper, and nothing is closed before its hour', () => {
  const later = new Date('2026-03-10T00:00:00Z')
  for (const participation of ['hidden', 'hidden-members'] as const) {
    const hidden = dialogue(cast.steward, 'open', participation)
    expect(new Set(Object.values(each((standing) => mayTakePart(dialogue(standing, 'open', participation), now))))).toEqual(
      new Set(['dialogue.hidden-alone']),
    )
    expect(codeOf(mayEnter({ dialogue: hidden, link: undefined }, now))).toBe('dialogue.hidden-alone')
    expect([codeOf(mayClose(hidden, now)), codeOf(mayClose(hidden, later))]).toEqual(['dialogue.hidden-runs', 'yes'])
    const draft = (opensAt: string) => ({ ...dialogue(cast.steward, 'draft', participation), opensAt: new Date(opensAt), closesAt: later })
    const on = (day: string) => codeOf(mayOpen(draft('2026-03-07T00:00:00Z'), 1, new Date(day)))
    expect([on('2026-03-02T23:59:00Z'), on('2026-03-03T00:00:00Z')]).toEqual(['yes', 'dialogue.hidden-too-soon'])
  }
})

test('what is public can no longer be edited, and its original no longer be rewritten', () => {
  expect(codeOf(mayEdit(dialogue(cast.convener)))).toBe('dialogue.not-a-draft')
  expect(codeOf(mayTranslate(dialogue(cast.convener), true))).toBe('dialogue.not-a-draft')
  expect(codeOf(mayTranslate(dialogue(cast.convener, 'draft'), true))).toBe('yes')
})

test('a vote is refused for the first reason that there is', () => {
  const open = dialogue(cast.stranger)
  const published = { status: 'published' } as const
  const ask = (facts: Omit<Parameters<typeof mayVote>[0], 'removedFor'>) => codeOf(mayVote({ removedFor: null, ...facts }, now))
  expect(ask({ dialogue: open, statement: published, participant: 7 })).toBe('yes')
  expect(ask({ dialogue: null, statement: null, participant: null })).toBe('dialogue.missing')
  expect(ask({ dialogue: dialogue(cast.stranger, 'closed'), statement: null, participant: null })).toBe('dialogue.closed')
  expect(ask({ dialogue: open, statement: null, participant: null })).toBe('statement.missing')
  expect(ask({ dialogue: open, statement: { status: 'waiting' }, participant: 7 })).toBe('statement.missing')
  expect(ask({ dialogue: open, statement: published, participant: null })).toBe('participation.missing')
})

test('whoever was taken out neither votes nor adds, and is told why', () => {
  const open = dialogue(cast.stranger)
  const out = { dialogue: open, participant: 7, removedFor: 'coordinated' } as const
  const told = { code: 'participation.removed', data: { reason: 'coordinated' } }
  expect(mayVote({ ...out, statement: { status: 'published' } }, now)).toMatchObject({ ok: false, refusal: told })
  expect(mayAddStatement({ ...out, waiting: 0, known: false, voiceHolds: true }, now)).toMatchObject({ ok: false, refusal: told })
  expect(codeOf(mayVote({ ...out, dialogue: dialogue(cast.stranger, 'closed'), statement: { status: 'published' } }, now))).toBe(
    'dialogue.closed',
  )
})

test('moderators read single answers only where they are published one by one', () => {
  const read = (publication: 'votes' | 'aggregates') => each((standing) => mayReadAnswers({ publication, standing }))
  expect(read('votes')).toEqual({ ...CONVENES, account: moderator, member: moderator, moderator: 'yes' })
  const sums = 'export.aggregates-only'
  expect(read('aggregates')).toEqual({
    stranger: signIn,
    account: moderator,
    member: moderator,
    moderator: sums,
    convener: sums,
    steward: sums,
    operator: sums,
  })
})

test('a statement is refused for the first reason that there is', () => {
  const open = dialogue(cast.stranger)
  const facts = { dialogue: open, participant: 7, removedFor: null, waiting: 0, known: false, voiceHolds: true }
  const ask = (more: Partial<Parameters<typeof mayAddStatement>[0]>) => codeOf(mayAddStatement({ ...facts, ...more }, now))
  expect(ask({})).toBe('yes')
  expect(ask({ waiting: 4 })).toBe('yes')
  expect(ask({ voiceHolds: false, waiting: 5 })).toBe('voice.not-held')
  expect(ask({ dialogue: null })).toBe('dialogue.missing')
  expect(ask({ dialogue: { ...open, mayAdd: false }, participant: null })).toBe('statement.not-wanted')
  expect(ask({ participant: null, waiting: 5 })).toBe('participation.missing')
  expect(ask({ waiting: 5, known: true })).toBe('statement.too-many-waiting')
  expect(ask({ known: true })).toBe('statement.twice')
  expect(ask({ dialogue: dialogue(cast.stranger, 'closed') })).toBe('dialogue.closed')
})
