import { randomUUID } from 'node:crypto'
import { doAsHub } from '../dialogues.ts'
import type { BareHub } from '../hub.ts'
import { giveRole, seat, stageSession } from '../summit.ts'
import { callAs, type Callers } from './callers.ts'

/** A running session in which Samir takes notes and Mai has a place, with what was said in it, and a call for ideas that takes them. */
export type Spoken = {
  readonly session: string
  /** Samir wrote it down, and its speaker has not chosen. */
  readonly noted: { readonly id: string; readonly link: string; readonly code: string }
  readonly meeting: string
  /** Somebody without an account wrote it; it is published and has no answer. */
  readonly idea: { readonly id: string; readonly link: string }
  /** One that waits to be read. */
  readonly waiting: string
}

export const NOTED = { text: 'Trust takes years.', language: 'en', role: 'panellist', form: 'verbatim' }
const DAY_MS = 86_400_000

export async function stageSpoken(hub: BareHub, callers: Pick<Callers, 'Ana' | 'Samir'>): Promise<Spoken> {
  const { id: session, edition } = await stageSession(hub, { opened: true })
  await seat(hub, edition, ['mai'])
  await giveRole(hub, session, 'samir', 'note-taker')
  const samir = callAs(hub, callers.Samir.actor)
  const noted = await samir<Spoken['noted']>('interventions.capture', { ...NOTED, session, sending: randomUUID() })
  const met = { session, sending: randomUUID(), title: 'The parish hall', language: 'en', heldOn: '2026-02-20', people: 12 }
  const { id: meeting } = await samir<{ id: string }>('interventions.record-meeting', met)
  await doAsHub(hub, 'ideas.open-call', callFor(hub, session))
  const write = (text: string) =>
    callAs(hub, callers.Ana.actor)<Spoken['idea']>('ideas.write', { session, sending: randomUUID(), text, language: 'en' })
  const [idea, waiting] = [await write('Teach at night.'), await write('Teach by day.')]
  await doAsHub(hub, 'ideas.publish', { session, idea: idea.id })
  return { session, noted, meeting, idea, waiting: waiting.id }
}

export function callFor(hub: BareHub, session: string) {
  const inDays = (days: number) => new Date(hub.runner.outside.now().getTime() + days * DAY_MS).toISOString()
  const times = { opensAt: inDays(-1), closesAt: inDays(5), answerBy: inDays(9) }
  return { session, ...times, access: 'anyone', moderation: 'before', text: 'What should we do there?', language: 'en' }
}
