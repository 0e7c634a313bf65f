import { randomUUID } from 'node:crypto'
import { doAsHub } from '../dialogues.ts'
import type { BareHub } from '../hub.ts'
import { callAs, type Callers } from './callers.ts'
import { dayIn } from '../days.ts'

/** What there is to do in the library, whose keeper Samir is: Lyon has a practice and asks its peers, the department has offered and is paired. */
export type Shelf = {
  readonly lyon: string
  readonly unit: string
  readonly practice: string
  readonly draft: string
  readonly archived: string
  /** Mai handed it in. */
  readonly proposed: string
  readonly assist: string
  /** One on which nobody has decided yet, and one whose pair has met. */
  readonly offered: string
  readonly paired: string
}

export const WRITTEN = {
  ...{ title: 'A night school', summary: 'For all.', licence: 'cc-by', reviewMonths: 12 },
  words: { did: 'We opened the hall.', when: '2024', whom: 'All', came: 'Forty came.' },
}
export const QUESTION = {
  ...{ language: 'en', question: 'How do you keep a register?', context: 'We are forty.', kinds: ['call'], languages: ['en'] },
  audience: 'everybody',
}
export const OFFER = { who: 'Two of us', available: 'Evenings', lived: 'We lost our list once.', language: 'en' }
export const NOTE = { title: 'Two lists', did: 'Two lists.', came: 'None lost.', language: 'en' }
const DAY_MS = 86_400_000

export async function stageLibrary(hub: BareHub, callers: Pick<Callers, 'Mai' | 'Idrissa' | 'Aoife' | 'Niamh'>): Promise<Shelf> {
  const { unit, lyon } = hub.cast.bodies
  const idrissa = callAs(hub, callers.Idrissa.actor)
  const begin = { kind: 'practice', language: 'en', ...WRITTEN }
  const drafted = async (body: string | null, call = idrissa) =>
    (await call<{ id: string }>('library.draft', { ...begin, body, sending: randomUUID() })).id
  const [practice, archived, draft] = [await drafted(lyon), await drafted(lyon), await drafted(lyon)]
  for (const entry of [practice, archived]) await idrissa('library.propose', { entry })
  await idrissa('library.write', { ...WRITTEN, entry: practice, follows: 1 })
  const words = {
    follows: 2,
    title: 'Une école',
    summary: 'Pour tous.',
    words: { did: 'A', when: 'B', whom: 'C', came: 'D' },
    translator: 'person',
  }
  await callAs(hub, callers.Niamh.actor)('library.translate', { entry: practice, language: 'fr', ...words })
  await idrissa('library.archive', { entry: archived })
  const mai = callAs(hub, callers.Mai.actor)
  const proposed = await drafted(null, mai)
  await mai('library.propose', { entry: proposed })
  const ask = async () =>
    (await idrissa<{ id: string }>('library.ask-peers', { ...QUESTION, body: lyon, until: dayIn(hub, 20), sending: randomUUID() })).id
  const [assist, offered, paired] = [await ask(), await ask(), await ask()]
  for (const one of [offered, paired]) await callAs(hub, callers.Aoife.actor)('library.offer-help', { ...OFFER, assist: one, body: unit })
  await idrissa('library.decide-offer', { assist: paired, body: unit, outcome: 'paired' })
  const at = new Date(hub.runner.outside.now().getTime() - DAY_MS)
  await hub.db
    .insertInto('assist_meeting')
    .values({
      assist_id: paired,
      body_id: unit,
      starts_at: at,
      minutes: 60,
      place: 'By telephone',
      changes: 0,
      held: null,
      person_id: null,
    })
    .execute()
  await doAsHub(hub, 'library.write-note', { assist: paired, body: unit, follows: 0, ...NOTE })
  await doAsHub(hub, 'library.name-keeper', { person: hub.cast.members.get('samir')?.person })
  return { lyon, unit, practice, draft, archived, proposed, assist, offered, paired }
}
