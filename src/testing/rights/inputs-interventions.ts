import { randomUUID } from 'node:crypto'
import { doAsHub } from '../dialogues.ts'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'
import { callFor, NOTED } from './stage-interventions.ts'

const of = ({ spoken }: Stage) => ({ session: spoken.session, intervention: spoken.noted.id })
const told = (stage: Stage) => ({ of: { ...of(stage), consent: 'spoken' } })
const byLink = ({ spoken }: Stage) => ({ of: { link: spoken.noted.link } })
const idea = ({ spoken }: Stage) => ({ session: spoken.session, idea: spoken.idea.id })

export const INTERVENTIONS: Inputs = {
  'interventions.list': ({ spoken }) => ({ session: spoken.session }),
  'interventions.read': of,
  'interventions.mine': ({ spoken }) => ({ session: spoken.session }),
  'interventions.claimed': ({ spoken }) => ({ session: spoken.session, code: spoken.noted.code }),
  'interventions.read-linked': ({ spoken }) => ({ link: spoken.noted.link }),
  'interventions.capture': ({ spoken }) => ({ ...NOTED, session: spoken.session, sending: randomUUID() }),
  'interventions.capture (from paper)': ({ spoken }) => ({
    ...{ ...NOTED, session: spoken.session, sending: randomUUID(), source: 'paper', meeting: spoken.meeting },
    ...{ choice: 'none', consent: 'written' },
  }),
  'interventions.write': ({ spoken }) => ({
    session: spoken.session,
    sending: randomUUID(),
    text: 'Mine.',
    language: 'en',
    choice: 'none',
  }),
  'interventions.choose-attribution (by the link)': (stage) => ({ ...byLink(stage), choice: 'none' }),
  'interventions.choose-attribution (told by the speaker)': (stage) => ({ ...told(stage), choice: 'none' }),
  'interventions.correct (by the link)': (stage) => ({ ...byLink(stage), text: 'Trust.', language: 'en' }),
  'interventions.correct (told by the speaker)': (stage) => ({ ...told(stage), text: 'Trust.', language: 'en' }),
  'interventions.withdraw (by the link)': byLink,
  'interventions.withdraw (told by the speaker)': told,
  'interventions.put-unnamed': ({ spoken }) => ({ session: spoken.session, text: 'It was said to somebody trusted.', language: 'en' }),
  'interventions.withdraw-unnamed': async ({ hub, spoken }) => {
    const put = { session: spoken.session, text: 'Taken back.', language: 'en' }
    const { id } = await doAsHub<{ id: string }>(hub, 'interventions.put-unnamed', put)
    return { session: spoken.session, intervention: id }
  },
  'interventions.file': (stage) => ({ ...of(stage), question: 1 }),
  'interventions.record-meeting': ({ spoken }) => ({
    ...{ session: spoken.session, sending: randomUUID(), title: 'A hall', language: 'en', heldOn: '2026-02-20', people: 12 },
  }),
  'interventions.hide': (stage) => ({ ...of(stage), rule: 'no-attack' }),
  'interventions.show': of,
  'interventions.release-person': ({ callers }) => ({ person: callers.Mai.actor.person }),
  'interventions.renew-secrets': () => ({}),
  'ideas.list': ({ spoken }) => ({ session: spoken.session }),
  'ideas.read': idea,
  'ideas.read (one that waits)': ({ spoken }) => ({ session: spoken.session, idea: spoken.waiting }),
  'ideas.desk': ({ spoken }) => ({ session: spoken.session }),
  'ideas.mine': ({ spoken }) => ({ session: spoken.session }),
  'ideas.read-linked': ({ spoken }) => ({ link: spoken.idea.link }),
  'ideas.open-call': ({ hub, spoken }) => callFor(hub, spoken.session),
  'ideas.write': ({ spoken }) => ({ session: spoken.session, sending: randomUUID(), text: randomUUID(), language: 'en' }),
  'ideas.correct': ({ spoken }) => ({ link: spoken.idea.link, text: 'Teach.', language: 'en' }),
  'ideas.withdraw': ({ spoken }) => ({ link: spoken.idea.link }),
  'ideas.publish': ({ spoken }) => ({ session: spoken.session, idea: spoken.waiting }),
  'ideas.decline': ({ spoken }) => ({ session: spoken.session, idea: spoken.waiting, rule: 'on-topic' }),
  'ideas.answer': (stage) => ({ ...idea(stage), outcome: 'taken-up', reason: 'Yes.', language: 'en' }),
  'ideas.hide': (stage) => ({ ...idea(stage), rule: 'no-attack' }),
  'ideas.release-person': ({ callers }) => ({ person: callers.Mai.actor.person }),
  'ideas.renew-secrets': () => ({}),
}
